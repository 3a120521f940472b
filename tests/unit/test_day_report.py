"""Day reports of police and guards: passages, times, labels and places."""

from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer, Place
from geo.points import LocationPrecision, Point
from reports.incoming.day_report import read_day_report
from reports.incoming.drafts import DraftIncident
from reports.incoming.local_time import to_utc, to_wall
from reports.incoming.passages import passages
from reports.incoming.where import PlaceReader

CATEGORY_OF = {
    "misshandel": "vald_hot",
    "mord/dråp, försök": "vald_hot",
    "brand": "skadegorelse_brand",
    "ordningsstörning": "ordning",
    "stöld": "stold_ran_inbrott",
}
PLACES = PlaceReader(
    Gazetteer(
        [
            Place(1, "Bro centrum", "centre", districts=("bro",), point=Point(17.6425, 59.5144)),
            Place(2, "Kungsängens station", "station", districts=("kungsangen",), point=Point(17.7525, 59.4779)),
        ]
    ),
    ["Upplands-Bro"],
    {"bro": "Bro", "kungsangen": "Kungsängen"},
)
RECEIVED = to_utc(datetime.fromisoformat("2026-11-20 07:00"))

POLICE = """\
God morgon!
Här kommer nattens rapport, mellan 22.00 och 07.00 ett 70-tal ärenden i länet.

22.12 Misshandel, Bro centrum
En man slår en annan.

Patrull på plats hittar ingen.
02.20 Stöld, Kungsängen
En cykel är borta vid Kungsängens station.

I övrigt lugnt. Vi hörs 07.30.
Med vänlig hälsning
"""
GUARDS = """\
Dygnsrapport
- 22.00 Passet börjar.
- 23.40 Ordningsstörning, Kungsängens station: Ungdomar skriker.
• kl. 01.15 Bro, brand: En soptunna brinner.
- 03.10 Dörr uppbruten i Bro centrum, väktare låser.
Totalt 3 ärenden.
"""


def read(text: str) -> list[DraftIncident]:
    return read_day_report(text, RECEIVED, PLACES, CATEGORY_OF)


def clocks(drafts: list[DraftIncident]) -> list[str]:
    return [to_wall(draft.when.start).strftime("%d %H.%M") for draft in drafts]


def test_a_police_report() -> None:
    beaten, stolen = read(POLICE)
    assert (beaten.category, beaten.where.place_id, beaten.where.district) == ("vald_hot", 1, "bro")
    assert beaten.summary == "En man slår en annan. Patrull på plats hittar ingen."
    assert (stolen.category, stolen.where.place_id) == ("stold_ran_inbrott", 2)
    assert stolen.summary == "En cykel är borta vid Kungsängens station."


def test_the_evening_is_of_the_day_before() -> None:
    assert clocks(read(POLICE)) == ["19 22.12", "20 02.20"]
    assert all(draft.when.end is None for draft in read(POLICE))


def test_passages_are_exact() -> None:
    for text in (POLICE, POLICE.replace("\n", "\r\n")):
        cut = [text[slice(*draft.passage)].split() for draft in read(text)]
        assert [" ".join([*words[:3], *words[-2:]]) for words in cut] == [
            "22.12 Misshandel, Bro hittar ingen.",
            "02.20 Stöld, Kungsängen Kungsängens station.",
        ]


def test_a_guard_report() -> None:
    drafts = read(GUARDS)
    assert clocks(drafts) == ["19 23.40", "20 01.15", "20 03.10"]
    assert [draft.category for draft in drafts] == ["ordning", "skadegorelse_brand", "ovrigt"]
    assert [draft.where.place_id for draft in drafts] == [2, None, 1]
    assert drafts[1].where.precision is LocationPrecision.DISTRICT
    assert [draft.summary for draft in drafts] == [
        "Ungdomar skriker.",
        "En soptunna brinner.",
        "Dörr uppbruten i Bro centrum, väktare låser",
    ]
    assert GUARDS[slice(*drafts[1].passage)] == "kl. 01.15 Bro, brand: En soptunna brinner."


@pytest.mark.parametrize(
    "heading",
    [
        "22.12 Misshandel, Bro centrum",
        "22:12, Misshandel - Bro centrum",
        "Kl 22.12 MISSHANDEL Bro centrum",
        "22.12 - Bro centrum, misshandel",
        "22.12 Mord/dråp, försök, Bro centrum",
    ],
)
def test_headings_of_many_forms(heading: str) -> None:
    (draft,) = read(heading)
    assert (draft.category, draft.where.place_id, *clocks([draft])) == ("vald_hot", 1, "19 22.12")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hej! Natten har varit lugn.",
        "22.00-07.00 hanterades ett 70-tal ärenden.",
        "03:23 - Lugn start på natten, inget att rapportera",
        "06.00 Inga grova brott har anmälts.",
        "06.00 Passet avslutas",
        "Vi ses 22.15.",
        "25.10 Misshandel, Bro",
        "22.12",
    ],
)
def test_what_is_no_incident(text: str) -> None:
    assert read(text) == []


def test_the_night_that_summer_time_begins() -> None:
    spring = to_utc(datetime.fromisoformat("2026-03-29 07:00"))
    (draft,) = read_day_report("02.30 Misshandel, Bro", spring, PLACES, CATEGORY_OF)
    assert clocks([draft]) == ["29 03.30"]


@given(
    st.lists(
        st.one_of(st.text(max_size=30), st.sampled_from(["22.12 ", "\n", "\r\n", "- ", "Totalt", ": "])), max_size=12
    )
)
def test_any_text_gives_passages_that_lie_in_it_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    cut = list(passages(text))
    assert all(text[p.start : p.end].strip() == text[p.start : p.end] for p in cut)
    assert all(before.end <= after.start for before, after in pairwise(cut))
    assert all(0 <= draft.passage[0] < draft.passage[1] <= len(text) for draft in read(text))
