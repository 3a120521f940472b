"""The charts that an edition keeps: each figure drawn once, when the edition is built, and the same in every format."""

from collections.abc import Callable, Sequence
from functools import partial

from reports.picture.drawings.charts import COLUMNS, Ends, Panel, history_svg
from reports.picture.drawings.hours import hours_svg
from reports.picture.drawings.worth import HOURS, WHOLE, district_history, drawn_cells, projected
from reports.picture.record import Cell, Picture
from reports.picture.wording.sections import SECTIONS
from reports.picture.wording.words import short_day, weekday

BESIDE, ON_A_SLIDE, LARGE = 3, 6, 13.6
"""Panels beside each other and on a slide, pixels of letters: 30 cm wide, all words are 18 pt at least."""


Drawings = dict[str, Callable[[], str]]
"""By figure, what draws it as an SVG."""


def charts_of(picture: Picture) -> Drawings:
    """The fortnights of the whole and of each district, and the hours of the week; not drawn yet, as which there are is
    known without that."""
    groups = {WHOLE: picture.category_totals}
    groups |= {district_history(label.key): picture.cells_of(label.key) for label in picture.districts}
    drawn = {key: drawn_cells(cells) for key, cells in groups.items()}
    charts = {key: partial(_history, picture, cells) for key, cells in drawn.items() if cells}
    return charts | _hours(picture) | _projected(picture, drawn[WHOLE])


def _projected(picture: Picture, cells: Sequence[Cell]) -> Drawings:
    """The same of the whole municipality in large type, on as many slides as it takes."""
    slides = -(-len(cells) // ON_A_SLIDE)
    each = -(-len(cells) // max(slides, 1))
    parts = [cells[at : at + each] for at in range(0, len(cells), max(each, 1))]
    return {projected(f"{WHOLE}-{at}"): partial(_history, picture, part, BESIDE) for at, part in enumerate(parts)}


def _history(picture: Picture, cells: Sequence[Cell], columns: int = COLUMNS) -> str:
    names = {label.code: label.name for label in picture.categories}
    panels = [Panel(names[cell.category or ""], cell.history, cell.counted, cell.low, cell.high) for cell in cells]
    longest = max(len(cell.history) for cell in cells)
    first = picture.period.before(longest)[0].start
    words = SECTIONS[picture.language]
    return history_svg(panels, Ends(short_day(first, picture.language), words["now"]), words["history_alt"], columns)


def _hours(picture: Picture) -> Drawings:
    grid = next((grid for grid in picture.hours if grid.district is None), None)
    if grid is None or not sum(map(sum, grid.now)):
        return {}
    days = [weekday(day, picture.language).capitalize() for day in range(7)]
    caption = SECTIONS[picture.language]["hours_caption"]
    large = partial(hours_svg, grid.now, days, caption, LARGE)
    return {HOURS: partial(hours_svg, grid.now, days, caption), projected(HOURS): large}
