"""Random editions, and whether each number in each of their documents is what a direct count of the input gives."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from reports.picture.audiences.audience import Audience, for_audience
from reports.picture.build import count_picture
from reports.picture.content.blocks import Document, Figure, Table
from reports.picture.content.compose import compose
from reports.picture.documents.formats import Format
from reports.picture.documents.render import render
from reports.picture.drawings.figures import charts_of
from reports.picture.inputs import BASELINE_LENGTH, CountInput, PictureInput, PlaceInput, SourceInput
from reports.picture.remarks import Remarks
from reports.picture.wording.summary import draft_summary
from reports.picture.wording.words import short_day
from tests.unit.picture_data import CATEGORIES, PERIOD, picture_input
from tests.unit.read_back import Cells, Tables, tables_of_notes, tables_of_word, tables_on_slides
from tests.unit.sheet_sums import wrong_in_sheets
from tests.unit.test_picture_sums import direct

FONTS = Path(__file__).parents[2] / "app" / "static" / "vendor" / "fonts-ttf"
WHOLE, ALL, COMPARED, HISTORY = (
    "Hela kommunen",
    "Alla kategorier",
    "Kommundelarna jämförda",
    ": antal per tvåveckorsperiod",
)
PLAIN = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4" viewBox="0 0 8 4"></svg>'
YEAR = (*PERIOD.before(BASELINE_LENGTH), PERIOD)


def random_input(seed: int) -> PictureInput:
    """Rare and common categories, incidents without a district, silent sources, odd names."""
    chance = np.random.default_rng(seed)
    means = chance.choice([0, 0.3, 3, 40, 900], size=(3, len(CATEGORIES)))
    counts = tuple(
        CountInput(period.start, district, category.code, int(number))
        for period in YEAR
        for district, row in zip(("norr", "soder", None), means, strict=True)
        for category, number in zip(CATEGORIES, chance.poisson(row), strict=True)
        if number
    )
    reports = chance.poisson(chance.choice([0, 2, 14], size=(2, 1)), size=(2, BASELINE_LENGTH + 1)).tolist()
    visits = chance.poisson(chance.choice([0.2, 4], size=(5, 1)), size=(5, BASELINE_LENGTH + 1)).tolist()
    return picture_input(
        counts=counts,
        first_data=YEAR[0].start,
        sources=tuple(
            SourceInput(f"k{n}", f"=Källa {n}", "police", row[-1], tuple(row[:-1])) for n, row in enumerate(reports)
        ),
        places=tuple(PlaceInput(f"Plats {n}", "norr", row[-1], tuple(row[:-1])) for n, row in enumerate(visits)),
    )


def counted(data: PictureInput) -> Tables:
    """What the tables of an edition must say, counted directly."""
    names = {None: WHOLE, **{district.key: district.name for district in data.districts}}
    tables: Tables = {}
    for key, name in names.items():
        tables[name] = {(_name(c.code), "Antal"): direct(data, PERIOD, key, c.code) for c in CATEGORIES}
        tables[name][ALL, "Antal"] = direct(data, PERIOD, key)
        tables[name + HISTORY] = {
            (short_day(period.start, "sv"), _name(c.code).split("\u00a0")[0]): direct(data, period, key, c.code)
            for period in YEAR
            for c in CATEGORIES
        }
    tables[COMPARED] = {(name, "Antal"): direct(data, PERIOD, key) for key, name in names.items()}
    tables[COMPARED]["Kommundel okänd", "Antal"] = sum(
        c.number for c in data.counts if c.district is None and c.period_start == PERIOD.start
    )
    tables["Inkomna rapporter"] = {(source.name, "Rapporter"): source.now for source in data.sources}
    tables["Vilka som har rapporterat"] = tables["Inkomna rapporter"]
    tables["Platser med flest händelser"] = {
        **{(place.name, "Antal"): place.now for place in data.places},
        **{(place.name, "12 månader"): sum(place.before[1:]) + place.now for place in data.places},
    }
    return tables


def made(data: PictureInput, audience: Audience) -> tuple[Document, dict[Format, bytes]]:
    """The edition's documents with numbers; its drawings, which cost most of the time, are left plain."""
    picture = count_picture(data, 2026, 23)
    picture = replace(picture, summary=draft_summary(picture), charts=dict.fromkeys(charts_of(picture), PLAIN))
    shown, said = for_audience(picture, Remarks(for_steering=("places",)), audience)
    document = compose(shown, said, audience)
    return document, {kind: render(document, shown, said, kind, FONTS) for kind in Format if kind is not Format.PDF}


def wrong_numbers(data: PictureInput, document: Document, contents: dict[Format, bytes]) -> list[str]:
    """What in any format is not as a direct count of the input says; empty when all is right."""
    right = counted(data)
    read = {
        Format.DOCX: tables_of_word(contents[Format.DOCX]),
        Format.PPTX: tables_of_notes(contents[Format.PPTX]),
    }
    captions = {table.caption for table in tables_in(document)}
    faults = [f"{kind}: tables are {sorted(tables)}" for kind, tables in read.items() if set(tables) != captions]
    for kind, tables in read.items():
        faults += [f"{kind}: {fault}" for fault in _differing(tables, right)]
    faults += [f"xlsx: {fault}" for fault in wrong_in_sheets(contents[Format.XLSX], document, data)]
    for cells in tables_on_slides(contents[Format.PPTX]):
        faults += [f"pptx: {cell} is on a slide, not in the notes" for cell in _not_in(cells, read[Format.PPTX])]
    return faults + [f"json: {fault}" for fault in _wrong_in_json(contents[Format.JSON], data)]


def tables_in(document: Document) -> Iterator[Table]:
    for block in (block for section in document.sections for block in section.blocks):
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Figure) and block.table:
            yield block.table


def _differing(tables: Tables, right: Tables) -> Iterator[str]:
    for caption, expected in right.items():
        for key, value in tables.get(caption, {}).items():
            if key in expected and value != "dolt" and number(value) != expected[key]:
                yield f"{caption}: {key} is {value}, not {expected[key]}"
        missing = [key for key, count in expected.items() if count and caption in tables and key not in tables[caption]]
        if HISTORY not in caption and "Vilka" not in caption:  # rare categories have no chart; small senders are hidden
            yield from (f"{caption}: {key} is missing" for key in missing)


def _not_in(cells: Cells, notes: Tables) -> Iterator[tuple[str, str]]:
    same = [other for other in notes.values() if all(other.get(key) == text for key, text in cells.items())]
    if not same:
        yield from cells


def _wrong_in_json(content: bytes, data: PictureInput) -> Iterator[str]:
    picture = orjson.loads(content)["picture"]
    cells = [picture["total"], *picture["district_totals"], *picture["category_totals"], *picture["cells"]]
    for cell in cells:
        now = cell["comparison"]["now"]
        if now is not None and now != direct(data, PERIOD, cell["district"], cell["category"]):
            yield str(cell)


def number(value: Any) -> float:
    """Of a cell of a sheet, or of a text such as "1 234"."""
    if isinstance(value, int | float):
        return float(value)
    return float(re.sub("\u00a0", "", str(value)).replace(",", "."))


def _name(code: str) -> str:
    label = next(label for label in CATEGORIES if label.code == code)
    return label.name + ("\u00a0†" if label.enforcement else "")
