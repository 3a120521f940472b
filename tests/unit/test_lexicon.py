"""The word lists, and finding and weighing their entries. All texts are made up."""

import re
import tomllib
from collections import Counter

import pytest

from reports.incoming.categories.lexicon.labels import Labels
from reports.incoming.categories.lexicon.matching import Matcher
from reports.incoming.categories.lexicon.scoring import Scales, lead_end
from reports.incoming.categories.lexicon.tokens import STOP, tokens, words_of
from reports.incoming.categories.lexicon.word_lists import (
    FOLDER,
    Brawls,
    Relations,
    StatedWords,
    WordList,
    all_entries,
    brawls,
    common_labels,
    relations,
    stated_words,
    word_lists,
)
from tests.unit.upplands_bro import SEED

CATEGORIES = tomllib.loads((SEED / "categories.toml").read_text())
CODES = {*CATEGORIES, *(f"{top}.{sub[0]}" for top, table in CATEGORIES.items() for sub in table["subs"])}
ENTRY = re.compile(r"\*?[a-zåäöé]{2,}\*?|\*?[a-zåäöé]+\*?( [a-zåäöé]+\*?)+")


def words(text: str) -> list[str]:
    return [token.word for token in tokens(text, 0, len(text))]


def found(entries: list[str], text: str) -> dict[str, str]:
    return {one.entry: text[one.start : one.end] for one in Matcher(entries).matches([*tokens(text, 0, len(text))])}


def test_every_category_has_a_list_and_every_code_of_the_lists_exists():
    lists = word_lists()
    assert set(lists) == set(CATEGORIES)
    assert {sub for one in lists.values() for sub in one.subs} <= CODES
    assert set(common_labels().values()) <= CODES


def test_entries_are_words_that_a_text_can_hold():
    entries = {*all_entries(word_lists()), *relations().entries, *brawls().entries}
    assert {entry for entry in entries if not ENTRY.fullmatch(entry)} == set()
    # the shortest beginnings and ends would fit half the language
    assert {entry for entry in entries if "*" in entry and " " not in entry and len(entry) < 4} == set()


def test_no_list_says_a_thing_twice():
    named = {*Relations._fields, *Brawls._fields, *StatedWords._fields}
    for path in [
        *(FOLDER / "words").glob("*.toml"),
        *(FOLDER / f"{name}.toml" for name in ("relations", "brawls", "stated")),
    ]:
        table = tomllib.loads(path.read_text())
        weighed = [entry for side in ("for", "against") for group in table.get(side, {}).values() for entry in group]
        groups = [weighed, *table.get("subs", {}).values(), *(table.get(name, []) for name in named)]
        twice = [entry for group in groups for entry, times in Counter(group).items() if times > 1]
        assert (path.name, twice) == (path.name, [])


def test_what_stands_before_the_name_of_a_crime_is_two_words_each():
    known = stated_words()
    assert {before for before in known.before if len(before) != 2 or words_of(" ".join(before)) != before} == set()
    assert {word for word in known.between if words_of(word) != (word,)} == set()
    assert {word for word in known.unspecific if word not in common_labels()} == set()


def test_no_label_means_two_things():
    table = tomllib.loads((FOLDER / "labels.toml").read_text())
    labels = Counter(words_of(label) for one in table.values() for group in one.values() for label in group)
    assert [label for label, times in labels.items() if times > 1] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Två män, kl 22.12. Slut!", ["två", "män", "kl", STOP, "slut", STOP]),
        ("lägenhetsbrandPolisen kom\nLOB", ["lägenhetsbrand", "polisen", "kom", STOP, "lob"]),
        ("A-traktor o\u0308ver bron", ["a", "traktor", "över", "bron"]),
        ("Falun22.45", ["falun"]),
        ("…", []),
    ],
)
def test_a_text_is_cut_into_folded_words(text: str, expected: list[str]):
    assert words(text) == expected


def test_words_know_where_they_stand():
    text = "Den 3 maj: bilA o\u0308l"
    assert [text[token.start : token.end] for token in tokens(text, 0, len(text))] == [
        "Den",
        "maj",
        "bil",
        "A",
        "o\u0308l",
    ]


@pytest.mark.parametrize(
    ("entry", "text", "words_found"),
    [
        ("kniv", "en Kniv", "Kniv"),
        ("kniv", "knivar", None),
        ("misshandl*", "blev misshandlad", "misshandlad"),
        ("*brand", "en lägenhetsbrand", "lägenhetsbrand"),
        ("*brand", "brand", None),
        ("våld mot tjänst*", "Våld mot tjänsteman", "Våld mot tjänsteman"),
        ("våld mot tjänst*", "våld mot. Tjänsteman", None),
        ("brott mot*", "brott", None),
        ("*fylleri på bro*", "rattfylleri på bron", "rattfylleri på bron"),
        ("brand", "ingen brand", None),
        ("brand", "inte någon brand", None),
        ("brand", "Ingen skada. Brand", "Brand"),
        ("utan körkort", "kör utan körkort", "utan körkort"),
        ("brand", "ingen brand. En ny brand", "brand"),
    ],
)
def test_an_entry_is_found_as_it_may_be_written(entry: str, text: str, words_found: str | None):
    assert found([entry], text).get(entry) == words_found


def test_an_entry_counts_once_where_it_first_stands():
    matches = Matcher(["brand", "brand i bil"]).matches([*tokens("Brand. brand i bil", 0, 18)])
    assert [(one.entry, one.start) for one in matches] == [("brand", 0), ("brand i bil", 7)]


def test_a_matcher_forgets_words_when_it_knows_too_many(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("reports.incoming.categories.lexicon.matching.REMEMBERED", 2)
    matcher = Matcher(["brand", "en liten brand"])
    for _ in range(3):
        text = "rök och eld och en liten brand"
        assert len(matcher.matches([*tokens(text, 0, len(text))])) == 2


def test_the_lead_counts_twice_and_a_long_text_is_no_surer():
    scales = Scales({"a": WordList(0.5, {"x": 1.0, "z": -1.0}, {}), "b": WordList(0.0, {"y": 1.0}, {})})
    read = [*tokens("x är y", 0, 6)]
    matches = Matcher(["x", "y"]).matches(read)
    assert scales.weigh(matches, 1) == pytest.approx({"a": 0.5 + 2 / 5**0.5, "b": 1 / 5**0.5})
    assert scales.weigh([], 0) == {"a": 0.5, "b": 0.0}
    assert [one.entry for one in scales.reasons("a", matches, 1)] == ["x"]


@pytest.mark.parametrize(
    ("text", "heading", "lead"),
    [
        ("En bil brinner. Släckt.", "", "En bil brinner"),
        ("Bro. En bil brinner. Släckt.", "Bro.", "Bro. En bil brinner"),
        ("Bro. Släckt nu", "", "Bro. Släckt nu"),
        ("", "", ""),
    ],
)
def test_the_lead_goes_to_the_first_sentence_after_the_heading(text: str, heading: str, lead: str):
    assert text[: lead_end([*tokens(text, 0, len(text))], len(heading))] == lead


def test_the_longest_label_wins_and_only_one_that_begins_a_part():
    labels = Labels({"Mord/dråp": "a", "Mord/dråp, försök": "b", "Centrum": "c"})
    for heading, code in [("22.10 Mord/dråp, försök, Bro", "b"), ("Bro centrum", None), ("Bro, centrum", "c")]:
        label = labels.first_in(heading, 0, len(heading))
        assert (label.code if label else None) == code
