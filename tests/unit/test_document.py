"""What documents say in their tables: numbers, ranges, words, silence, dates."""

from dataclasses import replace
from typing import Any

import pytest

from reports.picture.audiences.audience import Audience
from reports.picture.build import build_picture
from reports.picture.content.blocks import Document, Paragraph, Section, Table
from reports.picture.content.compose import compose
from reports.picture.content.sources import MOST_UNPLACED
from reports.picture.inputs import UnplacedInput
from reports.picture.periods import Period
from reports.picture.record import Picture
from reports.picture.remarks import Remarks
from reports.picture.wording.words import SIGNS, VERDICTS, WORDS, number, period_words
from tests.unit.picture_data import BASELINE, PERIOD, counts, picture_input


@pytest.fixture(scope="module")
def picture() -> Picture:
    return build_picture(picture_input(), 2026, 23)


def composed(picture: Picture) -> Document:
    return compose(picture, Remarks(), Audience.INTERN)


def section(picture: Picture, key: str) -> Section:
    return next(found for found in composed(picture).sections if found.key == key)


def table(picture: Picture, key: str) -> Table:
    blocks = [block for found in composed(picture).sections for block in found.blocks]
    return next(block for block in blocks if isinstance(block, Table) and block.key == key)


def texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(value.text for value in row.values) for row in table.rows]


def test_every_verdict_has_a_sign_of_its_own_and_a_word_in_each_language():
    assert len(set(SIGNS.values())) == len(SIGNS)
    assert all(set(words) == set(SIGNS) for words in VERDICTS.values())
    assert WORDS["sv"].keys() == WORDS["en"].keys()


def test_a_row_says_number_range_and_verdict(picture: Picture):
    assert texts(table(picture, "table-norr")) == [("Trafik", "20", "1–9", "tydlig ökning")]


def test_a_number_outside_its_range_by_chance_is_explained():
    """8 against a mean of 3 has a p-value of 0.04: outside 0–7, but not enough among six cells."""
    steady = [
        counts(3, 3, district, code) for district in ("norr", "soder") for code in ("trafik", "narkotika", "skada")
    ]
    data = picture_input(counts=sum(steady[1:], counts(8, 3)))
    found = table(build_picture(data, 2026, 23), "table-norr")
    assert texts(found)[0][2:] == ("0–7\u00a0*", "inom normal variation")
    assert WORDS["sv"]["stray"] in found.notes


def test_categories_that_never_had_anything_are_named_in_one_line(picture: Picture):
    assert "Inga händelser nu eller tidigare: Narkotika; Skadegörelse." in table(picture, "table-norr").notes


def test_sources_show_what_is_usual_and_who_is_silent(picture: Picture):
    rows = texts(table(picture, "sources"))
    assert [row[:2] for row in rows] == [("Polisen", "14"), ("Nattvandrarna", "0")]
    assert "Nattvandrarna" in str(section(picture, "sources").blocks[0])


def test_fortnights_without_data_do_not_count_as_silence():
    source = replace(picture_input().sources[0], now=14, before=(0,) * 11 + (14, 13))
    known = table(build_picture(picture_input(sources=(source,), first_data=BASELINE[-2].start), 2026, 23), "sources")
    all_along = table(build_picture(picture_input(sources=(source,)), 2026, 23), "sources")
    assert (texts(known)[0][2], texts(all_along)[0][2]) == ("6–24", "0–22")


def test_a_long_list_without_places_is_cut_and_says_so(picture: Picture):
    many = tuple(UnplacedInput(n, "i går", "trafik", None, None) for n in range(200))
    shown = section(replace(picture, unplaced=many, unplaced_total=1234), "unplaced")
    _, listed, more = shown.blocks
    assert isinstance(listed, Table)
    assert isinstance(more, Paragraph)
    assert len(listed.rows) == MOST_UNPLACED
    assert more.text == f"Ytterligare {number(1234 - MOST_UNPLACED, 'sv')} visas i systemet men inte här."
    assert texts(listed)[0] == ("i går", "Trafik", "okänd", "okänd")


@pytest.mark.parametrize(
    ("start", "language", "words"),
    [
        (PERIOD.start, "sv", "26 oktober–8 november 2026, v.\u00a044–45"),
        (PERIOD.start, "en", "26 October–8 November 2026, weeks\u00a044–45"),
        (BASELINE[-2].start, "sv", "28 september–11 oktober 2026, v.\u00a040–41"),
        (PERIOD.start.replace(month=6, day=1), "sv", "1–14 juni 2026, v.\u00a023–24"),
        (PERIOD.start.replace(month=12, day=21), "sv", "21 december 2026–3 januari 2027, v.\u00a052–53"),
    ],
)
def test_periods_are_written_as_people_write_them(start: Any, language: str, words: str):
    assert period_words(Period(start), language) == words


def test_numbers_are_written_as_people_write_them():
    assert (number(12345, "sv"), number(2.46, "sv"), number(12345, "en")) == ("12\u00a0345", "2,5", "12,345")
