"""Addresses from a register, and the file that a place was read from."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BY_SIGN = sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=False),
        sa.Column("is_street", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("key", BY_SIGN, nullable=False),
        sa.Column("street_key", BY_SIGN, nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_address_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_address_source_external_id")),
    )
    op.create_index(op.f("ix_address_is_street_key_id"), "address", ["is_street", "key", "id"])
    op.add_column("place", sa.Column("source", sa.String(length=60), nullable=True))
    op.add_column("place", sa.Column("external_id", sa.String(length=200), nullable=True))
    op.create_index(op.f("ix_place_source_external_id"), "place", ["source", "external_id"])


def downgrade() -> None:
    raise NotImplementedError("a copy of the database is the way back")
