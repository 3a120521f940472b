"""What a map for print shows and at which scale: true on paper, as large as there is room, north up."""

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from geo.drawing.frame import Frame, Panel
from geo.drawing.upright import Edges, Upright
from geo.paper import PaperRoom

STEPS = (1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9)
SCALES = tuple(round(step * 10**power) for power in range(2, 7) for step in STEPS)
"""1 to so much; people measure on paper, so it is a round number."""
MARGIN = 6.0  # pixels that a map without a view of its own leaves about what it shows
FULL = (1.0, 0.995, 0.98, 0.95)
"""Parts of a room that a view may grow to: the farther from its middle, the more a meridian leans."""


def print_frame(
    shapes: Sequence[BaseGeometry], room: PaperRoom, view: Edges | None = None
) -> tuple[Upright, Frame, int]:
    """The plane, what of it is shown, and 1 to how much.

    A view (west, south, east, north in WGS 84 degrees) is framed by itself, shapes by all the room, as what lies beside
    them is no part of a choice. Raises ValueError without both.
    """
    if not (view or shapes):
        raise ValueError("a map shows districts")
    upright = Upright.about(view or tuple(shapely.total_bounds(list(shapes))))
    shown = shapely.box(*view) if view else shapely.GeometryCollection(list(shapes))
    west, south, east, north = upright.shape(shown).bounds
    across, up = max(east - west, 1.0), max(north - south, 1.0)
    margin = 0.0 if view else 2 * MARGIN * room.pixel
    wanted = 1000 * max(across / (room.width - margin), up / (room.height - margin))
    scale = next((each for each in SCALES if each >= wanted), SCALES[-1])
    pixels = 1000 / scale / room.pixel  # per metre
    panel = Panel(0.5, 0.5, room.width / room.pixel - 1, room.height / room.pixel - 1)
    if view:
        panel = Panel(0.5, 0.5, min(across * pixels, panel.width), min(up * pixels, panel.height))
    left, top = (west + east) / 2 - panel.width / pixels / 2, (south + north) / 2 + panel.height / pixels / 2
    return upright, Frame(panel, west=left, north=top, scale=pixels), scale


def largest(shapes: Sequence[BaseGeometry], rooms: Sequence[PaperRoom], view: Edges | None = None) -> int:
    """In which of several rooms a map has the largest scale; the first of equal ones. Raises as `print_frame`."""
    scales = [print_frame(shapes, room, view)[2] for room in rooms]
    return scales.index(min(scales))


def grown(view: Edges, room: PaperRoom) -> Edges:
    """A view with as much on all sides as fills a room at the scale that the view itself has there."""
    _, frame, scale = print_frame((), room, view)
    for part in FULL:
        wider = _wider(view, frame.panel, room, part)
        if print_frame((), room, wider)[2] <= scale:
            return wider
    return view


def _wider(view: Edges, panel: Panel, room: PaperRoom, part: float) -> Edges:
    across, up = (
        max(0.0, part * long / room.pixel / shown - 1) / 2
        for long, shown in ((room.width, panel.width + 1), (room.height, panel.height + 1))
    )
    west, south, east, north = view
    more, higher = (east - west) * across, (north - south) * up
    return west - more, south - higher, east + more, north + higher
