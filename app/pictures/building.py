"""Builds an edition of the data as they are: the numbers at a cut-off, not yet kept."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache

from sqlalchemy.orm import Session

from app.beside import drawing
from app.config import Settings
from app.db import Database
from app.pictures.drawing import data_sign, gather
from app.pictures.queries.archive import next_revision
from reports.picture.inputs import PictureInput
from reports.picture.loading import LOADING
from reports.picture.periods import Period, edition_of
from reports.picture.record import Picture
from reports.picture.storage import to_json


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as built, not yet kept."""

    period: Period
    year: int
    number: int
    revision: int
    cutoff: datetime
    record: bytes
    data_sha256: str


def build_beside(settings: Settings, period: Period, now: datetime) -> Edition:
    """Build beside the web's process: the libraries that count and draw hold more memory than all of it.

    Raises as `Beside.run`.
    """
    return drawing.run(_build_by_itself, settings, period, now)


def _build_by_itself(settings: Settings, period: Period, now: datetime) -> Edition:
    database = _known_database(settings.sqlalchemy_url)
    try:
        with database.snapshot() as session:
            return build_edition(session, settings, period, now)
    finally:
        database.engine.dispose()  # no connection is held until the next


@lru_cache(maxsize=1)
def _known_database(url: str) -> Database:
    """It has learnt to say its statements."""
    return Database(url)


def build_edition(
    session: Session, settings: Settings, period: Period, now: datetime, drawn: Callable[[str], object] = lambda _: None
) -> Edition:
    """Reads only, so that nobody waits for the database meanwhile. `drawn` is told of each drawing, an SVG.

    `session` is a snapshot: what is written between two statements would else be in one count and not in the other.
    """
    with ThreadPoolExecutor(1) as beside:
        loading = beside.submit(_load)  # while the database counts
        told = gather(session, settings.default_language, period, now)
        build_picture = loading.result()
    year, number = edition_of(period, settings.picture_first_monday)
    revision = next_revision(session, period)
    record = to_json(build_picture(told, year, number, revision, drawn))
    return Edition(period, year, number, revision, now, record, data_sign(told))


@cache
def _load() -> Callable[[PictureInput, int, int, int, Callable[[str], object]], Picture]:
    """What counts and draws. Loaded here alone: it takes a second and 100 MB, which the web process never needs."""
    with LOADING:
        from reports.picture.build import build_picture, warm_up

    warm_up()
    return build_picture
