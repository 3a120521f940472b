"""How much of a page a part of a document takes, told without setting it: for readers who were promised two pages.

The same estimate holds for paper and Word, whose lines differ, so it is on the large side (tests set both).
"""

from math import ceil

from reports.picture.content.blocks import (
    Block,
    Bullets,
    Card,
    Cards,
    Figure,
    Judgement,
    Notice,
    Paragraph,
    Section,
    Table,
    Terms,
)

TWO_PAGES = 570.0
"""Millimetres that two pages hold below the edition's name, less what is lost where a table or map does not part."""
FIRST_PAGE = 300.0
"""Millimetres of these, as told here, that the first page holds for sure: a row of cards does not part."""
HEADING, LINE, SMALL_LINE, BETWEEN = 12.0, 5.4, 4.6, 1.5
SIGNS, SIGNS_OF_CARD = 68, 30
CARDS_ABREAST = 3
LOST = 45.0
"""Millimetres at the foot of a page, where rows of cards go on to the next."""


def room_of(section: Section) -> float:
    """Millimetres of a page."""
    return HEADING + sum(_room(block) for block in section.blocks)


def _room(block: Block) -> float:
    match block:
        case Paragraph():
            return _lines(block.text) * (SMALL_LINE if block.is_quiet else LINE) + BETWEEN
        case Bullets():
            return sum(_lines(item.text) * LINE + 1 for item in block.items) + BETWEEN
        case Notice():
            return _lines(block.text) * LINE + 6
        case Table():
            return _table(block)
        case Figure():
            return 92 + (_table(block.table) if block.table else 0)
        case Terms():
            return sum(4 + len(text) * 0.033 for _, text in block.terms)
        case Cards():
            abreast = [block.cards[at : at + CARDS_ABREAST] for at in range(0, len(block.cards), CARDS_ABREAST)]
            return sum(max(map(_card, row)) for row in abreast) + (LOST if len(abreast) > 2 else 0)
        case Judgement():
            return LINE * 3 + (_lines(block.warning) * LINE + 3 if block.warning else 0)


def _card(card: Card) -> float:
    lines = 2 + len(card.changes) * 2 + bool(card.calm) + 3
    said = _judged(card.judgement) if card.judgement else 0.0
    return 8 + lines * LINE + said + (48 if card.figure else 0)


def _judged(judged: Judgement) -> float:
    told = sum(_lines(text, SIGNS_OF_CARD) for text in (judged.reason, judged.by) if text)
    return (
        LINE + told * SMALL_LINE + (_lines(judged.warning, SIGNS_OF_CARD - 4) * SMALL_LINE + 5 if judged.warning else 0)
    )


def _table(table: Table) -> float:
    rows = len(table.rows) + bool(table.total)
    return 10 + rows * 5.6 + sum(_lines(note, 100) * SMALL_LINE for note in table.notes)


def _lines(text: str, signs: int = SIGNS) -> int:
    return ceil(len(text) / signs)
