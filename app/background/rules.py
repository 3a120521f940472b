"""What a file of map tiles must hold to lie under the map."""

from collections.abc import Sequence
from enum import StrEnum

import shapely
from flask_babel import gettext as _

from app.errors import DomainError
from geo.tile_files import TileFile

NEEDED = ("water", "roads")
DRAWN = ("earth", "landcover", "landuse", "water", "roads", "buildings", "boundaries", "places")
"""The layers of the Protomaps basemap that static/js/map-basemap.js draws."""
NAMES = "places"
FIRST_SHOWN, STREETS = 8, 13
"""The map's first zoom level, and from which level a file has the small streets."""
ENOUGH = 0.99
"""The part of the municipality that must lie within the file; an extract is often cut along a rounded box."""


class BackgroundError(DomainError):
    """The file cannot lie under the map."""


class Lack(StrEnum):
    """What a file may lack and still be used."""

    LAYERS = "layers"
    FAR = "far"
    NEAR = "near"
    SOURCE = "source"


def check_file(file: TileFile) -> None:
    """Raises BackgroundError for shapes that are not the basemap's: they would be drawn as an empty map."""
    if file.is_vector and not set(NEEDED) <= set(file.layers):
        raise BackgroundError(
            _(
                "Filen har inte lagren i Protomaps baskarta: %(needed)s saknas. Den har: %(layers)s.",
                needed=", ".join(sorted(set(NEEDED) - set(file.layers))),
                layers=", ".join(file.layers) or "–",
            )
        )


def check_coverage(file: TileFile, municipality: shapely.Geometry) -> None:
    """Raises BackgroundError for a file of elsewhere, or of a part."""
    part = file.coverage(municipality)
    if part < ENOUGH:
        raise BackgroundError(
            _(
                "Filen täcker %(part)s %% av kommunen (från %(west)s, %(south)s till %(east)s, %(north)s grader). "
                "Ta ett utdrag som täcker hela.",
                part=int(100 * part),
                **dict(zip(("west", "south", "east", "north"), (f"{one:.2f}" for one in file.bounds), strict=True)),
            )
        )


def first_zoom(file: TileFile) -> int:
    """The map's first zoom level that the file is drawn on: tiles of shapes are drawn 512 pixels wide."""
    return file.zooms[0] + file.is_vector


def lacks(file: TileFile, attribution: str) -> Sequence[Lack]:
    """What is worth a word before the file is used."""
    found = {
        Lack.LAYERS: file.is_vector and not set(DRAWN) <= set(file.layers),
        Lack.FAR: first_zoom(file) > FIRST_SHOWN,
        Lack.NEAR: file.zooms[1] < STREETS,
        Lack.SOURCE: not attribution,
    }
    return [lack for lack, is_so in found.items() if is_so]


def missing_layers(file: TileFile) -> list[str]:
    return [layer for layer in DRAWN if layer not in file.layers]
