"""Watched areas, and saved views of the map."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

import app.models.base

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

AREA = Geometry(
    geometry_type="MULTIPOLYGON",
    srid=4326,
    dimension=2,
    spatial_index=False,
    from_text="ST_GeomFromEWKT",
    name="geometry",
    nullable=False,
)
OF_ALL = sa.text("district_id IS NULL")


def upgrade() -> None:
    op.create_geospatial_table(
        "watched_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=False),
        sa.Column("area", AREA, nullable=False),
        sa.Column("is_approximate", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_watched_area_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watched_area")),
        sa.UniqueConstraint("name", name=op.f("uq_watched_area_name")),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", app.models.base.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_saved_view_by_id")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_saved_view_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("district_id", "name", name=op.f("uq_saved_view_district_id_name")),
    )
    op.create_index(
        "uq_saved_view_of_all", "saved_view", ["name"], unique=True, postgresql_where=OF_ALL, sqlite_where=OF_ALL
    )


def downgrade() -> None:
    raise NotImplementedError("a copy of the database is the way back")
