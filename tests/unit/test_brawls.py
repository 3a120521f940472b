"""A brawl is disorder, and violence where somebody came to harm, by label as by running text. All are made up."""

import pytest

from reports.incoming.categories.reader import CategoryReader
from reports.incoming.reading import CategoryRead, Confidence, Passage
from tests.unit.upplands_bro import POLICE_TYPES

READER = CategoryReader(POLICE_TYPES)


def read(heading: str, prose: str = "") -> CategoryRead:
    text = heading + prose
    return READER.read_passage(Passage(text, 0, len(heading), len(text)))


def words(heading: str, prose: str = "") -> list[str]:
    return [(heading + prose)[span.start : span.end] for span in read(heading, prose).basis.words]


@pytest.mark.parametrize("kind", ["Slagsmål", "Bråk", "Tumult"])
@pytest.mark.parametrize(
    ("told", "code"),
    [
        (" mellan två gäng vid Bro centrum.", "ordning"),
        (" mellan två gäng vid Bro centrum, ingen skadad.", "ordning"),
        (" mellan två gäng vid Bro centrum. En pojke blev slagen.", "vald_hot"),
        (" vid Bro centrum. En person fördes till sjukhus.", "vald_hot"),
        (" vid Bro centrum. En man hotade de andra.", "vald_hot"),
    ],
)
def test_a_brawl_is_violence_only_where_somebody_came_to_harm(kind: str, told: str, code: str):
    assert read("", kind + told).code.partition(".")[0] == code  # running text
    assert read(f"22.15 {kind}, Bro.", told).code.partition(".")[0] == code  # a label
    assert read("", f"Kl 22 {kind.lower()}{told}").code.partition(".")[0] == code


@pytest.mark.parametrize("prose", ["Två killar slåss på perrongen.", "Det har slagits vid kiosken, flera inblandade."])
def test_fighting_is_a_brawl_by_its_verbs_too(prose: str):
    assert read("", prose).code == "ordning.brak"


def test_other_disorder_stays_disorder_whatever_else_is_told():
    assert read("Ungdomar stör, Bro.", " En av dem säger att han blev slagen i går.").code == "ordning.ungdomar"


def test_the_harm_is_shown_as_a_reason():
    assert words("22.15 Bråk, Bro.", " En man blev slagen.") == ["Bråk", "slagen"]
    assert read("22.15 Bråk, Bro.", " En man blev slagen.").basis.confidence is Confidence.SURE


def test_a_false_alarm_is_no_crime():
    assert read("", "03.20 Larm Brunna centrum, falsklarm").code.partition(".")[0] == "ovrigt"
