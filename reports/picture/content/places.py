"""Where and when: the places with most incidents, and the hours of the week."""

from math import floor

from reports.picture.content.basis import Kind
from reports.picture.content.blocks import (
    Block,
    Column,
    Figure,
    Paragraph,
    Row,
    Section,
    SectionKind,
    Side,
    Table,
    Value,
)
from reports.picture.content.edition import Edition
from reports.picture.content.tables import comparison_columns, comparison_values, explained_marks
from reports.picture.drawings.worth import HOURS, projected
from reports.picture.record import HourGrid, PlaceRow
from reports.picture.wording.words import weekday

WINDOW = 3
"""Hours that the table of the week takes together."""
FEWEST_IN_TIME = 10
"""Incidents with a known time below which no hour is named as the busiest."""

Grid = tuple[tuple[float, ...], ...]


def places_section(edition: Edition) -> list[Section]:
    """None for an audience that gets no places."""
    places = edition.picture.places
    if not places:
        return []
    columns = comparison_columns(edition, edition.say("place"))
    columns = (columns[0], Column(edition.say("district")), *columns[1:], Column(edition.say("place_year"), Side.RIGHT))
    rows = tuple(_place(edition, place) for place in places)
    notes = explained_marks(edition, [place.comparison for place in places])
    blocks = (
        Paragraph(edition.say("places_about"), is_quiet=True),
        Table("places", edition.say("places"), columns, rows, notes=tuple(notes)),
    )
    return [Section(SectionKind.PLACES, "places", edition.say("places"), blocks)]


def hours_section(edition: Edition, with_table: bool = True) -> list[Section]:
    """When in the week it happens, over the whole municipality; None where no hours are known."""
    grid = next((grid for grid in edition.picture.hours if grid.district is None), None)
    if grid is None or not sum(map(sum, grid.now)):
        return []
    busiest = _busiest(edition, grid)
    words = edition.say("hours_busiest", busiest=busiest) if busiest else edition.say("hours_few")
    notes = [edition.say("hours_about")] + [edition.say("hours_rounded")] * with_table
    if grid.undated:
        notes.append(edition.say("hours_undated", number=edition.incidents(grid.undated)))
    blocks = (Paragraph(words), *_figure(edition, grid, busiest, with_table), Paragraph(" ".join(notes), is_quiet=True))
    return [Section(SectionKind.HOURS, "hours", edition.say("hours"), blocks)]


def _place(edition: Edition, place: PlaceRow) -> Row:
    # The name leads to the incidents that tell of the place: a search, so not always as many as the number.
    named = Value(place.name, about=edition.about(place.district, place=place.name))
    name, *figures = comparison_values(edition, named, place.comparison, None, Kind.OTHER)
    year = Value(edition.number(place.year), place.year)
    return Row((name, Value(edition.district(place.district)), *figures, year))


def _figure(edition: Edition, grid: HourGrid, busiest: str, with_table: bool) -> list[Block]:
    table = _hours_table(edition, grid.now) if with_table else None
    svg = edition.picture.charts.get(HOURS)
    if svg is None:
        return [table] if table else []
    alt = edition.say("hours_alt" if table else "hours_alt_alone", busiest=busiest or "–")
    large = tuple(filter(None, [edition.picture.charts.get(projected(HOURS))]))
    return [Figure("hours", edition.say("hours_caption"), svg, alt, table=table, projected=large)]


def _hours_table(edition: Edition, grid: Grid) -> Table:
    """A row per weekday, a column per three hours.

    Spread incidents make numbers that are no whole ones; told are whole ones, as nobody has seen a tenth of an
    incident. So what is told need not add up, which the section says.
    """
    heads = [f"{start:02}–{start + WINDOW:02}" for start in range(0, 24, WINDOW)]
    columns = (Column(edition.say("weekday")), *(Column(head, Side.RIGHT) for head in (*heads, edition.say("sum"))))
    rows = []
    for day, windows in enumerate(_windows(grid)):
        numbers = [*windows, sum(windows)]
        values = tuple(Value(edition.number(floor(n + 0.5)), floor(n + 0.5)) for n in numbers)
        rows.append(Row((Value(weekday(day, edition.language).capitalize()), *values)))
    return Table("hours-table", edition.say("hours_caption"), columns, tuple(rows))


def _busiest(edition: Edition, grid: HourGrid) -> str:
    """The three hours with most, in words; empty where there are too few to say."""
    windows = _windows(grid.now)
    if sum(map(sum, windows)) < FEWEST_IN_TIME:
        return ""
    _, day, at = max((number, -day, -at) for day, row in enumerate(windows) for at, number in enumerate(row))
    start = -at * WINDOW
    return edition.say("window", day=weekday(-day, edition.language), start=start, end=start + WINDOW)


def _windows(grid: Grid) -> list[list[float]]:
    return [[sum(row[start : start + WINDOW]) for start in range(0, 24, WINDOW)] for row in grid]
