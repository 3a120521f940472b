"""An edition's documents: drawn here or beside, and what they are called."""

from collections.abc import Iterable
from pathlib import Path

from app.beside import drawing
from app.config import ROOT
from reports.picture.documents import drawing as documents
from reports.picture.documents.drawing import EVERY_PART, Part

FONTS: Path = ROOT / "app" / "static" / "vendor" / "fonts-ttf"


def documents_beside(
    record: bytes, remarks: bytes, parts: Iterable[Part] = EVERY_PART, is_draft: bool = False
) -> dict[Part, bytes]:
    """As `draw_documents`, beside the web's process: the libraries that draw hold more memory than all of it.

    Raises as `Beside.run`.
    """
    return drawing.run(documents.draw_documents, record, remarks, FONTS, tuple(parts), is_draft)


def draw_documents(
    record: bytes, remarks: bytes, parts: Iterable[Part] = EVERY_PART, is_draft: bool = False
) -> dict[Part, bytes]:
    """A document for each audience and format that is asked for, of an edition's stored record and remarks."""
    return documents.draw_documents(record, remarks, FONTS, parts, is_draft)


def document_name(
    year: int, number: int, audience: str, format_: str, is_withdrawn: bool = False, revision: int = 1
) -> str:
    """ "lagesbild-2026-23-styrgrupp.pdf"; that of a withdrawn edition says so, as its bytes stay what they were.

    What replaces it is "lagesbild-2026-23-rev-2-styrgrupp.pdf".
    """
    edition = f"{year}-{number:02}{f'-rev-{revision}' * (revision > 1)}"
    return f"lagesbild-{edition}-{audience}{'-tillbakadragen' * is_withdrawn}.{format_}"
