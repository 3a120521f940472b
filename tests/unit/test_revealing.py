"""A summary that tells what the public version hides is pointed out to whoever wrote it."""

import pytest

from reports.picture.audiences.revealing import revealing_sentences
from reports.picture.build import count_picture
from reports.picture.record import Picture
from reports.picture.remarks import Remarks
from tests.unit.picture_data import counts, picture_input


@pytest.fixture(scope="module")
def picture() -> Picture:
    """20 in Norr, all traffic; 2 of damage in Söder: hidden, and what gives them away: all 22, beside Norr's own 20."""
    return count_picture(picture_input(counts=counts(20, 4) + counts(2, 4, "soder", "skada")), 2026, 23)


@pytest.mark.parametrize(
    "sentence",
    [
        "I Söder har vi 2 fall av skadegörelse.",
        "Två skadegörelser i Söder.",
        "Söders båda, alltså 2, skadegörelserna hör ihop.",
        "I söder hände två saker.",
        "I Norr har trafiken tydligt ökat, till 20.",
        "Perioden har 22 händelser mot väntade 3–14.",
    ],
)
def test_a_hidden_number_with_its_name_is_pointed_out(picture: Picture, sentence: str):
    said = Remarks(summary=(f"Lugnt på det hela taget. {sentence}", "Vi följer det."))
    assert revealing_sentences(picture, said) == (sentence,)


@pytest.mark.parametrize(
    "sentence",
    [
        "Norr har 20 händelser mot väntade 3–14.",
        "Vi träffas den 2 december.",
        "Skadegörelsen i Söder minskar.",
    ],
)
def test_what_everybody_may_know_is_not(picture: Picture, sentence: str):
    assert revealing_sentences(picture, Remarks(summary=(sentence,))) == ()


def test_drafted_sentences_need_no_reminder(picture: Picture):
    assert revealing_sentences(picture, Remarks()) == ()
