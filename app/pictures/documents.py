"""Draws an edition's documents: of its record and remarks alone, so that the same edition gives the same bytes."""

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from app.config import ROOT
from reports.picture.audiences.audience import Audience
from reports.picture.documents.formats import Format

FONTS: Path = ROOT / "app" / "static" / "vendor" / "fonts-ttf"
Part = tuple[Audience, Format]
EVERY_PART: tuple[Part, ...] = tuple((audience, format_) for audience in Audience for format_ in Format)


def documents_apart(record: bytes, remarks: bytes, parts: Iterable[Part] = EVERY_PART) -> dict[Part, bytes]:
    """Draw in a process of its own, as the libraries that draw hold more memory than all of the web process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(draw_documents, record, remarks, tuple(parts)).result()


def draw_documents(record: bytes, remarks: bytes, parts: Iterable[Part] = EVERY_PART) -> dict[Part, bytes]:
    """A document for each audience and format that is asked for, of an edition's stored record and remarks."""
    return {part: _draw(record, remarks, *part) for part in parts}


def _draw(record: bytes, remarks: bytes, audience: Audience, format_: Format) -> bytes:
    from reports.picture.documents.pdf import render_pdf
    from reports.picture.storage import from_json

    return render_pdf(from_json(record), FONTS)


def document_name(year: int, number: int, audience: str, format_: str) -> str:
    """ "lagesbild-2026-23-styrgrupp.pdf"."""
    return f"lagesbild-{year}-{number:02}-{audience}.{format_}"
