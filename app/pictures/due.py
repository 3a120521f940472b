"""Builds the editions that are due and lets drafts follow the data; the jobs process and the seed start it."""

import logging
from datetime import UTC, datetime

from sqlalchemy import select

from app.config import Settings
from app.db import Database
from app.models import Picture, PictureStatus
from app.pictures.actions.keeping import keep_edition
from app.pictures.building import build_edition
from app.pictures.drawing import data_sign, gather
from app.pictures.queries.archive import newest_edition
from app.pictures.queries.corrections import number_changed
from app.pictures.rules import FrozenError, missing_periods
from reports.picture.periods import Period

log = logging.getLogger(__name__)


def build_due_pictures(database: Database, settings: Settings, now: datetime | None = None) -> list[str]:
    """Build each closed fortnight's edition that is due and missing; gives their numbers.

    The same whether it runs on time or after a standstill; what promises one edition a period is the database's key.
    """
    now = now or datetime.now(UTC)
    with database.reading() as session:
        newest = newest_edition(session)
        since = newest.period_start if newest else None
    built = []
    for period in missing_periods(since, settings.picture_first_monday, settings.picture_hour, now):
        built.append(_build(database, settings, period, now))
        log.info("built picture %s", built[-1])
    return built


def refresh_drafts(database: Database, settings: Settings, now: datetime | None = None) -> list[str]:
    """Build anew each edition that is not published and whose data have changed; gives their numbers."""
    now = now or datetime.now(UTC)
    open_ = select(Picture).where(Picture.status.in_([PictureStatus.DRAFT, PictureStatus.REVIEWED]))
    with database.reading() as session:
        waiting = [Period(picture.period_start) for picture in session.scalars(open_.order_by(Picture.period_start))]
    refreshed = []
    for period in waiting:
        try:
            refreshed += _refresh(database, settings, period, now)
        except Exception:  # one that cannot be built keeps no other from following the data
            log.exception("the picture of %s cannot be refreshed", period.start)
    return refreshed


def _refresh(database: Database, settings: Settings, period: Period, now: datetime) -> list[str]:
    with database.reading() as session:
        picture = session.scalars(select(Picture).where(Picture.period_start == period.start)).one()
        # The count of what changed is quick and looks at the period alone.
        if not number_changed(session, picture):
            told = gather(session, settings.default_language, period, now)
            if data_sign(told) == picture.data_sha256:
                return []
    try:
        edition = _build(database, settings, period, now)
    except FrozenError:  # somebody published it meanwhile
        return []
    log.info("refreshed picture %s", edition)
    return [edition]


def _build(database: Database, settings: Settings, period: Period, now: datetime) -> str:
    with database.reading() as session:
        edition = build_edition(session, settings, period, now)
    with database.writing() as session:
        return keep_edition(session, edition, by=None).edition
