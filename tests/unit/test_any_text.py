"""Any text at all is read, within bounded time, and every stretch that comes out lies in it."""

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.incoming.drafts import Whereabouts
from reports.incoming.reading import CategoryRead, Passage, PlaceRead, Reading
from reports.incoming.report_reader import read_passage, read_report

RECEIVED = datetime(2026, 11, 20, 6, tzinfo=UTC)
PIECES = (
    *("Två viltolyckor har rapporterats ", "på E4 ", "väg 304", "Sammanfattning av natten\n", "natt lugn", "Bro:\n"),
    *("\nTid: 22.10", "\nPlats: Bro", "\nHändelse: Bråk", "\n2215 Bråk", "\nTid:", "\nBrott: "),
    *(
        "22.12 ",
        "kl 7",
        "Klockan 24:00",
        "0.00",
        "99.99",
        "mellan 21 och 04 ",
        "strax före midnatt ",
        "i natt ",
        "31/2 ",
    ),
    *("\n", "\r\n", "\u00a0", "\t", "|", ";", "- ", "• ", "1. ", ": ", ". ", "...", "Övrigt:", "Uppdatering 14.51 "),
    *(
        "Misshandel, Bro",
        "Bro22.12.",
        "BroPolis ",
        "Hej! ",
        "Mvh\n",
        "I övrigt lugnt. ",
        "ett 70-tal ärenden ",
        "tre cyklar ",
    ),
    *(
        "natten mot lördag\n",
        "Fredag 20 november\n",
        "2026-11-19",
        "fredag 30 februari",
        "en man i 20-årsåldern ",
        "İ",
        "ß",
        "\u0000",
    ),
    *("ǅ", "𝟚𝟚.𝟙𝟚", "٢٢.١٢", "²², ½", "\u2028", "\ufeff", "\u202e", "👮🏽‍♀️"),
)


class Nowhere:
    """Readers that read nothing: what is tried here is the cutting and the times."""

    def read_passage(self, passage: Passage) -> PlaceRead:
        assert 0 <= passage.start <= passage.heading_end <= passage.end <= len(passage.text)
        return PlaceRead(Whereabouts())


class Anything:
    def read_passage(self, passage: Passage) -> CategoryRead:
        return CategoryRead("ovrigt")


def read(text: str) -> Reading:
    return read_report(text, RECEIVED, Nowhere(), Anything())


@settings(max_examples=400)
@given(st.lists(st.one_of(st.text(max_size=30), st.sampled_from(PIECES)), max_size=25).map("".join))
def test_stretches_lie_in_the_text_apart_and_in_order(text: str) -> None:
    reading = read(text)
    incidents = [incident.draft.passage for incident in reading.incidents]
    left_out = [(stretch.start, stretch.end) for stretch in reading.left_out]
    assert incidents == sorted(incidents)
    assert left_out == sorted(left_out)
    assert all(0 <= start < end <= len(text) for start, end in (*incidents, *left_out))
    assert all(before[1] <= after[0] for before, after in pairwise(sorted([*incidents, *left_out])))
    assert all(text[start:end].strip() == text[start:end] for start, end in incidents)


@settings(max_examples=200)
@given(st.lists(st.one_of(st.text(max_size=30), st.sampled_from(PIECES)), max_size=25).map("".join))
def test_times_and_words_are_those_of_the_text(text: str) -> None:
    for incident in read(text).incidents:
        draft = incident.draft
        assert draft.when.start <= RECEIVED + timedelta(hours=3)
        assert draft.when.end is None or draft.when.end > draft.when.start
        assert draft.summary
        for basis in (incident.when, incident.certainty, incident.quantity):
            assert all(0 <= start < end <= len(text) for start, end in basis.words)


@settings(max_examples=200)
@given(
    st.lists(st.one_of(st.text(max_size=20), st.sampled_from(PIECES)), min_size=1, max_size=12).map("".join),
    st.integers(0, 200),
    st.integers(1, 200),
)
def test_any_stretch_becomes_one_incident(text: str, start: int, length: int) -> None:
    start = min(start, max(len(text) - 1, 0))
    end = min(start + length, len(text))
    incident = read_passage(text, start, end, RECEIVED, Nowhere(), Anything())
    assert incident.draft.passage == (start, end)


LONG = 500_000
HUGE = {
    "one line": "polisen larmas till en adress ",
    "one line without spaces": "a",
    "capitals": "Ab",
    "only digits": "1234567890",
    "only clocks": "22.12 ",
    "only clocks and junctions": "Bro22.12.",
    "only stops": ". ",
    "stops and capitals": ".A",
    "no-break spaces": "\u00a0",
    "tabs": "\t",
    "bars": "|",
    "dashes": "- ",
    "numbers of rows": "1 | ",
    "vague": "vid strax runt ",
    "commas": "Bro, ",
    "hyphens": "Bro-",
    "parentheses": ") ",
    "halves": "Inga större eller ",
    "night": "natt och ",
    "numerals": "tre ",
    "odd letters": "ıǅß\u0301",
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_a_huge_line_is_read_in_bounded_time(text: str) -> None:
    line = (text * (LONG // len(text)))[:LONG]
    begun = time.process_time()
    read(line)
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    "line", ["22.12 Misshandel, Bro", "- en cykel är borta", "En man slår en annan.", "1\t2\t3", "Bro"]
)
def test_ten_thousand_lines_are_read_in_bounded_time(line: str) -> None:
    begun = time.process_time()
    read(f"{line}\n" * 10_000)
    assert time.process_time() - begun < 20
