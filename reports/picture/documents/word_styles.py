"""The styles of the Word document: whoever edits it changes a style, not a hundred paragraphs."""

import re
from typing import Any

from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as Line

from reports.picture.documents.office import ACCENT, FONT, GROUND, INK, QUIET, RULE, WARNING, WARNING_GROUND

MEASURE = 174
"""Millimetres between the margins."""
TABLE = "Tabell"
LEAD, SMALL, NOTICE, CELL, CARD, BIG = "Ingress", "Finstilt", "Observera", "Tabelltext", "Kort", "Antal"
MEANING, GAP, UNDER = "Förklaring", "Mellanrum", "Bildtext"
LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")

_TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE}">
  <w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="1"/><w:qFormat/>
  <w:tblPr><w:tblBorders><w:top w:val="nil"/><w:bottom w:val="single" w:sz="4" w:color="{RULE}"/>
    <w:insideH w:val="single" w:sz="4" w:color="{RULE}"/></w:tblBorders>
    <w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>
      <w:bottom w:w="20" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>
  <w:tcPr><w:vAlign w:val="center"/></w:tcPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="{QUIET}"/></w:rPr>
    <w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="{INK}"/></w:tcBorders>
    <w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>
  <w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr>
    <w:tcPr><w:tcBorders><w:top w:val="single" w:sz="8" w:color="{INK}"/></w:tcBorders>
    <w:shd w:val="clear" w:color="auto" w:fill="{GROUND}"/></w:tcPr></w:tblStylePr>
</w:style>"""


def set_styles(paper: Paper, language: str) -> None:
    """Ours instead of the ones that Word begins with. `language` is "sv" or "en"."""
    _tidy(paper)
    _name_substitute(paper)
    paper.styles.element.append(parse_xml(_TABLE_STYLE))
    _defaults(paper, LANGUAGES[language])
    _style(paper, "Normal", 10.5, after=4, line=1.0)
    _style(paper, "Title", 26, bold=True, after=0)
    _style(paper, "Subtitle", 14, QUIET, after=10, rule=("bottom", ACCENT, 12))
    _style(paper, "Heading 1", 14, bold=True, before=12, after=4)
    _style(paper, "Heading 2", 12, bold=True, before=12, after=4)
    _style(paper, "Heading 3", 10.5, bold=True, before=8, after=3)
    _style(paper, "Caption", 10.5, bold=True, before=10, after=3)
    _style(paper, "List Bullet", 10.5, after=3)
    _style(paper, "Header", 9, QUIET, rule=("bottom", RULE, 4))
    _style(paper, "Footer", 9, QUIET)
    _style(paper, LEAD, 12, after=5)
    _style(paper, SMALL, 9, QUIET, after=2, line=1.0)
    _style(paper, MEANING, 9, after=3, line=1.0)
    _style(paper, UNDER, 9, QUIET, after=6)
    _style(paper, GAP, 3, line=1.0)
    _style(paper, CELL, 9.5, after=0, line=1.0)
    _style(paper, CARD, 9.5, after=3, line=1.05)
    _style(paper, BIG, 14, bold=True, before=4, after=2)
    _style(paper, NOTICE, 10.5, before=4, after=6, rule=("left", WARNING, 18))
    _shade(paper.styles[NOTICE], WARNING_GROUND)
    for name in ("Caption", "Heading 1", "Heading 2", "Heading 3"):
        _paragraph(paper, name).paragraph_format.keep_with_next = True


def styled(line: Line, name: str) -> Line:
    """The same paragraph in a style; by its id, as python-docx looks through all styles for a name each time."""
    line._p.style = name.replace(" ", "")
    return line


def _tidy(paper: Paper) -> None:
    """The template's hundred other table and list styles would only hide ours."""
    for style in list(paper.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()
    for setting in paper.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # the Word of today, not one that imitates that of 2010


def _name_substitute(paper: Paper) -> None:
    """Which typeface Word takes where ours is not installed; left to itself it takes one with serifs."""
    table: Any = paper.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    ours = f'<w:font w:name="{FONT}"><w:altName w:val="Carlito"/><w:family w:val="swiss"/></w:font></w:fonts>'
    others = re.sub(rb'<w:font w:name="%s">.*?</w:font>' % FONT.encode(), b"", table.blob, flags=re.DOTALL)
    table._blob = others.replace(b"</w:fonts>", ours.encode())


def _style(
    paper: Paper,
    name: str,
    size: float,
    colour: str = INK,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    line: float = 1.1,
    rule: tuple[str, str, int] | None = None,
) -> None:
    """Sizes and spaces in points; `rule` is a side, a colour and a width in eighths of a point."""
    style = _paragraph(paper, name)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    _typeface(style.element.get_or_add_rPr())
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), line
    shape.widow_control = True
    properties = style.element.get_or_add_pPr()
    for tag in ("w:pBdr", "w:tabs", "w:contextualSpacing"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    if rule:
        _rule(properties, *rule)


def _paragraph(paper: Paper, name: str) -> ParagraphStyle:
    if name not in paper.styles:
        made = paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = paper.styles["Normal"]
        made.quick_style = True
    found = paper.styles[name]
    assert isinstance(found, ParagraphStyle)
    return found


def _typeface(properties: Any) -> None:
    """The theme of Word's own template would win over a plain font."""
    for old in properties.findall(qn("w:rFonts")) + properties.findall(qn("w:spacing")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    properties.insert(0, fonts)


def _defaults(paper: Paper, language: str) -> None:
    properties = paper.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _typeface(properties)
    for element in properties.findall(qn("w:lang")):
        element.set(qn("w:val"), language)


def _rule(properties: Any, side: str, colour: str, width: int) -> None:
    gap = "8" if side == "left" else "4"
    xml = (
        f'<w:pBdr {nsdecls("w")}><w:{side} w:val="single" w:sz="{width}" w:space="{gap}" w:color="{colour}"/></w:pBdr>'
    )
    _insert(properties, parse_xml(xml))


def _shade(style: Any, colour: str) -> None:
    xml = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>'
    _insert(style.element.get_or_add_pPr(), parse_xml(xml))


def _insert(properties: Any, element: Any) -> None:
    """Among a paragraph's properties, which Word wants in their own order."""
    properties.insert_element_before(element, *AFTER_BORDERS)
