"""The text of Word documents (.docx), with all that stands in tables, content controls, boxes, headers and footers."""

import io
from collections.abc import Iterator

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError, _Element

from reports.incoming.documents.faults import DocumentError
from reports.incoming.documents.packed import check_unpacked_size

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _TAB = qn("w:t"), qn("w:tab")
_BREAKS = (qn("w:br"), qn("w:cr"))
_BOX = qn("w:txbxContent")
# What was struck out while changes are tracked, and the second copy of a text box for old programs.
_UNSEEN = (qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")


def text_of_word(name: str, content: bytes) -> str:
    """Paragraphs and tables in the order of the document, cells parted by tabs. Raises DocumentError."""
    check_unpacked_size(name, content)
    try:
        document = docx.Document(io.BytesIO(content))
        heads = [section.header._element for section in document.sections if not section.header.is_linked_to_previous]
        feet = [section.footer._element for section in document.sections if not section.footer.is_linked_to_previous]
    except (PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, OSError, AttributeError):
        raise DocumentError("broken", name) from None
    parts = [*heads, document.element.body, *feet]
    return "\n\n".join(filter(None, ("\n".join(_lines(part)).strip() for part in parts)))


def _lines(block: _Element) -> Iterator[str]:
    """The lines of a body, a header, a cell or a box; whatever wraps its paragraphs is looked through."""
    for child in block:
        if child.tag == _PARAGRAPH:
            yield "".join(_runs(child))
            for box in child.iter(_BOX):
                if not _is_unseen(box):
                    yield from _lines(box)
        elif child.tag == _TABLE:
            yield from (_row(row) for row in child.iter(_ROW) if _table_of(row) is child)
            yield ""
        elif child.tag not in _UNSEEN:
            yield from _lines(child)


def _row(row: _Element) -> str:
    cells = (cell for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW)) is row)
    return "\t".join(" ".join(filter(None, _lines(cell))) for cell in cells).rstrip()


def _table_of(row: _Element) -> _Element:
    return next(row.iterancestors(_TABLE))


def _runs(element: _Element) -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag == _TAB:
            yield "\t"
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag != _BOX and child.tag not in _UNSEEN:
            yield from _runs(child)


def _is_unseen(box: _Element) -> bool:
    return next(box.iterancestors(*_UNSEEN), None) is not None
