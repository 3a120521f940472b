"""What a drawn map shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Outline = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MapKind:
    """What a mark can stand for: its name in the legend, shape (see `geo.symbols`) and colour as #rrggbb."""

    name: str
    shape: str
    colour: str


@dataclass(frozen=True, slots=True)
class MapMark:
    """`number` incidents of one kind at a point in WGS 84 degrees."""

    lon: float
    lat: float
    kind: str
    number: int = 1


@dataclass(frozen=True, slots=True)
class DistrictMap:
    """A district and its incidents. Outlines are GeoJSON geometries in WGS 84; names are (name, lon, lat).

    `title` and the lines of `about` stand beside the map, `notes` small at its foot; `description` is what a screen
    reader says. `neighbours` are (name, outline) of the districts around, drawn faintly, and `land` what lies beyond
    them: what is neither is water, where it is given. An approximate outline is dashed.
    """

    outline: Outline
    kinds: Mapping[str, MapKind]
    marks: tuple[MapMark, ...] = ()
    place_names: tuple[tuple[str, float, float], ...] = ()
    neighbours: tuple[tuple[str, Outline], ...] = ()
    land: Outline | None = None
    is_approximate: bool = False
    title: str = ""
    about: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    description: str = ""
    language: str = "sv"

    @property
    def degrees(self) -> NDArray[np.float64]:
        """Where the marks are, as (lon, lat) rows."""
        return np.array([[mark.lon for mark in self.marks], [mark.lat for mark in self.marks]]).T

    @property
    def numbers(self) -> NDArray[np.int64]:
        """How many incidents each mark stands for."""
        return np.array([mark.number for mark in self.marks], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """A map of a place as it was drawn; `unread` counts what its background lacks."""

    svg: str
    has_background: bool = False
    unread: int = 0
