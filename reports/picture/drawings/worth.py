"""Which of an edition's numbers are worth a chart, and the keys of those charts. Draws nothing itself."""

from collections.abc import Sequence

from reports.picture.record import Cell

FEWEST_TO_DRAW = 10
"""Incidents, now and before, below which a chart of a category shows nothing but noise."""

LARGE = "@projector"
WHOLE, HOURS = "history", "hours"


def district_history(key: str) -> str:
    """The key of the chart of a district's fortnights."""
    return f"history-{key}"


def projected(key: str) -> str:
    """The key of the same map or chart for a projector."""
    return f"{key}{LARGE}"


def figure_of(key: str) -> str:
    """The key of the figure that a chart belongs to, in whatever size it is drawn."""
    return key.removesuffix(LARGE)


def drawn_cells(cells: Sequence[Cell]) -> list[Cell]:
    """The cells worth a chart of their own, in their order. A history of one fortnight shows nothing."""
    return [cell for cell in cells if len(cell.history) > 1 and cell.counted + cell.baseline_total >= FEWEST_TO_DRAW]
