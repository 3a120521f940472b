"""A summary that tells what the public version hides is pointed out to whoever wrote it."""

import pytest

from reports.picture.audiences.audience import public_picture
from reports.picture.audiences.revealing import denied_sentences, revealing_sentences
from reports.picture.build import count_picture
from reports.picture.inputs import CategoryLabel, PlaceInput
from reports.picture.record import Picture
from reports.picture.remarks import Remarks
from tests.unit.picture_data import PICTURE_INPUT, counts, picture_input


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


WORDS = {"skada": ("klott*", "krossad", "bilbrand*"), "trafik": ("vurp*",)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Endast en bilbrand i Söder.",
        "I Söder skedde en skadegörelse.",
        "Två personer blev drabbade i Söder.",
        "Fem klottrade väggar i Söder.",
    ],
)
def test_everyday_words_and_small_numbers_count_whether_or_not_they_are_right(picture: Picture, sentence: str):
    """Söder's damage is 2: what is pointed out tells nobody so."""
    assert revealing_sentences(picture, Remarks(public_summary=(sentence,)), WORDS) == (sentence,)


@pytest.mark.parametrize("sentence", ["En ny lampa lyser i Söder.", "Vi ses kl. 18 den 2 december i Söder, vecka 49."])
def test_articles_and_days_are_no_counts(picture: Picture, sentence: str):
    assert revealing_sentences(picture, Remarks(public_summary=(sentence,)), WORDS) == ()


@pytest.mark.parametrize(
    ("sentence", "is_denied"),
    [
        ("Tre klottrade väggar i Norr.", True),
        ("Trettio, eller 30 trafikhändelser i Norr.", True),
        ("12 trafikhändelser i Norr.", True),
        ("20 trafikhändelser i Norr, väntat 1–9.", False),
        ("12 vurpor i Norr.", False),
        ("21 vurpor i Norr.", True),
        ("Två skadegörelser i Söder.", False),
        ("Vi följer 12 ungdomar i Norr.", False),
    ],
)
def test_a_number_that_the_edition_denies_is_pointed_out(picture: Picture, sentence: str, is_denied: bool):
    """20 in Norr, all traffic, none of damage; an everyday word may mean a part of them."""
    assert denied_sentences(picture, [sentence], WORDS) == ((sentence,) if is_denied else ())


def test_a_comment_is_of_its_own_district(picture: Picture):
    assert denied_sentences(picture, ["Fyra klottrade väggar."], WORDS, "Norr") == ("Fyra klottrade väggar.",)


def test_hidden_numbers_deny_nothing(picture: Picture):
    assert denied_sentences(public_picture(picture), ["Nio skadegörelser i Söder."], WORDS) == ()


def test_drafted_sentences_are_denied_by_no_number(picture: Picture):
    assert denied_sentences(picture, picture.summary, WORDS) == ()


def test_drafted_sentences_need_no_reminder(picture: Picture):
    assert revealing_sentences(picture, Remarks()) == ()


def test_people_are_no_staff_and_a_school_is_told_by_its_compounds():
    schools = CategoryLabel("skola", "Skola, fritid och personal", "star", "#555555")
    numbers = counts(20, 4) + counts(2, 4, "soder", "skada")
    told = picture_input(categories=(*PICTURE_INPUT.categories, schools), counts=numbers)
    picture = count_picture(told, 2026, 23)
    slapped = "Två personer blev slagna i Söder."
    assert revealing_sentences(picture, Remarks(public_summary=(slapped,))) == (slapped,)
    for sentence in ("Tre skolhändelser i Norr.", "Tre händelser i skolor i Norr.", "3 ur personalen hotades i Norr."):
        assert denied_sentences(picture, [sentence]) == (sentence,)


@pytest.fixture(scope="module")
def at_home() -> Picture:
    """1 of violence at home in Söder and 2 of damage, all of it hidden; a place in Söder by its name."""
    violence = CategoryLabel("nara_relation", "Våld i nära relation", "star", "#555555")
    told = picture_input(
        categories=(*PICTURE_INPUT.categories, violence),
        counts=counts(20, 4) + counts(2, 4, "soder", "skada") + counts(1, 1, "soder", "nara_relation"),
        places=(PlaceInput("Påhittsgränd", "soder", 4, (1,) * 13),),
    )
    return count_picture(told, 2026, 23)


@pytest.mark.parametrize(
    "sentence",
    [
        "Våldet hemma i Söder gäller en enda familj.",
        "Ett hushåll i Söder fick hjälp efter hot i hemmet.",
        "Kvinnofrid: en kvinna i Söder har fått hjälp.",
        "En familj i Söder får hjälp.",
        "Dubbla slagsmål i Söder.",
        "Vid torget i Söder slogs en äldre man ned.",
        "En ung pojke blev rånad i Söder.",
        "En enda, mycket grov misshandel i Söder.",
        "Det klottrades vid ett tillfälle i Söder.",
        "Både inbrottet och branden i Söder är uppklarade.",
        "Misshandeln vid Söders station i lördags utreds.",
        "Två krossade rutor vid Påhittsgränd.",
        "Vi såg två klottrade väggar längs Påhittsgränds södra sida.",
        "Två kvällar brann det i Söder.",
        "Två ordningsvakter hotades i Söder.",
        "Två av tre rån i Söder.",
    ],
)
def test_one_case_is_told_in_many_ways(at_home: Picture, sentence: str):
    assert revealing_sentences(at_home, Remarks(public_summary=(sentence,)), WORDS) == (sentence,)


@pytest.mark.parametrize(
    "sentence",
    [
        "Polisen finns på plats i Söder fyra kvällar i veckan.",
        "Från januari arbetar två nya fältassistenter i Söder.",
        "Två av tre invånare i Söder trivs.",
        "Tre extra nattvandrare går i Söder två sena helger.",
        "En kvinna i Söder ordnar nattvandringen.",
        "En ny lampa lyser vid Påhittsgränd.",
        "Våldet minskar i Söder.",
    ],
)
def test_times_staff_shares_and_helpers_are_no_cases(at_home: Picture, sentence: str):
    assert revealing_sentences(at_home, Remarks(public_summary=(sentence,)), WORDS) == ()


def test_the_wide_words_of_violence_at_home_deny_no_number(at_home: Picture):
    assert denied_sentences(at_home, ["Fem familjer i Söder har flyttat."], WORDS) == ()
