"""The words by which somebody finds a category who does not know what it is called."""

import pytest

from reports.incoming.categories.lexicon.word_lists import word_lists
from reports.incoming.categories.search_words import search_words


def answers(code: str, typed: str) -> bool:
    """As static/js/select-box.js looks for what is typed."""
    return any(
        word.startswith(typed) or (word.endswith("*") and typed.startswith(word[:-1])) for word in search_words(code)
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *((word, "narkotika_alkohol.berusad") for word in ("fyll", "fylla", "fylleri", "berusad", "full", "lob")),
        *((word, "ordning.brak") for word in ("slagsmål", "bråk", "tumult")),
        ("hot", "vald_hot.hot"),
        ("klotter", "skadegorelse_brand.klotter"),
        ("moped", "trafik.buskorning"),
        ("snatteri", "stold_ran_inbrott.butik"),
        ("knark", "narkotika_alkohol.narkotika_bruk"),
        ("lampa", "otrygg_plats.belysning"),
    ],
)
def test_a_category_answers_to_the_words_that_the_reader_knows_it_by(typed: str, code: str) -> None:
    assert answers(code, typed)


def test_words_that_say_nothing_lead_nowhere() -> None:
    codes = {sub for words in word_lists().values() for sub in words.subs}
    assert not [code for code in codes for typed in ("person", "man", "från") if typed in search_words(code)]
    assert search_words("unheard_of") == ()
