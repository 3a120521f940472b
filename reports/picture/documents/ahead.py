"""Which drawings a document will ask for, so that they can be drawn while it is still being written."""

from collections.abc import Iterator

from reports.picture.content.blocks import Cards, Document, Figure
from reports.picture.documents.formats import Format


def drawings_of(document: Document, format_: Format) -> tuple[str, ...]:
    """The SVGs that a format shows as wide as the page (`images.PRINTED`), in their order; those of cards are not."""
    match format_:
        case Format.DOCX:
            found = [figure.svg for figure in _figures(document)]
        case Format.PPTX:
            figures = [*_figures(document), *_on_cards(document)]
            found = [svg for figure in figures for svg in figure.projected or (figure.svg,)]
        case _:
            found = []
    return tuple(dict.fromkeys(found))


def _figures(document: Document) -> Iterator[Figure]:
    return (block for section in document.sections for block in section.blocks if isinstance(block, Figure))


def _on_cards(document: Document) -> Iterator[Figure]:
    """Of districts that have no section of their own, which get a slide all the same."""
    keys = {section.key for section in document.sections}
    blocks = (block for section in document.sections for block in section.blocks if isinstance(block, Cards))
    cards = (card for block in blocks for card in block.cards if card.key not in keys)
    return (card.figure for card in cards if card.figure)
