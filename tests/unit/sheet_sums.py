"""Whether each number in an edition's workbook is what a direct count of its input gives."""

from collections.abc import Iterator
from typing import Any

from reports.picture.content.blocks import Document, Figure, Table
from reports.picture.inputs import BASELINE_LENGTH, PictureInput
from reports.picture.wording.data_sheets import SHEETS
from tests.unit.picture_data import CATEGORIES, PERIOD
from tests.unit.read_back import Sheet, sheets_of
from tests.unit.test_picture_sums import direct

WORDS = SHEETS["sv"]["words"]
OF_TABLE = {"districts": "Antal", "places": "Platser", "sources": "Källor", "history-table": "Antal per period",
            "hours-table": "Veckans timmar", "unplaced": "Händelser utan plats"}  # fmt: skip
CODES = {**{label.name: label.code for label in CATEGORIES}, WORDS["all"]: None}


def wrong_in_sheets(content: bytes, document: Document, data: PictureInput) -> Iterator[str]:
    """What is not as a direct count of the input says, or not there."""
    found = sheets_of(content)
    wanted = {OF_TABLE[key] for key in _keys(document) if key in OF_TABLE}
    if not wanted <= set(found):
        yield f"tables are {sorted(found)}"
    yield from _counts(found.get("Antal", []), data)
    yield from _histories(found.get("Antal per period", []), data)
    yield from _named(found.get("Källor", []), "Källa", "Rapporter", {one.name: one.now for one in data.sources})
    yield from _named(found.get("Platser", []), "Plats", "Antal", {one.name: one.now for one in data.places})
    years = {one.name: sum(one.before[1:]) + one.now for one in data.places}
    yield from _named(found.get("Platser", []), "Plats", "12 månader", years)


def _keys(document: Document) -> Iterator[str]:
    for block in (block for section in document.sections for block in section.blocks):
        table = block.table if isinstance(block, Figure) else block
        if isinstance(table, Table):
            yield table.key


def _counts(rows: Sheet, data: PictureInput) -> Iterator[str]:
    keys = {WORDS["whole"]: None, **{one.name: one.key for one in data.districts}}
    known = [row for row in rows if row["Kommundel"] in keys]
    if len(known) != len(keys) * len(CODES):
        yield f"Antal has {len(known)} rows"
    for row in known:
        right = direct(data, PERIOD, keys[row["Kommundel"]], CODES[row["Kategori"]])
        if row["Antal"] not in (right, WORDS["hidden"]):
            yield f"Antal: {row['Kommundel']}, {row['Kategori']} is {row['Antal']}, not {right}"
    unknown = [row["Antal"] for row in rows if row["Kommundel"] == WORDS["unknown"]]
    without = sum(c.number for c in data.counts if c.district is None and c.period_start == PERIOD.start)
    if unknown and unknown != [without]:
        yield f"Antal: without a district are {unknown}, not {without}"


def _histories(rows: Sheet, data: PictureInput) -> Iterator[str]:
    keys = {WORDS["whole"]: None, **{one.name: one.key for one in data.districts}}
    periods = (*PERIOD.before(BASELINE_LENGTH), PERIOD)
    for row in rows:
        district, category = keys[row["Kommundel"]], CODES[row["Kategori"]]
        for period in (one for one in periods if one.start.isoformat() in row):
            right, said = direct(data, period, district, category), row[period.start.isoformat()]
            if said != right:
                yield f"Antal per period: {row['Kommundel']}, {row['Kategori']}, {period.start} is {said}, not {right}"


def _named(rows: Sheet, name: str, head: str, right: dict[str, Any]) -> Iterator[str]:
    for row in rows:
        if row[head] not in (right[row[name]], WORDS["hidden"]):
            yield f"{name} {row[name]}: {head} is {row[head]}, not {right[row[name]]}"
