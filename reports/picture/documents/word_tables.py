"""A table in Word: heads that are marked and repeated, columns as wide as they need."""

from typing import Any
from xml.sax.saxutils import escape

from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.table import Table as Grid
from docx.table import _Cell as Cell
from docx.table import _Row as TableRow
from docx.text.paragraph import Paragraph as Line

from geo.symbols import symbol_svg
from reports.picture.content.blocks import Column, Row, Side, Table, Value
from reports.picture.documents.images import MARK
from reports.picture.documents.office import COLOURS
from reports.picture.documents.word_pen import Pen, write_value
from reports.picture.documents.word_styles import CELL, MEASURE, TABLE, styled
from reports.picture.drawings.bands import band_svg

LETTER, WORD, HEAD = 1.8, 2.25, 2.45
"""Millimetres that a letter of a table takes: of a text, which may go on below; of a word and of a head, which must
not break where a wider typeface stands in for ours."""
ROOM, NARROWEST, SYMBOL = 3.5, 13, 5
WHOLE = 30
"""Rows up to which a table is never broken over two pages."""
ON_END, TALL = 8, 42
"""Millimetres that a column of numbers takes below a head that stands on end, and that such heads may be high."""
BAND = 20


def write_table(pen: Pen, table: Table) -> None:
    """The table itself, at the end of the document; its caption is what aids call it."""
    pen.keep_with_next()
    grid = pen.paper.add_table(0, len(table.columns), style=TABLE)
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    widths = _widths(table)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)  # the row of heads takes it over
    _mark(grid, table)
    _heads(grid, table)
    rows = _all(table)
    for row in rows:
        # A short table stays whole; neither a sum nor what is noted below ever stands alone.
        is_last = row is rows[-1]
        is_kept = bool(table.notes) if is_last else len(rows) <= WHOLE or row in (*rows[:2], rows[-2])
        cells = "".join(
            _cell(column, width, value, is_kept, row is table.total, is_empty=_has_picture(table, row, at))
            for at, (column, width, value) in enumerate(zip(table.columns, widths, row.values, strict=True))
        )
        made = parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
        grid._tbl.append(made)
        _pictures(pen, grid, made, table, row)
    pen.gap(keeps=bool(table.notes))


def _mark(grid: Grid, table: Table) -> None:
    properties = grid._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        look = OxmlElement("w:tblLook")
        properties.append(look)
    for name in list(look.attrib):
        del look.attrib[name]
    marks = {"firstRow": True, "lastRow": bool(table.total), "firstColumn": True, "lastColumn": False,
             "noHBand": True, "noVBand": True}  # fmt: skip
    for name, value in marks.items():
        look.set(qn(f"w:{name}"), str(int(value)))
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), table.caption)
    look.addnext(caption)


def _heads(grid: Grid, table: Table) -> None:
    row = grid.add_row()  # type: ignore[no-untyped-call]
    _property(row, "w:cantSplit")
    _property(row, "w:tblHeader")
    is_on_end = _stands_on_end(table)
    for number, (cell, column) in enumerate(zip(_cells_of(row), table.columns, strict=True)):
        line = styled(cell.paragraphs[0], CELL)
        line.paragraph_format.keep_with_next = True
        line.add_run(column.head)
        if is_on_end and number:
            _property(cell, "w:textDirection").set(qn("w:val"), "btLr")
        else:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if column.side is Side.RIGHT else WD_ALIGN_PARAGRAPH.LEFT
    if is_on_end:
        longest = max(len(column.head) for column in table.columns[1:])
        row.height, row.height_rule = Mm(min(longest * LETTER + 3, TALL)), WD_ROW_HEIGHT_RULE.AT_LEAST


def _cell(column: Column, width: float, value: Value, is_kept: bool, is_total: bool, is_empty: bool) -> str:
    """A cell as XML: a table has a thousand, and python-docx takes a millisecond for each."""
    keep = "<w:keepNext/>" if is_kept else ""
    side = '<w:jc w:val="right"/>' if column.side is Side.RIGHT else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{Mm(width).twips}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{CELL}"/>{keep}{side}</w:pPr>'
        f"{'' if is_empty else _run(value, is_total)}</w:p></w:tc>"
    )


def _run(value: Value, is_bold: bool) -> str:
    """As `write_value` writes it."""
    colour = COLOURS.get(value.verdict or "")
    look = ("<w:b/>" if is_bold or colour else "") + (f'<w:color w:val="{colour}"/>' if colour else "")
    text = escape(f"{value.sign} {value.text}" if value.sign else value.text)
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _has_picture(table: Table, row: Row, at: int) -> bool:
    has_band = table.scale > 0 and row.band is not None and at == len(table.columns) - 1
    return has_band or (at == 0 and row.symbol is not None)


def _pictures(pen: Pen, grid: Grid, made: Any, table: Table, row: Row) -> None:
    """A category's mark before its name; the count on the range expected before the word that says the same."""
    for at in (0, len(table.columns) - 1):
        if not _has_picture(table, row, at):
            continue
        line = Line(made.tc_lst[at].p_lst[0], grid)
        if at == 0 and row.symbol:
            pen.picture(line, symbol_svg(row.symbol.shape, row.symbol.colour), 3, "", MARK)
            line.add_run(" ")
        elif row.band:
            pen.picture(line, band_svg(row.band.now, row.band.low, row.band.high, table.scale), BAND, "", 420)
            line.add_run("  ")
        write_value(line, row.values[at], bold=row is table.total)


def _cells_of(row: TableRow) -> list[Cell]:
    """A row's cells; `row.cells` looks through the whole table for merged ones each time."""
    return [Cell(element, row.table) for element in row._tr.tc_lst]


def _stands_on_end(table: Table) -> bool:
    """Heads do where the columns would not fit beside each other and none may be narrowed."""
    heads = [len(column.head) * LETTER + ROOM for column in table.columns]
    needed = sum(map(max, _needed(table), heads))
    return needed > MEASURE and not any(column.weight for column in table.columns)


def _needed(table: Table) -> list[float]:
    """Millimetres that each column's longest text takes."""
    needed = [max(_least(table, at), _longest(table, at) * LETTER + ROOM) for at in range(len(table.columns))]
    if any(row.symbol for row in table.rows):
        needed[0] += SYMBOL
    return [*needed[:-1], needed[-1] + (BAND + 2 if table.scale else 0)]


def _widths(table: Table) -> list[float]:
    """Millimetres per column: what its content needs; columns of words share what is left."""
    needed = _needed(table)
    if _stands_on_end(table):
        others = len(table.columns) - 1
        return [needed[0], *[max(ON_END, min(20, (MEASURE - needed[0]) / others))] * others]
    # A word behind its band must not break; names may.
    may_give = [column.weight > 0 and not (table.scale and column is table.columns[-1]) for column in table.columns]
    fixed = [0.0 if gives else width for gives, width in zip(may_give, needed, strict=True)]
    words = [width if gives else 0.0 for gives, width in zip(may_give, needed, strict=True)]
    if not sum(words):
        return needed
    least = [_least(table, at) if gives else 0.0 for at, gives in enumerate(may_give)]
    share = (MEASURE - sum(fixed) - sum(least)) / (sum(words) - sum(least) or 1)
    return [a + (b + (c - b) * share) for a, b, c in zip(fixed, least, words, strict=True)]


def _least(table: Table, at: int) -> float:
    """Millimetres that no word is broken in."""
    texts = (value.text for value in (row.values[at] for row in _all(table)))
    word = max((len(part) for text in texts for part in text.split(" ")), default=0)
    head = max(map(len, table.columns[at].head.split()), default=0)
    return max(NARROWEST, word * WORD + ROOM, head * HEAD + ROOM)


def _all(table: Table) -> tuple[Row, ...]:
    return (*table.rows, *([table.total] if table.total else []))


def _longest(table: Table, at: int) -> float:
    """Signs of a column's longest text, with the sign before it."""
    rows = [(row.values[at], 1.15 if row is table.total else 1.0) for row in _all(table)]  # a sum is bold
    return max((wider * (len(value.text) + 2 * bool(value.sign)) for value, wider in rows), default=1.0)


def _property(part: Any, tag: str) -> Any:
    """A property that python-docx has no name for, on a row or a cell."""
    made = OxmlElement(tag)
    element = part._tr.get_or_add_trPr() if hasattr(part, "_tr") else part._tc.get_or_add_tcPr()
    element.append(made)
    return made
