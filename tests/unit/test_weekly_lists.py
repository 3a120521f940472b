"""Lists whose lines begin with a shortened day, or with who had the shift: neither is of the place or of its name."""

import pytest

from reports.incoming.reading import Confidence
from reports.incoming.times.local_time import to_wall
from reports.incoming.times.short_days import days_in_full, short_days
from tests.unit.test_guard_reports import places, reading


def days(text: str) -> list[str]:
    return [f"{to_wall(one.draft.when.start):%d %H.%M}" for one in reading(text).incidents]


@pytest.mark.parametrize(
    ("monday", "tuesday"), [("Må", "Ti"), ("mån", "tis"), ("Mån:", "Tis:"), ("- må", "- ti"), ("Månd.", "Tisd.")]
)
def test_each_line_of_a_week_is_of_its_day(monday: str, tuesday: str) -> None:
    text = f"{monday} Fasanstigen, klotter i hissen\n{tuesday} 14.20 Korpstigen: krossad ruta i porten\n"
    read = reading(text)
    assert [words for words, _ in places(read)] == ["Fasanstigen", "Korpstigen"]
    assert days(text) == ["16 00.00", "17 14.20"]
    assert [one.when.confidence for one in read.incidents] == [Confidence.DOUBTFUL, Confidence.SURE]


def test_two_days_of_a_week_are_one_time() -> None:
    (read,) = reading("To-fr Fasanstigen, klotter i hissen\nLö inget\n").incidents
    end = read.draft.when.end
    assert (f"{to_wall(read.draft.when.start):%d}", end and f"{to_wall(end):%d}") == ("19", "21")


@pytest.mark.parametrize(
    "text",
    [
        "On the bench a man slept.\nTo the left there was a car.\n",
        "Ti meter bort stod en bil.\nTi meter till, och den hade krockat.\n",
        "Två män slogs i Bro centrum.\nFr.o.m. idag gäller nytt pass.\n",
    ],
)
def test_what_only_looks_like_a_day_is_none(text: str) -> None:
    assert short_days(text) == {}


def test_a_day_in_full_stays() -> None:
    assert days_in_full("fredag") == ("fredag", "fredag")
    assert days_in_full("Fr-lö") == ("fredag", "lördag")


@pytest.mark.parametrize("shift", ["A/B", "AB/CD", "A+B", "K&L", "NN/Å"])
def test_who_had_the_shift_is_no_place(shift: str) -> None:
    text = (
        f"{shift} 07.50 Bro station, klotter på väggen\n{shift} 23.15 Larm Finnstaskolan, fönster krossat plan 2\n"
        f"{shift} 23.40 moped kör i hög fart på Köpmanvägen\n"
    )
    read = reading(text)
    assert days(text) == ["20 07.50", "19 23.15", "19 23.40"]
    assert [one.draft.summary[:3] for one in read.incidents] == ["Bro", "Lar", "mop"]
    assert [one.unknown_place for one in read.incidents] == [None] * 3


@pytest.mark.parametrize(
    "drove", ["Vi körde en runda", "Kl 21.10 körde vi en sväng", "21.10 Vi kör en runda", "Vi körde"]
)
def test_who_drives_a_round_tells_of_no_traffic(drove: str) -> None:
    (read,) = reading(f"{drove} i Bro centrum. Några ungdomar satt och drack öl vid biblioteket.").incidents
    assert not read.draft.category.startswith("trafik")
