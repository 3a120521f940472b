"""Where counts stand in a chart, and which whole numbers its axis names."""

from collections.abc import Iterable
from dataclasses import dataclass

from geo.drawing.labels import WIDTH_PER_SIGN

STEPS = (50, 20, 10, 5, 2, 25, 40)  # hundredths of the power of ten above, roundest first
HEADROOM = 1.08  # the dot of the highest number stays inside its panel


@dataclass(frozen=True, slots=True)
class Plot:
    """A rectangle in pixels that shows numbers from 0 to `most` upwards."""

    left: float
    top: float
    width: float
    height: float
    most: int

    @property
    def right(self) -> float:
        return self.left + self.width

    def y(self, number: float) -> float:
        return self.top + self.height * (1 - number / (self.most * HEADROOM))


def ticks(most: int) -> list[int]:
    """Zero and two or three whole numbers at an even step, none above `most`; every number where that is below 4.

    The step is 1, 2 or 5 times a power of ten, else 2.5 or 4 times one.
    """
    power = 10 ** len(str(most))
    steps = (power * part // 100 for part in STEPS)
    step = next((step for step in steps if step and 2 <= most // step <= 3), 1)
    return list(range(0, most + 1, step))


def labels_width(numbers: Iterable[int], size: float) -> float:
    """Pixels that the widest of the numbers takes in figures of a size, roughly."""
    return max(len(str(number)) for number in numbers) * size * WIDTH_PER_SIGN
