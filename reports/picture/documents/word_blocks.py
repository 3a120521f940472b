"""How each kind of block is set in Word."""

from collections.abc import Callable
from functools import partial
from typing import Any

from docx.shared import Pt

from reports.picture.content.blocks import (
    Block,
    Bullets,
    Cards,
    Figure,
    Judgement,
    Notice,
    Paragraph,
    Section,
    Table,
    Terms,
    Width,
)
from reports.picture.content.room import room_of
from reports.picture.documents.images import PRINTED, image
from reports.picture.documents.word_cards import write_cards
from reports.picture.documents.word_pen import Pen, write_value
from reports.picture.documents.word_styles import LEAD, MEANING, MEASURE, NOTICE, SMALL, UNDER
from reports.picture.documents.word_tables import write_table

SHARES = {Width.FULL: 1.0, Width.HALF: 0.48, Width.THIRD: 0.31}
TALLEST, LOWEST = 90, 60
"""Millimetres: a drawing and what is said of it stay on one page."""
ROOM = 252
"""Millimetres of a page as `room_of` tells them, which tells somewhat more than Word takes."""
TOGETHER, LONG = 6, 8
"""Items up to which a list stays on one page; rows above which a chart's own table stands last in the document."""


def tallest_map(section: Section) -> float:
    """Millimetres that the map of a district may take, so that its table stands on the same page if it can."""
    return max(LOWEST, min(TALLEST, TALLEST + ROOM - room_of(section)))


def write_block(pen: Pen, block: Block, title: str, tallest: float = TALLEST) -> None:
    """`title` is that of the section, which a table does not repeat; `tallest`: millimetres of a drawing."""
    writes: dict[type, Callable[[Pen, Any], None]] = {
        Paragraph: _paragraph, Bullets: _bullets, Terms: _terms, Notice: _notice,
        Judgement: _judgement, Cards: partial(write_cards, tallest=tallest), Figure: partial(_figure, tallest=tallest),
    }  # fmt: skip
    if isinstance(block, Table):
        _table(pen, block, title)
    else:
        writes[type(block)](pen, block)


def stands_last(block: Block) -> bool:
    """The longer tables behind charts do, so that the charts stand together."""
    return isinstance(block, Figure) and block.table is not None and len(block.table.rows) > LONG


def write_last(pen: Pen, tables: list[Table]) -> None:
    for table in tables:
        pen.line("Heading 2", table.caption)
        write_table(pen, table)


def _table(pen: Pen, block: Table, title: str) -> None:
    if block.caption != title:
        pen.line("Caption", block.caption)
    write_table(pen, block)
    for number, note in enumerate(block.notes, 1):
        pen.line(SMALL, note).paragraph_format.keep_with_next = number < len(block.notes)


def _paragraph(pen: Pen, block: Paragraph) -> None:
    pen.line(LEAD if block.is_lead else SMALL if block.is_quiet else "Normal", block.text)


def _bullets(pen: Pen, block: Bullets) -> None:
    for number, item in enumerate(block.items, 1):
        line = pen.line("Normal" if item.sign else "List Bullet")  # a verdict's own sign is mark enough
        line.paragraph_format.keep_with_next = number < len(block.items) <= TOGETHER
        write_value(line, item)


def _terms(pen: Pen, block: Terms) -> None:
    if block.title:
        _key(pen, block)
        return
    for term, meaning in block.terms:
        line = pen.line(MEANING)
        write_value(line, term, bold=True)
        line.add_run(f"{'' if term.text[-1:] in '.?!' else '.'} {meaning}")


def _key(pen: Pen, block: Terms) -> None:
    """In one paragraph, so that it takes little of the page of what it explains and never parts from its title."""
    line = pen.line(MEANING)
    line.paragraph_format.keep_together, line.paragraph_format.space_before = True, Pt(6)
    line.add_run(f"{block.title}: ").bold = True
    for number, (term, meaning) in enumerate(block.terms, 1):
        write_value(line, term, bold=True)
        line.add_run(f" – {meaning}{'.' if number == len(block.terms) else '; '}")


def _notice(pen: Pen, block: Notice) -> None:
    pen.line(NOTICE, block.text)


def _judgement(pen: Pen, block: Judgement) -> None:
    pen.judged(pen.line(), block)
    for text, style in ((block.reason, "Normal"), (block.by, SMALL), (block.warning, NOTICE)):
        if text:
            pen.line(style, text)


def _figure(pen: Pen, block: Figure, tallest: float) -> None:
    pen.keep_with_next()
    if block.table is not None:
        pen.line("Heading 2", block.title)
    width = MEASURE * SHARES[block.width]
    ratio = image(block.svg, pen.fonts, PRINTED).ratio
    line = pen.line()
    line.paragraph_format.keep_with_next = bool(block.caption)
    pen.picture(line, block.svg, min(width, tallest / ratio), block.alt, PRINTED)
    if block.caption:
        pen.line(UNDER, block.caption)
    if block.table and not stands_last(block):
        write_table(pen, block.table)
