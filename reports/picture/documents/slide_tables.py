"""Tables on slides, large enough for a projector; the notes hold all of them as text."""

from io import BytesIO
from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Cm

from geo.symbols import symbol_svg
from reports.picture.content.blocks import Row, Side, Table, Value
from reports.picture.documents.images import MARK, image
from reports.picture.documents.office import INK, RULE, describe
from reports.picture.documents.slide_deck import LETTER, Deck, write
from reports.picture.documents.slide_master import MARGIN, MEASURE

SIZE = 18
ROW = 0.98
NARROWEST = 2.4
MARKED = 0.9
"""Centimetres before a name that has a mark."""
MOST_COLUMNS, MOST_ROWS = 6, 36
MOST_AT_ONCE = 12
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def is_for_slides(table: Table) -> bool:
    """Those that can be read from the other end of a room."""
    return len(table.columns) <= MOST_COLUMNS and len(table.rows) <= MOST_ROWS


def add_table(deck: Deck, table: Table) -> None:
    """On as many slides as it takes, each part with its heads."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    deck.need(ROW * min(len(rows) + 1, MOST_AT_ONCE + 1))
    deck.close()
    parts = -(-len(rows) // MOST_AT_ONCE)
    each = -(-len(rows) // max(parts, 1))
    for part in range(parts):
        deck.need(ROW * (each + 1))
        _part(deck, table, rows[part * each : (part + 1) * each])


def table_lines(table: Table) -> list[str]:
    """The whole table as text, a row a line, parted by tabs."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    heads = "\t".join(column.head for column in table.columns)
    return [table.caption, heads, *("\t".join(map(_plain, row.values)) for row in rows), *table.notes]


def _part(deck: Deck, table: Table, rows: list[Row]) -> None:
    height = ROW * (len(rows) + 1)
    frame = deck.slide.shapes.add_table(
        len(rows) + 1, len(table.columns), Cm(MARGIN), Cm(deck.top), Cm(MEASURE), Cm(height)
    )
    describe(frame._element.nvGraphicFramePr.cNvPr, table.caption)
    grid: Any = frame.table
    _plain_style(grid, table)
    for column, width in zip(grid.columns, _widths(table), strict=True):
        column.width = Cm(width)
    for number, column in enumerate(table.columns):
        _cell(grid.cell(0, number), Value(column.head), column.side, is_head=True)
    for at, row in enumerate(rows, 1):
        grid.rows[at].height = Cm(ROW)
        for number, (value, column) in enumerate(zip(row.values, table.columns, strict=True)):
            cell = grid.cell(at, number)
            _cell(cell, value, column.side, is_bold=row is table.total)
            if number == 0 and any(other.symbol for other in table.rows):
                cell.margin_left = Cm(MARKED)
    _marks(deck, rows)
    deck.top += height + 0.5


def _marks(deck: Deck, rows: list[Row]) -> None:
    """The categories' marks, before their names; decoration, as the name says it."""
    for at, row in enumerate(rows, 1):
        if row.symbol:
            drawn = image(symbol_svg(row.symbol.shape, row.symbol.colour), deck.fonts, MARK)
            top = Cm(deck.top + ROW * at + (ROW - 0.5) / 2)
            shape: Any = deck.slide.shapes.add_picture(BytesIO(drawn.png), Cm(MARGIN + 0.1), top, Cm(0.5))
            describe(shape._element.nvPicPr.cNvPr, "")


def _plain_style(grid: Any, table: Table) -> None:
    grid.first_row, grid.first_col, grid.horz_banding = True, True, False
    grid.last_row = table.total is not None
    grid._tbl.tblPr.find(qn("a:tableStyleId")).text = NO_STYLE
    grid.rows[0].height = Cm(ROW)


def _cell(cell: Any, value: Value, side: Side, is_head: bool = False, is_bold: bool = False) -> None:
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_top = cell.margin_bottom = Cm(0.03)
    cell.margin_left = cell.margin_right = Cm(0.2)
    line = cell.text_frame.paragraphs[0]
    line.alignment = PP_ALIGN.RIGHT if side is Side.RIGHT else PP_ALIGN.LEFT
    write(line, value, SIZE, is_bold=is_head or is_bold)
    edge = etree.SubElement(cell._tc.get_or_add_tcPr(), qn("a:lnB"), w="19050" if is_head else "6350")
    fill = etree.SubElement(edge, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=INK if is_head else RULE)


def _widths(table: Table) -> list[float]:
    """Centimetres: numbers take what they need, words share the rest."""
    needed = [max(NARROWEST, _longest(table, at) * LETTER * SIZE * 1.1 + 0.5) for at in range(len(table.columns))]
    if any(row.symbol for row in table.rows):
        needed[0] += MARKED
    share = MEASURE / sum(needed)
    if share < 1:
        return [width * share for width in needed]
    flexible = [at for at, column in enumerate(table.columns) if column.side is Side.LEFT] or list(range(len(needed)))
    spare = (MEASURE - sum(needed)) / len(flexible)
    return [width + (spare if at in flexible else 0) for at, width in enumerate(needed)]


def _longest(table: Table, at: int) -> int:
    rows = (*table.rows, *([table.total] if table.total else []))
    head = -(-len(table.columns[at].head) * 5 // 4)  # bold letters are wider
    return max(head, *(len(_plain(row.values[at])) for row in rows), 1)


def _plain(value: Value) -> str:
    return f"{value.sign} {value.text}" if value.sign else value.text
