"""Which characters a received text file is written in, found before anything of it is taken in."""

import codecs
from dataclasses import dataclass
from typing import BinaryIO

from reports.incoming.errors import UnreadableFileError

_CHUNK = 1 << 20
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_SPREADSHEET_PARTS = (b"[Content_Types].xml", b"xl/", b"opendocument.spreadsheet")


def encoding_of(file: BinaryIO, wanted: str) -> str:
    """The codec for a seekable file, left at its beginning: UTF-8 with or without a mark, UTF-16 or Windows-1252.

    Reads the whole file, in pieces. `wanted` names the format to save as, for the message. Raises UnreadableFileError
    for what is empty or no text, and for a text whose characters are of several encodings.
    """
    file.seek(0)
    head = file.read(4096)
    _refuse_other_formats(head)
    marked = next((encoding for mark, encoding in _MARKS.items() if head.startswith(mark)), None)
    encoding = marked or "utf-8"
    fault = _first_fault(file, encoding, wanted)
    # Swedish letters in Windows-1252 are no valid UTF-8, so the first of them tells. A fault after valid letters is
    # damage: read as Windows-1252, all letters would come out wrong.
    if fault and not (marked or fault.follows_letters):
        encoding = "cp1252"
        fault = _first_fault(file, encoding, wanted)
    if fault:
        raise UnreadableFileError("bad_characters", line=fault.line)
    file.seek(0)
    return encoding


def _refuse_other_formats(head: bytes) -> None:
    if not head:
        raise UnreadableFileError("empty")
    if head.startswith(_OLD_OFFICE) or (head.startswith(b"PK") and any(part in head for part in _SPREADSHEET_PARTS)):
        raise UnreadableFileError("spreadsheet")
    if head.startswith(_PACKED):
        raise UnreadableFileError("archive")


@dataclass(frozen=True, slots=True)
class _Fault:
    """The line of the first bytes that an encoding does not have, and whether valid non-ASCII letters precede them."""

    line: int
    follows_letters: bool


def _first_fault(file: BinaryIO, encoding: str, wanted: str) -> _Fault | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    line, is_ascii = 1, True
    file.seek(0)
    while True:
        chunk = file.read(_CHUNK)
        if b"\0" in chunk and encoding != "utf-16":
            raise UnreadableFileError("not_text", wanted=wanted)
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            good = error.object[: error.start]
            return _Fault(line + good.count(b"\n"), not (is_ascii and good.isascii()))
        if not chunk:
            return None
        line += chunk.count(b"\n")
        is_ascii = is_ascii and chunk.isascii()
