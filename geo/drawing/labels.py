"""Where names stand on a drawn map: none on another, none over a mark."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geo.drawing.frame import Panel

LONGEST = 30
WIDTH_PER_SIGN = 0.53  # of the font size: a fair mean for a humanist sans
GAP = 3.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels by its middle and half its size."""

    x: float
    y: float
    half_width: float
    half_height: float

    def overlaps(self, other: "Box") -> bool:
        across = abs(self.x - other.x) < self.half_width + other.half_width
        return across and abs(self.y - other.y) < self.half_height + other.half_height

    def is_within(self, panel: Panel) -> bool:
        across = panel.left <= self.x - self.half_width and self.x + self.half_width <= panel.left + panel.width
        return (
            across and panel.top <= self.y - self.half_height and self.y + self.half_height <= panel.top + panel.height
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A text whose middle stands at (x, y) in pixels."""

    x: float
    y: float
    text: str


def shortened(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def text_box(x: float, y: float, text: str, size: float) -> Box:
    """The room that a text of `size` pixels takes about its middle, roughly."""
    return Box(x, y, len(text) * size * WIDTH_PER_SIGN / 2, size * 0.6)


def place_labels(
    wanted: Iterable[tuple[str, float, float]], obstacles: list[Box], panel: Panel, size: float
) -> list[Label]:
    """The names, given as (name, x, y) with the dearest first, that find room at their point or beside what covers it.

    Each one placed joins `obstacles`. The others are left out: an unreadable name tells nothing.
    """
    placed: list[Label] = []
    for name, x, y in wanted:
        text = shortened(name)
        for box in _tries(text_box(x, y, text, size), obstacles):
            if box.is_within(panel) and not any(box.overlaps(other) for other in obstacles):
                obstacles.append(box)
                placed.append(Label(box.x, box.y, text))
                break
    return placed


def _tries(box: Box, obstacles: list[Box]) -> Iterator[Box]:
    """At the point itself, else about the obstacle that covers it: below, above, beside, then a little further off."""
    cover = next((other for other in obstacles if other.overlaps(box)), None)
    yield box
    if cover:
        for further in (GAP, GAP + box.half_height):
            down = cover.half_height + box.half_height + further
            across = cover.half_width + box.half_width + further
            for x, y in ((0, 1), (0, -1), (1, 0), (-1, 0), (0.6, 1), (-0.6, 1), (0.6, -1), (-0.6, -1)):
                yield Box(cover.x + x * across, cover.y + y * down, box.half_width, box.half_height)
