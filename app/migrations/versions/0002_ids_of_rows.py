"""The sender's own id of a row, and the municipality's neighbours."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

HAS_ID = sa.text("external_id IS NOT NULL")


def upgrade() -> None:
    op.add_column("source", sa.Column("external_id", sa.String(length=200), nullable=True))
    op.create_index(
        op.f("ix_source_external_id"), "source", ["external_id"], postgresql_where=HAS_ID, sqlite_where=HAS_ID
    )
    for name in ("neighbours", "elsewhere"):
        op.add_column("municipality", sa.Column(name, sa.String(length=1000), nullable=False, server_default=""))


def downgrade() -> None:
    for name in ("neighbours", "elsewhere"):
        op.drop_column("municipality", name)
    op.drop_index(op.f("ix_source_external_id"), "source")
    op.drop_column("source", "external_id")
