"""The hour of the week that each incident began in, for filters and maps that ask for hours."""

import sqlalchemy as sa
from alembic import op

from app.models.base import Moment
from reports.picture.hours_of_week import hour_of_week, hours_touched

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

AT_ONCE = 10_000
INCIDENT = sa.table(
    "incident",
    sa.column("id", sa.Integer),
    sa.column("occurred_from", Moment),
    sa.column("occurred_to", Moment),
    sa.column("hour_of_week", sa.SmallInteger),
    sa.column("hours_touched", sa.SmallInteger),
)


def upgrade() -> None:
    op.add_column("incident", sa.Column("hour_of_week", sa.SmallInteger(), server_default="0", nullable=False))
    op.add_column("incident", sa.Column("hours_touched", sa.SmallInteger(), server_default="24", nullable=False))
    connection = op.get_bind()
    change = INCIDENT.update().where(INCIDENT.c.id == sa.bindparam("of"))
    last = 0
    while rows := connection.execute(_next(last)).all():
        last = rows[-1].id
        told = [{"of": id_, "hour_of_week": hour_of_week(start), "hours_touched": hours_touched(start, end)}
                for id_, start, end in rows]  # fmt: skip
        connection.execute(change, told)


def _next(last: int) -> sa.Select[tuple[int, object, object]]:
    columns = (INCIDENT.c.id, INCIDENT.c.occurred_from, INCIDENT.c.occurred_to)
    return sa.select(*columns).where(INCIDENT.c.id > last).order_by(INCIDENT.c.id).limit(AT_ONCE)


def downgrade() -> None:
    raise NotImplementedError("a copy of the database is the way back")
