"""Personal data in text: all of it is found, and nothing else."""

import gzip
import json
import time
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.incoming.privacy.tripwire import MASKS, PersonalDataKind, find_personal_data, mask, masked
from tests.bench.real_data import real_file
from tests.planted import HARMLESS, PLATE_LETTERS, planted_texts

NUMBER, PHONE, EMAIL = PersonalDataKind.PERSONAL_NUMBER, PersonalDataKind.PHONE, PersonalDataKind.EMAIL
PLATE, APARTMENT = PersonalDataKind.PLATE, PersonalDataKind.APARTMENT


def found_in(text: str) -> list[tuple[PersonalDataKind, str]]:
    return [(kind, text[start:end]) for kind, start, end in find_personal_data(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Mannen 900101-9802 greps", NUMBER, "900101-9802"),
        ("(19900101 9802)", NUMBER, "19900101 9802"),
        ("1990-01-01-9802", NUMBER, "1990-01-01-9802"),
        ("900101+9802", NUMBER, "900101+9802"),
        ("90 01 01 98 02", NUMBER, "90 01 01 98 02"),
        ("900101\u00ad-\u00ad9802", NUMBER, "900101\u00ad-\u00ad9802"),
        ("samordningsnummer 900161-9809", NUMBER, "900161-9809"),
        ("pnr: 900101-1234", NUMBER, "900101-1234"),
        ("född 900101-XXXX", NUMBER, "900101-XXXX"),
        ("Mannen 900101-9803 greps", NUMBER, "900101-9803"),
        ("(19900101-9803)", NUMBER, "19900101-9803"),
        ("flicka född 1990-01-02.", NUMBER, "1990-01-02"),
        ("pojke, född 12 maj 1990, bråkade", NUMBER, "12 maj 1990"),
        ("Tel 070-123 45 67 till vittnet", PHONE, "070-123 45 67"),
        ("kl 08.30 0701234567", PHONE, "0701234567"),
        ("+46 (0)70 123 45 67", PHONE, "+46 (0)70 123 45 67"),
        ("46701234567", PHONE, "46701234567"),
        ("(070) 123 45 67", PHONE, "(070) 123 45 67"),
        ("(tfn 070-123 45 67)", PHONE, "070-123 45 67"),
        ("070.123.45.67", PHONE, "070.123.45.67"),
        ("nås på 581 690 00", PHONE, "581 690 00"),
        ("+358 40 123 4567", PHONE, "+358 40 123 4567"),
        ("skriv till kim.prov@exempel.se.", EMAIL, "kim.prov@exempel.se"),
        ("kim (at) exempel.se", EMAIL, "kim (at) exempel.se"),
        ("kim snabel-a exempel punkt se", EMAIL, "kim snabel-a exempel punkt se"),
        ("en bil, ABC 123, körde", PLATE, "ABC 123"),
        ("abc12d", PLATE, "abc12d"),
        ("reg nr med 123", PLATE, "med 123"),
        ("reg.nr: WX 12345", PLATE, "WX 12345"),
        ("bilen MED 123 stod där", PLATE, "MED 123"),
        ("Provgatan 12 lgh 1203", APARTMENT, "lgh 1203"),
        ("i lägenhet 1203", APARTMENT, "lägenhet 1203"),
        ("lght 1102, okänd", APARTMENT, "lght 1102"),
        ("lägenhet nr 3", APARTMENT, "lägenhet nr 3"),
    ],
)
def test_found(text: str, kind: PersonalDataKind, words: str):
    assert found_in(text) == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        *HARMLESS,
        "ärendenummer 900101-9803",
        "larm 20261120-2210, 261120-2210",
        "5000-900101-9803",
        "E 18 och E18 123",
        "kl 123, ABS 100, mot 150, hus 12b",
        "OCH 200 PERSONER SÅG DET",
        "ring 114 14, 077-114 14 00 eller 020-12 34 56",
        "ring 18.30-20.00, ringa 2026-11-20 18.30",
        "ärendenummer 08-123 456 78",
        "från 2026-08-03 03.00 till 2026-08-04 03.00",
        "lägenheten 22.15, i lägenhet 18:00",
        "man i 20-årsåldern, född 1990",
        "",
    ],
)
def test_no_personal_data(text: str):
    assert found_in(text) == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_that_was_planted_is_missed(seed: int):
    missed = [
        text[planted.start : planted.end]
        for text, planted in planted_texts(1000, seed)
        if not any(one.start <= planted.start and planted.end <= one.end for one in find_personal_data(text))
    ]
    assert missed == []


def test_what_was_planted_is_called_by_its_name():
    named = Counter(found_in(text) == [(planted.kind, text[planted.start : planted.end])] for text, planted in PLANTED)
    assert named[True] >= 995  # a phone number may have the digits of a personal one


PLANTED = [*planted_texts(1000, seed=4)]


def test_masking_leaves_none_and_nothing_else_changes():
    for text, planted in PLANTED:
        masked = mask(text, find_personal_data(text))
        assert find_personal_data(masked) == []
        assert masked.startswith(text[: planted.start])
        assert masked.endswith(text[planted.end :])


def test_a_text_without_any_is_left_as_it_is():
    for text in HARMLESS:
        assert masked(text) is text


def test_masks_say_what_stood_there():
    text = "Kim, 900101-9802, tel 070-123 45 67, kim@exempel.se, ABC 123, lgh 1203."
    assert mask(text, find_personal_data(text)) == (
        "Kim, [personnummer], tel [telefonnummer], [e-postadress], [registreringsnummer], [lägenhetsnummer]."
    )
    assert MASKS.keys() == set(PersonalDataKind)


PIECES = [
    " ",
    "-",
    "\n",
    "0",
    "70",
    "19900101",
    "9802",
    "(0)",
    "+46",
    "ABC",
    "lgh ",
    "@",
    "a.se",
    "tel ",
    "reg nr ",
    ".",
]


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
@settings(max_examples=400)
def test_any_text_is_read_and_its_mask_holds_none(text: str):
    found = find_personal_data(text)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert find_personal_data(masked(text)) == []


@pytest.mark.parametrize("piece", ["0 ", "a@", "!", "19900101-9802 ", "  ", "08.30   ", "reg nr ", "0", "(0", "k-nr "])
def test_a_very_long_text_takes_bounded_time(piece: str):
    start = time.process_time()
    find_personal_data(piece * (100_000 // len(piece)))
    assert time.process_time() - start < 3


def test_real_notices_are_seldom_stopped():
    path = real_file("polisen/events_to_2025-06.jsonl.gz")
    if path is None:
        pytest.skip("the real notices are not here")
    with gzip.open(path, "rt") as lines:
        notices = [json.loads(line) for line, _ in zip(lines, range(5000), strict=False)]
    texts = [" ".join(filter(None, (notice["summary"], notice.get("body")))) for notice in notices]
    assert sum(bool(find_personal_data(text)) for text in texts) <= 0.01 * len(texts)


def test_plates_of_all_letters():
    for letter in PLATE_LETTERS:
        assert found_in(f"bil {letter}XZ 12{letter}") == [(PLATE, f"{letter}XZ 12{letter}")]
