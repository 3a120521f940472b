"""A district's slide: how it is judged, how many, what has changed; a map, and beside it a table that is its key."""

from dataclasses import replace

from reports.picture.content.blocks import Block, Card, Figure, Judgement, Row, Side, Table, Value
from reports.picture.documents.office import QUIET
from reports.picture.documents.slide_deck import GAP, Deck, text_height, write
from reports.picture.documents.slide_master import BOTTOM, HIGHEST, MARGIN, MEASURE, TOP
from reports.picture.documents.slide_tables import draw_rows, height_of

LARGE, NORMAL, SMALL, COUNT = 24, 20, 18, 32
LEFT, APART = 13.6, 0.8
RIGHT = MEASURE - LEFT - APART
MAP = 12.86
"""Centimetres that the map is high: so its words are as large as the others."""


def show_district(deck: Deck, card: Card, blocks: tuple[Block, ...]) -> None:
    """`blocks` are those of the district's section; none where the readers get no section of it."""
    judgement = next((block for block in blocks if isinstance(block, Judgement)), card.judgement)
    table = next((block for block in blocks if isinstance(block, Table)), None)
    figure = map_of(card, blocks)
    deck.begin(card.title, LEFT)
    _at_a_glance(deck, replace(card, judgement=judgement), bool(figure and table))
    left = MARGIN + LEFT + APART
    if figure:
        _map(deck, figure, left)
    if table and figure:
        _key(deck, table)
    elif table:
        _whole(deck, _narrow(table), left)
    deck.top = BOTTOM


def map_of(card: Card, blocks: tuple[Block, ...]) -> Figure | None:
    """What a district's slide shows."""
    return next((block for block in blocks if isinstance(block, Figure) and block.table is None), card.figure)


def _whole(deck: Deck, table: Table, left: float) -> None:
    """All of a table where there is room, else the rows with most incidents."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    if height_of(table, rows, RIGHT) > BOTTOM - HIGHEST:
        rows = _fitting(table, BOTTOM - HIGHEST, RIGHT)
    draw_rows(deck, table, rows, left, HIGHEST, RIGHT)


def _key(deck: Deck, table: Table) -> None:
    """What the marks on the map stand for, with the numbers: all that has happened, if need be without the ranges."""
    height = BOTTOM - deck.top
    for narrow in (_narrow(table), _narrow(table, 1)):
        rows = _fitting(narrow, height, LEFT)
        if len(rows) == len(_most(narrow)):
            break
    if rows:
        draw_rows(deck, narrow, rows, MARGIN, deck.top, LEFT)


def _map(deck: Deck, figure: Figure, left: float) -> None:
    shown = replace(figure, svg=next(iter(figure.projected), figure.svg))
    deck.figure(shown, left, HIGHEST, RIGHT, MAP)
    if figure.caption:
        line = deck.box(left, HIGHEST + MAP + GAP, RIGHT, 1.6).paragraphs[0]
        write(line, Value(figure.caption), SMALL, colour=QUIET)


def _at_a_glance(deck: Deck, card: Card, is_short: bool) -> None:
    """Fills the left column from the top; the reason last, where there is room: it stands in the notes as well."""
    deck.top = TOP - 0.5
    if card.judgement:
        deck.judged(card.judgement, LARGE, LEFT)
        deck.top += 1.4
    _line(deck, Value(card.big.text), COUNT)
    said = [(card.verdict, NORMAL), (Value(card.expected), NORMAL), *((change, NORMAL) for change in card.changes)]
    for value, size in said:
        if value and deck.top + text_height(value.text, size, LEFT) < BOTTOM:
            _line(deck, value, size)
    reason = card.judgement.reason if card.judgement and not is_short else ""
    for text, size in ((card.calm, NORMAL), (reason, SMALL)):
        if deck.top + text_height(text, size, LEFT) + 2 * GAP < BOTTOM:
            _line(deck, Value(text), size)
    deck.top += GAP


def _line(deck: Deck, value: Value, size: float) -> None:
    if value.text:
        height = text_height(value.text, size, LEFT)
        write(deck.box(MARGIN, deck.top, LEFT, height).paragraphs[0], value, size, is_bold=size == COUNT)
        deck.top += height + GAP / 2


def _narrow(table: Table, numbers: int = 2) -> Table:
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


def _most(table: Table) -> list[Row]:
    """The rows with incidents, those with most first."""
    counted = [(max((value.number or 0 for value in row.values[1:2]), default=0), row) for row in table.rows]
    return [row for number, row in sorted(counted, key=lambda pair: -pair[0]) if number]


def _fitting(table: Table, height: float, width: float) -> list[Row]:
    """As many of the rows with most as find room, in the order of the table."""
    chosen: list[Row] = []
    for row in _most(table):
        if height_of(table, [*chosen, row], width) > height:
            break
        chosen.append(row)
    return [row for row in table.rows if row in chosen]
