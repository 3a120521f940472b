"""What was corrected, in words: new boundaries are told once, whatever the number of editions before them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reports.picture.audiences.audience import Audience
from reports.picture.build import count_picture
from reports.picture.content.blocks import Bullets, SectionKind
from reports.picture.content.compose import compose
from reports.picture.record import CategoryLabel
from reports.picture.remarks import Remarks
from reports.picture.wording.corrections import (
    ChangedCell,
    correction_words,
    gathered,
    not_redrawn_words,
    redrawn_words,
    told_of,
)
from tests.unit.picture_data import NORTH, SOUTH, picture_input

DAY, LATER = datetime(2026, 11, 18, 12, tzinfo=UTC), datetime(2026, 11, 20, 12, tzinfo=UTC)
TWO = "Gränserna ändrades den 18 november 2026. Till en annan kommundel hör nu 7\u00a0händelser i lägesbild 2026:21"


def moved(edition: int, number: int, at: datetime = DAY, language: str = "sv") -> str:
    return redrawn_words(count_picture(picture_input(), 2026, edition), at, number, language)


def counted(edition: int) -> str:
    picture = count_picture(picture_input(), 2026, edition)
    return correction_words(picture, [ChangedCell(None, "trafik", 1, 2)], "sv")[0]


def test_new_boundaries_are_one_sentence_for_all_editions_before_them():
    told = gathered((moved(21, 7), counted(21), moved(22, 1), moved(23, 1234)), "sv")
    assert told == (f"{TWO}, 1 i 2026:22 och 1\u00a0234 i 2026:23.", counted(21))


def test_those_of_another_day_and_of_one_edition_stay_as_they_are():
    told = (counted(20), moved(21, 7, LATER), counted(21))
    assert gathered(told, "sv") == told
    both = gathered((*told, moved(21, 7), moved(22, 5)), "sv")
    assert both == (f"{TWO} och 5 i 2026:22.", *told)


def test_they_are_told_in_english_too():
    told = gathered((moved(21, 7, language="en"), moved(22, 5, language="en")), "en")
    assert told == (
        "The boundaries were changed on 18 November 2026. Now of another district: "
        "7\u00a0incidents in picture 2026:21 and 5 in 2026:22.",
    )


@pytest.mark.parametrize("audience", [Audience.INTERN, Audience.STYRGRUPP])
def test_an_edition_tells_them_once(audience: Audience):
    picture = count_picture(picture_input(), 2026, 23)
    document = compose(picture, Remarks(corrections=(moved(21, 7), moved(22, 5), counted(22))), audience)
    (block,) = [one.blocks[0] for one in document.sections if one.kind is SectionKind.CORRECTIONS]
    assert isinstance(block, Bullets)
    assert [item.text for item in block.items] == [f"{TWO} och 5 i 2026:22.", counted(22)]


FROZEN = {
    "sv": (
        "Lägesbild 2026:21: gränserna ändrades den 18 november 2026; 7\u00a0händelser hör nu till en annan kommundel.",
        "Lägesbild 2026:21, utan känd kommundel, Trafik: nu 2, då 1.",
        "Lägesbild 2026:22: gränserna ändrades den 18 november 2026; 1\u00a0händelse hör nu till en annan kommundel.",
    ),
    "en": (
        "Picture 2026:21: the boundaries were changed on 18 November 2026; now of another district: 7\u00a0incidents.",
        "Picture 2026:21, district unknown, Traffic: now 2, then 1.",
        "Picture 2026:22: the boundaries were changed on 18 November 2026; now of another district: 1\u00a0incident.",
    ),
}
"""As they stand in editions that are published: whatever is written from now on, these must still be read."""


@pytest.mark.parametrize(
    ("language", "once"),
    [
        ("sv", f"{TWO} och 1 i 2026:22."),
        (
            "en",
            "The boundaries were changed on 18 November 2026. Now of another district: "
            "7\u00a0incidents in picture 2026:21 and 1 in 2026:22.",
        ),
    ],
)
def test_sentences_that_were_frozen_are_told_once_too(language: str, once: str):
    first, other, second = FROZEN[language]
    assert gathered((first, other, second), language) == (once, other)


@pytest.mark.parametrize("language", FROZEN)
def test_sentences_that_were_frozen_are_known_again(language: str):
    first, other, second = FROZEN[language]
    named = CategoryLabel("trafik", "Traffic" if language == "en" else "Trafik", "circle", "#000000")
    picture = count_picture(picture_input(categories=(named,), counts=()), 2026, 21)
    assert told_of(picture, FROZEN[language]) == {None: first, (None, "trafik"): other}
    assert told_of(count_picture(picture_input(), 2026, 22), (first, other, second)) == {None: second}
    assert told_of(count_picture(picture_input(), 2026, 2), (first, other, second)) == {}


@pytest.mark.parametrize("language", FROZEN)
def test_the_last_sentence_about_a_number_holds_in_whatever_words(language: str):
    picture = count_picture(picture_input(), 2026, 21)
    north, nobody = ("norr", "trafik"), (None, "trafik")
    told = [
        *(correction_words(picture, [ChangedCell(*about, 1, 2)], "sv")[0] for about in (north, nobody)),
        moved(21, 7),
        correction_words(picture, [ChangedCell(*north, 1, 1)], language)[0],
        not_redrawn_words(picture, language),
    ]
    assert told_of(picture, told) == {north: told[3], nobody: told[1], None: told[4]}


@pytest.mark.parametrize("names", [("Bro", "Bro, Norra"), ("Bro, Norra", "Bro")])
def test_a_name_may_hold_a_comma_and_begin_as_another(names: tuple[str, str]):
    districts = tuple(replace(each, name=name) for each, name in zip((NORTH, SOUTH), names, strict=True))
    picture = count_picture(picture_input(districts=districts), 2026, 21)
    cells = [ChangedCell("norr", "trafik", 1, 2), ChangedCell("soder", "trafik", 1, 3)]
    told = correction_words(picture, cells, "sv")
    assert told_of(picture, told) == {("norr", "trafik"): told[0], ("soder", "trafik"): told[1]}
