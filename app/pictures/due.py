"""Builds the editions that are due and lets drafts follow the data; the jobs process and the seed start it."""

import logging
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Settings
from app.db import Database
from app.fetching import BUILDING, Fault, fetching, note
from app.models import Picture, PictureStatus
from app.pictures.actions.keeping import keep_edition
from app.pictures.building import build_edition
from app.pictures.freshness import is_of_todays_data
from app.pictures.queries.archive import newest_edition, newest_of
from app.pictures.queries.corrections import number_changed
from app.pictures.queries.failing import UNBUILT, UNREFRESHED, failing_since
from app.pictures.rules import FrozenError, missing_periods
from reports.picture.periods import Period

log = logging.getLogger(__name__)


def build_due_pictures(database: Database, settings: Settings, now: datetime | None = None) -> list[str]:
    """Build each closed fortnight's edition that is due and missing; gives their numbers.

    The same whether it runs on time or after a standstill; what promises one edition a period is the database's key.
    One that cannot be built keeps no other from it, is told in the log, and is tried again at each run.
    """
    now = now or datetime.now(UTC)
    with database.reading() as session:
        due = sorted({*_missing(session, settings, now), *_failed(session)})
    built, failed = [], []
    for start in due:
        try:
            built.append(_build(database, settings, Period(start), now))
            log.info("built picture %s", built[-1])
        except Exception:
            log.exception("the picture of %s cannot be built; it is tried again", start)
            failed.append(start)
    _remember(database, now, UNBUILT, failed)
    return built


def _remember(database: Database, now: datetime, kind: str, failed: list[date]) -> None:
    """For the pages that say so: what fails, and since when; nothing is written where that is known."""
    with database.reading() as session:
        row = fetching(session, BUILDING)
        before = failing_since(row, kind)
        other = failing_since(row, UNREFRESHED if kind == UNBUILT else UNBUILT)
    if set(failed) != set(before):
        since = {str(start): before.get(start, now).isoformat() for start in failed}
        with database.writing() as session:
            note(session, BUILDING, now, Fault.UNEXPECTED if failed or other else None, **{kind: since})


def _missing(session: Session, settings: Settings, now: datetime) -> list[date]:
    newest = newest_edition(session)
    since = newest.period_start if newest else None
    return [p.start for p in missing_periods(since, settings.picture_first_monday, settings.picture_hour, now)]


def _failed(session: Session) -> list[date]:
    """The first days of the periods that could not be built and that nobody has built since: later ones hide them."""
    starts = failing_since(fetching(session, BUILDING), UNBUILT)
    there = set(session.scalars(select(Picture.period_start).where(Picture.period_start.in_(starts))))
    return sorted(set(starts) - there)


def refresh_drafts(database: Database, settings: Settings, now: datetime | None = None) -> list[str]:
    """Build anew each edition that is not published and whose data have changed; gives their numbers."""
    now = now or datetime.now(UTC)
    open_ = select(Picture).where(Picture.status.in_([PictureStatus.DRAFT, PictureStatus.REVIEWED]))
    with database.reading() as session:
        waiting = [Period(picture.period_start) for picture in session.scalars(open_.order_by(Picture.period_start))]
    refreshed, failed = [], []
    for period in waiting:
        try:
            refreshed += _refresh(database, settings, period, now)
        except Exception:  # one that cannot be built keeps no other from following the data
            log.exception("the picture of %s cannot be refreshed", period.start)
            failed.append(period.start)
    _remember(database, now, UNREFRESHED, failed)
    return refreshed


def _refresh(database: Database, settings: Settings, period: Period, now: datetime) -> list[str]:
    with database.snapshot() as session:
        picture = newest_of(session, period)
        if picture is None or picture.status.is_frozen:  # somebody removed or published it meanwhile
            return []
        # The count of what changed is quick and looks at the period alone.
        if not number_changed(session, picture) and is_of_todays_data(session, picture):
            return []
    try:
        edition = _build(database, settings, period, now)
    except FrozenError:  # somebody published it meanwhile
        return []
    log.info("refreshed picture %s", edition)
    return [edition]


def _build(database: Database, settings: Settings, period: Period, now: datetime) -> str:
    with database.snapshot() as session:
        edition = build_edition(session, settings, period, now)
    with database.writing() as session:
        return keep_edition(session, edition, by=None).edition
