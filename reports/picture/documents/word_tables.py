"""A table in Word: heads that are marked and repeated, columns as wide as they need."""

from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from geo.symbols import symbol_svg
from reports.picture.content.blocks import Column, Row, Side, Table, Value
from reports.picture.documents.images import MARK
from reports.picture.documents.office import COLOURS
from reports.picture.documents.word_pen import Pen
from reports.picture.documents.word_styles import CELL, MEASURE, TABLE
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
    """The table itself, at the end of the document; its caption is what aids call it.

    As XML: a table has a thousand cells, and python-docx takes a millisecond for each.
    """
    pen.keep_with_next()
    widths = _widths(table)
    grid = "".join(f'<w:gridCol w:w="{Mm(width).twips}"/>' for width in widths)
    rows = "".join(_row(pen, table, row, widths) for row in _all(table))
    made = parse_xml(
        f"<w:tbl {nsdecls('w', 'wp', 'r')}>{_properties(table)}<w:tblGrid>{grid}</w:tblGrid>"
        f"{_heads(table, widths)}{rows}</w:tbl>"
    )
    pen.paper.element.body._insert_tbl(made)
    pen.gap(keeps=bool(table.notes))


def _properties(table: Table) -> str:
    marks = {"firstRow": True, "lastRow": bool(table.total), "firstColumn": True, "lastColumn": False,
             "noHBand": True, "noVBand": True}  # fmt: skip
    look = " ".join(f'w:{name}="{int(value)}"' for name, value in marks.items())
    return (
        f'<w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:type="auto" w:w="0"/><w:jc w:val="left"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook {look}/><w:tblCaption w:val={quoteattr(table.caption)}/></w:tblPr>'
    )


def _heads(table: Table, widths: list[float]) -> str:
    is_on_end, height = _stands_on_end(table), ""
    if is_on_end:
        longest = max(len(column.head) for column in table.columns[1:])
        height = f'<w:trHeight w:val="{Mm(min(longest * LETTER + 3, TALL)).twips}" w:hRule="atLeast"/>'
    cells = "".join(
        _head(column, width, is_on_end and number > 0)
        for number, (column, width) in enumerate(zip(table.columns, widths, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>{cells}</w:tr>"


def _head(column: Column, width: float, is_on_end: bool) -> str:
    turned = '<w:textDirection w:val="btLr"/>' if is_on_end else ""
    side = "" if is_on_end else f'<w:jc w:val="{"right" if column.side is Side.RIGHT else "left"}"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{Mm(width).twips}"/>{turned}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{CELL}"/><w:keepNext/>{side}</w:pPr>'
        f"<w:r><w:t>{escape(column.head)}</w:t></w:r></w:p></w:tc>"
    )


def _row(pen: Pen, table: Table, row: Row, widths: list[float]) -> str:
    """A short table stays whole; neither a sum nor what is noted below ever stands alone."""
    rows = _all(table)
    is_last = row is rows[-1]
    is_kept = bool(table.notes) if is_last else len(rows) <= WHOLE or row in (*rows[:2], rows[-2])
    cells = "".join(
        _cell(column, width, is_kept, _picture(pen, table, row, at) + _run(value, row is table.total))
        for at, (column, width, value) in enumerate(zip(table.columns, widths, row.values, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(column: Column, width: float, is_kept: bool, content: str) -> str:
    keep = "<w:keepNext/>" if is_kept else ""
    side = '<w:jc w:val="right"/>' if column.side is Side.RIGHT else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{Mm(width).twips}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{CELL}"/>{keep}{side}</w:pPr>{content}</w:p></w:tc>'
    )


def _run(value: Value, is_bold: bool) -> str:
    """As `write_value` writes it."""
    colour = COLOURS.get(value.verdict or "")
    look = ("<w:b/>" if is_bold or colour else "") + (f'<w:color w:val="{colour}"/>' if colour else "")
    text = escape(f"{value.sign} {value.text}" if value.sign else value.text)
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _picture(pen: Pen, table: Table, row: Row, at: int) -> str:
    """A category's mark before its name; the count on the range expected before the word that says the same."""
    if table.scale > 0 and row.band is not None and at == len(table.columns) - 1 and (at or not row.symbol):
        drawn = pen.drawing(band_svg(row.band.now, row.band.low, row.band.high, table.scale), BAND, "", 420)
        return f'{drawn}<w:r><w:t xml:space="preserve">  </w:t></w:r>'
    if at == 0 and row.symbol is not None:
        drawn = pen.drawing(symbol_svg(row.symbol.shape, row.symbol.colour), 3, "", MARK)
        return f'{drawn}<w:r><w:t xml:space="preserve"> </w:t></w:r>'
    return ""


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
