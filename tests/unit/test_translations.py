"""English: every text of the code is translated, whole, and nothing else stands in the catalogue."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from reports.incoming.times.when import read_when

ROOT = Path(__file__).parents[2]
ENGLISH = ROOT / "app/translations/en/LC_MESSAGES/messages.po"
MEND = f"Run `make translations`, then write what is missing in {ENGLISH.relative_to(ROOT)}"
FIXED = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|</?\w+>")
"""What a translation must keep: placeholders and tags."""
NOW = datetime(2026, 11, 18, 11, tzinfo=UTC)
TIMES = "22.15, i natt, igår kväll, 21–04, 18 nov 22.15"


@pytest.fixture(scope="module")
def code() -> Catalog:
    """The texts of Python and templates, as `make translations` finds them."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog()
    for _file, _line, text, _comments, context in extract_from_dir(ROOT / "app", methods, options):
        found.add(text, context=context)
    return found


@pytest.fixture(scope="module")
def english() -> Catalog:
    with ENGLISH.open("rb") as file:
        return read_po(file)


def pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Each Swedish text with its English one; singular and plural apart."""
    for message in catalogue:
        if message.id:
            texts, translations = ([part] if isinstance(part, str) else part for part in (message.id, message.string))
            yield from zip(texts, translations, strict=True)


def ids(catalogue: Catalog) -> set[str | tuple[str, ...]]:
    return {message.id for message in catalogue if message.id}


def test_every_text_is_in_the_catalogue(code: Catalog, english: Catalog):
    assert len(code) > 500
    assert ids(code) - ids(english) == set(), MEND


def test_no_text_is_left_over(code: Catalog, english: Catalog):
    assert ids(english) - ids(code) == set(), MEND
    assert not english.obsolete, MEND


def test_every_text_is_translated(english: Catalog):
    assert [text for text, translation in pairs(english) if not translation.strip()] == [], MEND
    assert [message.id for message in english if message.id and message.fuzzy] == [], "Look at them, unmark them"


def test_placeholders_and_tags_are_kept(english: Catalog):
    lost = {
        text: translation
        for text, translation in pairs(english)
        if Counter(FIXED.findall(text)) != Counter(FIXED.findall(translation))
    }
    assert lost == {}


def test_sentences_end_alike(english: Catalog):
    """A stop that is lost or won shows where texts are put together."""
    unlike = {text: to for text, to in pairs(english) if {text[-1], to[-1]} & set(".:,?!…") and text[-1] != to[-1]}
    assert unlike == {}


def test_english_is_not_swedish(english: Catalog):
    swedish = {text for _, text in pairs(english) if re.search("[åäöÅÄÖ]", text.replace("Läget", ""))}
    assert swedish == set()


def test_the_compiled_catalogue_is_this_one(english: Catalog):
    """A test of pages would else tell of yesterday's words."""
    compiled = BytesIO()
    write_mo(compiled, english)
    assert ENGLISH.with_suffix(".mo").read_bytes() == compiled.getvalue(), "Run `make setup`"


def test_the_examples_of_a_time_are_understood(english: Catalog):
    for words in (TIMES, english[TIMES].string):
        for example in words.split(", "):
            assert read_when(example, NOW.date(), NOW).start, example
