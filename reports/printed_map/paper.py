"""Sheets of paper that a map is printed on, and the room that each leaves for it."""

from dataclasses import dataclass
from enum import StrEnum

from geo.paper import PaperRoom

MARGIN, GAP = 12.0, 5.0
"""Millimetres: more than any printer leaves white; and between the map and what stands beside it."""


class Paper(StrEnum):
    """A size of paper; `short`, `long`: its sides in millimetres (ISO 216)."""

    A4 = "a4"
    A3 = "a3"

    @property
    def short(self) -> float:
        return 210.0 if self is Paper.A4 else 297.0

    @property
    def long(self) -> float:
        return 297.0 if self is Paper.A4 else 420.0


class Turn(StrEnum):
    """How the paper lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class Layout:
    """Millimetres of a sheet and what is on it: `head` above the map, `foot` below, `legend` beside it.

    Where the sheet stands the legend is below the map. `text` is the size of words in points.
    """

    width: float
    height: float
    head: float
    foot: float
    legend: float
    text: float
    room: PaperRoom
    is_beside: bool


def layout(paper: Paper, turn: Turn) -> Layout:
    is_beside, is_large = turn is Turn.LANDSCAPE, paper is Paper.A3
    width, height = (paper.long, paper.short) if is_beside else (paper.short, paper.long)
    head, foot = (27.0, 14.0) if is_large else (23.0, 12.0)
    legend = (76.0 if is_large else 60.0) if is_beside else (62.0 if is_large else 52.0)
    across = width - 2 * MARGIN - (legend + GAP if is_beside else 0)
    up = height - 2 * MARGIN - head - foot - (0 if is_beside else legend + GAP)
    room = PaperRoom(across, up, 0.32 if is_large else 0.27)
    return Layout(width, height, head, foot, legend, 10.5 if is_large else 9.0, room, is_beside)
