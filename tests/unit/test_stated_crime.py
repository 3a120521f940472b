"""The crime that a text itself names. All texts are made up."""

import pytest

from reports.incoming.categories.lexicon.labels import Labels
from reports.incoming.categories.lexicon.stated import stated_crime
from reports.incoming.categories.lexicon.tokens import tokens
from reports.incoming.categories.reader import CategoryReader
from reports.incoming.reading import CategoryRead, Passage
from tests.unit.upplands_bro import POLICE_TYPES

LABELS = Labels(
    {"Rån": "stold", "Olaga hot": "hot", "Hot": "hot", "Hot mot tjänsteman": "tjansteman", "Stöld": "stold"}
)
READER = CategoryReader(POLICE_TYPES)


def named(text: str) -> str | None:
    label = stated_crime([*tokens(text, 0, len(text))], LABELS)
    return label and text[label.start : label.end]


def read(prose: str) -> CategoryRead:
    return READER.read_passage(Passage(prose, 0, 0, len(prose)))


@pytest.mark.parametrize(
    ("text", "crime"),
    [
        ("Han är misstänkt för rån.", "rån"),
        ("De misstänks för grovt olaga hot och stöld.", "olaga hot"),
        ("En anmälan om bland annat försök till stöld skrivs.", "stöld"),
        ("Det rubriceras som rån", "rån"),
        ("En anmälan om hot mot tjänsteman.", "hot mot tjänsteman"),
        ("En anmälan om hot.", None),  # says too little
        ("Ingen är misstänkt för rån.", None),
        ("Ingen anmälan om rån, men en anmälan om stöld.", "stöld"),
        ("Ett rån utreds.", None),
        ("Han är misstänkt för. Rån", None),
        ("Han är misstänkt för", None),
        ("Han är misstänkt för en", None),
        ("", None),
    ],
)
def test_a_crime_is_named_after_the_words_that_name_one(text: str, crime: str | None):
    assert named(text) == crime


def test_the_named_crime_tells_the_category_where_the_words_are_few():
    assert (
        read("En man söktes upp i hemmet och är misstänkt för skadegörelse.").code == "skadegorelse_brand.skadegorelse"
    )
    assert read("En man söktes upp i hemmet och är misstänkt för häleri.").code == "stold_ran_inbrott.halare"


def test_the_named_crime_is_shown_as_a_reason():
    text = "En anmälan gällande olaga intrång upprättas."
    read_words = [text[span.start : span.end] for span in read(text).basis.words]
    assert "olaga intrång" in read_words


def test_a_clear_text_goes_before_the_crime_that_is_named_last():
    text = "En personbil har kört av länsvägen och voltat. Föraren är misstänkt för stöld."
    assert read(text).code == "trafik.olycka"
