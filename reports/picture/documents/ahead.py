"""Which drawings a document will ask for, so that they can be drawn while it is still being written."""

from reports.picture.content.blocks import Block, Document, Figure
from reports.picture.documents.formats import Format


def drawings_of(document: Document, format_: Format) -> tuple[str, ...]:
    """The SVGs that a format shows as wide as the page (`images.PRINTED`), in their order; those of cards are not."""
    match format_:
        case Format.DOCX:
            found = [figure.svg for section in document.sections for figure in _figures(section.blocks)]
        case Format.PPTX:
            found = _projected(document)
        case _:
            found = []
    return tuple(dict.fromkeys(found))


def _projected(document: Document) -> list[str]:
    """A map for each district, with or without a section of its own, and the figures of what is no reading."""
    from reports.picture.documents.slide_district import map_of
    from reports.picture.documents.slides import READ, cards_of

    cards = {card.key: card for card in cards_of(document)}
    blocks = {one.key: one.blocks for one in document.sections}
    maps = (map_of(card, blocks.get(key, ())) for key, card in cards.items())
    shown = [section for section in document.sections if section.key not in cards and section.kind not in READ]
    figures = [figure for section in shown for figure in _figures(section.blocks)]
    return [
        *(svg for figure in figures for svg in figure.projected or (figure.svg,)),
        *(next(iter(figure.projected), figure.svg) for figure in maps if figure),
    ]


def _figures(blocks: tuple[Block, ...]) -> list[Figure]:
    return [block for block in blocks if isinstance(block, Figure)]
