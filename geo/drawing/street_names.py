"""Names that a basemap has: of places, and of streets along their lines where nothing else stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import atan2, degrees, hypot

import numpy as np
import shapely

from geo.basemap import Features
from geo.drawing.basemap import LARGE, LINE, MOTORWAYS, PATHS, SMALL, View
from geo.drawing.frame import Panel
from geo.drawing.ground import QUIET
from geo.drawing.labels import WIDTH_PER_SIGN, Box, place_labels, text_box
from geo.drawing.vega import FONT, Drawing

LARGE_FROM, SMALL_FROM = 12.5, 14.5
"""Zoom levels from which streets are named; paper is finer than a screen."""
SIZE, PLACE_SIZE = 9.0, 11.0
TOWNS, PARTS = frozenset({"locality"}), frozenset({"neighbourhood", "macrohood"})
PARTS_FROM = 12.0
AIR = 6.0  # pixels of a street beyond either end of its name
STRAIGHT = 0.985  # of a name's length, from end to end: along a sharper bend letters would leave the street
ALONG = (0.5, 0.3, 0.7, 0.15, 0.85)
MOST = 150
LONGEST = 500
"""Lines that are tried, the longest first."""


def draw_basemap_places(drawing: Drawing, places: Features, view: View, known: set[str], taken: list[Box]) -> None:
    """Names of places, towns first, but for those that are `known` already; the room that they take joins `taken`."""
    wanted: list[tuple[str, float, float]] = []
    for kinds, zoom in ((TOWNS, 0.0), (PARTS, PARTS_FROM)):
        if view.zoom >= zoom:
            some = places.of(kinds)
            at = view.to_pixels(shapely.get_coordinates(shapely.centroid(some.shapes)))
            found = zip(some.names.tolist(), at.tolist(), view.frame.holds(at).tolist(), strict=True)
            wanted += [(name, x, y) for name, (x, y), is_in in found if is_in and name and name not in known]
    labels = place_labels(dict.fromkeys(wanted), list(taken), view.frame.panel, PLACE_SIZE, of_areas=True)
    taken += [text_box(label.x, label.y, label.text, PLACE_SIZE) for label in labels]
    rows = [{"x": label.x, "y": label.y, "text": label.text} for label in labels]
    drawing.texts(rows, halo="white", fontSize=PLACE_SIZE, fill=QUIET)


@dataclass(frozen=True, slots=True)
class StreetName:
    """A name whose middle stands at (x, y) in pixels, turned clockwise by so many degrees."""

    x: float
    y: float
    turn: float
    text: str

    def boxes(self) -> list[Box]:
        """The room that it takes, as squares along it."""
        half = len(self.text) * SIZE * WIDTH_PER_SIGN / 2
        angle = np.radians(self.turn)
        steps = np.linspace(-half, half, max(2, round(2 * half / SIZE) + 1))
        return [
            Box(self.x + step * float(np.cos(angle)), self.y + step * float(np.sin(angle)), SIZE * 0.6, SIZE * 0.6)
            for step in steps.tolist()
        ]


def street_names(roads: Features, view: View, taken: list[Box]) -> list[StreetName]:
    """The names that find room; it joins `taken`. Large streets go before small ones, and the longest first."""
    found: list[StreetName] = []
    room = _Room(taken, view.frame.panel)
    for kinds, zoom in ((MOTORWAYS | LARGE, LARGE_FROM), (SMALL | PATHS, SMALL_FROM)):
        if view.zoom >= zoom:
            lines = sorted(_lines(roads.of(kinds), view), key=lambda one: (-one[1].length, one[0]))
            for name, line in lines[:LONGEST]:
                placed = next((one for one in _tries(name, line) if room.holds(one)), None)
                if placed and len(found) < MOST and name not in {one.text for one in found}:
                    room.take(placed)
                    found.append(placed)
    return found


def names_svg(names: Sequence[StreetName]) -> str:
    """As a group of an SVG, with a halo."""
    style = f'font-family="{FONT}" font-size="{SIZE}px" text-anchor="middle" fill="{QUIET}"'
    halo = ' stroke="white" stroke-width="2.4" stroke-linejoin="round"'
    texts = [_text(name, more) for name in names for more in (halo, "")]
    return f"<g {style}>{''.join(texts)}</g>" if texts else ""


def _text(name: StreetName, style: str) -> str:
    where = f'transform="translate({name.x:.1f},{name.y:.1f}) rotate({name.turn:.1f})" y="{SIZE * 0.34:.2f}"'
    return f"<text {where}{style}>{escape(name.text)}</text>"


class _Room:
    """What is taken, asked as whole columns."""

    def __init__(self, taken: list[Box], panel: Panel) -> None:
        self._taken, self._panel = taken, panel
        self._rows = np.array([(box.x, box.y, box.half_width, box.half_height) for box in taken]).reshape(-1, 4)

    def holds(self, name: StreetName) -> bool:
        boxes = name.boxes()
        if not all(box.is_within(self._panel) for box in (boxes[0], boxes[-1])):
            return False
        asked = np.array([(box.x, box.y, box.half_width) for box in boxes])
        apart = np.abs(self._rows[:, np.newaxis, :2] - asked[:, :2])
        return not (apart < self._rows[:, np.newaxis, 2:] + asked[:, 2:]).all(axis=2).any()

    def take(self, name: StreetName) -> None:
        boxes = name.boxes()
        self._taken += boxes
        more = [(box.x, box.y, box.half_width, box.half_height) for box in boxes]
        self._rows = np.vstack([self._rows, more])


def _lines(roads: Features, view: View) -> Iterator[tuple[str, shapely.LineString]]:
    """Each named street in pixels, its parts joined where they meet; only what is long enough for its name."""
    parts, owners = view.seen_of(roads, LINE)
    names, of_name = np.unique(roads.names[owners], return_inverse=True)
    lengths = np.bincount(of_name, shapely.length(parts), len(names))
    ends = np.cumsum(np.bincount(of_name, minlength=len(names)))[:-1]
    together = np.split(parts[np.argsort(of_name, kind="stable")], ends)
    for name, length, own in zip(names.tolist(), lengths.tolist(), together, strict=False):
        least = len(name) * SIZE * WIDTH_PER_SIGN + 2 * AIR
        if name and length >= least:  # a name of many short parts may still be too long for each
            joined = shapely.line_merge(shapely.union_all(own))
            yield from ((name, line) for line in shapely.get_parts(joined) if line.length >= least)


def _tries(name: str, line: shapely.LineString) -> Iterator[StreetName]:
    long = len(name) * SIZE * WIDTH_PER_SIGN
    for part in ALONG:
        middle = min(max(part * line.length, long / 2), line.length - long / 2)
        ends = [line.interpolate(middle + way * long / 2) for way in (-1, 1)]
        (west, east) = sorted(ends, key=lambda end: (end.x, end.y))
        if hypot(east.x - west.x, east.y - west.y) >= STRAIGHT * long:
            turn = degrees(atan2(east.y - west.y, east.x - west.x))
            yield StreetName((west.x + east.x) / 2, (west.y + east.y) / 2, turn, name)
