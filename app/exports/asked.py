"""What is asked to be taken away: a filter, the part of the map that is in view, and how it is printed."""

from dataclasses import dataclass

from app.incidents.choices import Choices
from app.incidents.filters import Arguments, IncidentFilter, read_value
from app.maps.queries.rows import Box
from app.maps.views import MapView
from reports.printed_map.paper import Paper, Turn

REACH = Box(-10.0, 40.0, 40.0, 75.0)
"""Degrees around Sweden: further off, distances in SWEREF 99 TM are no longer true."""
NARROWEST = 0.0005
"""Degrees of a view; a few dozen metres."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`box` is the view of the map that is taken away; None: all that the filter chooses."""

    view: MapView
    choices: Choices
    box: Box | None = None
    paper: Paper = Paper.A4
    turn: Turn = Turn.LANDSCAPE

    @property
    def filter(self) -> IncidentFilter:
        return self.view.filter

    @classmethod
    def from_args(cls, args: Arguments, chosen: IncidentFilter, choices: Choices) -> "Asked":
        """Read a URL. Raises ValueError for a box that is none: what was in view would not be what is taken away."""
        problems: list[str] = []
        box = Box.read(args.get("bbox") or "") if args.get("bbox") else None
        if args.get("bbox") and (box is None or not _is_near(box)):
            raise ValueError("bbox")
        return cls(
            MapView.from_args(args, chosen),
            choices,
            box,
            read_value(args.get("paper"), Paper, problems) or Paper.A4,
            read_value(args.get("turn"), Turn, problems) or Turn.LANDSCAPE,
        )

    def edges(self) -> tuple[float, float, float, float] | None:
        """The view as it can be drawn: neither endless nor a point."""
        if self.box is None:
            return None
        west, south, east, north = self.box.west, self.box.south, self.box.east, self.box.north
        if east - west < NARROWEST or north - south < NARROWEST:
            west, south, east, north = west - NARROWEST, south - NARROWEST, east + NARROWEST, north + NARROWEST
        return max(west, REACH.west), max(south, REACH.south), min(east, REACH.east), min(north, REACH.north)


def _is_near(box: Box) -> bool:
    """Whether it is an area at all, and not off the ends of the earth."""
    if box.west == box.east or box.south == box.north:
        return False
    across = box.west < REACH.east and box.east > REACH.west
    return across and box.south < REACH.north and box.north > REACH.south
