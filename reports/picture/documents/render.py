"""A document in any format. Each loads what it is written with when it is first asked for: half a second for all."""

from collections.abc import Iterable
from pathlib import Path
from typing import assert_never

from reports.picture.content.blocks import Document
from reports.picture.documents.formats import Format
from reports.picture.loading import LOADING
from reports.picture.record import Picture
from reports.picture.remarks import Remarks


def load(formats: Iterable[Format] = Format) -> None:
    """What formats are written with. Whoever draws in several threads loads it before."""
    with LOADING:
        for format_ in formats:
            match format_:
                case Format.PDF:
                    from reports.picture.documents import pdf  # noqa: F401
                case Format.DOCX:
                    from reports.picture.documents import word  # noqa: F401
                case Format.PPTX:
                    from reports.picture.documents import slides  # noqa: F401
                case Format.XLSX:
                    from reports.picture.documents import sheet  # noqa: F401
                case Format.JSON:
                    from reports.picture.documents import data  # noqa: F401
                case _:
                    assert_never(format_)


def render(document: Document, picture: Picture, remarks: Remarks, format_: Format, fonts: Path) -> bytes:
    """`document` is `picture` and `remarks` composed for its audience; the same ones always give the same bytes.

    `fonts` is a folder with Source Sans 3 as TTF.
    """
    match format_:
        case Format.PDF:
            from reports.picture.documents.pdf import render_pdf

            return render_pdf(document, fonts)
        case Format.DOCX:
            from reports.picture.documents.word import render_word

            return render_word(document, fonts)
        case Format.PPTX:
            from reports.picture.documents.slides import render_slides

            return render_slides(document, fonts)
        case Format.XLSX:
            from reports.picture.documents.sheet import render_sheet

            return render_sheet(document, picture, remarks)
        case Format.JSON:
            from reports.picture.documents.data import render_data

            return render_data(document, picture, remarks)
