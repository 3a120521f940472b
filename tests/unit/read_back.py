"""What stands in an edition's finished documents: each table as (row, column) → text, by its caption."""

from io import BytesIO
from typing import Any

import docx
import pptx
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from reports.picture.documents.word_styles import TABLE

Cells = dict[tuple[str, str], Any]
Tables = dict[str, Cells]
Sheet = list[dict[str, Any]]


def tables_of_word(content: bytes) -> Tables:
    found = [table for table in docx.Document(BytesIO(content)).tables if table._tbl.tblPr.style == TABLE]
    return {_caption(table): _cells([_row(row) for row in table._tbl.tr_lst]) for table in found}


def tables_of_notes(content: bytes) -> Tables:
    """Lines with tabs are a table's, below the line with its caption."""
    found: Tables = {}
    for slide in pptx.Presentation(BytesIO(content)).slides:
        if not slide.has_notes_slide:
            continue
        lines: list[str] = slide.notes_slide.notes_text_frame.text.split("\n")
        starts = [at for at in range(1, len(lines)) if "\t" in lines[at] and "\t" not in lines[at - 1]]
        for at in starts:
            end = next((other for other in range(at, len(lines)) if "\t" not in lines[other]), len(lines))
            found[lines[at - 1]] = _cells([line.split("\t") for line in lines[at:end]])
    return found


def tables_on_slides(content: bytes) -> list[Cells]:
    """Of long tables each part."""
    return [
        _cells([[cell.text for cell in row.cells] for row in shape.table.rows])
        for slide in pptx.Presentation(BytesIO(content)).slides
        for shape in slide.shapes
        if shape.has_table
    ]


def sheets_of(content: bytes) -> dict[str, Sheet]:
    """The rows of each sheet but the first, by its name; below its name and what a row is."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    found: dict[str, Sheet] = {}
    for name in book.sheet_names[1:]:
        heads, *rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)[2:]
        found[name] = [dict(zip(map(str, heads), row, strict=True)) for row in rows]
    return found


def _caption(table: Any) -> str:
    return str(table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")))


def _row(row: Any) -> list[str]:
    return ["".join(text.text or "" for text in cell.iter(qn("w:t"))).strip() for cell in row.tc_lst]


def _cells(rows: list[list[Any]]) -> Cells:
    """Rows of the same name, such as a road in two districts, are told apart by their number."""
    cells: Cells = {}
    names: list[str] = []
    for row in rows[1:]:
        name = str(row[0])
        names.append(name)
        if names.count(name) > 1:
            name = f"{name} #{names.count(name)}"
        cells |= {(name, str(head)): value for head, value in zip(rows[0][1:], row[1:], strict=True)}
    return cells
