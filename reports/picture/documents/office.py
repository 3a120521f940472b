"""What Word's and PowerPoint's files have in common: the same bytes each time, pictures that are drawn when the file is
packed, and what they say to those who cannot see them."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from reports.picture.content.blocks import Document

FONT = "Calibri"
"""What municipal PCs have; drawings and the PDF carry their own letters, those of Source Sans 3, which are as wide."""
INK, QUIET, RULE, GROUND = "14212B", "4D5B63", "D5DAD7", "F5F6F4"
ACCENT, WARNING, WARNING_GROUND, DANGER = "0B5D5E", "8A5A00", "FFF4DC", "A4262C"
COLOURS = {"clear_increase": DANGER, "clear_decrease": ACCENT}
"""Of the verdicts that are set apart; their signs and words say the same."""

LARGE = 10_000
"""Bytes of a picture that to pack it again takes longer than it saves."""

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
DECORATIVE = (
    f'<a:extLst xmlns:a="{_A}"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
    f'<adec:decorative xmlns:adec="{_DECORATIVE}" val="1"/></a:ext></a:extLst>'
)
"""Of what a drawing is described by: a screen reader passes it by."""
_THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Company>{}</Company></Properties>"
)


def packed(content_types: bytes, relations: Any, parts: Sequence[Any]) -> bytes:
    """A package of python-docx or python-pptx as a file, without the time at which it was packed.

    `content_types` tells what each of the parts is, `relations` what the package itself leads to.
    """
    saved = BytesIO()
    with ZipFile(saved, "w") as box:
        _pack(box, "[Content_Types].xml", content_types)
        _pack(box, "_rels/.rels", relations.xml)
        for part in parts:
            _pack(box, part.partname.membername, part.blob)
            if part.rels:
                _pack(box, part.partname.rels_uri.membername, part.rels.xml)
    return saved.getvalue()


def _pack(box: ZipFile, name: str, content: bytes) -> None:
    part = ZipInfo(name)  # of the first of January 1980, the first day that the format knows
    is_picture = name.endswith(".png") and len(content) > LARGE  # as small as it becomes already
    part.compress_type = ZIP_STORED if is_picture else ZIP_DEFLATED
    part.external_attr = 0o600 << 16
    box.writestr(part, content)


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
    properties.append(etree.fromstring(DECORATIVE))
