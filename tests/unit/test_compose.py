"""One content: what it says, in which order, to whom; that its sums agree; that each word leads to its method."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest

from reports.picture.audiences.audience import Audience, for_audience
from reports.picture.build import build_picture, count_picture
from reports.picture.content import blocks
from reports.picture.content.blocks import (
    Block,
    Bullets,
    Cards,
    Document,
    Figure,
    Paragraph,
    SectionKind,
    Table,
    Terms,
    Value,
)
from reports.picture.content.compose import compose
from reports.picture.half_year import HalfYear, HotSpot, NearRepeat
from reports.picture.inputs import SpanInput
from reports.picture.periods import Period
from reports.picture.record import Cell, Comparison, Picture, Verdict
from reports.picture.remarks import Assessment, KnownEvent, Remarks
from reports.picture.wording.limits import LIMITS, LIMITS_PUBLIC
from reports.picture.wording.method import METHOD
from reports.picture.wording.sections import PUBLIC, SECTIONS
from tests.unit.picture_data import PERIOD, counts, picture_input
from tests.unit.public_numbers import picture_of

SAID = Remarks(
    comments={"norr": "Lugnare mot slutet."},
    assessments=(
        Assessment("norr", "oro", "viss oro", "#e8c65a", "dots", 1, "Trafiken.", "Kim", PERIOD.ends_at, True),
    ),
    events=(KnownEvent(date(2026, 11, 28), date(2026, 11, 29), None, "Marknad"),),
    decisions_wanted=("Fler vuxna ute?",),
    child_perspective="Vägen till skolan.",
    feedback="Belysningen är beställd.",
    corrections=("Trafik i Norr: 5 blev 4.",),
    for_steering=("comment:norr", "event:0"),
)
NUMBERS = re.compile(r"\d+(?:\u00a0\d{3})*")


@cache
def edition(language: str = "sv") -> Picture:
    return build_picture(picture_input(language=language), 2026, 23)


def document(audience: Audience = Audience.INTERN, said: Remarks = SAID, picture: Picture | None = None) -> Document:
    return compose(*for_audience(picture or edition(), said, audience), audience)


def all_blocks(found: Document, kind: type[Block]) -> Iterator[Block]:
    for section in found.sections:
        for block in section.blocks:
            if isinstance(block, kind):
                yield block
            if isinstance(block, Figure) and block.table and kind is Table:
                yield block.table


def tables(found: Document) -> dict[str, Table]:
    return {table.key: table for table in all_blocks(found, Table)}


def values(found: Document) -> Iterator[Value]:
    for table in all_blocks(found, Table):
        for row in (*table.rows, *([table.total] if table.total else [])):
            yield from row.values
    for bullets in all_blocks(found, Bullets):
        yield from bullets.items
    for terms in all_blocks(found, Terms):
        yield from (term for term, _ in terms.terms)
    for cards in all_blocks(found, Cards):
        for card in cards.cards:
            yield from (card.big, *card.changes, *([card.verdict] if card.verdict else []))


def texts(found: Document) -> list[str]:
    said = [value.text for value in values(found)]
    said += [block.text for block in all_blocks(found, Paragraph)]
    said += [note for table in all_blocks(found, Table) for note in table.notes]
    return said + [meaning for terms in all_blocks(found, Terms) for _, meaning in terms.terms]


def test_sections_stand_in_the_order_of_the_field():
    assert [section.key for section in document().sections] == [
        *("summary", "changes", "district-norr", "district-soder", "whole", "histories", "places", "events"),
        *("decisions", "sources", "unplaced", "corrections", "limits", "children", "feedback", "method"),
    ]
    assert [section.key for section in document(Audience.STYRGRUPP).sections] == [
        *("summary", "changes", "decisions", "comments", "events", "sources", "more"),
    ]
    assert [section.key for section in document(Audience.ALLMAN).sections] == [
        *("summary", "changes", "district-norr", "district-soder", "whole", "sources", "limits", "method"),
    ]


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_nothing_stands_empty_and_keys_are_unique(audience: Audience, language: str):
    bare = picture_input(counts=(), sources=(), places=(), unplaced=(), unplaced_total=0, first_data=None)
    for picture in (edition(language), build_picture(replace(bare, language=language, districts=()), 2026, 1)):
        found = document(audience, Remarks(), picture)
        assert all(section.title and section.blocks for section in found.sections)
        assert all(text.strip() for text in texts(found))
        for kind in (Table, Figure):
            keys = [block.key for block in all_blocks(found, kind)]
            assert len(keys) == len(set(keys))
        keys = [section.key for section in found.sections] + sorted(found.anchors)
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize("audience", Audience)
def test_a_verdict_leads_to_its_method(audience: Audience):
    by_category = counts(9, 2, "norr") + counts(9, 2, "soder") + counts(9, 2, None)
    only_totals = build_picture(picture_input(counts=by_category), 2026, 23)
    assert [cell.category for cell in only_totals.category_totals if cell.is_change] == ["trafik"]
    found = document(audience, picture=replace(only_totals, cells=tuple(steady(cell) for cell in only_totals.cells)))
    judged = [value for value in values(found) if value.verdict]
    assert [value for value in judged if value.anchor not in found.anchors] == []
    assert {value.sign for value in judged if value.verdict is Verdict.CLEAR_INCREASE} == {"▲"}


def steady(cell: Cell) -> Cell:
    return replace(cell, comparison=replace(cell.comparison, verdict=Verdict.WITHIN_NORMAL))


def test_a_change_is_told_by_word_number_and_range():
    norr = next(section for section in document().sections if section.key == "district-norr")
    change = next(block for block in norr.blocks if isinstance(block, Bullets)).items[0]
    assert change.text == f"Trafik: tydlig ökning: 20, väntat {edition().cells[0].low}–{edition().cells[0].high}"
    assert change.about == blocks.About(PERIOD, "norr", "trafik")
    assert not any("%" in text or "procent" in text for text in texts(document()))


def test_what_else_may_lie_behind_a_change_is_said_beside_it():
    cells = tuple(replace(cell, driven_by="Väktarna") if cell.is_change else cell for cell in edition().cells)
    said = texts(document(picture=replace(edition(), cells=cells)))
    assert any(text.startswith("Trafik i Norr: förändringen hänger på en enda källa, Väktarna") for text in said)
    more = build_picture(picture_input(counts=counts(30, 4, "norr", "narkotika")), 2026, 23)
    assert "Narkotika i Norr: antalet följer i hög grad hur mycket polisen arbetar med frågan." in texts(
        document(picture=more)
    )


def test_last_year_is_told_only_where_it_tells_something():
    assert not any("i fjol" in text for text in texts(document()))
    year = Comparison(20, (5,), 5.0, 1, 12, 0.001, Verdict.CLEAR_INCREASE)
    cells = tuple(replace(cell, last_year=year) if cell.category == "trafik" else cell for cell in edition().cells)
    told = [text for text in texts(document(picture=replace(edition(), cells=cells))) if "samma veckor i fjol" in text]
    norr, soder = (f"Trafik i {name}: 20 mot 5 samma veckor i fjol, tydlig ökning" for name in ("Norr", "Söder"))
    assert told == [norr, norr, soder], "first among the changes, then in its district"


def test_every_table_agrees_with_the_record():
    chance = np.random.default_rng(4)
    for _ in range(50):
        rows = chance.poisson(chance.choice([0.5, 4, 30], size=(4, 6)))
        found = tables(document(said=Remarks(), picture=picture_of(rows.tolist())))
        for number in range(3):
            check_sums(found[f"table-d{number}"], rows[number])
        check_sums(found["table-whole"], rows.sum(axis=0))
        check_sums(found["districts"], rows.sum(axis=1))


def check_sums(table: Table, expected: np.ndarray) -> None:
    """A row for each number that is not 0, and their sum below."""
    assert [int(row.values[1].number or 0) for row in table.rows] == [n for n in expected if n]
    assert table.total is not None
    assert table.total.values[1].number == expected.sum()


def test_hours_are_told_by_day_and_three_hours():
    friday_at_22 = int((PERIOD.starts_at + timedelta(days=4, hours=22)).timestamp()) // 3600
    spans = (SpanInput(None, friday_at_22, friday_at_22 + 1, 12),)
    found = document(picture=build_picture(picture_input(spans=spans), 2026, 23))
    assert "Flest händelser: fredag kl. 21–24." in texts(found)
    table = tables(found)["hours-table"]
    assert [row.values[-1].number for row in table.rows] == [0, 0, 0, 0, 12, 0, 0]
    assert table.rows[4].values[8].number == 12


def test_no_tenth_of_an_incident_is_told():
    night = int((PERIOD.starts_at + timedelta(hours=1)).timestamp()) // 3600
    spans = tuple(SpanInput(None, night + n, night + n + 5, 1) for n in range(7))
    found = document(picture=build_picture(picture_input(spans=spans), 2026, 23))
    told = [value.text for row in tables(found)["hours-table"].rows for value in row.values[1:]]
    assert all(text.isdecimal() for text in told)
    assert any("avrundade till hela händelser" in text for text in texts(found))


def test_the_half_year_says_what_was_found_what_was_not_and_what_could_not_be_tested():
    repeats = (NearRepeat("trafik", 200, 14, 31, 12.5, 0.0002, True), NearRepeat("skada", 200, 14, 4, 3.9, 0.4))
    spots = (HotSpot("norr", 17.6425, 59.5144, 40, 62, 5.1, 0.0002),)
    found = document(picture=replace(edition(), half_year=HalfYear(240, True, repeats, ("narkotika",), spots, 250)))
    rows = [[value.text for value in row.values] for row in tables(found)["near-repeats"].rows]
    assert rows == [
        ["Trafik", "31", "12,5", "under 0,001", "följer på varandra"],
        ["Skadegörelse", "4", "3,9", "0,4", "inget säkert mönster"],
    ]
    assert "För få för att prövas: Narkotika." in texts(found)
    spot = [value.text for value in tables(found)["hot-spots"].rows[0].values]
    assert spot == ["Norr", "59,5144°\u00a0N 17,6425°\u00a0Ö", "40", "62"]
    few = texts(document(picture=replace(edition(), half_year=HalfYear(12, False))))
    assert "Det är för få för att säga något säkert om mönster på kartan." in few
    assert "half-year" not in [section.key for section in document().sections]


def test_the_history_as_a_table_is_the_history_of_the_chart():
    table = tables(document())["history-norr-table"]
    assert [row.values[1].number for row in table.rows] == [20] + [4] * 13
    assert table.rows[0].values[0].text == "26 okt. 2026"


def test_the_public_sees_no_number_that_it_may_not():
    """Every number in every text is one that is published, or no count at all: years, days, levels of a test."""
    chance = np.random.default_rng(5)
    for _ in range(30):
        rows = chance.poisson(chance.choice([0.5, 2, 60], size=(4, 8)))
        shown, said = for_audience(picture_of(rows.tolist()), SAID, Audience.ALLMAN)
        cells = (shown.total, *shown.district_totals, *shown.category_totals, *shown.cells)
        allowed = {number for cell in cells for number in (cell.now, cell.low, cell.high) if number is not None}
        allowed |= {shown.without_district or 0}
        found = compose(shown, said, Audience.ALLMAN)
        counted = {value.number for value in values(found) if value.number is not None}
        assert counted <= allowed
        section_texts = [text for text in texts(found) if not any(text == meaning for meaning in method_texts(found))]
        written = {int(number.replace("\u00a0", "")) for text in section_texts for number in NUMBERS.findall(text)}
        assert written <= allowed | {26}, "26 fortnights are compared with"


def method_texts(found: Document) -> list[str]:
    return [meaning for terms in all_blocks(found, Terms) for _, meaning in terms.terms] + [
        note for table in all_blocks(found, Table) for note in table.notes
    ]


def test_nothing_hidden_leads_anywhere():
    found = document(Audience.ALLMAN)
    assert [value for value in values(found) if value.about] == []
    hidden = [value for value in values(found) if value.is_hidden]
    assert {value.text for value in hidden} <= {"dolt", "ej visat", "Antalet visas inte"}
    assert {value.number for value in hidden} == {None}


def test_a_number_leads_to_its_incidents():
    found = tables(document())
    assert found["table-whole"].rows[0].values[1].about == blocks.About(Period(PERIOD.start), None, "trafik")
    assert found["districts"].rows[2].values[1].about == blocks.About(PERIOD, blocks.NO_DISTRICT)
    assert found["unplaced"].rows[0].values[0].about == blocks.About(PERIOD, incident=7)


def test_the_same_edition_gives_the_same_document():
    assert document() == document()
    other = replace(SAID, feedback="Något annat.")
    assert document(said=other).fingerprint != document().fingerprint


def test_a_draft_says_so():
    assert compose(edition(), SAID, Audience.INTERN, is_draft=True).status == "Utkast"
    assert document().status == ""


@pytest.mark.parametrize("said", [SECTIONS, PUBLIC, LIMITS, LIMITS_PUBLIC])
def test_all_is_said_in_both_languages_with_the_same_gaps(said: dict[str, dict[str, str]]):
    assert said["sv"].keys() == said["en"].keys()
    gaps = {
        language: {key: sorted(re.findall(r"{\w+", text)) for key, text in said[language].items()} for language in said
    }
    assert gaps["sv"] == gaps["en"]


def test_the_method_has_the_same_terms_in_both_languages():
    assert [term[0] for term in METHOD["sv"]] == [term[0] for term in METHOD["en"]]


@pytest.mark.parametrize("audience", Audience)
def test_a_star_is_explained_below_its_own_table(audience: Audience):
    starred = [table for table in tables(document(audience)).values() if any("*" in text for text in row_texts(table))]
    assert [table.key for table in starred if not any(note.startswith("*") for note in table.notes)] == []


def row_texts(table: Table) -> list[str]:
    rows = (*table.rows, *([table.total] if table.total else []))
    return [value.text for row in rows for value in row.values]


def test_where_numbers_are_hidden_nothing_is_said_of_all_of_them():
    shown = for_audience(count_picture(picture_input(counts=counts(2, 1)), 2026, 23), Remarks(), Audience.ALLMAN)
    (changes,) = [one for one in compose(*shown, Audience.ALLMAN).sections if one.kind is SectionKind.CHANGES]
    told = [block.text for block in changes.blocks if isinstance(block, Paragraph)]
    assert "Inget av antalen som visas skiljer sig säkert från tidigare perioder." in told
