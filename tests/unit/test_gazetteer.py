"""Names of places: folding, suggesting, finding in text, the nearest one."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer, Place, fold
from geo.name_finder import NameFinder
from geo.near_words import NearWords
from geo.points import Point
from geo.spelling import spellings, stem

NAMES = {
    "Bro": (),
    "Bro station": ("stationen i Bro",),
    "Bro centrum": (),
    "Råby": (),
    "Råbyskolan": (),
    "Kungsängen": (),
    "Kungsängens station": ("Kungsängens pendeltågsstation",),
    "Kungsängens kyrka": (),
    "Fjärilsstigen": (),
    "Sparres väg": (),
    "Håbo-Tibble kyrkby": ("Håbo-Tibble",),
    "Trappans fritidsgård": ("Trappan",),
    "E18": (),
}
GAZETTEER = Gazetteer(Place(i, name, "place", nicknames) for i, (name, nicknames) in enumerate(NAMES.items()))


def found(text: str) -> list[str]:
    return [mention.place.name for mention in GAZETTEER.find(text)]


def suggested(text: str) -> list[str]:
    return [suggestion.place.name for suggestion in GAZETTEER.suggest(text)]


def test_fold_keeps_swedish_letters_and_unifies_the_rest():
    assert fold("  RA\u030aBY\u00a0 skolan\n") == "råby skolan"


@given(st.text())
def test_fold_twice_is_fold_once(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.text("abcdeåäös", min_size=1))
@example("brunnaskolan")
@example("väg")
@example("stockholms-näs")
def test_all_spellings_have_one_stem(word: str):
    assert word in spellings(word)
    assert {stem(spelling) for spelling in spellings(word)} == {stem(word)}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("fjärilsstigens", "Fjärilsstigen"),
        ("fjärilsst", "Fjärilsstigen"),
        ("fjarlis", "Fjärilsstigen"),
        ("råby skolan", "Råbyskolan"),
        ("rabyskolan", "Råbyskolan"),
        ("brocentrum", "Bro centrum"),
        ("Kungsängens station", "Kungsängens station"),
        ("Kungsängen station", "Kungsängens station"),
        ("kungsängens pendelt", "Kungsängens station"),
        ("kyrka", "Kungsängens kyrka"),
        ("trappan", "Trappans fritidsgård"),
        ("habo tibble", "Håbo-Tibble kyrkby"),
        ("e 18", "E18"),
    ],
)
def test_the_first_suggestion_is_what_was_meant(typed: str, expected: str):
    assert suggested(typed)[0] == expected


def test_suggestions_are_few_distinct_and_begin_with_the_name_itself():
    assert suggested("bro")[:2] == ["Bro", "Bro centrum"]
    assert len(suggested("stationen i bro")) == len(set(suggested("stationen i bro")))
    assert len(GAZETTEER.suggest("k", limit=2)) == 2
    assert suggested(" ") == suggested("xyzzyx") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bilen körde in i en bro.", []),
        ("Bilen stod i Bro.", ["Bro"]),
        ("Två personer i Upplands-Bro", []),
        ("vid Kungsängens kyrka i Kungsängen", ["Kungsängens kyrka", "Kungsängen"]),
        ("på Kungsängen station, Kungsängens stationen", ["Kungsängens station"] * 2),
        ("utanför råby skolan och Råby-skolan", ["Råbyskolan"] * 2),
        ("bråk i brocentrum, bro centrum", ["Bro centrum"] * 2),
        ("Fjärilsstigens början, Fjärils\u00a0stigen", ["Fjärilsstigen"] * 2),
        ("liggande på Sparres väg", ["Sparres väg"]),
        ("i Håbo Tibble", ["Håbo-Tibble kyrkby"]),
        ("föll i trappan, vid Trappan", ["Trappans fritidsgård"]),
        ("E18:s påfart", ["E18"]),
        ("i Kungsa\u0308ngen", ["Kungsängen"]),
        ("i Bro\nStation har ingen sett", ["Bro"]),
        ("Brodern i Kungsängenområdet", []),
    ],
)
def test_names_are_found_as_they_are_written(text: str, expected: list[str]):
    assert found(text) == expected


def test_places_of_one_name_are_all_found():
    twins = Gazetteer([Place(1, "Ringvägen", "street", (), ("bro",)), Place(2, "Ringvägen", "street", (), ("brunna",))])
    assert [mention.place.id for mention in twins.find("på Ringvägen")] == [1, 2]


@given(st.lists(st.sampled_from([*NAMES, "bro", "och", "i", ",", "\n", "s", "-", "Å\u0308"])))
def test_mentions_stand_where_they_say_and_apart(words: list[str]):
    text = " ".join(words)
    mentions = GAZETTEER.find(text)
    assert all(text[m.start : m.end] == m.words for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


def test_the_nearest_place_and_how_far_it_is():
    near, far = (
        Place(1, "Nära", "place", point=Point(17.6359, 59.5114)),
        Place(2, "Fjärran", "place", point=Point(17.7525, 59.4779)),
    )
    place, metres = Gazetteer([far, near, Place(3, "Okänd", "place")]).nearest(Point(17.6359, 59.5123)) or (far, 0)
    assert place is near
    assert metres == pytest.approx(100, abs=1)
    assert GAZETTEER.nearest(Point(17, 59)) is None


FINDER = NameFinder([(name, name) for name in NAMES], maybe_misspelt=NAMES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("på Fjärilstigen", ["Fjärilsstigen"]),
        ("på fjärlisstigens parkering", ["Fjärilsstigen"]),
        ("vid Kungsägens kyrka", ["Kungsängens kyrka"]),
        ("vid Kungsängens statoin", ["Kungsängens station"]),
        ("vid Kungsägens statoin", ["Kungsängen"]),  # two words misspelt
        ("vid Njärilsstigen", []),  # another first letter is another name
        ("vid Trappen", []),  # an ordinary word
        ("i Brå, vid Rådy", []),  # too short to tell
        ("MisshandelKungsängen22.12", ["Kungsängen"]),
        ("Misshandel, Kungsängen22.12", ["Kungsängen"]),
        ("FjärilsstigenPolisen", ["Fjärilsstigen"]),
    ],
)
def test_misspelt_names_and_lost_spaces(text: str, expected: list[str]):
    assert [found.what for found in FINDER.find(text)] == expected
    assert all(found.is_misspelt == (found.words not in NAMES) for found in FINDER.find(text) if "22.12" not in text)


@given(st.text("abåö", min_size=6, max_size=9), st.integers(0, 8), st.sampled_from(["drop", "swap", "add", "change"]))
def test_one_slip_is_forgiven_where_only_one_word_is_near(word: str, at: int, slip: str):
    at = 1 + at % (len(word) - 2)
    changed = {
        "drop": word[:at] + word[at + 1 :],
        "swap": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        "add": word[:at] + "x" + word[at:],
        "change": word[:at] + "x" + word[at + 1 :],
    }
    assert NearWords({word: "det", "alldelesannat": "annat"}).nearest(changed[slip]) == "det"
