"""The police's notices: reading files with all their traps, and what one notice tells. All texts are made up."""

import gzip
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.points import LocationPrecision
from reports.incoming.drafts import Certainty
from reports.incoming.errors import UnreadableFileError
from reports.incoming.notices.polisen import (
    BadNotice,
    Notice,
    concerns,
    draft_from,
    is_incident,
    municipality_of,
    occurred,
    read_notices,
)
from reports.incoming.times.local_time import LOCAL_TIME
from reports.incoming.times.time_words import MONTHS
from tests.unit.upplands_bro import POLICE_TYPES, place_reader

READER = place_reader()
EARLY, LATE = datetime.fromisoformat("2018-01-01"), datetime.fromisoformat("2030-01-01")
ROW = {
    "id": 7,
    "datetime": "2023-01-11 1:35:11 +01:00",
    "name": "10 januari 23:39, Mord/dråp, försök, Upplands-bro",
    "summary": "Larm från Fasanstigen i Br",
    "url": "/aktuellt/7/",
    "type": "Mord/dråp, försök",
    "location": {"name": "Upplands-bro", "gps": "59.5,17.6"},
}


def read(content: bytes | str) -> list[Notice | BadNotice]:
    return list(read_notices(io.BytesIO(content if isinstance(content, bytes) else content.encode())))


def notice(**changes: object) -> Notice:
    (found,) = read(json.dumps(ROW | changes))
    assert isinstance(found, Notice)
    return found


def test_every_packing_gives_the_same_notices(tmp_path: Path):
    array, lines = json.dumps([ROW, ROW], indent=1), f"{json.dumps(ROW)}\n\n{json.dumps(ROW)}\n"
    files = [
        data
        for text in (array, lines, "\ufeff" + array, "\ufeff" + lines)
        for data in (text, gzip.compress(text.encode()))
    ]
    assert [read(file) for file in files] == [[notice()] * 2] * 8
    (tmp_path / "named.txt").write_bytes(files[1])
    assert list(read_notices(tmp_path / "named.txt")) == [notice()] * 2


def test_lines_are_streamed():
    file = io.BytesIO(b"\n".join([json.dumps(ROW).encode()] * 5000))
    next(iter(read_notices(file)))
    assert file.tell() < len(file.getbuffer()) / 2


def test_one_digit_hours_and_the_page_text():
    found = notice(preamble="Larm från Fasanstigen i Bro.", body="En bil brann.\u00a0Ingen skadades.")
    assert found.published == datetime(2023, 1, 11, 0, 35, 11, tzinfo=UTC)
    assert found.summary == "Larm från Fasanstigen i Bro."
    assert found.text == "Larm från Fasanstigen i Bro.\nEn bil brann.\u00a0Ingen skadades."
    assert notice(preamble=None, body=None).text == ROW["summary"]


def test_a_broken_row_is_told_with_its_line_and_the_others_are_read():
    broken = [ROW | {"id": None}, ROW | {"name": " "}, ROW | {"datetime": "i går"}, 5]
    rows = read("\n".join(['{"id":', *map(json.dumps, broken), json.dumps(ROW)]).replace("\n5\n", "\n[]\n"))
    assert [(row.line, row.reason.code) for row in rows if isinstance(row, BadNotice)] == [
        (1, "not_json"),
        (2, "missing"),
        (3, "missing"),
        (4, "bad_datetime"),
        (5, "not_object"),
    ]
    assert rows[-1] == notice()
    assert [row.line for row in read(json.dumps([ROW, 1])) if isinstance(row, BadNotice)] == [2]
    assert "i går" in rows[3].reason.in_words("sv")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"id;name\n1;x\n", "not_json"),
        (b'[{"id": 1}', "not_json"),
        (gzip.compress(json.dumps([ROW]).encode(), mtime=0)[:-9], "broken_archive"),  # the same name in each process
        (b"\x1f\x8bno", "broken_archive"),
    ],
)
def test_what_is_no_such_file_is_refused(content: bytes, code: str):
    with pytest.raises(UnreadableFileError) as refused:
        read(content)
    assert refused.value.code == code


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5), lambda x: st.lists(x) | st.dictionaries(st.text(max_size=3), x)
    )
)
def test_no_json_row_stops_a_file(value: object):
    rows = read(json.dumps([value, ROW | {"id": value}, ROW | {"datetime": value}, ROW | {"location": value}, ROW]))
    assert len(rows) == 5
    assert rows[-1] == notice()


@pytest.mark.parametrize(
    ("name", "kind", "location", "municipality"),
    [
        ("10 januari 23:39, Mord/dråp, försök, Upplands-bro", "Mord/dråp, försök", "Upplands-bro", "Upplands-bro"),
        ("31 maj 20.22, Vapenlagen, Upplands-Bro", "Vapenlagen", "Stockholms län", "Upplands-Bro"),
        ("25 juni 13.10, Rån, försök, Upplands-Bro", "Rån, försök", "Järfälla", "Upplands-Bro"),
        ("15 maj 16.38, Åldringsbrott, Haninge", "Bedrägeri", "Haninge", "Haninge"),
        ("16 maj 10.38, Rån, försök", "Rån, försök", "Haninge", "Haninge"),
        ("20 maj 13.09, Trafikkontroll,  Västerbottens län", "Trafikkontroll", "Umeå", "Umeå"),
        ("13 maj 13:56, Åldringsbrott, Stockholms län", "Åldringsbrott", "Stockholms län", None),
    ],
)  # fmt: skip
def test_the_municipality(name: str, kind: str, location: str, municipality: str | None):
    assert municipality_of(notice(name=name, type=kind, location={"name": location})) == municipality


@pytest.mark.parametrize(
    "kind", ["Sammanfattning natt", "Sammanfattning kväll och natt", "Uppdatering", "Övrigt", "Information"]
)
def test_what_is_no_incident(kind: str):
    assert not is_incident(notice(type=kind))


def test_every_type_that_we_map_is_an_incident():
    assert all(is_incident(notice(type=kind)) for kind in POLICE_TYPES)


@pytest.mark.parametrize(
    ("name", "published", "local"),
    [
        ("10 januari 23:39, Rån, Bro", "2023-01-11 1:35:11 +01:00", "2023-01-10 23:39 +01:00"),
        ("31 maj 20.22, Rån, Bro", "2025-05-31 21:10:17 +02:00", "2025-05-31 20:22 +02:00"),
        ("31 december 22.10, Rån, Bro", "2024-01-01 7:00:00 +01:00", "2023-12-31 22:10 +01:00"),
        ("01 januari 00.05, Rån, Bro", "2024-01-01 0:40:16 +01:00", "2024-01-01 00:05 +01:00"),
        # dated by the night's writer on the day of publishing, though it was the evening before
        ("13 februari 23.52, Brand, Bro", "2024-02-13 8:17:35 +01:00", "2024-02-12 23:52 +01:00"),
        # a title a little ahead of its publishing is meant as it stands
        ("26 augusti 11:45, Rattfylleri, Bro", "2023-08-26 11:44:18 +02:00", "2023-08-26 11:45 +02:00"),
        # no time that can be meant: the publishing
        ("30 februari 11:45, Brand, Bro", "2023-03-01 11:44:18 +01:00", "2023-03-01 11:44:18 +01:00"),
        ("29 februari 11:45, Brand, Bro", "2023-03-01 11:44:18 +01:00", "2023-03-01 11:44:18 +01:00"),
        ("17 juni 07.00, Brand, Bro", "2024-06-10 5:56:19 +02:00", "2024-06-10 05:56:19 +02:00"),
        ("Brand, Bro", "2024-06-10 5:56:19 +02:00", "2024-06-10 05:56:19 +02:00"),
    ],
)
def test_when_it_happened(name: str, published: str, local: str):
    when = occurred(notice(name=name, datetime=published))
    day, clock, zone = local.split()
    assert when.start == datetime.fromisoformat(f"{day}T{clock}{zone}")
    assert when.start.tzinfo is UTC
    assert when.end is None


@given(st.datetimes(timezones=st.just(UTC), min_value=EARLY, max_value=LATE), st.integers(0, 40))
def test_a_named_time_in_the_past_is_found_again(published: datetime, hours: int):
    """Whatever the turn of the year or of the clock; of the hour that autumn repeats the first is meant."""
    happened = published - timedelta(hours=hours)
    local = happened.astimezone(LOCAL_TIME)
    name = f"{local.day} {MONTHS['sv'][local.month - 1]} {local:%H.%M}, Rån, Bro"
    found = occurred(notice(name=name, datetime=f"{published:%Y-%m-%d %H:%M:%S} +00:00")).start
    assert happened - found == timedelta(seconds=local.second, microseconds=local.microsecond, hours=local.fold)


OURS = (("Upplands-Bro", "Upplands-bro"), ("Bro", "Brunna", "Kungsängen"), ("Järfälla", "Stockholms län"))


@pytest.mark.parametrize(
    ("area", "lead", "ours"),
    [
        ("Upplands-bro", "En bil brinner.", True),
        ("Upplands-Bro", "En bil brinner.", True),
        ("Järfälla", "Smäll vid ett hus i Kungsängen.", True),
        ("Järfälla", "Olycka vid påfarten Upplands-Bro.", True),
        ("Järfälla", "En bil har kört in i en bro.", False),
        ("Järfälla", "Inbrott i Jakobsberg.", False),
        ("Stockholms län", "Samtal från Nacka och Upplands-bro.", True),
        ("Uppsala", "Inbrott i Kungsängen.", False),
        ("Gotland", "Avåkning vid Bro.", False),
    ],
)
def test_which_notices_concern_us(area: str, lead: str, ours: bool):
    about = notice(name=f"1 maj 10.00, Brand, {area}", type="Brand", location={"name": area}, summary=lead)
    assert concerns(about, *OURS) is ours


def test_a_draft_of_ours():
    draft = draft_from(notice(preamble="Larm från Fasanstigen i Bro."), READER, POLICE_TYPES)
    assert draft.where.words == "Fasanstigen"
    assert draft.where.point
    assert draft.category == "vald_hot"
    assert draft.passage == (0, len("Larm från Fasanstigen i Bro."))
    assert draft.certainty is Certainty.OBSERVED


def test_a_draft_of_another_municipality_takes_nothing_from_our_gazetteer():
    elsewhere = {"name": "1 maj 10.00, Brand, Uppsala", "location": {"name": "Uppsala"}, "type": "Brand"}
    where = draft_from(notice(**elsewhere, summary="Brand på Fasanstigen i Kungsängen."), READER, {}).where
    assert (where.words, where.precision) == ("Fasanstigen", LocationPrecision.MUNICIPALITY)
    assert (where.place_id, where.point, where.district) == (None, None, None)
    assert draft_from(notice(**elsewhere, summary="Brand."), None, {}).where.words == "Uppsala"


def test_only_a_county_is_not_even_a_municipality():
    draft = draft_from(notice(name="1 maj, Brand, Skåne län", location={"name": "Skåne län"}), READER, {})
    assert draft.where.precision is LocationPrecision.UNKNOWN


def test_a_type_never_seen_is_other_and_a_suspicion_stays_one():
    assert draft_from(notice(type="Rymdbrott"), None, POLICE_TYPES).category == "ovrigt"
    assert draft_from(notice(type="Skottlossning, misstänkt"), None, POLICE_TYPES).certainty is Certainty.SUSPECTED


def test_violence_between_people_who_are_close_is_of_its_own():
    near = {"preamble": "En kvinna har slagits av sin sambo på Fasanstigen."}
    assert draft_from(notice(**near, type="Misshandel"), None, POLICE_TYPES).category == "nara_relation"
    assert draft_from(notice(**near, type="Stöld"), None, POLICE_TYPES).category == "stold_ran_inbrott"
    assert draft_from(notice(type="Misshandel"), None, POLICE_TYPES).category == "vald_hot"
