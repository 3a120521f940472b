"""What Word's and PowerPoint's files have in common: the same bytes each time, texts that XML can hold, what a picture
says to those who cannot see it."""

import re
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from io import BytesIO
from struct import unpack_from
from typing import Any, TypeVar
from xml.sax.saxutils import escape
from zipfile import ZipFile

from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from reports.picture.content.blocks import Document

FONT = "Calibri"
"""What municipal PCs have; drawings and the PDF carry their own letters, those of Source Sans 3, which are as wide."""
INK, QUIET, RULE, GROUND = "14212B", "4D5B63", "D5DAD7", "F5F6F4"
ACCENT, WARNING, WARNING_GROUND, DANGER = "0B5D5E", "8A5A00", "FFF4DC", "A4262C"
COLOURS = {"clear_increase": DANGER, "clear_decrease": ACCENT}
"""Of the verdicts that are set apart; their signs and words say the same."""

Part = TypeVar("Part")

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Company>{}</Company></Properties>"
)
_NO_TIME = bytes.fromhex("00002100")  # midnight of the first of January 1980, the first day that the format knows
_PARTS = re.compile(r"(?<=[-–/])|[ \n]")
_NO_TEXT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legible(part: Part) -> Part:
    """The same content without the signs that no XML may hold, such as control characters."""
    cleaned: Part = _legible(part)
    return cleaned


@lru_cache(maxsize=4)
def _legible(part: Any) -> Any:
    """Cleaned once for all the formats that an edition is written in."""
    return _clean(part)


def _clean(part: Any) -> Any:
    if type(part) is str:  # and no member of an Enum
        return _NO_TEXT.sub("", part)
    if isinstance(part, tuple):
        return tuple(map(_clean, part))
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{field.name: _clean(getattr(part, field.name)) for field in fields(part)})
    return part


def same_bytes(package: bytes) -> bytes:
    """The same file without the time at which it was packed, in each part's own head and in the directory at the end.

    To pack it anew would take longer than to write it. Source: APPNOTE.TXT of the ZIP format, 4.3.7 and 4.3.12.
    """
    timeless = bytearray(package)
    with ZipFile(BytesIO(package)) as packed:
        parts, at = packed.infolist(), packed.start_dir
    for part in parts:
        timeless[part.header_offset + 10 : part.header_offset + 14] = _NO_TIME
        timeless[at + 12 : at + 16] = _NO_TIME
        at += 46 + sum(unpack_from("<3H", timeless, at + 28))  # name, extra field and comment follow
    return bytes(timeless)


def longest_word(text: str) -> int:
    """Signs that must stand on one line."""
    return max(map(len, _PARTS.split(text)), default=0)


def forget_template(package: Any, document: Document) -> None:
    """Take away the picture and the figures of the empty file that Word's and PowerPoint's files begin as."""
    relations = package.rels if hasattr(package, "rels") else package._rels  # as python-docx and python-pptx name them
    for key, relation in list(relations.items()):
        if relation.reltype == _THUMBNAIL:
            relations.pop(key)
        elif relation.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            relation.target_part._blob = _PROPERTIES.format(escape(document.municipality)).encode()


def describe(properties: Any, alt: str) -> None:
    """Set what a screen reader says of a drawing, given its `docPr` or `cNvPr`; with no words it is decoration."""
    properties.set("descr", alt)
    if alt:
        return
    extensions = etree.SubElement(properties, f"{{{_A}}}extLst")
    extension = etree.SubElement(extensions, f"{{{_A}}}ext", uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
    etree.SubElement(extension, f"{{{_DECORATIVE}}}decorative", {"val": "1"}, {"adec": _DECORATIVE})
