"""The sender's own number of a case."""

import pytest

from reports.incoming.facts.case_numbers import case_number_spans, find_case_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Anmälan upprättad, 5000-K123456-26.", "5000-K123456-26"),
        ("K-nr 123456-26", "123456-26"),
        ("k-nummer: 5000-k 123456-26 tack", "5000-K123456-26"),
        ("Uppge ärendenummer K25102-26 om du ringer", "K25102-26"),
        ("Rapport nr 2026-1182: bråk vid stationen", "2026-1182"),
        ("Rapportnummer 20261120-0012", "20261120-0012"),
        ("rapport #1182", "1182"),
        ("Ärende 4482231 Bråk vid stationen", "4482231"),
        ("Ref. nr BRO-26-001182, klart", "BRO-26-001182"),
        ("Händelsenumret är 4482231", "4482231"),
        ("dnr KS 2026/12", "KS 2026/12"),
        ("Diarienummer A123.456/2026", "A123.456/2026"),
        ("rapport nr 1182.Klockan tio", "1182"),
    ],
)
def test_found(text: str, number: str):
    assert find_case_number(text, 0, len(text)) == number


@pytest.mark.parametrize(
    "text",
    [
        "Rapport 2026-11-20",
        "Rapport nr 3/11",
        "Ärende 22.15 om buller",
        "ärendenummer saknas än så länge",
        "K 4 i Arvidsjaur",
        "3 rapporter på 2 dagar",
        "Patrull 31-4410 åkte dit kl 22.15",
        "ärendenummer 900101-9802",
        "",
    ],
)
def test_not_one(text: str):
    assert find_case_number(text, 0, len(text)) is None


def test_the_polices_own_comes_first():
    text = "Väktarrapport nr 26-88. Polisen har 0105-K77-26."
    assert find_case_number(text, 0, len(text)) == "0105-K77-26"
    assert [text[first:last] for first, last in case_number_spans(text)] == ["26-88", "0105-K77-26"]


def test_only_in_its_own_passage():
    text = "Ärendenr 12-26. Ärendenr 13-26."
    assert find_case_number(text, 16, len(text)) == "13-26"
    assert find_case_number(text, 0, 9) is None


def test_a_long_one_fits():
    text = "ärendenummer " + "A1-" * 100 + "1"
    number = find_case_number(text, 0, len(text))
    assert number is not None
    assert len(number) == 60
