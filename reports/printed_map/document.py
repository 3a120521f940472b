"""A printed map as a PDF for print and screen readers, typeset by typst: the map, and behind it a table."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import orjson
import typst

from geo.printed_map import Sheet
from geo.symbols import symbol_svg
from reports.picture.documents.printable import printable
from reports.picture.documents.typefaces import typefaces
from reports.printed_map.flat import flat
from reports.printed_map.paper import GAP, MARGIN, Layout

TEMPLATE = Path(__file__).with_name("map.typ")
ROOT = Path(__file__).parents[1]
DOTS = 200.0


@dataclass(frozen=True, slots=True)
class Kind:
    """A line of the legend; `shape` as in `geo.symbols`, `colour` as #rrggbb."""

    name: str
    shape: str
    colour: str
    number: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the table: a text for each column, and the symbol that stands in the second, if any."""

    cells: tuple[str, ...]
    shape: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What stands behind a map; `widths` are parts of the sheet's width (0: as wide as its texts), `numbers` say which
    columns hold such, from 0."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[Listed, ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a printed map beside the map; every text is ready.

    `choice` says all that the filter asks for, `counts` how many incidents it found. `signs` explain rings and circles
    as (sign, words), a sign being "", "dashed", "dotted" or "circle". `unplaced` are lines for each district. `remarks`
    follow the legend, `notes` stand at the foot. `about` stands above the table.
    """

    language: str
    title: str
    municipality: str
    made: str
    choice: str
    counts: str
    legend_title: str
    legend: tuple[Kind, ...]
    signs: tuple[tuple[str, str], ...]
    unplaced_title: str
    unplaced: tuple[str, ...]
    remarks: tuple[str, ...]
    notes: tuple[str, ...]
    table_title: str
    about: tuple[str, ...]
    table: Table
    page: str
    alt: str


def render_print(words: Words, sheet: Sheet, layout: Layout, fonts: Path, made_at: datetime) -> bytes:
    """The map on its first page and the table behind it, as tagged PDF/UA-1; the same always gives the same bytes.

    `fonts` is a folder with Source Sans 3 as TTF. Raises typst.TypstError where the template and its data do not fit.
    """
    made: bytes = typst.compile(
        TEMPLATE,
        root=ROOT,
        font_paths=typefaces(fonts),
        sys_inputs=_inputs(words, sheet, layout),
        pdf_standards=["ua-1"],
        timestamp=int(made_at.timestamp()),
    )
    return made


def render_picture(words: Words, sheet: Sheet, layout: Layout, fonts: Path, kind: Literal["svg", "png"]) -> bytes:
    """The sheet with the map alone, its words drawn; in pixels 200 to the inch. Raises as `render_print`."""
    inputs = _inputs(replace(words, table=replace(words.table, rows=()), about=()), sheet, layout)
    made: bytes = typst.compile(
        TEMPLATE, root=ROOT, font_paths=typefaces(fonts), sys_inputs=inputs, format=kind, ppi=DOTS
    )
    return flat(made.decode()).encode() if kind == "svg" else made


def _inputs(words: Words, sheet: Sheet, layout: Layout) -> dict[str, str]:
    """Texts reach the template as data, never as markup, so nothing that somebody wrote can be run."""
    told = printable(_plain(words)) | {"map": sheet.svg, "paper": _paper(layout, sheet)}
    return {"data": orjson.dumps(told).decode()}


def _plain(words: Words) -> dict[str, Any]:
    """Each symbol drawn once, by a number that lines and rows have in common."""
    drawn: dict[tuple[str, str], int] = {}

    def plain(part: Kind | Listed) -> dict[str, Any]:
        number = drawn.setdefault((part.shape, part.colour), len(drawn)) if part.shape else None
        return {"symbol": number} | {one.name: getattr(part, one.name) for one in fields(part)}

    told = {one.name: getattr(words, one.name) for one in fields(words)}
    table = {"heads": words.table.heads, "widths": words.table.widths, "numbers": words.table.numbers}
    told |= {"legend": [plain(kind) for kind in words.legend]}
    told |= {"table": table | {"rows": [plain(row) for row in words.table.rows]}}
    return told | {"symbols": [symbol_svg(shape, colour) for shape, colour in drawn]}


def _paper(layout: Layout, sheet: Sheet) -> dict[str, Any]:
    names = ("width", "height", "head", "foot", "legend", "times", "text", "small", "is_beside")
    sizes = {name: getattr(layout, name) for name in names}
    return sizes | {"margin": MARGIN, "gap": GAP, "map_width": sheet.width, "map_height": sheet.height}
