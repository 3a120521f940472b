"""Which background the settings give the map, and what is known of it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from flask_babel import gettext as _

from app.background.rules import check_file
from app.config import Settings
from app.errors import DomainError
from geo.tile_files import TileFile, TileFileError, read_tile_file


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of ours; `tag` is another one for each that is laid there."""

    path: Path
    file: TileFile
    tag: str
    changed_at: datetime
    attribution: str

    @property
    def source(self) -> str:
        """What is named beside a map that is drawn on it."""
        return self.attribution or self.file.name or self.path.name


@dataclass(frozen=True, slots=True)
class Unusable:
    """A file that is named or there, and cannot be used."""

    path: Path
    error: TileFileError | DomainError | OSError


@dataclass(frozen=True, slots=True)
class Outside:
    """Images from a server elsewhere; `origin` as https://host, `url` holds {z}, {x} and {y}."""

    url: str
    origin: str
    host: str
    attribution: str


Background: TypeAlias = OwnFile | Unusable | Outside | None
OnPaper: TypeAlias = OwnFile | Unusable | None


def background_in_use(settings: Settings) -> Background:
    """None where nothing is chosen: the map then has the shore and the districts that are in the database."""
    if settings.background_url:
        where = urlsplit(settings.background_url)
        origin = f"{where.scheme}://{where.netloc}"
        return Outside(settings.background_url, origin, where.netloc, settings.background_attribution)
    path = settings.background_path
    if not settings.background_file and not path.exists():
        return None
    try:
        stat = path.stat()
        file = _read(path, tag_of(stat))
        check_file(file)
    except (TileFileError, DomainError, OSError) as error:
        return Unusable(path, error)
    changed_at = datetime.fromtimestamp(stat.st_mtime, UTC)
    return OwnFile(path, file, tag_of(stat), changed_at, settings.background_attribution or file.attribution)


def on_paper(settings: Settings) -> OnPaper:
    """A file of shapes alone: a service elsewhere would learn what is printed, and images are drawn for a screen. One
    that is there and cannot be used is told of."""
    background = background_in_use(settings)
    if isinstance(background, OwnFile):
        return background if background.file.is_vector else None
    return background if isinstance(background, Unusable) else None


def credit(background: OnPaper, *, is_drawn: bool = True, unread: int = 0) -> Iterator[str]:
    """What is said beside a map on paper of the background that it has, or should have had."""
    if background is None:
        return
    if isinstance(background, Unusable) or not is_drawn:
        yield str(_("Bakgrundskartan gick inte att läsa och är inte med."))
        return
    yield str(_("Bakgrund: %(source)s", source=background.source))
    if unread:
        yield str(_("Delar av bakgrundskartan gick inte att läsa och saknas."))


def tag_of(stat: os.stat_result) -> str:
    """What tells one file from another that is laid in its place."""
    return f"{stat.st_mtime_ns:x}-{stat.st_size:x}-{stat.st_ino:x}"


# Each page with a map asks, and the file seldom changes.
@lru_cache(maxsize=4)
def _read(path: Path, _tag: str) -> TileFile:
    return read_tile_file(path)
