"""How the numbers went before: the fortnights of the baseline as small charts, and as a table."""

from collections.abc import Sequence

from reports.picture.content.blocks import Block, Column, Figure, Row, Side, Table, Value
from reports.picture.content.edition import Edition
from reports.picture.drawings.worth import drawn_cells, projected
from reports.picture.record import Cell
from reports.picture.wording.words import short_day


def history_figure(edition: Edition, key: str, name: str, cells: Sequence[Cell]) -> list[Block]:
    """The chart that was drawn with the edition, and the same numbers as a table; nothing where there is none."""
    svg = edition.picture.charts.get(key)
    if svg is None:
        return []
    shown = drawn_cells(cells)
    title = edition.say("history", district=name)
    table = _table(edition, f"{key}-table", title, shown)
    return [
        Figure(
            key,
            title,
            svg,
            edition.say("history_alt"),
            edition.say("history_about"),
            table=table,
            projected=_projected(edition, key),
        )
    ]


def _projected(edition: Edition, key: str) -> tuple[str, ...]:
    charts = edition.picture.charts
    keys = (projected(f"{key}-{number}") for number in range(len(charts)))
    return tuple(charts[key] for key in keys if key in charts)


def _table(edition: Edition, key: str, caption: str, cells: Sequence[Cell]) -> Table:
    """A row per fortnight, newest first; a column per category."""
    period, language = edition.picture.period, edition.language
    longest = max(len(cell.history) for cell in cells)
    fortnights = [*period.before(longest), period]
    names = [label.name for cell in cells if (label := edition.category(cell.category))]
    columns = (Column(edition.say("fortnight_from")), *(Column(name, Side.RIGHT) for name in names))
    rows = []
    for back, fortnight in enumerate(reversed(fortnights)):
        numbers = [_at(cell, back) for cell in cells]
        values = [Value("–") if n is None else Value(edition.number(n), n) for n in numbers]
        rows.append(Row((Value(short_day(fortnight.start, language), day=fortnight.start), *values)))
    return Table(key, caption, columns, tuple(rows))


def _at(cell: Cell, back: int) -> int | None:
    """The number `back` fortnights before the period; None where there was no watch."""
    if back == 0:
        return cell.now
    return cell.history[-back] if back <= len(cell.history) else None
