"""The Word document: real styles, marked heads, described pictures, the same each time; opened without complaint."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from reports.picture.audiences.audience import Audience
from reports.picture.content.blocks import Cards, Document, Figure, Paragraph, Section, SectionKind, Table
from reports.picture.content.legible import legible
from reports.picture.documents.formats import Format
from reports.picture.documents.word import render_word
from reports.picture.documents.word_blocks import LOWEST, TALLEST, tallest_map
from reports.picture.documents.word_cards import tallest_in_cards
from reports.picture.documents.word_styles import TABLE
from tests.unit.full_edition import full_document, full_picture
from tests.unit.office import AUDIENCES, FONTS, alternatives, parts, printed, written


def opened(audience: Audience) -> docx.document.Document:
    return docx.Document(BytesIO(written(audience, Format.DOCX)))


def figures(document: Document) -> list[Figure]:
    blocks = [block for section in document.sections for block in section.blocks]
    cards = [card for block in blocks if isinstance(block, Cards) for card in block.cards]
    return [block for block in blocks if isinstance(block, Figure)] + [card.figure for card in cards if card.figure]


@AUDIENCES
def test_headings_are_headings_and_texts_stand_in_order(audience: Audience) -> None:
    paper, document = opened(audience), full_document(audience)
    assert [line.text for line in paper.paragraphs if line.style.name == "Title"] == [document.edition]
    assert [line.text for line in paper.paragraphs if line.style.name == "Heading 1"] == [
        section.title for section in document.sections
    ]
    said = [block.text for section in document.sections for block in section.blocks if isinstance(block, Paragraph)]
    there = iter(line.text for line in paper.paragraphs)
    assert all(text in there for text in said), "in the order of the document"


@AUDIENCES
def test_tables_have_marked_heads_a_name_and_our_style(audience: Audience) -> None:
    tables = [table._tbl for table in opened(audience).tables if table._tbl.tblPr.style == TABLE]
    assert tables
    for table in tables:
        first, *others = table.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in table.tr_lst)
        assert table.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
        assert table.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        width = sum(int(column.get(qn("w:w"))) for column in table.tblGrid)
        assert width <= 174 / 25.4 * 1440 + 20, "inside the margins"


@AUDIENCES
def test_no_word_is_broken_where_a_wider_typeface_stands_in(audience: Audience) -> None:
    """A letter of a wide sans is 0.6 em on average: of 9.5 pt, 2 mm; between its edges a cell has 2.2 mm of its own."""
    tables = [table._tbl for table in opened(audience).tables if table._tbl.tblPr.style == TABLE]
    for table in tables:
        widths = [int(column.get(qn("w:w"))) / 1440 * 25.4 - 2.2 for column in table.tblGrid]
        for row in table.tr_lst:
            for cell, width in zip(row.tc_lst, widths, strict=True):
                if cell.find(f".//{qn('w:textDirection')}") is None:
                    words = "".join(text.text or "" for text in cell.iter(qn("w:t"))).split()
                    assert all(len(word) * 2.0 <= width for word in words), words


@pytest.mark.parametrize("audience", [Audience.INTERN, Audience.ALLMAN])
def test_what_is_noted_below_a_table_stays_with_it(audience: Audience) -> None:
    noted = {block.caption: block.notes for section in full_document(audience).sections for block in section.blocks
             if isinstance(block, Table) and block.notes}  # fmt: skip
    assert noted
    tables = {table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")): table._tbl
              for table in opened(audience).tables if table._tbl.tblPr.style == TABLE}  # fmt: skip
    for caption, notes in noted.items():
        last = tables[caption].tr_lst[-1].tc_lst[0].p_lst[0]
        after = list(tables[caption].itersiblings())[: 1 + len(notes)]
        assert [line.pPr.keepNext is not None and line.pPr.keepNext.val for line in (last, *after[:-1])] == [True] * (
            len(notes) + 1
        )


@pytest.mark.parametrize("format_", [Format.DOCX, Format.PPTX])
def test_nothing_is_left_of_the_empty_file_it_began_as(format_: Format) -> None:
    found = parts(written(Audience.INTERN, format_))
    facts = found["docProps/app.xml"]
    assert [(fact.tag.split("}")[1], fact.text) for fact in facts] == [("Company", "Provköping")]
    with ZipFile(BytesIO(written(Audience.INTERN, format_))) as packed:
        assert not [name for name in packed.namelist() if "thumbnail" in name]


@AUDIENCES
def test_every_picture_says_what_it_shows_or_is_decoration(audience: Audience) -> None:
    wanted = [figure.alt for figure in figures(full_document(audience))]
    assert sorted(alternatives(written(audience, Format.DOCX))) == sorted(wanted)


@AUDIENCES
def test_a_verdict_has_sign_and_word(audience: Audience) -> None:
    document = full_document(audience)
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    judged = [f"{v.sign} {v.text}" for table in tables for row in table.rows for v in row.values if v.verdict]
    assert judged
    text = [cell.text.strip() for table in opened(audience).tables for cell in table._cells]
    assert [words for words in judged if words not in text] == []


def test_language_facts_and_page_numbers() -> None:
    paper, document = opened(Audience.STYRGRUPP), full_document(Audience.STYRGRUPP)
    assert paper.core_properties.title == f"{document.edition} · {document.municipality}"
    assert document.fingerprint in paper.core_properties.comments
    content = written(Audience.STYRGRUPP, Format.DOCX)
    assert {e.get(qn("w:val")) for e in parts(content)["word/styles.xml"].iter(qn("w:lang"))} == {"sv-SE"}
    for footer in (paper.sections[0].footer, paper.sections[0].first_page_footer):
        fields = [e.text.strip() for e in footer._element.iter(qn("w:instrText"))]
        assert (fields, document.cutoff in footer.paragraphs[0].text) == (["PAGE", "NUMPAGES"], True)
    english = full_document(Audience.STYRGRUPP, full_picture(language="en"))
    languages = parts(render_word(english, FONTS))["word/styles.xml"].iter(qn("w:lang"))
    assert {e.get(qn("w:val")) for e in languages} == {"en-GB"}


@AUDIENCES
def test_the_same_document_gives_the_same_bytes(audience: Audience) -> None:
    assert render_word(full_document(audience), FONTS) == written(audience, Format.DOCX)


def test_word_is_told_what_to_take_where_our_typeface_is_missing() -> None:
    fonts = parts(written(Audience.STYRGRUPP, Format.DOCX))["word/fontTable.xml"]
    (ours,) = [font for font in fonts if font.get(qn("w:name")) == "Calibri"]
    assert ours[0].get(qn("w:val")) == "Carlito"


def test_a_draft_says_so_on_every_page() -> None:
    page = docx.Document(BytesIO(render_word(full_document(Audience.STYRGRUPP, is_draft=True), FONTS))).sections[0]
    assert all("UTKAST" in header.paragraphs[0].text for header in (page.header, page.first_page_header))
    page = opened(Audience.STYRGRUPP).sections[0]
    assert not any("UTKAST" in header.paragraphs[0].text for header in (page.header, page.first_page_header))


@pytest.mark.parametrize("words", ["a\x07b\x00c\ud800", "😀 <w:p/> &amp; ]]>", "=1+1"])
def test_nothing_that_somebody_typed_breaks_the_file(words: str, tmp_path: Path) -> None:
    odd = Section(SectionKind.FEEDBACK, "odd", words, (Paragraph(words),))
    document = replace(full_document(Audience.ALLMAN), sections=(odd,))
    paper = docx.Document(BytesIO(render_word(document, tmp_path / "no fonts")))
    assert paper.paragraphs[-1].text == words.replace("\x07", "").replace("\x00", "").replace("\ud800", "")


def test_a_map_makes_room_for_the_table_below_it_where_much_is_said() -> None:
    *_, section = (one for one in full_document(Audience.INTERN).sections if one.kind is SectionKind.DISTRICT)
    said = [replace(section, blocks=(*section.blocks, Paragraph("ord " * 18 * lines))) for lines in (0, 2, 90)]
    short, longer, longest = map(tallest_map, said)
    assert TALLEST >= short > longer > longest == LOWEST


def test_maps_in_cards_make_room_for_what_stands_below_them() -> None:
    assert [round(tallest_in_cards(room)) for room in (200, 285, 400)] == [33, 26, 18]


@AUDIENCES
def test_libreoffice_opens_it(audience: Audience) -> None:
    document = full_document(audience)
    pages = [page.extract_text() for page in printed(audience, Format.DOCX).pages]
    text = "\n".join(pages)
    assert [section.title for section in document.sections if section.title not in text] == []
    assert all(document.fingerprint in page for page in pages)
    if audience is Audience.STYRGRUPP:
        assert len(pages) == 2


def test_the_key_to_the_words_is_one_paragraph_with_its_title() -> None:
    (key,) = [line for line in opened(Audience.INTERN).paragraphs if "Så läser du" in line.text]
    assert key.text.startswith("Så läser du: ▲ tydlig ökning – fler än")
    assert "där antalet brukar hamna" in key.text
    assert key.paragraph_format.keep_together


def test_the_key_comes_before_the_districts_it_explains_and_so_never_stands_alone_on_a_page() -> None:
    lines = [line.text for line in opened(Audience.INTERN).paragraphs]
    key = next(at for at, line in enumerate(lines) if line.startswith("Så läser du"))
    assert lines[key + 1] == "Kommundelarna jämförda"


def test_a_verdict_in_a_list_has_no_mark_before_its_own_sign() -> None:
    lines = [line for line in opened(Audience.INTERN).paragraphs if line.text.startswith("▲ ")]
    assert lines
    assert not any(line.style.name == "List Bullet" for line in lines)


ALONE, AFTER = [True, True, True], [False, True, True]


@pytest.mark.parametrize(("sentences", "starts"), [(0, ALONE), (3, AFTER), (9, ALONE)])
def test_the_little_that_runs_over_the_first_page_is_followed_by_a_district_at_once(
    sentences: int, starts: list[bool]
) -> None:
    document = full_document(Audience.INTERN)
    summary, *others = document.sections
    said = tuple(Paragraph("Lugnt. " * 30, is_lead=True) for _ in range(sentences))
    kept = [block for block in summary.blocks if not isinstance(block, Paragraph)]
    longer = replace(document, sections=(replace(summary, blocks=(*said, *kept)), *others))
    paper = docx.Document(BytesIO(render_word(longer, FONTS)))
    names = {section.title for section in others if section.kind is SectionKind.DISTRICT}
    headings = [line for line in paper.paragraphs if line.style.name == "Heading 1" and line.text in names]
    assert [bool(line.paragraph_format.page_break_before) for line in headings] == starts


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\u061c", "\x7f", "\x85", "\u2028", "\ufffe"])
def test_signs_that_turn_or_end_what_follows_are_taken_out(sign: str) -> None:
    assert legible((f"om{sign}vänd", "å é – ”x” \u00a0")) == ("omvänd", "å é – ”x” \u00a0")


def test_a_question_ends_with_its_own_sign() -> None:
    lines = [line.text for line in opened(Audience.INTERN).paragraphs]
    assert any(line.startswith("Varför den här bilden? ") for line in lines)
    assert [line for line in lines if "?." in line] == []
