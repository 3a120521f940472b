"""Editions that could not be built or brought up to date by themselves, for those who can do something about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.fetching import BUILDING, fetching
from app.models import Fetching, Picture
from reports.picture.periods import Period

UNBUILT, UNREFRESHED = "failed", "unrefreshed"
"""What the building job remembers: the periods that it could not build, and those whose drafts it could not refresh."""


@dataclass(frozen=True, slots=True)
class Failing:
    """An edition that cannot be built; `edition` is its draft where there is one, which then does not follow the data.

    `since` is when that was first tried in vain.
    """

    period: Period
    since: datetime
    edition: Picture | None = None


def failing(session: Session) -> Sequence[Failing]:
    """Oldest first; what somebody has built since by the button or a command is not among them."""
    row = fetching(session, BUILDING)
    unbuilt, unrefreshed = failing_since(row, UNBUILT), failing_since(row, UNREFRESHED)
    starts = {*unbuilt, *unrefreshed}
    there = {one.period_start: one for one in session.scalars(_editions(starts))} if starts else {}
    found = [Failing(Period(start), since) for start, since in unbuilt.items() if start not in there]
    for start, since in unrefreshed.items():
        edition = there.get(start)
        if edition and not edition.status.is_frozen and edition.cutoff <= since:
            found.append(Failing(Period(start), since, edition))
    return sorted(found, key=lambda one: one.period.start)


def failing_since(row: Fetching, kind: str) -> Mapping[date, datetime]:
    """By the first day of a period, since when it fails."""
    stored = row.state.get(kind, {})
    if isinstance(stored, list):  # of before the moment was kept
        stored = {day: row.tried_at.isoformat() for day in stored} if row.tried_at else {}
    return {date.fromisoformat(day): datetime.fromisoformat(since) for day, since in stored.items()}


def _editions(starts: set[date]) -> Select[Picture]:
    """A period's newest comes last."""
    return select(Picture).where(Picture.period_start.in_(starts)).order_by(Picture.period_start, Picture.revision)
