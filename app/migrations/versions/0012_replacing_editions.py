"""A withdrawn edition can be replaced: editions have a revision, and one of a fortnight's is alive."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

LIVING = sa.text("status <> 'withdrawn'")


def upgrade() -> None:
    # SQLite cannot drop a key: the table is made anew. Nothing that refers to it goes with the old one, as
    # `app.schema` keeps foreign keys from being followed meanwhile and looks at them all afterwards.
    with op.batch_alter_table("picture") as picture:
        picture.add_column(sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
        picture.drop_constraint("uq_picture_period_start", type_="unique")
        picture.drop_constraint("uq_picture_year_number", type_="unique")
        picture.create_unique_constraint("uq_picture_year_number_revision", ["year", "number", "revision"])
    where = {"sqlite_where": LIVING, "postgresql_where": LIVING}
    op.create_index("uq_picture_living", "picture", ["period_start"], unique=True, **where)


def downgrade() -> None:
    raise NotImplementedError("a copy of the database is the way back")
