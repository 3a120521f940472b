"""Tables on slides, large enough for a projector; the notes hold all of them as text."""

from collections.abc import Callable
from typing import Any

from lxml import etree
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Cm

from geo.symbols import symbol_svg
from reports.picture.content.blocks import Row, Side, Table, Value
from reports.picture.documents.images import MARK, image
from reports.picture.documents.office import COLOURS, INK, RULE, describe
from reports.picture.documents.slide_deck import GAP, LINE, Deck, run_of, text_height
from reports.picture.documents.slide_letters import BOLD, lines_of, longest_width, text_width
from reports.picture.documents.slide_master import BOTTOM, MARGIN, MEASURE, TOP

SIZE = 18
ROW, TIGHT_ROW = 0.88, 0.8
NARROWEST = 1.8
ROOM = 0.45
"""Centimetres in a cell beside its text."""
MARGIN_IN_CELL = 0.2
MARKED = 0.9
"""Centimetres before a name that has a mark."""
MOST_COLUMNS, MOST_ROWS = 6, 36
MOST_AT_ONCE = 15
APART = 0.4
"""Centimetres between a table and what comes below it."""
MARKS = "*†"
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def is_for_slides(table: Table) -> bool:
    """Those that can be read from the other end of a room."""
    return len(table.columns) <= MOST_COLUMNS and len(table.rows) <= MOST_ROWS


def add_table(deck: Deck, table: Table) -> None:
    """On as many slides as it takes, each part with its heads."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    shares = _shared(table, rows)
    if not shares:
        return
    deck.need(_height(table, shares[0]))
    deck.close()
    for shown in shares:
        deck.need(_height(table, shown))
        draw_rows(deck, table, shown, MARGIN, deck.top, MEASURE)
        deck.top += height_of(table, shown, MEASURE) + APART
        for words in footnotes(table, shown):
            deck.text(Value(words), SIZE)
        deck.close()


def table_height(table: Table) -> float:
    """Centimetres that all of a table takes as wide as the slide, with what its marks mean and the space below."""
    return _height(table, [*_all(table)]) + APART


def _height(table: Table, rows: list[Row]) -> float:
    """Of some of a table's rows and of what their marks mean, as wide as the slide."""
    notes = [text_height(words, SIZE, MEASURE) + GAP for words in footnotes(table, rows)]
    return height_of(table, rows, MEASURE) + (sum(notes) + APART if notes else 0)


def footnotes(table: Table, rows: list[Row]) -> list[str]:
    """What the marks in these rows mean, each in its first words, and what a hidden number is; the notes have all."""
    values = [value for row in rows for value in row.values]
    texts = " ".join(value.text for value in values)
    hidden = {value.text.casefold() for value in values if value.is_hidden}
    marked = [note.partition(":")[0] for note in table.notes if note[:1] in MARKS and note[:1] in texts]
    told = [note.partition(". ")[0] for note in table.notes if note.partition(":")[0].casefold() in hidden]
    return [f"{words.rstrip('.')}." for words in (*marked, *told)]


def _shared(table: Table, rows: list[Row]) -> list[list[Row]]:
    """Shared out evenly on as few slides as have room for them."""
    for parts in range(-(-len(rows) // MOST_AT_ONCE), len(rows) + 1):
        each = -(-len(rows) // max(parts, 1))
        shares = [rows[at : at + each] for at in range(0, len(rows), max(each, 1))]
        if all(_height(table, share) <= BOTTOM - TOP for share in shares):
            return shares
    return [[row] for row in rows]


def height_of(table: Table, rows: list[Row], width: float, least: float = ROW) -> float:
    """Centimetres that some of a table's rows take under its heads."""
    return sum(row_heights(table, rows, width, least))


def row_heights(table: Table, rows: list[Row], width: float, least: float = ROW) -> list[float]:
    """Of the heads and of each row, in centimetres: `least`, and more where words go on below."""
    widths = _widths(table, width)
    room = [across - ROOM - (MARKED if at == 0 and _has_marks(table) else 0) for at, across in enumerate(widths)]
    heads = [(column.head, BOLD) for column in table.columns]
    lines = [heads, *([(_plain(value), _weight(value, row is table.total)) for value in row.values] for row in rows)]
    return [
        max(least, *(_cell_height(told, across, least) for told, across in zip(line, room, strict=True)))
        for line in lines
    ]


def _cell_height(told: tuple[str, float], width: float, least: float) -> float:
    text, weight = told
    return lines_of(text, SIZE * weight, width) * LINE * SIZE + min(0.1, least - LINE * SIZE)


def _weight(value: Value, is_total: bool = False) -> float:
    """How much wider its letters are than plain ones."""
    return BOLD if is_total or value.verdict in COLOURS else 1.0


def table_lines(table: Table) -> list[str]:
    """The whole table as text, a row a line, parted by tabs."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    heads = "\t".join(column.head for column in table.columns)
    return [table.caption, heads, *("\t".join(map(_plain, row.values)) for row in rows), *table.notes]


def draw_rows(
    deck: Deck, table: Table, rows: list[Row], left: float, top: float, width: float, least: float = ROW
) -> None:
    """Some of a table's rows under its heads, in centimetres from the slide's corner."""
    heights = row_heights(table, rows, width, least)
    frame = deck.slide.shapes.add_table(1, 1, Cm(left), Cm(top), Cm(width), Cm(sum(heights)))
    describe(frame._element.nvGraphicFramePr.cNvPr, table.caption)
    grid: Any = frame.table
    _plain_style(grid, table)
    grid._tbl.getparent().replace(
        grid._tbl, _filled(grid._tbl, table, rows, heights, _widths(table, width), _rim(least))
    )
    _marks(deck, rows, heights, left, top)


def _filled(empty: Any, table: Table, rows: list[Row], heights: list[float], widths: list[float], rim: float) -> Any:
    """The table with its cells, as XML: python-pptx takes a millisecond for each."""
    columns = "".join(f'<a:gridCol w="{Cm(across)}"/>' for across in widths)
    indent = MARKED if _has_marks(table) else MARGIN_IN_CELL
    heads = [_cell(Value(column.head), column.side, INK, 19050, rim, is_bold=True) for column in table.columns]
    lines = [heads] + [
        [
            _cell(value, column.side, RULE, 6350, rim, row is table.total, MARGIN_IN_CELL if at else indent)
            for at, (value, column) in enumerate(zip(row.values, table.columns, strict=True))
        ]
        for row in rows
    ]
    filled = "".join(
        f'<a:tr h="{Cm(height)}">{"".join(cells)}</a:tr>' for cells, height in zip(lines, heights, strict=True)
    )
    properties = etree.tostring(empty.tblPr, encoding="unicode")
    return parse_xml(f"<a:tbl {nsdecls('a')}>{properties}<a:tblGrid>{columns}</a:tblGrid>{filled}</a:tbl>")


def _has_marks(table: Table) -> bool:
    return any(row.symbol for row in table.rows)


def _marks(deck: Deck, rows: list[Row], heights: list[float], left: float, top: float) -> None:
    """The categories' marks, before their names; decoration, as the name says it."""
    for at, row in enumerate(rows, 1):
        if row.symbol:
            drawn = image(symbol_svg(row.symbol.shape, row.symbol.colour), deck.fonts, MARK)
            middle = top + sum(heights[:at]) + (heights[at] - 0.55) / 2
            deck.picture(drawn, left + 0.1, middle, 0.55, "")


def _plain_style(grid: Any, table: Table) -> None:
    grid.first_row, grid.first_col, grid.horz_banding = True, True, False
    grid.last_row = table.total is not None
    grid._tbl.tblPr.find(qn("a:tableStyleId")).text = NO_STYLE


def _rim(least: float) -> float:
    """Centimetres above and below the words of a row that is `least` high."""
    return max(0.0, min(0.03, (least - LINE * SIZE) / 2))


def _cell(
    value: Value, side: Side, rule: str, thick: int, rim: float, is_bold: bool = False, indent: float = MARGIN_IN_CELL
) -> str:
    """`rule` is the colour of the line below, `thick` its width; `rim` and `indent` are in centimetres."""
    return (
        f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="{"r" if side is Side.RIGHT else "l"}"/>'
        f"{run_of(value, SIZE, is_bold)}</a:p></a:txBody>"
        f'<a:tcPr anchor="ctr" marT="{Cm(rim)}" marB="{Cm(rim)}" marL="{Cm(indent)}" marR="{Cm(MARGIN_IN_CELL)}">'
        f'<a:lnB w="{thick}"><a:solidFill><a:srgbClr val="{rule}"/></a:solidFill></a:lnB></a:tcPr></a:tc>'
    )


def _widths(table: Table, width: float) -> list[float]:
    """Centimetres: numbers take what they need, words share the rest; none is narrower than its longest word."""
    numbers = range(len(table.columns))
    mark = [MARKED if at == 0 and _has_marks(table) else 0.0 for at in numbers]
    room = [ROOM + more for more in mark]
    least = [max(NARROWEST, _widest(table, at, longest_width)) for at in numbers]
    ease = [_widest(table, at, text_width, has_head=False) for at in numbers]
    needed = [max(a, b) + more for a, b, more in zip(ease, least, room, strict=True)]
    least = [across + more for across, more in zip(least, room, strict=True)]
    spare = width - sum(needed)
    if spare < 0:
        return _narrowed(table, needed, least, width)
    flexible = [at for at, column in enumerate(table.columns) if column.side is Side.LEFT] or list(range(len(needed)))
    return [across + (spare / len(flexible) if at in flexible else 0) for at, across in enumerate(needed)]


def _widest(table: Table, at: int, measure: Callable[[str, float], float], has_head: bool = True) -> float:
    """Centimetres of what is widest in a column, with the head and the total in bold."""
    told = [(table.columns[at].head, BOLD)] * has_head
    told += [(_plain(row.values[at]), _weight(row.values[at], row is table.total)) for row in _all(table)]
    return max((measure(text, SIZE * weight) for text, weight in told), default=0.0)


def _narrowed(table: Table, needed: list[float], least: list[float], width: float) -> list[float]:
    """Names go on below before anything else does, those first that have most words to give."""
    given = list(needed)
    for at in sorted(_names(table), key=lambda at: least[at] - needed[at]):
        given[at] -= max(0.0, min(sum(given) - width, given[at] - least[at]))
    missing = sum(given) - width
    if missing > 0:
        gives = [a - b for a, b in zip(given, least, strict=True)]
        share = min(1.0, missing / (sum(gives) or 1))
        given = [across - give * share for across, give in zip(given, gives, strict=True)]
    return [across * min(1.0, width / sum(given)) for across in given]


def _names(table: Table) -> list[int]:
    """The columns of words that judge nothing."""
    judged = {at for row in _all(table) for at, value in enumerate(row.values) if value.verdict}
    return [at for at, column in enumerate(table.columns) if column.side is Side.LEFT and at not in judged]


def _all(table: Table) -> tuple[Row, ...]:
    return (*table.rows, *([table.total] if table.total else []))


def _plain(value: Value) -> str:
    return f"{value.sign} {value.text}" if value.sign else value.text
