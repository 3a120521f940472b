"""Builds the editions that are due; the jobs process and the seed start it."""

import logging
from datetime import UTC, datetime

from app.config import Settings
from app.db import Database
from app.pictures.actions import keep_edition
from app.pictures.drawing import draw_edition
from app.pictures.queries import newest_edition
from app.pictures.rules import missing_periods

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
        with database.reading() as session:
            edition = draw_edition(session, settings, period, now)
        with database.writing() as session:
            built.append(keep_edition(session, edition, by=None).edition)
        log.info("built picture %s", built[-1])
    return built
