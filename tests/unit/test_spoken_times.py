"""Clock times in words: "halv nio", "kvart över elva", "vid niotiden", of which half the day is left open."""

from datetime import datetime

import pytest

from reports.incoming.categories.reader import CategoryReader
from reports.incoming.reading import Confidence
from reports.incoming.report_reader import read_report
from reports.incoming.times.local_time import to_utc, to_wall
from reports.incoming.times.time_marks import in_digits, marks
from tests.unit.upplands_bro import place_reader

MORNING = "2026-11-21 07:30"


def whens(text: str, received: str = MORNING) -> list[tuple[str, Confidence]]:
    """The day and clock at which each incident began, and how sure it is."""
    read = read_report(text, to_utc(datetime.fromisoformat(received)), place_reader(), CategoryReader({}))
    return [(to_wall(one.draft.when.start).strftime("%d %H.%M"), one.when.confidence) for one in read.incidents]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Halv nio bråkade två killar vid stationen.", "20 20.30"),
        ("Kl halv elva körde en A-traktor på gångvägen.", "20 22.30"),
        ("Kvart över elva krossades en ruta på skolan.", "20 23.15"),
        ("Kvart i tolv krossades en ruta på skolan.", "20 23.45"),
        ("Kvart i ett krossades en ruta på skolan.", "21 00.45"),
        ("Halv ett krossades en ruta på skolan.", "21 00.30"),
        ("Kvart över sju krossades en ruta på skolan.", "21 07.15"),
        ("Halv 9 bråkade två killar vid stationen.", "20 20.30"),
        ("Klockan elva krossades en ruta på skolan.", "20 23.00"),
        ("Vid niotiden bråkade två killar vid stationen.", "20 20.30"),  # half an hour before nine until half past
    ],
)
def test_the_later_half_that_has_been_and_never_sure(words: str, told: str) -> None:
    assert whens(words) == [(told, Confidence.DOUBTFUL)]


def test_in_the_afternoon_it_is_of_the_afternoon() -> None:
    assert whens("Halv tre krossades en ruta på skolan.", "2026-11-20 16:00")[0][0] == "20 14.30"


def test_a_part_of_the_day_tells_which_half() -> None:
    assert whens("I går kväll halv nio krossades en ruta på skolan.") == [("20 20.30", Confidence.SURE)]


def test_each_line_of_a_walk_has_its_own() -> None:
    walk = (
        "Vid 21-tiden slogs två killar i Bro centrum.\n"
        "Kl halv elva körde en A-traktor på gångvägen vid Bro station.\n"
        "Kvart i tolv krossades en ruta på Broskolan.\n"
    )
    assert [when for when, _ in whens(walk)] == ["20 20.30", "20 22.30", "20 23.45"]


@pytest.mark.parametrize(
    "words",
    [
        "En halv två meter hög mur.",
        "Halv tio kilo krut.",
        "Elva killar.",
        "Två av tio.",
        "En kvart senare.",
        "Halva tre",
    ],
)
def test_what_tells_no_time(words: str) -> None:
    assert not list(marks(words, 0, len(words)))


def test_in_digits_of_the_morning() -> None:
    assert in_digits("strax före halv nio") == "strax före 08.30"
    assert in_digits("22.15") == "22.15"
