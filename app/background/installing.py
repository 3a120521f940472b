"""Lays a file of map tiles where the map finds it: checked before, whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import shapely
from flask_babel import gettext as _

from app.background.rules import BackgroundError, check_coverage, check_file
from app.formatting import number
from geo.tile_files import TileFile, TileFileError, read_tile_file, tile_bytes
from geo.tiles import Tile, mercator_x, mercator_y

AT_ONCE = 4 * 1024 * 1024
LEVELS = 3
"""So many levels before the last a tile is eight times as wide: of a place with houses it is hardly empty."""
SPARE = 64 * 1024 * 1024
"""Bytes of the disk that are left free: the database writes there too."""


def checked_file(path: Path, areas: Iterable[shapely.Geometry]) -> TileFile:
    """What the file holds. Raises TileFileError or BackgroundError for one that could not lie under the map."""
    file = read_tile_file(path)
    check_file(file)
    municipality = shapely.union_all(list(areas))
    if not municipality.is_empty:
        check_coverage(file, municipality)
        _check_tile(path, file, municipality.representative_point())
    return file


def _check_tile(path: Path, file: TileFile, middle: shapely.Point) -> None:
    """In the middle something is to be there and readable: if not on the last level, then on one shortly before."""
    first, last = file.zooms
    for zoom in range(max(first, last - LEVELS), last + 1):
        side = 2**zoom
        if tile_bytes(path, Tile(zoom, int(mercator_x(middle.x) * side), int(mercator_y(middle.y) * side))):
            return
    raise TileFileError("empty")


def install(path: Path, target: Path) -> None:
    """Copy the file; who looks at the map meanwhile has the old one. Raises BackgroundError, and OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and target.samefile(path):
        raise BackgroundError(_("Filen ligger redan där den ska."))
    _check_room(path.stat().st_size, target.parent)
    handle, name = tempfile.mkstemp(prefix=f"{target.name}.", dir=target.parent)
    copy = Path(name)
    try:
        with os.fdopen(handle, "wb") as out, path.open("rb") as opened:
            shutil.copyfileobj(opened, out, AT_ONCE)
            out.flush()
            os.fsync(out.fileno())
        copy.chmod(0o644)
        copy.replace(target)
    finally:
        copy.unlink(missing_ok=True)


def _check_room(size: int, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if size + SPARE > free:
        raise BackgroundError(
            _(
                "Disken har %(free)s MB ledigt i %(folder)s, och %(size)s MB behövs. Gör plats och kör igen.",
                free=number(free // 10**6),
                folder=folder,
                size=number((size + SPARE) // 10**6 + 1),
            )
        )
