"""Imports of the districts' boundaries, with the incidents and places that each moved."""

import sqlalchemy as sa
from alembic import op

import app.models.base

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "boundary_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", app.models.base.Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("moves", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("applied_at", app.models.base.Moment(timezone=True), nullable=True),
        sa.Column("undone_at", app.models.base.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_boundary_import_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boundary_import")),
    )
    op.create_table(
        "district_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("before_id", sa.Integer(), nullable=True),
        sa.Column("after_id", sa.Integer(), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_district_move_{column}"), ondelete=ondelete)
            for column, target, ondelete in (
                ("import_id", "boundary_import.id", "CASCADE"),
                ("incident_id", "incident.id", "CASCADE"),
                ("place_id", "place.id", "CASCADE"),
                ("before_id", "district.id", None),
                ("after_id", "district.id", None),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_district_move")),
    )
    for columns in (["import_id", "incident_id"], ["incident_id"], ["place_id"]):
        op.create_index(op.f(f"ix_district_move_{'_'.join(columns)}"), "district_move", columns)


def downgrade() -> None:
    raise NotImplementedError("a copy of the database is the way back")
