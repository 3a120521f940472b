"""A district's slide leaves nothing out without a word; those where nothing happened share one."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pptx
import pytest

from reports.picture.audiences.audience import Audience
from reports.picture.build import build_picture, count_picture
from reports.picture.content.blocks import Document, Row, SectionKind, Table, Value
from reports.picture.content.compose import compose
from reports.picture.content.tables import shortened
from reports.picture.documents.slides import render_slides
from reports.picture.inputs import DistrictInput, MarkInput
from reports.picture.record import Picture
from tests.unit.full_edition import full_document, full_input, full_picture, full_remarks
from tests.unit.office import FONTS
from tests.unit.picture_data import NORTH, SOUTH, counts, picture_input, square
from tests.unit.test_slides import FOOTER, frames

HEADS = {Audience.INTERN: ["Kategori", "Antal"], Audience.ALLMAN: ["Kategori", "Antal", "Väntat"]}


@cache
def rare() -> Picture:
    """22 categories, few of each: the public gets many of the numbers not."""
    return count_picture(full_input(3, 22, scale=0.4), 2026, 23)


def drawn(document: Document) -> dict[str, Any]:
    deck = pptx.Presentation(BytesIO(render_slides(document, FONTS)))
    return {slide.shapes.title.text_frame.text: slide for slide in deck.slides}


def grids(slide: Any) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows] for shape in slide.shapes if shape.has_table
    ]


@pytest.mark.parametrize("audience", [Audience.INTERN, Audience.ALLMAN])
def test_each_districts_table_says_how_many_it_leaves_out_and_ends_with_the_sum(audience: Audience) -> None:
    document = full_document(audience, full_picture(3, 22) if audience is Audience.INTERN else rare())
    slides = drawn(document)
    left_out = []
    for section in (section for section in document.sections if section.kind is SectionKind.DISTRICT):
        (full,) = [block for block in section.blocks if isinstance(block, Table)]
        ((heads, *rows),) = grids(slides[section.title])
        assert full.total is not None
        assert heads == HEADS[audience]
        assert rows[-1][:2] == [value.text for value in full.total.values[:2]]
        more = [row for row in rows if "till" in row[0]]
        shown = [row for row in rows[:-1] if row not in more]
        if len(shown) < len(full.rows):
            ((name, number, *_),) = more
            assert name == f"och {len(full.rows) - len(shown)} kategorier till"
            others = [row.values[1] for row in full.rows if row.values[0].text not in {one[0] for one in shown}]
            is_hidden = any(value.is_hidden for value in others)
            assert number == ("dolt" if is_hidden else str(sum(int(value.number or 0) for value in others)))
        left_out.append(len(full.rows) - len(shown))
    assert any(left_out)


LONG = "Fler störningar vid torget på kvällarna än före lovet. De som bor nära säger att de går en annan väg hem. " * 3


def test_a_map_has_eight_rows_of_its_key_beside_it_whatever_is_said() -> None:
    picture = full_picture()
    said = full_remarks(picture)
    judged = tuple(replace(one, reason=LONG, disagrees=True) for one in said.assessments)
    slides = drawn(compose(picture, replace(said, assessments=judged), Audience.INTERN))
    for label in picture.districts:
        slide = slides[label.name]
        ((_heads, *rows),) = grids(slide)
        assert len([row for row in rows[:-1] if "till" not in row[0]]) >= 8
        (table,) = [shape for shape in slide.shapes if shape.has_table]
        assert table.top + table.height <= FOOTER
        texts = [shape for shape in slide.shapes if shape.has_text_frame and shape.left < table.left + table.width]
        above = [shape for shape in texts if shape.top < table.top]
        assert all(shape.top + shape.height <= table.top for shape in above)
        (reason,) = [shape.text_frame.text for shape in texts if "Fler störningar vid torget" in shape.text_frame.text]
        assert "pekar åt olika håll. Fler" in reason
        assert len(reason) < 120
    whole = "\n".join(frame.text for title in slides if "kommentarer" in title for frame in frames(slides[title]))
    assert whole.count(LONG.strip()) == 3


@pytest.mark.parametrize("lengths", [(4, 1, 1), (1, 4, 1)])
def test_no_district_stands_on_a_slide_that_is_named_after_another(lengths: tuple[int, ...]) -> None:
    picture = count_picture(full_input(3), 2026, 23)
    names = [label.name for label in picture.districts]
    long, keys = names[lengths.index(4)], [label.key for label in picture.districts]
    comments = {key: "\n".join([LONG.strip()] * number) for key, number in zip(keys, lengths, strict=True)}
    slides = drawn(compose(picture, replace(full_remarks(picture), comments=comments), Audience.INTERN))
    told = {title: slide for title, slide in slides.items() if "kommentarer" in title}
    assert sum(long in title for title in told) == 2
    below = {title: {frame.text for frame in frames(slide)} & set(names) for title, slide in told.items()}
    assert [name for title, found in below.items() if long in title for name in found] == []
    assert {name for found in below.values() for name in found} == {*names} - {long}
    whole = "\n".join(frame.text for slide in told.values() for frame in frames(slide))
    assert whole.count(LONG.strip()) == sum(lengths), "no slide has the title of another"


def test_a_slide_says_how_many_its_map_leaves_out_and_one_of_before_that_was_counted_does_not() -> None:
    apart = (*NORTH.marks[:1], MarkInput(17.605, 59.545, "skada", 2))
    picture = build_picture(picture_input(districts=(replace(NORTH, marks=apart), SOUTH)), 2026, 23)
    of_before = replace(picture, districts=tuple(replace(one, outside_projected=None) for one in picture.districts))
    for edition, outside, seen in ((picture, True, 9), (of_before, False, 11)):
        slide = drawn(full_document(Audience.INTERN, edition))["Norr"]
        text = "\n".join(frame.text for frame in frames(slide))
        (alt,) = [shape._element.nvPicPr.cNvPr.get("descr") for shape in slide.shapes if hasattr(shape, "image")][-1:]
        for told in (text, alt, slide.notes_slide.notes_text_frame.text):
            assert f"{seen} av 20" in told
            assert ("2 utanför kartbilden" in told) == outside
    assert "9 av 20" in picture.maps["norr@projector"].split(">")[0]
    assert "11 av 20" in picture.maps["norr"].split(">")[0]


def test_a_reason_in_the_words_of_the_number_does_not_stand_out_as_the_number_does() -> None:
    picture = count_picture(picture_input(), 2026, 23)
    said = full_remarks(picture)
    judged = tuple(replace(one, reason="20\N{NO-BREAK SPACE}händelser", disagrees=True) for one in said.assessments)
    slide = drawn(compose(picture, replace(said, assessments=judged), Audience.INTERN))["Norr"]
    lines = [shape.text_frame.paragraphs[0] for shape in slide.shapes if shape.has_text_frame]
    told = [(line.text, any(run.font.bold for run in line.runs)) for line in lines]
    assert [is_bold for text, is_bold in told if text == "20\N{NO-BREAK SPACE}händelser"] == [False, True]
    assert ("Bedömningen och statistiken pekar åt olika håll.", False) in told, "and not where its reason is to be read"


def test_a_hidden_number_is_explained_on_each_slide_that_has_one() -> None:
    hidden = 0
    for slide in drawn(full_document(Audience.ALLMAN, rare())).values():
        has_hidden = any("dolt" in row for grid in grids(slide) for row in grid)
        hidden += has_hidden
        told = [frame.text for frame in frames(slide) if "Dolt: antalet är 1 eller 2" in frame.text]
        assert len(told) == has_hidden
    assert hidden > 3


def test_what_is_left_out_adds_up_unless_one_of_it_is_hidden() -> None:
    rows = tuple(Row((Value(name), Value(str(number), number))) for name, number in (("A", 3), ("B", 2), ("C", 1)))
    table = Table("t", "T", (), rows, rest=("en till", "{number} till"))
    assert shortened(table, rows, "sv") is table
    assert [value.text for value in shortened(table, rows[:2], "sv").rows[-1].values] == ["en till", "1"]
    assert [value.text for value in shortened(table, rows[:1], "sv").rows[-1].values] == ["2 till", "3"]
    secret = Table("t", "T", (), (*rows, Row((Value("D"), Value("dolt", is_hidden=True)))), rest=table.rest)
    assert [value.text for value in shortened(secret, rows[:1], "sv").rows[-1].values] == ["3 till", "dolt"]


@cache
def calm(districts: int) -> Picture:
    """All that happens is in the first district."""
    areas = tuple(DistrictInput(f"d{n}", f"Prov {n}", square(17 + n / 10, 59), is_approximate=False)
                  for n in range(districts))  # fmt: skip
    return count_picture(picture_input(districts=areas, counts=counts(20, 18, "d0")), 2026, 23)


@pytest.mark.parametrize("audience", [Audience.INTERN, Audience.STYRGRUPP, Audience.ALLMAN])
def test_districts_where_nothing_happened_share_a_slide(audience: Audience) -> None:
    slides = drawn(full_document(audience, calm(8)))
    named = [title for title in slides if title.startswith("Prov ")]
    assert named[0] == "Prov 0"
    shared = "\n".join(frame.text for title in slides if "Inga händelser" in title for frame in frames(slides[title]))
    for n in range(1, 8):
        assert (f"Prov {n}" in named) != (f"Prov {n}. " in shared)
    assert "Prov 2. Förhöjd oro · " in shared
    assert "Prov 4" in named, "its assessment and the numbers point apart"
    assert [title for title in drawn(full_document(audience, calm(6))) if "Inga händelser" in title] == []


def test_what_marks_mean_stands_beside_a_table_that_needs_the_room() -> None:
    slide = drawn(full_document(Audience.ALLMAN))["Norra Påhittsby med omnejd"]
    (table,) = [shape for shape in slide.shapes if shape.has_table]
    (told,) = [shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text.startswith("Dolt: ")]
    assert told.left + told.width <= table.left
    assert len(table.table.rows) > 12
