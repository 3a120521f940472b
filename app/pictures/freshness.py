"""Whether an edition says what the data say now: the data themselves are asked, whatever the time."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from sqlalchemy import PoolProxiedConnection
from sqlalchemy.orm import Session

from app.db import Database
from app.models import Picture
from app.pictures.drawing import data_sign, gather
from reports.picture.periods import Period

LOOKS = 2
"""How often the data are read where somebody writes meanwhile."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Which data an edition was found to be of, before anybody was kept from writing; `version` is SQLite's own count
    of what others have written, as `watch` sees it."""

    picture_id: int
    data_sha256: str | None
    watch: PoolProxiedConnection
    version: int

    def still_holds(self, edition: Picture) -> bool:
        """Whether nothing at all has been written since; else the data are to be asked anew."""
        is_same = (edition.id, edition.data_sha256) == (self.picture_id, self.data_sha256)
        return is_same and _version(self.watch) == self.version


def is_of_todays_data(session: Session, edition: Picture, seen: Seen | None = None) -> bool:
    """Whether an edition's numbers would be the same if they were worked out now, those it is compared with too."""
    if seen and seen.still_holds(edition):
        return True
    # Neither language nor time is in the sign.
    told = gather(session, "sv", Period(edition.period_start), edition.cutoff)
    return data_sign(told) == edition.data_sha256


@contextmanager
def looked_at(database: Database, picture_id: int) -> Iterator[Seen | None]:
    """Ask while others may write: whoever then keeps them from writing need only know whether they have.

    None where the edition is not of today's data, and on PostgreSQL, where nobody is kept from writing data. To be
    asked before the session that writes has begun.
    """
    if database.engine.dialect.name != "sqlite":
        yield None
        return
    with closing(database.engine.raw_connection()) as watch:
        seen = None
        for _ in range(LOOKS):
            version = _version(watch)  # before the data: what is written meanwhile is seen as written since
            with database.reading() as session:
                edition = session.get_one(Picture, picture_id)
                is_todays = is_of_todays_data(session, edition)
                seen = Seen(picture_id, edition.data_sha256, watch, version) if is_todays else None
            if seen is None or seen.still_holds(edition):
                break
        yield seen


def _version(watch: PoolProxiedConnection) -> int:
    with closing(watch.cursor()) as cursor:
        cursor.execute("PRAGMA data_version")
        (version,) = cursor.fetchone() or (0,)
        return int(version)
