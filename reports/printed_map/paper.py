"""Sheets of paper that a map is printed on, and the room that each leaves for it."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from geo.paper import PaperRoom

MARGIN, GAP = 12.0, 5.0
"""Millimetres: more than any printer leaves white; and between the map and what stands beside it."""

POINT = 25.4 / 72
GROWTH = 4 / 3
"""How much larger than on A4 all is on A3, which hangs on a wall: type, marks, numbers and names."""
TEXT, SMALL = 9.0, 8.0
"""Points on A4: the size of words, and of those in the legend and the table. A title and the foot follow from them."""
PIXEL = 0.27
"""Millimetres of a map's pixel on A4."""
SIGNS = 8.5
"""Lines of the legend, each as high as its letters, that the words about rings and circles take."""


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
class LegendSize:
    """How much a legend holds: lines of `kinds` and of what is `unplaced`, and how long each remark is in letters."""

    kinds: int = 0
    unplaced: int = 0
    remarks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """Millimetres of a sheet and what is on it: `head` above the map, `foot` below, and the `legend`.

    The legend stands beside the map (`legend` is its width) or below it (its height). `times` tells how much larger
    than on A4 all is.
    """

    width: float
    height: float
    head: float
    foot: float
    legend: float
    times: float
    room: PaperRoom
    is_beside: bool

    @property
    def text(self) -> float:
        return TEXT * self.times

    @property
    def small(self) -> float:
        return SMALL * self.times


def layout(paper: Paper, turn: Turn) -> Layout:
    """The usual one: the legend beside the map where the sheet lies, below it where the sheet stands."""
    return layouts(paper, turn)[0]


def layouts(paper: Paper, turn: Turn, legend: LegendSize = LegendSize()) -> tuple[Layout, Layout]:
    """A sheet with the legend beside the map and with the legend below it, the usual one first."""
    beside, below = (_laid(paper, turn, legend, is_beside=is_beside) for is_beside in (True, False))
    return (beside, below) if turn is Turn.LANDSCAPE else (below, beside)


def _laid(paper: Paper, turn: Turn, size: LegendSize, *, is_beside: bool) -> Layout:
    width, height = (paper.long, paper.short) if turn is Turn.LANDSCAPE else (paper.short, paper.long)
    times = GROWTH if paper is Paper.A3 else 1.0
    head, foot = 23.0 * times, 12.0 * times
    legend = (60.0 if is_beside else 52.0) * times
    if turn is Turn.LANDSCAPE and not is_beside:
        legend = _low(size, SMALL * times, width - 2 * MARGIN)
    across = width - 2 * MARGIN - (legend + GAP if is_beside else 0)
    up = height - 2 * MARGIN - head - foot - (0 if is_beside else legend + GAP)
    return Layout(width, height, head, foot, legend, times, PaperRoom(across, up, PIXEL * times), is_beside)


def _low(size: LegendSize, small: float, across: float) -> float:
    """Millimetres that a legend in columns below a lying map is high, its words of `small` points, with a line to
    spare; see map.typ.
    """
    letter = small * POINT  # as high as two letters are wide
    a_line = across / 4 / (letter / 2)
    remarks = sum(ceil(letters / a_line) + 0.1 for letters in size.remarks)
    lines = max(ceil(size.kinds / 2) * 1.45 + 1.5, SIGNS, size.unplaced * 1.3 + 1.5, remarks * 1.2)
    return (lines + 1.2) * letter
