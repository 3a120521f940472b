"""What everything in the Word document is written with: lines in a style, pictures, values."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

from docx.document import Document as Paper
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.text.paragraph import CT_P
from docx.shared import Mm, RGBColor
from docx.text.paragraph import Paragraph as Line

from reports.picture.content.blocks import Judgement, Value
from reports.picture.documents.images import MARK, Image, image
from reports.picture.documents.office import COLOURS, DECORATIVE
from reports.picture.documents.word_styles import GAP, UNDER, styled
from reports.picture.drawings.levels import level_swatch

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_DRAWING = (
    f'<w:r><w:drawing><wp:inline xmlns:a="{_A}" xmlns:pic="{_PIC}" distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{across}" cy="{down}"/>'
    '<wp:docPr id="{number}" name="Picture {number}" descr={alt}>{decorative}</wp:docPr>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    f'<a:graphic><a:graphicData uri="{_PIC}"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="0" name="{number}.png"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
    '<a:prstGeom prst="rect"/></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


class Picture(Part):
    """A drawing that is drawn when the document is packed: until then others may draw it ahead."""

    def __init__(self, name: PackURI, drawn: Image) -> None:
        super().__init__(name, CONTENT_TYPE.PNG)
        self._drawn = drawn

    @property
    def blob(self) -> bytes:
        return self._drawn.png


class Pen:
    """Writes at the end of `paper`; `fonts` is a folder with the typeface of the drawings."""

    def __init__(self, paper: Paper, fonts: Path) -> None:
        self.paper, self.fonts = paper, fonts
        self._pictures = 0
        self._kept: dict[Image, str] = {}

    def line(self, style: str = "Normal", text: str = "") -> Line:
        return styled(self.paper.add_paragraph(text), style)

    def keep_with_next(self) -> None:
        """What introduces a table stays with it."""
        last = self.paper.element.body[-2]  # before the section's own properties
        if isinstance(last, CT_P) and last.style != UNDER:
            last.get_or_add_pPr().keepNext_val = True

    def gap(self, keeps: bool = False) -> None:
        """Word wants a paragraph between two tables; it `keeps` a table and its notes together."""
        self.line(GAP).paragraph_format.keep_with_next = keeps

    def picture(self, line: Line, svg: str, width: float, alt: str, pixels: int) -> None:
        """A drawing `width` millimetres wide at the end of a line; without `alt` it is decoration."""
        spaces = nsdecls("w", "wp", "r")
        line._p.append(parse_xml(self.drawing(svg, width, alt, pixels).replace("<w:r>", f"<w:r {spaces}>", 1)))

    def drawing(self, svg: str, width: float, alt: str, pixels: int) -> str:
        """The same as XML."""
        drawn = image(svg, self.fonts, pixels)
        if drawn not in self._kept:
            part = Picture(PackURI(f"/word/media/image{len(self._kept) + 1}.png"), drawn)
            self._kept[drawn] = self.paper.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        self._pictures += 1
        return _DRAWING.format(
            number=self._pictures, key=self._kept[drawn], across=Mm(width), down=Mm(width * drawn.ratio),
            alt=quoteattr(alt), decorative="" if alt else DECORATIVE,
        )  # fmt: skip

    def judged(self, line: Line, judgement: Judgement) -> None:
        self.picture(line, level_swatch(judgement.colour, judgement.pattern), 4.2, "", MARK)
        line.add_run(f"  {judgement.label}").bold = True


def write_value(line: Line, value: Value, bold: bool = False) -> None:
    """A value as it is read, behind its verdict's sign and in its colour."""
    run = line.add_run(f"{value.sign} {value.text}" if value.sign else value.text)
    colour = COLOURS.get(value.verdict or "")
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    if bold or colour:
        run.bold = True
