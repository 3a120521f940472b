"""Rows as CSV that a Swedish spreadsheet opens at a double click: a byte order mark, semicolons, decimal commas."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from app.exports.columns import Tongue, Value, heads, values
from app.exports.rows import Row
from reports.incoming.tables.table import harmless


def write_csv(file: BinaryIO, batches: Iterable[list[Row]], told: Tongue) -> None:
    """What a spreadsheet would run as a formula is kept as text."""
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(heads())
    comma = "," if told.language == "sv" else "."
    for rows in batches:
        writer.writerows([_cell(value, comma) for value in values(row, told)] for row in rows)
    text.detach()


def _cell(value: Value, comma: str) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case float():
            return f"{value:.5f}".replace(".", comma)
        case int():
            return str(value)
    return harmless(value)
