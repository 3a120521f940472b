"""The slides: titled, readable from the back row, described, details in the notes; opened without complaint."""

import re
from dataclasses import replace
from io import BytesIO
from itertools import chain
from typing import Any

import pptx
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from reports.picture.audiences.audience import Audience
from reports.picture.content.blocks import Cards, Figure, SectionKind, Table
from reports.picture.content.compose import compose
from reports.picture.documents.formats import Format
from reports.picture.documents.slide_deck import parted, text_height
from reports.picture.documents.slide_district import MAP, RIGHT
from reports.picture.documents.slide_master import BOTTOM, MEASURE, TOP
from reports.picture.documents.slides import READ, render_slides
from tests.unit.full_edition import TALE, full_document, full_picture, full_remarks
from tests.unit.office import AUDIENCES, FONTS, alternatives, parts, printed, written

SMALLEST = Pt(18)
TOLD, WARNED = "Fler har hört av sig", "pekar åt olika håll"
FOOTER = Cm(17.5)


def slides(audience: Audience) -> list[Any]:
    return list(pptx.Presentation(BytesIO(written(audience, Format.PPTX))).slides)


def frames(slide: Any) -> list[Any]:
    texts = [shape.text_frame for shape in slide.shapes if shape.has_text_frame and shape.top < FOOTER]
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return texts + [cell.text_frame for table in tables for row in table.rows for cell in row.cells]


def headings(slide: Any) -> list[str]:
    """A slide's title, and what begins below it."""
    bold = [frame.text for frame in frames(slide) if frame.paragraphs[0].runs and frame.paragraphs[0].runs[0].font.bold]
    return [slide.shapes.title.text_frame.text, *bold]


@AUDIENCES
def test_every_slide_has_a_title_of_its_own_that_comes_first(audience: Audience) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in slides(audience)]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert all(slide.shapes[0].shape_id == slide.shapes.title.shape_id for slide in slides(audience))
    document = full_document(audience)
    shown = [section.title for section in document.sections if section.kind not in READ]
    there = iter(chain.from_iterable(headings(slide) for slide in slides(audience)))
    assert all(title in there for title in shown), "in the order of the document"


@AUDIENCES
def test_each_district_has_one_slide_with_its_number_and_assessment(audience: Audience) -> None:
    document = full_document(audience)
    cards = [
        card for section in document.sections for block in section.blocks if isinstance(block, Cards)
        for card in block.cards
    ]  # fmt: skip
    assert len(cards) == 3
    for card in cards:
        (slide,) = [slide for slide in slides(audience) if slide.shapes.title.text_frame.text == card.title]
        said = "\n".join(frame.text for frame in frames(slide))
        assert card.big.text in said
        assert card.judgement is not None
        assert card.judgement.label in said
        assert all(change.text in said for change in card.changes)


@AUDIENCES
def test_no_step_is_shown_without_its_reason_nor_against_the_numbers_without_saying_so(audience: Audience) -> None:
    document = full_document(audience)
    blocks = [block for section in document.sections for block in section.blocks]
    judged = {card.title: card.judgement for block in blocks if isinstance(block, Cards) for card in block.cards}
    assert any(one and one.warning for one in judged.values())
    for slide in slides(audience):
        one = judged.get(slide.shapes.title.text_frame.text)
        if one:
            said = "\n".join(frame.text for frame in frames(slide))
            assert said.count(TOLD) + said.count(TALE[:40]) >= 1
            assert (WARNED in said) == bool(one.warning)


def test_the_coordination_groups_slides_hold_reason_and_comment_whole() -> None:
    """Where the first words alone stand beside the map, the next slide has the rest."""
    said = "\n".join(frame.text for slide in slides(Audience.INTERN) for frame in frames(slide))
    assert said.count(f"{TALE}\n{TALE * 3}".strip()) + said.count((TALE * 3).strip()) >= 3
    assert "Belysningen är lagad." in said


def test_comments_stand_together_under_the_names_of_their_districts() -> None:
    document = full_document(Audience.INTERN)
    titles = [slide.shapes.title.text_frame.text for slide in slides(Audience.INTERN)]
    names = [section.title for section in document.sections if section.kind is SectionKind.DISTRICT]
    assert [title for title in titles if any(title.startswith(f"{name} (") for name in names)] == []
    told = [slide for slide, title in zip(slides(Audience.INTERN), titles, strict=True) if "kommentarer" in title]
    assert 0 < len(told) < len(names)
    under = chain.from_iterable(headings(slide)[1:] for slide in told)
    assert list(under) == names


def test_no_dash_stands_before_a_verdict() -> None:
    lines = [line for slide in slides(Audience.INTERN) for frame in frames(slide) for line in frame.paragraphs]
    judged = [line for line in lines if line.text.startswith(("▲ ", "▼ "))]
    assert judged
    assert not any(line._p.findall(f".//{qn('a:buChar')}") for line in judged)


@AUDIENCES
def test_every_mark_on_a_slide_is_explained_on_it(audience: Audience) -> None:
    for slide in slides(audience):
        cells = [
            cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells
        ]
        said = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for mark in "*†":
            assert not any(mark in cell for cell in cells) or f"{mark} " in said


@AUDIENCES
def test_a_room_can_read_it(audience: Audience) -> None:
    for slide in slides(audience)[1:]:
        runs = chain.from_iterable(line.runs for frame in frames(slide) for line in frame.paragraphs)
        assert {run.font.size for run in runs if run.font.size and run.font.size < SMALLEST} == set()


@AUDIENCES
def test_words_in_maps_and_charts_are_as_large(audience: Audience) -> None:
    blocks = [block for section in full_document(audience).sections for block in section.blocks]
    drawn = [svg for block in blocks if isinstance(block, Figure) for svg in block.projected]
    assert len(drawn) == (7 if audience is Audience.INTERN else 0)
    for svg in drawn:
        width, height = (float(part) for part in re.findall(r' (?:width|height)="([\d.]+)"', svg)[:2])
        points = min(RIGHT / width, MAP / height) if "Karta" in svg else min(MEASURE / width, (BOTTOM - TOP) / height)
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', svg)]
        assert min(sizes) * points / 2.54 * 72 >= 17.9


@AUDIENCES
def test_no_slide_has_one_lonely_line(audience: Audience) -> None:
    for slide in slides(audience):
        said = [line for frame in frames(slide) for line in frame.paragraphs if line.text]
        assert len(said) > 2 or any(shape.shape_type == MSO_SHAPE_TYPE.PICTURE for shape in slide.shapes)


def test_the_marks_of_a_map_are_explained_beside_it() -> None:
    document = full_document(Audience.INTERN)
    for section in (section for section in document.sections if section.kind is SectionKind.DISTRICT):
        (slide,) = [one for one in slides(Audience.INTERN) if one.shapes.title.text_frame.text == section.title]
        (table,) = [shape.table for shape in slide.shapes if shape.has_table]
        names = {row.cells[0].text for row in table.rows}
        (full,) = [block for block in section.blocks if isinstance(block, Table)]
        numbers = {row.values[0].text: row.values[1].number or 0 for row in full.rows}
        left_out = [number for name, number in numbers.items() if name not in names]
        assert max(left_out) <= min(numbers[name] for name in names if name in numbers)


@AUDIENCES
def test_nothing_reaches_beyond_the_slide_or_into_the_footer(audience: Audience) -> None:
    for slide in slides(audience)[1:]:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= Cm(33.9)
            assert shape.top + shape.height <= (Cm(19.05) if shape.is_placeholder else FOOTER)


@AUDIENCES
def test_pictures_and_tables_say_what_they_are(audience: Audience) -> None:
    said = alternatives(written(audience, Format.PPTX))
    assert said
    maps = [words for words in said if words.startswith(("Karta över", "Översiktskarta över"))]
    assert len(maps) == (0 if audience is Audience.ALLMAN else 3)


@AUDIENCES
def test_ids_are_unique_on_a_slide(audience: Audience) -> None:
    for name, root in parts(written(audience, Format.PPTX)).items():
        if name.startswith("ppt/slides/slide"):
            ids = [element.get("id") for element in root.iter(qn("p:cNvPr"))]
            assert len(ids) == len(set(ids))


def test_what_is_read_rather_than_shown_stands_in_the_notes() -> None:
    document = full_document(Audience.INTERN)
    notes = "\n".join(s.notes_slide.notes_text_frame.text for s in slides(Audience.INTERN) if s.has_notes_slide)
    assert next(section.title for section in document.sections if section.kind is SectionKind.METHOD) in notes
    assert document.sections[0].title not in notes


def test_the_edition_stands_below_and_the_cover_says_whose_and_until_when() -> None:
    document = full_document(Audience.STYRGRUPP, is_draft=True)
    deck = pptx.Presentation(BytesIO(render_slides(document, FONTS)))
    cover, *others = deck.slides
    said = "\n".join(shape.text_frame.text for shape in cover.placeholders)
    for part in (
        document.edition,
        document.municipality,
        document.period,
        "Utkast",
        document.audience,
        document.cutoff,
    ):
        assert part in said
    for slide in others:
        footer = next(shape for shape in slide.placeholders if shape.top > FOOTER)
        assert document.edition in footer.text_frame.text
        assert "Utkast" in footer.text_frame.text


@AUDIENCES
def test_the_same_document_gives_the_same_bytes(audience: Audience) -> None:
    assert render_slides(full_document(audience), FONTS) == written(audience, Format.PPTX)


def test_a_long_text_is_reckoned_higher_than_a_short_one() -> None:
    one, two = text_height("ord " * 10, 20, 30), text_height("ord " * 40, 20, 30)
    assert 0 < one < two
    assert text_height("ord\nord", 20, 30) == 2 * one


def test_twelve_districts_in_english_have_a_slide_each() -> None:
    document = full_document(Audience.STYRGRUPP, full_picture(12, language="en"))
    deck = pptx.Presentation(BytesIO(render_slides(document, FONTS)))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert len([title for title in titles if title.startswith(("Del ", "Norra "))]) == 12


def test_a_long_name_of_a_district_stays_on_its_slide() -> None:
    picture, name = full_picture(), "Brunnabergs påhittade industriområde och handelsplats"
    named = replace(picture, districts=(replace(picture.districts[0], name=name), *picture.districts[1:]))
    deck = pptx.Presentation(BytesIO(render_slides(full_document(Audience.INTERN, named), FONTS)))
    title = next(slide.shapes.title for slide in deck.slides if slide.shapes.title.text_frame.text == name)
    size = title.text_frame.paragraphs[0].runs[0].font.size.pt
    assert 18 <= size < 32
    assert text_height(name, size, title.width.cm) <= title.height.cm + 0.1


@AUDIENCES
def test_libreoffice_opens_it(audience: Audience) -> None:
    pages = [page.extract_text() for page in printed(audience, Format.PPTX).pages]
    assert len(pages) == len(slides(audience))
    for page, slide in zip(pages, slides(audience), strict=True):
        assert slide.shapes.title.text_frame.text.split()[0] in page


def test_no_word_of_a_table_is_broken_whatever_typeface_there_is() -> None:
    pages = [page.extract_text().split() for page in printed(Audience.INTERN, Format.PPTX).pages]
    for page, slide in zip(pages, slides(Audience.INTERN), strict=True):
        tables = [shape.table for shape in slide.shapes if shape.has_table]
        words = [word for table in tables for row in table.rows for cell in row.cells for word in cell.text.split()]
        assert [word for word in words if word not in page] == []


def test_a_paragraph_longer_than_a_slide_goes_on_on_the_next() -> None:
    long = " ".join(f"Mening {number} handlar om något påhittat i området." for number in range(85))[:4_000].strip()
    remarks = replace(full_remarks(full_picture()), comments={full_picture().districts[0].key: long})
    deck = pptx.Presentation(BytesIO(render_slides(compose(full_picture(), remarks, Audience.INTERN), FONTS)))
    shown = [frame.text for slide in deck.slides for frame in frames(slide) if "Mening " in frame.text]
    assert len(shown) > 2
    assert " ".join(" ".join(shown).split()) in long
    assert "Mening 0 " in shown[0]
    assert long.endswith(shown[-1])
    assert all(part.endswith(".") for part in shown[:-1]), "cut behind a sentence"
    assert all(text_height(part, 18, MEASURE) <= BOTTOM - TOP for part in shown)


@pytest.mark.parametrize("width", [MEASURE, MEASURE - 1])
@pytest.mark.parametrize("size", [18, 20, 24, 28])
def test_no_part_of_a_text_is_higher_than_its_room(size: int, width: float) -> None:
    height = BOTTOM - TOP - 0.3
    cut = parted("Ett påhittat ord i taget blir en lång rad utan punkt " * 70, size, width, height)
    assert len(cut) > 1
    assert max(text_height(part, size, width) for part in cut) <= height
