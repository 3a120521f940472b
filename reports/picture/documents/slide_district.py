"""A district's slide: how it is judged, how many, what has changed; a map, and beside it a table that is its key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reports.picture.content.blocks import Block, Bullets, Card, Figure, Judgement, Paragraph, Row, Side, Table, Value
from reports.picture.content.tables import shortened
from reports.picture.content.two_pages import cut
from reports.picture.documents.office import QUIET
from reports.picture.documents.slide_deck import GAP, HEADING, Deck, text_height, write
from reports.picture.documents.slide_master import BOTTOM, HIGHEST, MARGIN, MEASURE, TOP
from reports.picture.documents.slide_tables import draw_rows, footnotes, height_of

LARGE, NORMAL, SMALL, COUNT = 24, 20, 18, 32
LEFT, APART = 13.6, 0.8
RANGES = 2
"""Columns of numbers in a table with the ranges."""
LEAST = 3.2
"""Centimetres of a table's heads, of how many rows there are more, and of their sum."""
FIRST_WORDS, WORDS = 112, 220
"""Signs of a reason beside a map with its key, and beside a map or table alone."""
RIGHT = MEASURE - LEFT - APART
MAP = 12.86
"""Centimetres that the map is high: so its words are as large as the others."""


@dataclass(frozen=True, slots=True)
class Glance:
    """The left column: lines with their sizes from `top` down to `bottom`; `is_whole`: with the whole reason."""

    lines: tuple[tuple[Value, float], ...]
    top: float
    bottom: float
    is_whole: bool


def show_district(deck: Deck, card: Card, blocks: tuple[Block, ...], numbers: int = RANGES) -> list[str]:
    """`blocks` are those of the district's section; none where the readers get no section of it.

    `numbers` is how many columns of numbers its table has (see `columns_for`). Returns what was written of it and has
    no room on its slide.
    """
    judgement = judgement_of(card, blocks)
    table, figure = _table_of(blocks), map_of(card, blocks)
    deck.begin(card.title, LEFT if figure or table else MEASURE)
    glance = _glance(replace(card, judgement=judgement), bool(figure and table))
    if judgement:
        deck.top = TOP - 0.2
        deck.judged(judgement, LARGE, LEFT)
    _at_a_glance(deck, glance)
    left = MARGIN + LEFT + APART
    key = _fitting(_narrow(table, numbers), BOTTOM - deck.top, LEFT, deck.language) if figure and table else None
    if figure:
        _map(deck, figure, left, footnotes(key, _all(key)) if key else [])
    if key:
        draw_rows(deck, key, _all(key), MARGIN, deck.top, LEFT)
    if table and not figure:
        _whole(deck, _narrow(table), left)
    deck.top = BOTTOM
    reason = "" if glance.is_whole or not judgement else judgement.reason
    return [text for text in (reason, *(comment.text for comment in _comments(blocks))) if text]


def columns_for(districts: Iterable[tuple[Card, tuple[Block, ...]]]) -> int:
    """The same for all districts: number and range, or the number alone where a table beside a map needs the room."""
    for card, blocks in districts:
        table, figure = _table_of(blocks), map_of(card, blocks)
        if table and figure:
            glance = _glance(replace(card, judgement=judgement_of(card, blocks)), is_short=True)
            narrow = _narrow(table)
            if height_of(narrow, _all(narrow), LEFT) > BOTTOM - glance.bottom:
                return 1
    return RANGES


def is_calm(card: Card, blocks: tuple[Block, ...]) -> bool:
    """Nothing has happened, nothing has changed, and nobody judges it otherwise than the numbers do."""
    judgement = judgement_of(card, blocks)
    return card.big.number == 0 and not card.changes and not (judgement and judgement.warning)


def show_calm(deck: Deck, title: str, districts: list[tuple[Card, tuple[Block, ...]]]) -> dict[str, list[str]]:
    """The districts in which nothing has happened, a line each: how it is judged, why, and what was expected.

    Returns what was written of them besides, by their names.
    """
    if not districts:
        return {}
    deck.begin(title)
    for card, blocks in districts:
        judgement = judgement_of(card, blocks)
        judged = (judgement.label, judgement.reason) if judgement else ()
        deck.text(Value(" · ".join(filter(None, (*judged, card.expected)))), NORMAL, term=card.title)
    return {card.title: [comment.text for comment in _comments(blocks)] for card, blocks in districts}


def judgement_of(card: Card, blocks: tuple[Block, ...]) -> Judgement | None:
    """Of the district's section, else of its card."""
    return next((block for block in blocks if isinstance(block, Judgement)), card.judgement)


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
    """All of a table where there is room, else the rows with most incidents and how many more there are.

    What its marks mean stands below it, or in the left column where the table needs the room and that has it.
    """
    notes = footnotes(table, _all(table))
    height, below = BOTTOM - HIGHEST, _notes_height(notes, RIGHT) + GAP / 2
    is_beside = height_of(table, _all(table), RIGHT) > height - below
    is_beside = is_beside and deck.top + _notes_height(notes, LEFT) <= BOTTOM
    shown = _fitting(table, height if is_beside else height - below, RIGHT, deck.language)
    rows = _all(shown)
    draw_rows(deck, shown, rows, left, HIGHEST, RIGHT)
    if not is_beside:
        deck.top = HIGHEST + height_of(shown, rows, RIGHT) + GAP / 2
    _footnotes(deck, footnotes(shown, rows), MARGIN if is_beside else left, LEFT if is_beside else RIGHT)


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


def _glance(card: Card, is_short: bool) -> Glance:
    """What finds room in the left column: a step never without its reason."""
    judged, is_whole = _judged(card.judgement, FIRST_WORDS if is_short else WORDS)
    lines = [line for line in (*judged, (Value(card.big.text), COUNT)) if line[0].text]
    top = TOP - 0.2 + (1.4 if card.judgement else 0)
    bottom = top + sum(_line_height(line) for line in lines)
    most = BOTTOM - (LEAST if is_short else 0)
    said = [*_compared(card, is_short), *((change, NORMAL) for change in card.changes)]
    calm = [] if is_short else [(Value(card.calm), NORMAL)]
    for value, size in (*said, *calm):
        if value and value.text and bottom + text_height(value.text, size, LEFT) < most:
            lines.append((value, size))
            bottom += _line_height((value, size))
    return Glance(tuple(lines), top, bottom + GAP, is_whole)


def _line_height(line: tuple[Value, float]) -> float:
    value, size = line
    return text_height(value.text, size, LEFT) + GAP / 2


def _at_a_glance(deck: Deck, glance: Glance) -> None:
    top = glance.top
    for value, size in glance.lines:
        height = _line_height((value, size))
        write(deck.box(MARGIN, top, LEFT, height - GAP / 2).paragraphs[0], value, size, is_bold=size == COUNT)
        top += height
    deck.top = glance.bottom


def _compared(card: Card, is_short: bool) -> list[tuple[Value | None, float]]:
    """Verdict and range, in one line where room is wanted."""
    if is_short and card.verdict and card.expected:
        return [(replace(card.verdict, text=f"{card.verdict.text}, {card.expected}"), SMALL)]
    return [(card.verdict, NORMAL), (Value(card.expected), NORMAL)]


def _judged(judgement: Judgement | None, most: int) -> tuple[list[tuple[Value, float]], bool]:
    """Below the step: that it points another way than the numbers, and so many signs of its reason."""
    if judgement is None:
        return [], True
    shown = cut(judgement.reason, most)
    told = (judgement.warning.partition(". ")[0], shown)
    return [(Value(text), SMALL) for text in told], shown == judgement.reason


def _narrow(table: Table, numbers: int = RANGES) -> Table:
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


def _all(table: Table) -> list[Row]:
    return [*table.rows, *([table.total] if table.total else [])]


def _table_of(blocks: tuple[Block, ...]) -> Table | None:
    return next((block for block in blocks if isinstance(block, Table)), None)


def _weight(row: Row) -> float:
    """How many incidents a row counts; a hidden number comes after those that are shown, before none."""
    return next((0.5 if value.is_hidden else value.number or 0 for value in row.values[1:2]), 0)


def _fitting(table: Table, height: float, width: float, language: str) -> Table:
    """All rows where there is room, else as many of those with most as there is room for; the sum always."""
    most = sorted(table.rows, key=lambda row: -_weight(row))
    for kept in range(len(most), 0, -1):
        shown = shortened(table, most[:kept], language)
        if height_of(shown, _all(shown), width) <= height:
            return shown
    return shortened(table, [], language)
