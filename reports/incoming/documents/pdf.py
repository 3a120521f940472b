"""The text of PDF documents."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from reports.incoming.documents.document import LONGEST_TEXT
from reports.incoming.documents.faults import DocumentError

MOST_PAGES = 500
_MOST_NAMED = 10

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity of every file, sometimes with its text


def text_of_pdf(name: str, content: bytes) -> tuple[str, list[DocumentError]]:
    """The text of all pages, and a remark where some are pictures. Raises DocumentError."""
    try:
        pages = _pages(name, content)
    except (DependencyError, FileNotDecryptedError):
        raise DocumentError("encrypted", name) from None
    except DocumentError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        raise DocumentError("broken", name) from None
    silent = [number for number, text in enumerate(pages, 1) if not text.strip()]
    if len(silent) == len(pages):
        raise DocumentError("scanned", name)
    return "\n\n".join(filter(None, (page.strip() for page in pages))), _remarks(name, silent)


def _pages(name: str, content: bytes) -> list[str]:
    reader = PdfReader(io.BytesIO(content), strict=False)
    # Many are locked against changes alone: they open with an empty password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise DocumentError("encrypted", name)
    if len(reader.pages) > MOST_PAGES:
        raise DocumentError("too_many_pages", name, found=len(reader.pages), most=MOST_PAGES)
    pages, length = [], 0
    for page in reader.pages:
        pages.append(page.extract_text())
        length += len(pages[-1])
        if length > LONGEST_TEXT:
            raise DocumentError("too_long", name, most=LONGEST_TEXT)
    return pages


def _remarks(name: str, silent: list[int]) -> list[DocumentError]:
    if not silent:
        return []
    pages = ", ".join(map(str, silent[:_MOST_NAMED])) + (" …" if len(silent) > _MOST_NAMED else "")
    return [DocumentError("scanned_pages", name, is_part=True, pages=pages)]
