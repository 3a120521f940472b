"""How Alembic reaches the database: on the connection that `app.schema` hands it."""

from alembic import context
from geoalchemy2 import alembic_helpers

from app.migrations.scope import is_ours
from app.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=is_ours,
    process_revision_directives=alembic_helpers.writer,
    render_item=alembic_helpers.render_item,
    render_as_batch=False,
    compare_type=True,
)
context.run_migrations()
