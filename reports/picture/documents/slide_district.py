"""A district's slide: how it is judged, how many, what has changed; a map, and beside it a table that is its key."""

from collections.abc import Mapping
from dataclasses import replace

from reports.picture.content.blocks import Block, Bullets, Card, Figure, Judgement, Paragraph, Row, Side, Table, Value
from reports.picture.content.two_pages import cut
from reports.picture.documents.office import QUIET
from reports.picture.documents.slide_deck import GAP, HEADING, Deck, text_height, write
from reports.picture.documents.slide_master import BOTTOM, HIGHEST, MARGIN, MEASURE, TOP
from reports.picture.documents.slide_tables import draw_rows, footnotes, height_of

LARGE, NORMAL, SMALL, COUNT = 24, 20, 18, 32
LEFT, APART = 13.6, 0.8
FIRST_WORDS, WORDS = 112, 220
"""Signs of a reason beside a map with its key, and beside a map or table alone."""
RIGHT = MEASURE - LEFT - APART
MAP = 12.86
"""Centimetres that the map is high: so its words are as large as the others."""


def show_district(deck: Deck, card: Card, blocks: tuple[Block, ...]) -> list[str]:
    """`blocks` are those of the district's section; none where the readers get no section of it.

    Returns what was written of it and has no room on its slide.
    """
    judgement = next((block for block in blocks if isinstance(block, Judgement)), card.judgement)
    table = next((block for block in blocks if isinstance(block, Table)), None)
    figure = map_of(card, blocks)
    deck.begin(card.title, LEFT if figure or table else MEASURE)
    is_whole = _at_a_glance(deck, replace(card, judgement=judgement), bool(figure and table))
    left = MARGIN + LEFT + APART
    key, rows = _key(table, BOTTOM - deck.top) if figure and table else (table, [])
    if figure:
        _map(deck, figure, left, footnotes(key, rows) if key else [])
    if key and rows:
        draw_rows(deck, key, rows, MARGIN, deck.top, LEFT)
    if table and not figure:
        _whole(deck, _narrow(table), left)
    deck.top = BOTTOM
    reason = "" if is_whole or not judgement else judgement.reason
    return [text for text in (reason, *(comment.text for comment in _comments(blocks))) if text]


def show_said(deck: Deck, title: str, said: Mapping[str, list[str]]) -> None:
    """Reasons and comments that the districts' own slides have no room for, by the names of the districts."""
    if not any(said.values()):
        return
    deck.begin(title)
    for name, texts in said.items():
        if texts:
            _said(deck, title, name, texts)


def _said(deck: Deck, title: str, name: str, texts: list[str]) -> None:
    """Of one district, on one slide if it can be; what goes on says of which it is."""
    height = sum(text_height(text, NORMAL, MEASURE) + GAP for text in texts)
    if height + HEADING <= BOTTOM - TOP:
        deck.under(name, height)
    else:
        deck.begin(f"{title}: {name}", is_instead=deck.top <= TOP)
    for text in texts:
        deck.text(Value(text), NORMAL)


def _comments(blocks: tuple[Block, ...]) -> list[Paragraph]:
    """The paragraphs before the district's map and numbers: what somebody wrote of it."""
    ends = (Figure, Bullets, Table)
    before = next((at for at, block in enumerate(blocks) if isinstance(block, ends)), len(blocks))
    return [block for block in blocks[:before] if isinstance(block, Paragraph) and not block.is_lead]


def map_of(card: Card, blocks: tuple[Block, ...]) -> Figure | None:
    """What a district's slide shows."""
    return next((block for block in blocks if isinstance(block, Figure) and block.table is None), card.figure)


def _whole(deck: Deck, table: Table, left: float) -> None:
    """All of a table where there is room, else the rows with most incidents."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    height = BOTTOM - HIGHEST - _notes_height(footnotes(table, rows), RIGHT)
    if height_of(table, rows, RIGHT) > height:
        rows = _fitting(table, height, RIGHT)
    draw_rows(deck, table, rows, left, HIGHEST, RIGHT)
    deck.top = HIGHEST + height_of(table, rows, RIGHT) + GAP / 2
    _footnotes(deck, footnotes(table, rows), left, RIGHT)


def _key(table: Table, height: float) -> tuple[Table, list[Row]]:
    """What the marks on the map stand for, with the numbers: all that has happened, if need be without the ranges."""
    for narrow in (_narrow(table), _narrow(table, 1)):
        rows = _fitting(narrow, height, LEFT)
        if len(rows) == len(_most(narrow)):
            break
    return narrow, rows


def _notes_height(notes: list[str], width: float) -> float:
    return sum(text_height(words, SMALL, width) + GAP / 2 for words in notes)


def _footnotes(deck: Deck, notes: list[str], left: float, width: float) -> None:
    for words in notes:
        height = text_height(words, SMALL, width)
        write(deck.box(left, deck.top, width, height).paragraphs[0], Value(words), SMALL, colour=QUIET)
        deck.top += height + GAP / 2


def _map(deck: Deck, figure: Figure, left: float, notes: list[str]) -> None:
    """With what the marks in the table beside it mean, below."""
    shown = replace(figure, svg=next(iter(figure.projected), figure.svg))
    deck.figure(shown, left, HIGHEST, RIGHT, MAP)
    below = " · ".join(filter(None, (figure.caption, *notes)))
    if below:
        line = deck.box(left, HIGHEST + MAP + GAP, RIGHT, 1.6).paragraphs[0]
        write(line, Value(below), SMALL, colour=QUIET)


def _at_a_glance(deck: Deck, card: Card, is_short: bool) -> bool:
    """Fills the left column from the top: a step never without its reason. Whether the whole reason found room."""
    deck.top = TOP - 0.2
    is_whole = _judged(deck, card.judgement, FIRST_WORDS if is_short else WORDS)
    _line(deck, Value(card.big.text), COUNT)
    said = [*_compared(card, is_short), *((change, NORMAL) for change in card.changes)]
    for value, size in said:
        if value and deck.top + text_height(value.text, size, LEFT) < BOTTOM:
            _line(deck, value, size)
    if not is_short and deck.top + text_height(card.calm, NORMAL, LEFT) + 2 * GAP < BOTTOM:
        _line(deck, Value(card.calm), NORMAL)
    deck.top += GAP
    return is_whole


def _compared(card: Card, is_short: bool) -> list[tuple[Value | None, float]]:
    """Verdict and range, in one line where room is wanted."""
    if is_short and card.verdict and card.expected:
        return [(replace(card.verdict, text=f"{card.verdict.text}, {card.expected}"), SMALL)]
    return [(card.verdict, NORMAL), (Value(card.expected), NORMAL)]


def _judged(deck: Deck, judgement: Judgement | None, most: int) -> bool:
    """The step, that it points another way than the numbers, and so many signs of its reason."""
    if judgement is None:
        return True
    deck.judged(judgement, LARGE, LEFT)
    deck.top += 1.4
    shown = cut(judgement.reason, most)
    for text in (judgement.warning.partition(". ")[0], shown):
        _line(deck, Value(text), SMALL)
    return shown == judgement.reason


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
