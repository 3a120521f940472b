"""Reads a file's text in this process; `apart` does it within limits of time and memory."""

from reports.incoming.documents.document import LONGEST_TEXT, Document, Kind, tidy
from reports.incoming.documents.faults import DocumentError
from reports.incoming.documents.kinds import kind_of
from reports.incoming.documents.plain import decoded

LONGEST_PAGE = 8 * 1024 * 1024
"""Bytes of HTML that are made into text."""


def parse(name: str, media_type: str, content: bytes) -> Document:
    """The text of a file of any kind. Raises DocumentError."""
    kind = kind_of(name, media_type, content)
    try:
        document = _READ[kind](name, content)
    except (DocumentError, MemoryError):
        raise
    except Exception:  # the libraries fail in many ways over files that no program wrote; one must not sink a mail
        raise DocumentError("broken", name) from None
    if not document.text:
        raise DocumentError("no_text", name)
    if len(document.text) > LONGEST_TEXT:
        raise DocumentError("too_long", name, most=LONGEST_TEXT)
    return document


def read_plain(name: str, content: bytes) -> Document:
    return _plain(name, decoded(content), Kind.TEXT)


def _plain(name: str, text: str, kind: Kind) -> Document:
    damaged = [DocumentError("damaged_letters", name, is_part=True)] if "�" in text else []
    return Document(tidy(text), kind, remarks=tuple(damaged))


# The libraries for each kind are loaded when one comes: most files are of one kind, and a process reads one file.
def _html(name: str, content: bytes) -> Document:
    from reports.incoming.documents.html import text_of_html

    if len(content) > LONGEST_PAGE:
        raise DocumentError("too_long", name, most=LONGEST_TEXT)
    return _plain(name, text_of_html(decoded(content)), Kind.HTML)


def _mail(name: str, content: bytes) -> Document:
    from reports.incoming.documents.mail import MailReader

    return MailReader(name, parse).read(content)


def _word(name: str, content: bytes) -> Document:
    from reports.incoming.documents.word import text_of_word

    return Document(tidy(text_of_word(name, content)), Kind.WORD)


def _pdf(name: str, content: bytes) -> Document:
    from reports.incoming.documents.pdf import text_of_pdf

    text, remarks = text_of_pdf(name, content)
    return Document(tidy(text), Kind.PDF, remarks=tuple(remarks))


def _sheet(name: str, content: bytes) -> Document:
    from reports.incoming.documents.sheet import text_of_sheets

    return Document(tidy(text_of_sheets(name, content)), Kind.SHEET)


_READ = {
    Kind.TEXT: read_plain,
    Kind.HTML: _html,
    Kind.MAIL: _mail,
    Kind.WORD: _word,
    Kind.PDF: _pdf,
    Kind.SHEET: _sheet,
}
