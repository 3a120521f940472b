"""The districts at a glance in Word: a card each, up to three beside each other."""

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph as Line

from reports.picture.content.blocks import Card, Cards, Value
from reports.picture.documents.images import SMALL as SMALL_IMAGE
from reports.picture.documents.images import image
from reports.picture.documents.office import RULE
from reports.picture.documents.word_pen import Pen, write_value
from reports.picture.documents.word_styles import BIG, CARD, MEASURE, SMALL, styled

BESIDE = 3
TALLEST, LOWEST = 33, 18
"""Millimetres that a card's map may take."""
ROOM = 278
"""Millimetres of the first page as `room_of` tells them, which tells more than cards and texts take in Word."""


def tallest_in_cards(room: float) -> float:
    """Millimetres of a card's map, where all that stands before the first district takes `room` (see `room_of`)."""
    return max(LOWEST, min(TALLEST, TALLEST + ROOM - room))


def is_little_over(room: float) -> bool:
    """Whether it does not fit on the first page, however low the maps are, and leaves most of the second free."""
    return 0 < room - (ROOM + TALLEST - LOWEST) < ROOM / 3


def write_cards(pen: Pen, block: Cards, tallest: float = TALLEST) -> None:
    columns = min(len(block.cards), BESIDE)
    rows = -(-len(block.cards) // columns)
    grid = pen.paper.add_table(rows, columns)
    grid.autofit = False
    _frame(grid._tbl.tblPr)
    for row in grid.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for number, card in enumerate(block.cards):
        cell = grid.cell(number // columns, number % columns)
        _card(pen, cell, card, MEASURE / columns, tallest)
    for cell in (cell for row in grid.rows for cell in row.cells):
        cell.width = Mm(MEASURE / columns)
    pen.gap()


def _card(pen: Pen, cell: Cell, card: Card, width: float, tallest: float) -> None:
    name = styled(cell.paragraphs[0], "Heading 2")
    name.paragraph_format.space_before = 0
    name.paragraph_format.keep_with_next = False  # else all the cards would move to the next page together
    name.add_run(card.title)
    if card.judgement:
        pen.judged(styled(cell.add_paragraph(), CARD), card.judgement)
    _say(cell, Value(card.big.text), BIG)
    if card.verdict:
        _say(cell, card.verdict)
    if card.expected:
        _say(cell, Value(card.expected), SMALL)
    if card.figure:
        ratio = image(card.figure.svg, pen.fonts, SMALL_IMAGE).ratio
        drawn = min(width - 10, tallest / ratio)
        pen.picture(styled(cell.add_paragraph(), CARD), card.figure.svg, drawn, card.figure.alt, SMALL_IMAGE)
    for change in card.changes:
        _say(cell, change)
    if card.calm:
        _say(cell, Value(card.calm), SMALL)
    if card.judgement:
        said = (card.judgement.reason, card.judgement.by, card.judgement.warning)
        for text, style in zip(said, (CARD, SMALL, SMALL), strict=True):
            if text:
                _say(cell, Value(text), style)


def _say(cell: Cell, value: Value, style: str = CARD) -> Line:
    line = styled(cell.add_paragraph(), style)
    write_value(line, value)
    return line


def _frame(properties: object) -> None:
    """Thin lines around each card, and room inside them."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="{RULE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rooms = "".join(f'<w:{side} w:w="140" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    look = properties.find(qn("w:tblLook"))  # type: ignore[attr-defined]
    for tag, inside in (("tblBorders", sides), ("tblCellMar", rooms)):
        element = parse_xml(f"<w:{tag} {nsdecls('w')}>{inside}</w:{tag}>")
        look.addprevious(element)
