"""What a file is, told by its content."""

import re
import zipfile

from reports.incoming.documents.document import Kind
from reports.incoming.documents.faults import DocumentError
from reports.incoming.documents.packed import unpacking
from reports.incoming.documents.plain import looks_like_text

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh")
_WINMAIL = b"\x78\x9f\x3e\x22"
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):")
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"')
_OF_MAIL = {b"from", b"date", b"subject", b"message-id", b"received", b"mime-version", b"content-type", b"return-path"}
# Old Office files are small file systems; these names of entries tell the programs apart.
_ENTRIES = {
    "EncryptedPackage": "encrypted",
    "WordDocument": "old_word",
    "__substg1.0_": "outlook",
    "Workbook": Kind.SHEET,
    "Book": Kind.SHEET,
}


def kind_of(name: str, media_type: str, content: bytes) -> Kind:
    """What a file holds. Raises DocumentError for what is empty, or of a kind that cannot be read."""
    head = content[:4096]
    if not content.strip():
        raise DocumentError("empty", name)
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _zipped(name, content)
    if head.startswith(_OLD_OFFICE):
        return _old_office(name, content)
    for code, marks in (("picture", _PICTURES), ("archive", _PACKED), ("outlook", _WINMAIL), ("old_word", b"{\\rtf")):
        if head.startswith(marks):
            raise DocumentError(code, name)
    if not looks_like_text(content):
        raise DocumentError("unknown", name)
    return _text(name, media_type, head)


def _zipped(name: str, content: bytes) -> Kind:
    try:
        with unpacking(name, content) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(200) if "mimetype" in names else b""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError, EOFError):
        raise DocumentError("broken", name) from None
    if "word/document.xml" in names:
        return Kind.WORD
    if any(entry.startswith("xl/") for entry in names) or b"opendocument.spreadsheet" in kind:
        return Kind.SHEET
    raise DocumentError("old_word" if b"opendocument.text" in kind else "archive", name)


def _old_office(name: str, content: bytes) -> Kind:
    for entry, found in _ENTRIES.items():
        if entry.encode("utf-16-le") in content:
            if isinstance(found, Kind):
                return found
            raise DocumentError(found, name)
    raise DocumentError("outlook" if name.lower().endswith(".msg") else "unknown", name)


def _text(name: str, media_type: str, head: bytes) -> Kind:
    if _JSON.match(head):
        raise DocumentError("json", name)
    if _begins_as_mail(head):
        return Kind.MAIL
    lower = head[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    is_called_html = media_type == "text/html" or name.lower().endswith((".html", ".htm"))
    if lower.startswith((b"<!doctype html", b"<html")) or (is_called_html and b"<" in lower):
        return Kind.HTML
    return Kind.TEXT


def _begins_as_mail(head: bytes) -> bool:
    """Header lines as mail servers write them, two of them well known, down to the first empty line."""
    known = set()
    lines = head.lstrip(b"\xef\xbb\xbf\r\n").splitlines()
    if lines and lines[0].startswith(b"From "):  # how mailbox files begin a message
        del lines[0]
    for line in lines:
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        found = _HEADER.match(line)
        if not found:
            return False
        known.add(found[1].lower())
    return len(known & _OF_MAIL) >= 2
