"""The charts of an edition: each one Vega-Lite specification, the same on page, paper and slide."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import shapely

from geo.drawing.vega import Drawing
from reports.picture.drawings.scale import Plot, labels_width, ticks

INK = "#14212b"
QUIET = "#4d5b63"
RULE = "#d5dad7"
BAND = "#cfd6d2"

COLUMNS, CELL_WIDTH = 4, 160
PLOT_HEIGHT, FOOT, GAP = 46, 18, 10
TITLE_LINE, LONGEST_LINE, MOST_LINES = 14, 25, 2  # pixels; signs that fit above a panel
LABEL, TITLE, NUMBER = 10.5, 11.5, 13.0
BAND_WIDTH, SPACE, EDGE = 14.0, 4.0, 2.0
LOWEST_TOP = 4


@dataclass(frozen=True, slots=True)
class Panel:
    """One row of fortnights: what was counted in each, oldest first, then now; the range expected now."""

    title: str
    before: tuple[int, ...]
    now: int
    low: int | None
    high: int | None

    @property
    def top(self) -> int:
        return max(*self.before, self.now, self.high or 0, LOWEST_TOP)

    @property
    def title_lines(self) -> list[str]:
        return wrap(self.title, LONGEST_LINE, max_lines=MOST_LINES, placeholder="…") or [""]


@dataclass(frozen=True, slots=True)
class Ends:
    """What stands under the first and the last fortnight, such as "nov. 2025" and "nu"."""

    first: str
    last: str


def history_svg(panels: Sequence[Panel], ends: Ends, description: str, columns: int = COLUMNS) -> str:
    """Small multiples, `columns` beside each other: the fortnights as a grey line, and at its end now as a dark dot
    with its number on the range expected, a grey band. Axes begin at zero; each panel has a scale of its own, of whole
    numbers.

    Returns an SVG image (see `geo.drawing.vega.svg_image`). Raises ValueError where there is no panel.
    """
    if not panels:
        raise ValueError("a chart needs something to show")
    plots, bottom = _laid_out(panels, columns)
    drawing = Drawing(columns * CELL_WIDTH, round(bottom))
    _draw_axes(drawing, panels, plots, ends)
    _draw_counts(drawing, panels, plots)
    return drawing.svg(description)


def _laid_out(panels: Sequence[Panel], columns: int) -> tuple[list[Plot], float]:
    """Where each panel's counts are drawn, and where the last row ends."""
    before = max(labels_width(ticks(panel.top), LABEL) for panel in panels) + SPACE
    after = max(labels_width([panel.now], NUMBER) for panel in panels) + 2 * SPACE
    plots, top = [], EDGE
    for row in (panels[at : at + columns] for at in range(0, len(panels), columns)):
        top += TITLE_LINE * max(len(panel.title_lines) for panel in row) + SPACE
        for column, panel in enumerate(row):
            left, width = column * CELL_WIDTH + before, CELL_WIDTH - before - after - SPACE
            plots.append(Plot(left, top, width, PLOT_HEIGHT, panel.top))
        top += PLOT_HEIGHT + FOOT + GAP
    return plots, top - GAP


def _draw_axes(drawing: Drawing, panels: Sequence[Panel], plots: Sequence[Plot], ends: Ends) -> None:
    """Titles, a thin line at each whole number that is named, and what begins and ends the row of fortnights."""
    marks = [(plot, number) for plot in plots for number in ticks(plot.most)]
    lines = [shapely.LineString([(plot.left, plot.y(number)), (plot.right, plot.y(number))]) for plot, number in marks]
    drawing.outlines(lines, stroke=RULE, strokeWidth=0.7)
    names = [{"x": plot.left - SPACE, "y": plot.y(number), "text": str(number)} for plot, number in marks]
    drawing.texts(names, fontSize=LABEL, fill=QUIET, align="right")
    titles = [
        {"x": plot.left, "y": plot.top - SPACE - TITLE_LINE * (len(panel.title_lines) - line - 0.5), "text": words}
        for panel, plot in zip(panels, plots, strict=True)
        for line, words in enumerate(panel.title_lines)
    ]
    drawing.texts(titles, fontSize=TITLE, fontWeight=600, align="left")
    foot = [(plot, plot.top + plot.height + FOOT / 2 + 1) for plot in plots]
    first = [{"x": plot.left, "y": y, "text": ends.first} for plot, y in foot]
    drawing.texts(first, fontSize=LABEL, fill=QUIET, align="left")
    last = [{"x": plot.right - BAND_WIDTH / 2, "y": y, "text": ends.last} for plot, y in foot]
    drawing.texts(last, fontSize=LABEL, fontWeight=600, fill=INK, align="center")


def _draw_counts(drawing: Drawing, panels: Sequence[Panel], plots: Sequence[Plot]) -> None:
    """The range is as wide as one fortnight, not as the panel: what is compared with it is the dot alone."""
    both = list(zip(panels, plots, strict=True))
    drawing.outlines([_band(panel, plot) for panel, plot in both if panel.high is not None], fill=BAND, strokeWidth=0)
    lines = [shapely.LineString(_points(panel, plot)) for panel, plot in both if panel.before]
    drawing.outlines(lines, stroke=QUIET, strokeWidth=1.3, strokeJoin="round")
    ends = [(panel, *_points(panel, plot)[-1]) for panel, plot in both]
    drawing.symbols([{"x": x, "y": y, "radius": 4.0, "shape": "circle", "colour": INK} for _, x, y in ends])
    numbers = [{"x": x + BAND_WIDTH / 2 + SPACE, "y": y, "text": str(panel.now)} for panel, x, y in ends]
    drawing.texts(numbers, fontSize=NUMBER, fontWeight=600, align="left")


def _band(panel: Panel, plot: Plot) -> shapely.Polygon:
    """At least as high as it can be seen: a range of one number is a range too."""
    bottom, top = plot.y(panel.low or 0), plot.y(panel.high or 0)
    return shapely.box(plot.right - BAND_WIDTH, min(top, bottom - 2), plot.right, bottom)


def _points(panel: Panel, plot: Plot) -> list[tuple[float, float]]:
    """The fortnights before share what is left of the band; now stands in its middle."""
    room = plot.width - BAND_WIDTH - SPACE
    step = room / max(len(panel.before) - 1, 1)
    before = [(plot.left + step * place, plot.y(number)) for place, number in enumerate(panel.before)]
    return [*before, (plot.right - BAND_WIDTH / 2, plot.y(panel.now))]
