"""What a watched area may be called, and where it may lie."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

import shapely
from flask_babel import gettext as _
from shapely import MultiPolygon

from app import privacy
from app.errors import DomainError
from geo.areas import Area, Shape, to_plane
from geo.boundaries import mend, polygons
from geo.files import AreaFile
from geo.files.columns import DISTRICT_NAMES
from geo.gazetteer import fold

LONGEST_NAME = 120
MOST_OF_FILE = 50_000
"""Corners of an area that comes in a file: its page holds them all, and so does what takes a change back."""


class WatchedAreaError(DomainError):
    """The area cannot be saved like that; nothing has changed."""


class AreaChangedError(WatchedAreaError):
    """Somebody else has changed the area meanwhile."""


@dataclass(frozen=True, slots=True)
class NewArea:
    """What somebody wants watched: a name, a district's key or "" for the one it lies in, a shape in WGS 84 degrees.

    Where the shape comes from is kept with it; "": drawn here.
    """

    name: str
    district: str
    shape: MultiPolygon
    is_approximate: bool = False
    origin: str = ""

    @property
    def mark(self) -> str:
        """Another one for whatever differs, so that nobody overwrites what they have not seen."""
        told = repr((self.name, self.district, self.is_approximate, self.origin)).encode()
        return blake2b(told + self.shape.wkb, digest_size=12).hexdigest()


def check_name(name: str) -> str:
    """The name as it is kept. Raises WatchedAreaError: everybody who sees the map reads it."""
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > LONGEST_NAME:
        raise WatchedAreaError(_("Ge området ett namn på högst %(most)s tecken.", most=LONGEST_NAME))
    if privacy.check_text(tidy):
        raise WatchedAreaError(_("Namnet läses av alla som ser kartan. Ta bort personuppgifterna ur det."))
    return tidy


def areas_of_file(file: AreaFile, column: str = "") -> list[NewArea]:
    """What a file holds, by the names in a column; those of one name are parts of one area. Raises WatchedAreaError."""
    known = {fold(name): name for name in file.columns}
    column = column or next((known[word] for word in DISTRICT_NAMES if word in known), "")
    if column not in file.columns:
        columns = ", ".join(file.columns) or _("inga kolumner")
        raise WatchedAreaError(
            _("Det syns inte i vilken kolumn områdenas namn står. Filen har: %(columns)s.", columns=columns)
        )
    parts: dict[str, list[Shape]] = {}
    for number, found in enumerate(file.areas, 1):
        name = found.columns.get(column, "").strip()
        if not name:
            raise WatchedAreaError(_("Område nummer %(number)s i filen saknar namn.", number=number))
        mended, _fault = mend(Area("", name, found.shape))
        parts.setdefault(name, []).append(mended.shape)
    areas = [NewArea(name, "", polygons(shapely.union_all(shapes))) for name, shapes in parts.items()]
    for area in areas:
        _check_corners(area)
    return areas


def _check_corners(area: NewArea) -> None:
    number = int(shapely.get_num_coordinates(area.shape))
    if number > MOST_OF_FILE:
        raise WatchedAreaError(
            _(
                "%(name)s: Området har %(number)s hörn, och får ha högst %(most)s. Förenkla gränsen i kartprogrammet, "
                "och läs in filen igen.",
                name=area.name,
                number=number,
                most=MOST_OF_FILE,
            )
        )


def district_of(new: NewArea, districts: Mapping[str, Area]) -> str:
    """The key of the district that the area belongs to: the one told, or the one that holds most of it.

    Raises WatchedAreaError where none of it lies there.
    """
    plane = to_plane(new.shape)
    shares = {key: to_plane(area.shape).intersection(plane).area for key, area in districts.items()}
    key = new.district or max(shares, key=lambda key: shares[key], default="")
    if key not in shares or not shares[key]:
        where = districts[key].name if new.district in districts else _("kommunens kommundelar")
        raise WatchedAreaError(
            _("Området ligger utanför %(where)s. Flytta hörnen, eller välj en annan kommundel.", where=where)
        )
    return key


def square_kilometres(shape: MultiPolygon) -> float:
    return float(to_plane(shape).area) / 1e6
