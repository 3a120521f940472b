"""A document in any format. Loads all that draws: a second and 100 MB."""

from pathlib import Path

from reports.picture.content.blocks import Document
from reports.picture.documents.data import render_data
from reports.picture.documents.formats import Format
from reports.picture.documents.pdf import render_pdf
from reports.picture.documents.sheet import render_sheet
from reports.picture.documents.slides import render_slides
from reports.picture.documents.word import render_word
from reports.picture.record import Picture
from reports.picture.remarks import Remarks


def render(document: Document, picture: Picture, remarks: Remarks, format_: Format, fonts: Path) -> bytes:
    """`document` is `picture` and `remarks` composed for its audience; the same ones always give the same bytes.

    `fonts` is a folder with Source Sans 3 as TTF.
    """
    match format_:
        case Format.PDF:
            return render_pdf(document, fonts)
        case Format.DOCX:
            return render_word(document, fonts)
        case Format.PPTX:
            return render_slides(document, fonts)
        case Format.XLSX:
            return render_sheet(document, picture, remarks)
        case Format.JSON:
            return render_data(document, picture, remarks)
