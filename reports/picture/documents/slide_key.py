"""The table of a district's slide: the names and the numbers, and of its rows as many as there is room for."""

from dataclasses import replace

from reports.picture.content.blocks import Row, Side, Table
from reports.picture.content.tables import shortened
from reports.picture.documents.slide_tables import ROW, height_of

RANGES = 2
"""Columns of numbers in a table with the ranges."""


def narrow(table: Table, numbers: int = RANGES) -> Table:
    """The names and so many columns of numbers: what these mean is said beside them."""
    kept = [at for at, column in enumerate(table.columns) if at == 0 or column.side is Side.RIGHT][: numbers + 1]

    def narrowed(row: Row) -> Row:
        return replace(row, values=tuple(row.values[at] for at in kept))

    return replace(
        table,
        columns=tuple(table.columns[at] for at in kept),
        rows=tuple(map(narrowed, table.rows)),
        total=narrowed(table.total) if table.total else None,
    )


def all_rows(table: Table) -> list[Row]:
    return [*table.rows, *([table.total] if table.total else [])]


def _weight(row: Row) -> float:
    """How many incidents a row counts; a hidden number comes after those that are shown, before none."""
    return next((0.5 if value.is_hidden else value.number or 0 for value in row.values[1:2]), 0)


def fitting(table: Table, height: float, width: float, language: str, least: float = ROW) -> Table:
    """All rows where there is room, else as many of those with most as there is room for; the sum always.

    `least` is how high a row is.
    """
    most = sorted(table.rows, key=lambda row: -_weight(row))
    for kept in range(len(most), 0, -1):
        shown = shortened(table, most[:kept], language)
        if height_of(shown, all_rows(shown), width, least) <= height:
            return shown
    return shortened(table, [], language)
