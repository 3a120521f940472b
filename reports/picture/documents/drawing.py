"""Draws an edition's documents: of its record and remarks alone, so that the same edition gives the same bytes.

What draws is loaded when it is asked for: it takes a second and 100 MB, which whoever imports this may never need.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from reports.picture.audiences.audience import Audience, for_audience
from reports.picture.content.blocks import Document
from reports.picture.content.compose import compose
from reports.picture.documents.formats import Format
from reports.picture.documents.render import load, render
from reports.picture.record import Picture
from reports.picture.remarks import Remarks
from reports.picture.storage import from_json, remarks_from_json

Part = tuple[Audience, Format]
Composed = dict[Audience, tuple[Document, Picture, Remarks]]
EVERY_PART: tuple[Part, ...] = tuple((audience, format_) for audience in Audience for format_ in Format)


@contextmanager
def drawing_ahead(fonts: Path) -> Iterator[Callable[[str], object]]:
    """To be told of each drawing of an edition while it is built, where all of its documents are to be drawn after it.

    Word and slides show nearly all of them: they are drawn beside, and what documents are written with is loaded.
    """
    with ThreadPoolExecutor(1) as beside:
        beside.submit(load)
        yield lambda svg: beside.submit(_draw, [svg], fonts)


def draw_documents(
    record: bytes, remarks: bytes, fonts: Path, parts: Iterable[Part] = EVERY_PART, is_draft: bool = False
) -> dict[Part, bytes]:
    """A document for each audience and format that is asked for, of an edition's stored record and remarks.

    `fonts` is a folder with Source Sans 3 as TTF. Raises KeyError or ValueError for what is no record or no remarks.
    """
    wanted = sorted(set(parts), key=EVERY_PART.index)
    load({format_ for _, format_ in wanted})
    composed = _composed(record, remarks, dict.fromkeys(audience for audience, _ in wanted), is_draft)

    def draw(part: Part) -> bytes:
        document, picture, said = composed[part[0]]
        return render(document, picture, said, part[1], fonts)

    # Typesetting and drawing need no Python: they go on beside the formats that do.
    with ThreadPoolExecutor(2) as beside:
        asked = _drawings(wanted, composed)
        beside.submit(_draw, [svg for part in wanted for svg in asked[part]], fonts)
        typeset = {part: beside.submit(draw, part) for part in wanted if part[1] is Format.PDF}
        # Those with most drawings last, so that these are ready.
        others = sorted((part for part in wanted if part not in typeset), key=lambda part: len(asked[part]))
        drawn = {part: draw(part) for part in others}
        drawn |= {part: done.result() for part, done in typeset.items()}
    return {part: drawn[part] for part in wanted}


def _drawings(wanted: list[Part], composed: Composed) -> dict[Part, tuple[str, ...]]:
    """What Word and slides show as wide as the page."""
    asked: dict[Part, tuple[str, ...]] = dict.fromkeys(wanted, ())
    for part in wanted:
        if part[1] in (Format.DOCX, Format.PPTX):
            from reports.picture.documents.ahead import drawings_of

            asked[part] = drawings_of(composed[part[0]][0], part[1])
    return asked


def _draw(svgs: list[str], fonts: Path) -> None:
    if svgs:
        from reports.picture.documents.images import PRINTED, draw_ahead, image

        draw_ahead(image(svg, fonts, PRINTED) for svg in svgs)


def _composed(record: bytes, remarks: bytes, audiences: Iterable[Audience], is_draft: bool) -> Composed:
    """What each audience gets: composed once, laid out in each format."""
    picture, said = from_json(record), remarks_from_json(remarks)
    shown = {audience: for_audience(picture, said, audience) for audience in audiences}
    return {audience: (compose(*parts, audience, is_draft), *parts) for audience, parts in shown.items()}
