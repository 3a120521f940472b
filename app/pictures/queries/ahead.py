"""The edition that is worked on: when it is met over, and what remains to be done until then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.config import Settings
from app.models import Picture
from app.pictures.queries.archive import newest_of
from app.pictures.queries.corrections import number_changed
from app.pictures.queries.desk import desk_of
from app.pictures.queries.remaining import Remaining, remaining
from app.pictures.schedule import meeting_at
from app.pictures.submission import Outcome, Submission
from reports.picture.periods import LOCAL_TIME, Period, edition_of, newest_closed_period
from reports.picture.storage import from_json


@dataclass(frozen=True, slots=True)
class Ahead:
    """The next edition to publish. `edition` is None where its period still runs or nothing is built of it yet;
    `days_left` counts calendar days to the meeting, 0 on its day and below 0 after it."""

    name: str
    period: Period
    meeting: datetime
    days_left: int
    edition: Picture | None
    remaining: Sequence[Remaining]


def edition_ahead(session: Session, settings: Settings, now: datetime) -> Ahead:
    """The edition of the fortnight that has ended, until it is published; then that of the running one."""
    today = now.astimezone(LOCAL_TIME).date()
    period = newest_closed_period(today, settings.picture_first_monday)
    picture = newest_of(session, period)
    if picture is not None and picture.status.is_frozen:
        period, picture = period.after(), None
    year, number = edition_of(period, settings.picture_first_monday)
    meeting = meeting_at(period, settings.meeting_day, settings.meeting_hour)
    return Ahead(
        picture.edition if picture else f"{year}:{number}",
        period,
        meeting,
        (meeting.date() - today).days,
        picture,
        _remaining(session, picture) if picture else (),
    )


def _remaining(session: Session, picture: Picture) -> list[Remaining]:
    desk = desk_of(session, picture, from_json(picture.record), Submission(), Outcome())
    return remaining(picture, desk, number_changed(session, picture), has_ended=True)
