"""Addresses behind the gazetteer: how they are looked for, what is suggested, what typed words mean."""

from collections.abc import Sequence

import pytest

from app.place_files.rules import Field, PlaceFileError, RowError, columns_of, is_feed, one_of_each, reader_of
from app.places.rules import TypedPlace, meaning, typed_whereabouts
from geo.addresses import AddressedGazetteer, address_key, street_of
from geo.gazetteer import Gazetteer, Place
from geo.points import LocationPrecision, Point

AT = Point(17.65, 59.51)
KNOWN = [
    Place(1, "Provgatan", "street", districts=("vast",), point=AT, precision=LocationPrecision.STREET),
    Place(2, "Provtorget", "square", districts=("vast",), point=AT),
    Place(3, "Väst", "district", districts=("vast",), precision=LocationPrecision.DISTRICT),
]


def address(number: int, name: str, district: str = "vast") -> Place:
    precision = LocationPrecision.POINT if name[-1].isdigit() else LocationPrecision.STREET
    kind = "address" if name[-1].isdigit() else "street"
    return Place(-number, name, kind, districts=(district,), point=AT, precision=precision)


REGISTER = [
    address(1, "Provgatan 1"),
    address(2, "Provgatan 12"),
    address(3, "Ängsvägen 3"),
    address(4, "Storgatan 5"),
    address(5, "Storgatan 5", "ost"),
    address(6, "Provgatan"),
    address(7, "Ängsvägen"),
]


def begins(key: str, is_street: bool, limit: int) -> list[Place]:
    kind = "street" if is_street else "address"
    return [p for p in REGISTER if p.kind == kind and address_key(p.name).startswith(key)][:limit]


def named(keys: Sequence[str]) -> list[Place]:
    return [place for place in REGISTER if address_key(place.name) in keys]


BOX = AddressedGazetteer(Gazetteer(KNOWN), begins, named, lambda id_: next((p for p in REGISTER if p.id == id_), None))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Stora Ängsvägen 12 B, Provstad", "stora angsvagen 12b"),
        ("  LARS-ERIKS  väg 3", "lars-eriks vag 3"),
        ("S:t Eriksgatan 4a", "s t eriksgatan 4a"),
    ],
)
def test_an_address_is_looked_for_however_it_is_spelt(written: str, key: str):
    assert address_key(written) == key


def test_the_street_in_an_address():
    assert [street_of(name) for name in ("Ängsvägen 12 B", "Ängsvägen 12B", "Väg 73")] == [
        "Ängsvägen",
        "Ängsvägen",
        "Väg",
    ]


def names(text: str) -> list[str]:
    return [suggestion.name for suggestion in BOX.suggest(text)]


def test_the_street_is_suggested_until_a_number_is_typed():
    assert names("ängsv") == ["Ängsvägen"]
    assert names("Ängsvägen 3") == ["Ängsvägen 3"]
    assert "Provgatan 1" in names("provgatan 1")


def test_what_the_register_knows_is_no_misspelt_place():
    assert names("provgatax") == ["Provgatan"], "a near miss"
    assert names("provgatan 12") == ["Provgatan 12"]


def test_a_street_that_the_gazetteer_has_is_told_once():
    assert names("provg").count("Provgatan") == 1
    assert BOX.suggest("provg")[0].place.id == 1


def test_an_address_in_full_is_meant_and_one_that_may_go_on_is_not():
    assert meaning("provgatan 1", BOX).place == REGISTER[0]
    assert meaning("ängsvägen 3", BOX).words == "Ängsvägen 3"
    beginning = meaning("Ängsvägen 4", BOX)
    assert beginning.place == REGISTER[6], "no such number, but the street is known"
    assert beginning.words == "Ängsvägen 4"


def test_one_address_in_two_districts_is_asked_about_and_can_be_picked():
    assert [place.districts for place in meaning("Storgatan 5", BOX).suggestions] == [("vast",), ("ost",)]
    assert meaning("Storgatan 5", BOX, place_id=-5).place == REGISTER[4]


def test_an_address_within_other_words_is_found():
    assert meaning("utanför porten på Ängsvägen 3", BOX).place == REGISTER[2]
    assert meaning("vid Provtorget", BOX).place == KNOWN[1]


@pytest.mark.parametrize(
    ("words", "precision"), [("Ängsvägen 3", LocationPrecision.POINT), ("Ängsvägen", LocationPrecision.STREET)]
)
def test_an_address_is_a_point_and_a_street_a_street_and_neither_a_place(words: str, precision: LocationPrecision):
    where = typed_whereabouts(TypedPlace(words), BOX, lambda _: "vast")
    assert (where.words, where.place_id, where.point, where.precision) == (words, None, AT, precision)


def read(head: str, *rows: str, **told: str):
    names = head.split(";")
    reader = reader_of(columns_of(names, told), is_feed=is_feed(names))
    return [reader(row.split(";")) for row in rows]


def test_columns_are_known_by_what_registers_call_them():
    [row] = read("objektidentitet;adressområde;adressplats;n;e", "a1;Provgatan;12 B;6600000;660000")
    assert row is not None
    assert (row.id, row.name, row.kind, row.metres) == ("a1", "Provgatan 12 B", "", (660000.0, 6600000.0))
    [stop] = read("stop_id;stop_name;stop_lat;stop_lon;location_type", "9;Provtorget;59.51;17.65;1")
    assert stop is not None
    assert (stop.id, stop.name, stop.kind, stop.point) == ("9", "Provtorget", "station", AT)


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        ("stop_id;stop_name;stop_lat;stop_lon", ""),
        ("stop_id;stop_name;stop_lat;stop_lon;location_type", ";"),
        ("stop_id;stop_name;stop_lat;stop_lon;location_type", ";0"),
    ],
)
def test_what_is_not_said_to_be_else_in_a_feed_is_a_stop(head: str, rest: str):
    [stop] = read(head, "9;Provtorget;59.51;17.65" + rest)
    assert stop is not None
    assert stop.kind == "stop"


def test_the_land_survey_s_own_headings_are_known():
    head = (
        "objektidentitet;kommunnamn;adressomrade_faststalltnamn;adressplatsnummer;bokstavstillagg;popularnamn;lon;lat"
    )
    [row] = read(head, "b2;Provstad;Ängsvägen;12;B;Hus 7;17.65;59.51")
    assert row is not None
    assert (row.id, row.name, row.kind, row.point) == ("b2", "Ängsvägen 12B", "", AT)


def test_north_and_east_are_told_apart_whatever_they_are_called():
    [row] = read("adress;x;y", "Provgatan 1;6600000;660000")
    assert row is not None
    assert row.metres == (660000.0, 6600000.0)


def test_columns_can_be_told():
    [row] = read("a;b;c;d", "Provgatan;1;17,65;59,51", street="a", number="b", lon="c", lat="d")
    assert row is not None
    assert (row.name, row.point) == ("Provgatan 1", AT)


def test_what_is_missing_is_told_with_what_the_file_has(app):
    with app.test_request_context():
        for head, told in (("namn;typ", {}), ("lon;lat", {}), ("namn;lon;lat", {"gata": "namn"})):
            with pytest.raises(PlaceFileError):
                columns_of(head.split(";"), told)


@pytest.mark.parametrize("row", [";17.65;59.51", "Provtorget;;", "Provtorget;17.65;", "Provtorget;12;99"])
def test_a_row_without_name_or_point_says_so(app, row: str):
    with app.test_request_context(), pytest.raises(RowError):
        read("namn;lon;lat", row)


def test_platforms_are_one_stop_and_stops_of_one_name_get_their_districts():
    head = "stop_id;stop_name;stop_lat;stop_lon;location_type"
    rows = read(
        head, "1;Kyrkan;59.51;17.65;0", "2;Kyrkan;59.52;17.66;1", "3;Kyrkan;59.51;17.75;0", "4;Torget;59.51;17.65;0"
    )
    told, keys = one_of_each(rows, ["vast", "vast", "ost", "vast"], {"vast": "Väst", "ost": "Öst"})
    assert [(row.id, row.name) for row in told] == [("2", "Kyrkan (Väst)"), ("3", "Kyrkan (Öst)"), ("4", "Torget")]
    assert keys == ["vast", "ost", "vast"]
    assert set(Field) >= {"lon"}
