"""An edition as slides for a projector: one district a slide, large type, the details in the notes."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from pptx.opc.oxml import serialize_part_xml
from pptx.opc.serialized import _ContentTypesItem

from reports.picture.content.blocks import (
    Block,
    Bullets,
    Card,
    Cards,
    Document,
    Figure,
    Judgement,
    Notice,
    Paragraph,
    Section,
    SectionKind,
    Table,
    Terms,
    Value,
)
from reports.picture.content.legible import legible
from reports.picture.documents.office import forget_template, packed
from reports.picture.documents.slide_deck import GAP, Deck, text_height, write
from reports.picture.documents.slide_district import (
    columns_for,
    for_projector,
    judgement_of,
    show_calm,
    show_district,
    show_said,
)
from reports.picture.documents.slide_master import BOTTOM, MARGIN, MEASURE, TOP
from reports.picture.documents.slide_tables import add_table, is_for_slides, table_height, table_lines

LARGE, NORMAL, SMALLER, SMALL = 28, 24, 20, 18
NAME = 7.5
"""Centimetres for a district's name among the others."""
OPENING = (SectionKind.SUMMARY, SectionKind.CHANGES, SectionKind.DECISIONS)
READ = (SectionKind.HISTORIES, SectionKind.UNPLACED, SectionKind.METHOD, SectionKind.MORE)
"""Sections to read rather than to show: they stand in the notes of the slide before."""


def render_slides(document: Document, fonts: Path) -> bytes:
    """A document as .pptx, 16:9; the same document always gives the same bytes.

    `fonts` is a folder with Source Sans 3 as TTF, for the words in charts and maps.
    """
    document = legible(document)
    deck = Deck(document, fonts)
    _describe(deck, document)
    named = [document.municipality, document.period, document.status, document.audience, document.cutoff]
    lines = [f"{document.cutoff} · {document.fingerprint}" if part is document.cutoff else part for part in named]
    deck.cover(document.edition, [line for line in lines if line])
    _sections(deck, document)
    deck.finish()
    forget_template(deck.presentation.part.package, document)
    return _packed(deck.presentation.part.package)


def _sections(deck: Deck, document: Document) -> None:
    """In the order of the document; what the districts' slides have no room for comes behind the last of them."""
    parts = {section.key: section.blocks for section in document.sections}
    cards = {card.key: (card, parts.get(card.key, ())) for card in cards_of(document)}
    calm = [key for key, (card, _) in cards.items() if card.is_together]
    alone = {key: found for key, found in cards.items() if key not in calm}
    numbers = columns_for(alone.values())
    said: dict[str, list[str]] = {}
    for at, section in enumerate(document.sections):
        if section.key in alone:
            said[section.title] = _district(deck, *alone[section.key], numbers)
        elif section.key not in cards:
            show_said(deck, document.comments_word, said)
            said = {}
            _section(deck, section)
        if at == _opening(document):
            for key, (card, blocks) in alone.items():
                said |= {} if key in parts else {card.title: _district(deck, card, blocks, numbers)}
        if at == _last_of_districts(document, cards):
            said |= _calm(deck, document.calm_word, [cards[key] for key in calm])
    show_said(deck, document.comments_word, said)


def _last_of_districts(document: Document, cards: Collection[str]) -> int:
    """Behind which the districts without incidents come together."""
    return max((n for n, one in enumerate(document.sections) if one.key in cards), default=_opening(document))


def _calm(deck: Deck, title: str, districts: list[tuple[Card, tuple[Block, ...]]]) -> dict[str, list[str]]:
    said = show_calm(deck, title, districts)
    for card, blocks in districts:
        _notes_of_district(deck, card, blocks)
    return said


def _packed(package: Any) -> bytes:
    parts = tuple(package.iter_parts())
    return packed(serialize_part_xml(_ContentTypesItem.xml_for(parts)), package._rels, parts)


def _opening(document: Document) -> int:
    """The last of the sections that say in short how it is: the districts' own slides come after it."""
    return max((n for n, one in enumerate(document.sections[:3]) if one.kind in OPENING), default=-1)


def cards_of(document: Document) -> list[Card]:
    blocks = (block for section in document.sections for block in section.blocks)
    return [card for block in blocks if isinstance(block, Cards) for card in block.cards]


def _section(deck: Deck, section: Section) -> None:
    if section.kind in READ:
        deck.note("", section.title)
        for block in section.blocks:
            _note(deck, block)
        return
    height = _height(section, NORMAL)
    has_table = any(isinstance(block, Table) for block in section.blocks)
    if section.kind is SectionKind.SUMMARY or height is None or has_table:
        deck.begin(section.title)
    else:
        deck.go_on(section.title, height)
    for block in section.blocks:
        _show(deck, block, NORMAL if height is None or height <= BOTTOM - TOP else SMALLER)


def _height(section: Section, size: float) -> float | None:
    """Centimetres that a section of lines and tables takes, its lines in `size` points; None for one with more."""
    heights = [_height_of(block, size) for block in section.blocks]
    return None if None in heights else sum(filter(None, heights))


def _height_of(block: Block, size: float) -> float | None:
    match block:
        case Paragraph(is_quiet=True):
            return 0.0
        case Terms(title=title) if title:  # a key to read
            return 0.0
        case Paragraph(text=text) | Notice(text=text):
            return text_height(text, size, MEASURE) + GAP
        case Bullets(items=items):
            return sum(text_height(item.text, size, MEASURE - 1) + GAP for item in items)
        case Table() if is_for_slides(block):
            return table_height(block)
        case _:
            return None


def _show(deck: Deck, block: Block, size: float) -> None:
    """What is said on the slide; small print, keys and tables go into the notes as well."""
    match block:
        case Paragraph(text=text, is_quiet=False, is_lead=is_lead):
            deck.text(Value(text), LARGE if is_lead else size)
        case Notice(text=text):
            deck.text(Value(text), size)
        case Bullets(items=items):
            for item in items:
                deck.text(item, size, is_listed=True)
        case Terms(title="", terms=terms):
            for term, meaning in terms:
                deck.text(Value(meaning), SMALL, term=term.text)
        case Figure():
            _figure(deck, block)
        case Cards(cards=cards):
            _overview(deck, cards)
        case Table() if is_for_slides(block):
            add_table(deck, block)
    _note(deck, block)


def _note(deck: Deck, block: Block) -> None:
    match block:
        case Paragraph(text=text, is_quiet=True):
            deck.note(text)
        case Terms(title=title, terms=terms):
            deck.note(title, *(f"{term.text}: {meaning}" for term, meaning in terms))
        case Table():
            deck.note(*table_lines(block))
        case Figure(caption=caption, table=table, alt=alt):
            deck.note(alt, caption, *(table_lines(table) if table else []))
        case Judgement(reason=reason, by=by, warning=warning):
            deck.note(reason, by, warning)


def _figure(deck: Deck, figure: Figure) -> None:
    """As large as it can be: below a line or two, or on a slide of its own."""
    if deck.top > TOP + 4:
        deck.begin(figure.title)
    deck.close()
    for number, svg in enumerate(figure.projected or (figure.svg,)):
        if number:
            deck.need(BOTTOM)
        deck.figure(replace(figure, svg=svg), MARGIN, deck.top, MEASURE, BOTTOM - deck.top)
        deck.top = BOTTOM


def _overview(deck: Deck, cards: tuple[Card, ...]) -> None:
    """The districts at a glance: a line each, where there is room for all."""
    heights = [max(1.2, text_height(card.title, 20, NAME - 0.5, substitute=1) + 0.3) for card in cards]
    if deck.top + sum(heights) + GAP > BOTTOM:
        return
    deck.close()
    deck.top += GAP
    for card, height in zip(cards, heights, strict=True):
        parts = ((Value(card.title), NAME), (None, 7.5), (Value(card.big.text), 5.5), (card.verdict, 9.9))
        left = MARGIN
        for value, width in parts:
            if value:
                write(deck.box(left, deck.top, width, 1).paragraphs[0], value, 20, is_bold=value.text == card.title)
            elif card.judgement and left == MARGIN + NAME:
                deck.judged(card.judgement, 20, width, left)
            left += width
        deck.top += height


def _district(deck: Deck, card: Card, blocks: tuple[Block, ...], numbers: int) -> list[str]:
    """The district's slide; comments and the table by category in the notes. What had no room is given back."""
    left = show_district(deck, card, blocks, numbers)
    _notes_of_district(deck, card, blocks)
    return left


def _notes_of_district(deck: Deck, card: Card, blocks: tuple[Block, ...]) -> None:
    if judgement := judgement_of(card, blocks):
        _note(deck, judgement)
    if not blocks and card.figure:
        deck.note(card.figure.alt)
    for block in blocks:
        _note_of_district(deck, block)


def _note_of_district(deck: Deck, block: Block) -> None:
    match block:
        case Paragraph(text=text, is_lead=False):
            deck.note(text)
        case Bullets(items=items):
            deck.note(*(item.text for item in items))
        case Figure(table=None):
            shown = for_projector(block)
            deck.note(shown.alt, shown.caption)
        case Table() | Terms() | Figure():
            _note(deck, block)


def _describe(deck: Deck, document: Document) -> None:
    facts = deck.presentation.core_properties
    facts.title = f"{document.edition} · {document.municipality}"
    facts.subject = f"{document.period} · {document.audience}"
    facts.author = facts.last_modified_by = document.municipality
    facts.language = "en-GB" if document.language == "en" else "sv-SE"
    facts.comments = " · ".join(part for part in (document.status, document.cutoff, document.fingerprint) if part)
    facts.keywords, facts.revision = "", 1
    facts.created = facts.modified = document.made_at.replace(tzinfo=None)
