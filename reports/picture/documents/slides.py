"""An edition as slides for a projector: one district a slide, large type, the details in the notes."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

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
from reports.picture.documents.office import legible, same_bytes
from reports.picture.documents.slide_deck import GAP, Deck, text_height, write
from reports.picture.documents.slide_master import BOTTOM, MARGIN, MEASURE, TOP, WIDTH
from reports.picture.documents.slide_tables import add_table, is_for_slides, table_lines

LARGE, NORMAL, SMALL = 28, 24, 18
LEFT = 12.6
"""Centimetres beside the map of a district."""
READ = (SectionKind.UNPLACED, SectionKind.METHOD, SectionKind.MORE)
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
    cards = {card.key: card for card in _cards(document)}
    keys = {section.key for section in document.sections}
    for section in document.sections:
        _section(deck, section, cards)
        if section.kind is SectionKind.SUMMARY:
            for card in (card for key, card in cards.items() if key not in keys):
                _district(deck, card, None)
    deck.finish()
    saved = BytesIO()
    deck.presentation.save(saved)
    return same_bytes(saved.getvalue())


def _cards(document: Document) -> list[Card]:
    blocks = (block for section in document.sections for block in section.blocks)
    return [card for block in blocks if isinstance(block, Cards) for card in block.cards]


def _section(deck: Deck, section: Section, cards: dict[str, Card]) -> None:
    if section.key in cards:
        _district(deck, cards[section.key], section)
    elif section.kind in READ:
        deck.note("", section.title)
        for block in section.blocks:
            _note(deck, block)
    else:
        deck.begin(section.title)
        for block in section.blocks:
            _show(deck, block)


def _show(deck: Deck, block: Block) -> None:
    """What is said on the slide; small print, keys and tables go into the notes as well."""
    match block:
        case Paragraph(text=text, is_quiet=False, is_lead=is_lead):
            deck.text(Value(text), LARGE if is_lead else NORMAL)
        case Notice(text=text):
            deck.text(Value(text), NORMAL)
        case Bullets(items=items):
            for item in items:
                deck.text(item, NORMAL, is_listed=True)
        case Terms(title="", terms=terms):
            for term, meaning in terms:
                deck.text(Value(meaning), SMALL, term=term.text)
        case Figure():
            _figure(deck, block)
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
        case Figure(caption=caption, table=table):
            deck.note(caption, *(table_lines(table) if table else []))
        case Judgement(reason=reason, by=by, warning=warning):
            deck.note(reason, by, warning)


def _figure(deck: Deck, figure: Figure) -> None:
    """As large as it can be: below a line or two, or on a slide of its own."""
    if deck.top > TOP + 4:
        deck.begin(figure.title)
    deck.close()
    deck.figure(figure, MARGIN, deck.top, MEASURE, BOTTOM - deck.top)
    deck.top = BOTTOM


def _district(deck: Deck, card: Card, section: Section | None) -> None:
    """Assessment, number, sure changes, map; comments and the table by category in the notes."""
    blocks = section.blocks if section else ()
    # A section's own assessment has the reason as well.
    card = replace(card, judgement=next((block for block in blocks if isinstance(block, Judgement)), card.judgement))
    deck.begin(card.title)
    figures = [block for block in blocks if isinstance(block, Figure) and block.table is None]
    shown = next(iter(figures), card.figure)
    if shown is None:
        _at_a_glance(deck, card, WIDTH - 2 * MARGIN)
    else:
        _at_a_glance(deck, card, LEFT)
        left = MARGIN + LEFT + 0.8
        deck.figure(shown, left, TOP, WIDTH - MARGIN - left, BOTTOM - TOP)
    if card.judgement:
        _note(deck, card.judgement)
    for block in blocks:
        _note_of_district(deck, block)


def _note_of_district(deck: Deck, block: Block) -> None:
    match block:
        case Paragraph(text=text, is_lead=False):
            deck.note(text)
        case Bullets(items=items):
            deck.note(*(item.text for item in items))
        case Figure(table=None, caption=caption):
            deck.note(caption)
        case Table() | Terms() | Figure():
            _note(deck, block)


def _at_a_glance(deck: Deck, card: Card, width: float) -> None:
    if card.judgement:
        deck.judged(card.judgement)
        deck.top += 1.7
    said = [(Value(card.big.text), 40), *([(card.verdict, NORMAL)] if card.verdict else []), (Value(card.expected), 20)]
    said += [(change, 20) for change in (*card.changes, Value(card.calm))]
    for value, size in said:
        _line(deck, value, size, width)
    reason = Value(card.judgement.reason if card.judgement else "")
    if deck.top + text_height(reason.text, SMALL, width) + 2 * GAP < BOTTOM:  # else it stands in the notes alone
        deck.top += GAP
        _line(deck, reason, SMALL, width)


def _line(deck: Deck, value: Value, size: int, width: float) -> None:
    if value.text:
        height = text_height(value.text, size, width)
        write(deck.box(MARGIN, deck.top, width, height).paragraphs[0], value, size, is_bold=size == 40)
        deck.top += height + GAP


def _describe(deck: Deck, document: Document) -> None:
    facts = deck.presentation.core_properties
    facts.title = f"{document.edition} · {document.municipality}"
    facts.subject = f"{document.period} · {document.audience}"
    facts.author = facts.last_modified_by = document.municipality
    facts.language = "en-GB" if document.language == "en" else "sv-SE"
    facts.comments = " · ".join(part for part in (document.status, document.cutoff, document.fingerprint) if part)
    facts.keywords, facts.revision = "", 1
    facts.created = facts.modified = document.made_at.replace(tzinfo=None)
