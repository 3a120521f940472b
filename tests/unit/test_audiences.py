"""Who gets what of an edition: nothing that an audience may not have is left in what is composed for it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.picture.audiences.audience import Audience, for_audience
from reports.picture.build import build_picture, count_picture
from reports.picture.content.blocks import Judgement
from reports.picture.content.compose import compose
from reports.picture.content.data_sheets import data_sheets
from reports.picture.documents.data import render_data
from reports.picture.record import HIDDEN, Picture, Verdict
from reports.picture.remarks import Assessment, KnownEvent, Remarks
from reports.picture.storage import from_json, remarks_from_json, remarks_to_json, to_json
from tests.unit.picture_data import counts, picture_input
from tests.unit.test_picture_sums import made

SAID = Remarks(
    comments={"norr": "Kommentar om norr.", "soder": "Kommentar om söder."},
    assessments=(
        Assessment("norr", "oro", "viss oro", "#e8c65a", "dots", 1, "Skälet.", "Kim Påhittad", datetime.now(UTC), True),
    ),
    events=(
        KnownEvent(date(2026, 11, 27), None, "norr", "Marknad"),
        KnownEvent(date(2026, 11, 28), None, None, "Match"),
    ),
    decisions_wanted=("Beslut om ljus.",),
    child_perspective="Barnens väg.",
    feedback="Svar till vakten.",
    corrections=("Rättelse om norr.",),
    for_steering=("comment:soder", "event:1", "places"),
)
WRITTEN = (
    *SAID.comments.values(),
    *(event.words for event in SAID.events),
    *("Skälet.", "Kim Påhittad", "Beslut om ljus.", "Barnens väg.", "Svar till vakten.", "Rättelse om norr."),
)


@pytest.fixture(scope="module")
def picture() -> Picture:
    return build_picture(picture_input(), 2026, 23)


def kept(picture: Picture, remarks: Remarks, audience: Audience) -> str:
    """All that the audience gets, as it is handed out."""
    shown, said = for_audience(picture, remarks, audience)
    return (to_json(shown) + remarks_to_json(said)).decode()


def test_those_who_prepare_get_everything(picture: Picture):
    assert for_audience(picture, SAID, Audience.INTERN) == (picture, SAID)


def test_the_steering_group_gets_what_was_picked(picture: Picture):
    shown, said = for_audience(picture, SAID, Audience.STYRGRUPP)
    assert said.comments == {"soder": "Kommentar om söder."}
    assert [event.words for event in said.events] == ["Match"]
    assert (said.decisions_wanted, said.assessments) == (SAID.decisions_wanted, SAID.assessments)
    assert shown.places == picture.places
    assert (shown.hours, shown.unplaced, shown.source_cells, shown.maps) == ((), (), (), {})
    assert (shown.total, shown.cells) == (picture.total, picture.cells)


def test_the_public_gets_no_text_but_the_summary(picture: Picture):
    own = replace(SAID, summary=("Vi skriver till alla.",))
    handed_out = kept(picture, own, Audience.ALLMAN)
    assert "Vi skriver till alla." in handed_out
    assert [words for words in WRITTEN if words in handed_out] == []
    assert "viss oro" in handed_out


TOLD = replace(SAID, public_summary=(), public_reasons={"norr": "Det har varit oroligt vid torget."})


def test_the_public_gets_no_step_without_a_reason_that_it_may_read(picture: Picture):
    """A bare colour says more than anybody knows."""
    _, untold = for_audience(picture, replace(TOLD, public_reasons={"soder": "Lugnt."}), Audience.ALLMAN)
    assert untold.assessments == ()
    _, told = for_audience(picture, TOLD, Audience.ALLMAN)
    (one,) = told.assessments
    assert (one.label, one.reason, one.by) == ("viss oro", "Det har varit oroligt vid torget.", "")


def test_the_public_is_told_where_step_and_numbers_point_apart():
    picture = build_picture(picture_input(counts=counts(20, 4) + counts(9, 9, "soder", "skada")), 2026, 23)
    document = compose(*for_audience(picture, TOLD, Audience.ALLMAN), Audience.ALLMAN)
    judged = [block for one in document.sections for block in one.blocks if isinstance(block, Judgement)]
    judged += [card.judgement for block in document.sections[0].blocks for card in getattr(block, "cards", ())]
    told = [(one.reason, bool(one.warning)) for one in judged if one]
    assert told == [("Det har varit oroligt vid torget.", True)] * 2


def test_whether_they_point_apart_is_left_out_where_that_tells_of_a_hidden_change(picture: Picture):
    """It is neither said to be so nor said not to be."""
    cells = tuple(
        replace(cell, comparison=replace(cell.comparison, now=2, verdict=Verdict.CLEAR_INCREASE))
        if (cell.district, cell.category) == ("norr", "narkotika")
        else cell
        for cell in picture.cells
    )
    shown, said = for_audience(replace(picture, cells=cells), TOLD, Audience.ALLMAN)
    assert said.assessments[0].disagrees is None
    data = json.loads(render_data(compose(shown, said, Audience.ALLMAN), shown, said))
    assert "disagrees" not in data["remarks"]["assessments"][0]
    (sheet,) = (one for one in data_sheets(shown, said) if one.key == "assessments")
    assert [column.head for column in sheet.columns] == ["Kommundel", "Steg", "Bedömning", "Skäl", "Dag"]


def test_a_sheet_has_no_column_without_anything_in_it(picture: Picture):
    for sheet in data_sheets(*for_audience(picture, TOLD, Audience.ALLMAN)):
        assert all(any(row[at] not in (None, "") for row in sheet.rows) for at in range(len(sheet.columns)))


def test_an_edition_from_before_there_were_reasons_to_everybody_stays_as_published(picture: Picture):
    assert b"public_reasons" not in remarks_to_json(SAID)
    _, said = for_audience(picture, SAID, Audience.ALLMAN)
    assert [(one.label, one.reason) for one in said.assessments] == [("viss oro", "")]


def test_the_public_gets_no_place_no_hour_no_history_and_no_incident(picture: Picture):
    handed_out = kept(picture, SAID, Audience.ALLMAN)
    for words in ("Plats 11", "E18 vid rondellen", "<svg"):
        assert words in kept(picture, SAID, Audience.INTERN)
        assert words not in handed_out
    shown, _ = for_audience(picture, SAID, Audience.ALLMAN)
    cells = (shown.total, *shown.district_totals, *shown.category_totals, *shown.cells)
    assert {cell.history for cell in cells} == {()}
    assert {(cell.expected, cell.p_value, cell.last_year) for cell in cells} == {(None, None, None)}
    assert (shown.hours, shown.places, shown.unplaced, shown.unplaced_total) == ((), (), (), None)
    assert {(label.drawn, label.outside_projected) for label in shown.districts} == {(0, None)}


def test_the_steering_group_is_told_of_the_silent_sources_alone(picture: Picture):
    """How much each source sends is for those who prepare the edition; one that drives a change is named there."""
    driven = replace(picture.total, driven_by="Polisen")
    shown, _ = for_audience(replace(picture, total=driven), SAID, Audience.STYRGRUPP)
    assert {row.name for row in picture.sources} == {"Polisen", "Nattvandrarna"}
    assert [row.name for row in shown.sources] == ["Nattvandrarna"]
    assert shown.total.driven_by == "Polisen"


def test_a_source_with_few_reports_is_not_named_to_the_public(picture: Picture):
    """Two reports may be two people."""
    few = replace(picture_input().sources[0], key="skolan", name="Skolan", now=2)
    many = build_picture(picture_input(sources=(*picture_input().sources, few)), 2026, 23)
    shown, _ = for_audience(many, Remarks(), Audience.ALLMAN)
    assert [(row.name, row.incidents_now) for row in shown.sources] == [("Polisen", None)]
    assert "Skolan" not in kept(many, Remarks(), Audience.ALLMAN)


def test_a_change_that_rests_on_a_source_nobody_may_name_says_so_without_it(picture: Picture):
    driven = tuple(replace(cell, driven_by="Nattvandrarna") if cell.is_change else cell for cell in picture.cells)
    shown, _ = for_audience(replace(picture, cells=driven), Remarks(), Audience.ALLMAN)
    assert [cell.driven_by for cell in shown.cells if cell.is_change] == [""]


def test_the_public_summary_is_drafted_from_what_the_public_may_see():
    """The district's 2 stand in the summary of those who prepare, and in no public one."""
    data = picture_input(counts=counts(2, 4, "soder", "skada") + counts(40, 4))
    picture = build_picture(data, 2026, 23)
    shown, _ = for_audience(picture, Remarks(), Audience.ALLMAN)
    hidden = [cell for cell in (*shown.district_totals, *shown.cells) if cell.is_hidden]
    assert {cell.verdict for cell in hidden} == {None}
    assert hidden
    assert "Söder" not in " ".join(shown.summary)
    assert "Nattvandrarna" not in " ".join(shown.summary)


def test_when_even_the_sum_is_small_the_public_is_told_that():
    picture = build_picture(picture_input(counts=counts(1, 0)), 2026, 23)
    shown, _ = for_audience(picture, Remarks(), Audience.ALLMAN)
    assert shown.total.is_hidden
    assert shown.summary[0] == "Antalet händelser visas inte."


@given(st.integers(0, 2**32 - 1), st.sampled_from(Audience), st.sampled_from(["sv", "en"]))
@settings(max_examples=60)
def test_whatever_was_counted_every_audience_gets_a_document(seed: int, audience: Audience, language: str):
    """And what it gets can be stored; nothing hidden has a verdict, a range or a driver."""
    shown, said = for_audience(count_picture(replace(made(seed), language=language), 2026, 23), SAID, audience)
    assert compose(shown, said, audience).sections
    assert from_json(to_json(shown)) == shown
    assert remarks_from_json(remarks_to_json(said)) == said
    cells = (shown.total, *shown.district_totals, *shown.category_totals, *shown.cells)
    assert all((cell.comparison, cell.driven_by) == (HIDDEN, None) for cell in cells if cell.is_hidden)
    assert audience is Audience.ALLMAN or not any(cell.is_hidden for cell in cells)
