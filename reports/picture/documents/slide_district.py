"""A district's slide: how it is judged, how many, what has changed; a map, and beside it a table that is its key."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reports.picture.content.blocks import Block, Bullets, Card, Figure, Judgement, Paragraph, Table, Value
from reports.picture.documents.office import QUIET
from reports.picture.documents.slide_deck import GAP, HEADING, Deck, text_height, write
from reports.picture.documents.slide_glance import LEFT, NORMAL, SMALL, Glance, at_a_glance, close_glance, glance_of
from reports.picture.documents.slide_key import RANGES, all_rows, fitting, narrow
from reports.picture.documents.slide_master import BOTTOM, HIGHEST, MARGIN, MEASURE, TOP
from reports.picture.documents.slide_tables import ROW, TIGHT_ROW, draw_rows, footnotes, height_of

APART = 0.8
MOST_WANTED, LOWEST = 8, BOTTOM + 0.15
"""Rows of a map's key for which the words beside the map make room, and then the centimetre where its table ends."""
RIGHT = MEASURE - LEFT - APART
MAP = 12.86
"""Centimetres that the map is high: so its words are as large as the others."""


def show_district(deck: Deck, card: Card, blocks: tuple[Block, ...], numbers: int = RANGES) -> list[str]:
    """`blocks` are those of the district's section; none where the readers get no section of it.

    `numbers` is how many columns of numbers its table has (see `columns_for`). Returns what was written of it and has
    no room on its slide.
    """
    card = replace(card, judgement=judgement_of(card, blocks))
    table, figure = _table_of(blocks), map_of(card, blocks)
    if table and figure:
        glance, key = _beside_map(card, narrow(table, numbers), deck.language)
        at_a_glance(deck, card, glance, LEFT)
        draw_rows(deck, key, all_rows(key), MARGIN, deck.top, LEFT, TIGHT_ROW if glance.is_close else ROW)
    else:
        glance, key = glance_of(card, is_short=False), None
        at_a_glance(deck, card, glance, LEFT if figure or table else MEASURE)
    left = MARGIN + LEFT + APART
    if figure:
        _map(deck, figure, left, footnotes(key, all_rows(key)) if key else [])
    elif table:
        _whole(deck, narrow(table), left)
    deck.top = BOTTOM
    reason = "" if glance.is_whole or not card.judgement else card.judgement.reason
    return [text for text in (reason, *(comment.text for comment in _comments(blocks))) if text]


def _beside_map(card: Card, table: Table, language: str) -> tuple[Glance, Table]:
    """What stands beside a map, and its key: said shorter where the key had fewer rows than are wanted."""
    glance = glance_of(card, is_short=True)
    key = fitting(table, BOTTOM - glance.bottom, LEFT, language)
    if sum(row in table.rows for row in key.rows) >= min(MOST_WANTED, len(table.rows)):
        return glance, key
    glance = close_glance(card)
    return glance, fitting(table, LOWEST - glance.bottom, LEFT, language, TIGHT_ROW)


def columns_for(districts: Iterable[tuple[Card, tuple[Block, ...]]]) -> int:
    """The same for all districts: number and range, or the number alone where a table beside a map needs the room."""
    for card, blocks in districts:
        table, figure = _table_of(blocks), map_of(card, blocks)
        if table and figure:
            glance = glance_of(replace(card, judgement=judgement_of(card, blocks)), is_short=True)
            whole = narrow(table)
            if height_of(whole, all_rows(whole), LEFT) > BOTTOM - glance.bottom:
                return 1
    return RANGES


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
    size = min((NORMAL, SMALL), key=lambda size: (_slides_for(said, size), -size))
    for name, texts in said.items():
        if texts:
            _said(deck, title, name, texts, size)


def _slides_for(said: Mapping[str, list[str]], size: float) -> int:
    """On how many slides all stands in letters of a size, where none goes on on the next."""
    slides, filled = 0, BOTTOM
    for height in (_said_height(texts, size) + HEADING for texts in said.values() if texts):
        is_new = filled + height > BOTTOM
        slides, filled = slides + is_new, (TOP if is_new else filled) + height
    return slides


def _said_height(texts: list[str], size: float) -> float:
    return sum(text_height(text, size, MEASURE) + GAP for text in texts)


def _said(deck: Deck, title: str, name: str, texts: list[str], size: float) -> None:
    """Of one district, on one slide if it can be; what goes on says of which it is, and has its slides to itself."""
    height = _said_height(texts, size)
    if height + HEADING <= BOTTOM - TOP:
        if deck.title != title:
            deck.begin(title)
        deck.under(name, height)
    else:
        deck.begin(f"{title}: {name}", is_instead=deck.top <= TOP)
    for text in texts:
        deck.text(Value(text), size)


def _comments(blocks: tuple[Block, ...]) -> list[Paragraph]:
    """The paragraphs before the district's map and numbers: what somebody wrote of it."""
    ends = (Figure, Bullets, Table)
    before = next((at for at, block in enumerate(blocks) if isinstance(block, ends)), len(blocks))
    return [block for block in blocks[:before] if isinstance(block, Paragraph) and not block.is_lead]


def map_of(card: Card, blocks: tuple[Block, ...]) -> Figure | None:
    """What a district's slide shows, as it is for a projector."""
    found = next((block for block in blocks if isinstance(block, Figure) and block.table is None), card.figure)
    return found and for_projector(found)


def for_projector(figure: Figure) -> Figure:
    """A figure of one drawing with that in large type, and what is said of it."""
    return replace(
        figure,
        svg=next(iter(figure.projected), figure.svg),
        alt=figure.projected_alt or figure.alt,
        caption=figure.projected_caption or figure.caption,
    )


def _whole(deck: Deck, table: Table, left: float) -> None:
    """All of a table where there is room, else the rows with most incidents and how many more there are.

    What its marks mean stands below it, or in the left column where the table needs the room and that has it.
    """
    notes = footnotes(table, all_rows(table))
    height, below = BOTTOM - HIGHEST, _notes_height(notes, RIGHT) + GAP / 2
    is_beside = height_of(table, all_rows(table), RIGHT) > height - below
    is_beside = is_beside and deck.top + _notes_height(notes, LEFT) <= BOTTOM
    shown = fitting(table, height if is_beside else height - below, RIGHT, deck.language)
    rows = all_rows(shown)
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
    deck.figure(figure, left, HIGHEST, RIGHT, MAP)
    below = " · ".join(filter(None, (figure.caption, *notes)))
    if below:
        line = deck.box(left, HIGHEST + MAP + GAP, RIGHT, 1.6).paragraphs[0]
        write(line, Value(below), SMALL, colour=QUIET)


def _table_of(blocks: tuple[Block, ...]) -> Table | None:
    return next((block for block in blocks if isinstance(block, Table)), None)
