"""Places and addresses from files: what is kept, what is told, and that reading twice changes nothing."""

import csv
import zipfile
from pathlib import Path

import pytest
import shapely
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Address, Incident, Place, Role
from app.place_files.queries import readings, sources
from app.place_files.rules import MOST_PLACES
from app.place_files.runs import AT_ONCE
from app.places.addresses import location_box
from app.places.queries import gazetteer
from geo.points import LocationPrecision, Point, to_sweref
from tests.factories import Town, make_place
from tests.map_files import MapFile, write_map_files


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=["import-places", *(str(argument) for argument in arguments)])


def row(id_: str, street: str, number: str, point: Point) -> str:
    east, north = to_sweref(point.lon, point.lat)
    return f"{id_};{street};{number};{north:.3f};{east:.3f}"


@pytest.fixture
def register(tmp_path: Path, town: Town) -> Path:
    """A table as a land survey gives it, with two bad rows and one of another municipality."""
    path = tmp_path / "adresser.csv"
    rows = [
        "objektidentitet;adressområde;adressplats;n;e",
        row("a1", "Ängsvägen", "1", town.in_west),
        row("a2", "Ängsvägen", "2 B", Point(17.652, 59.512)),
        row("a3", "Ängsvägen", "1", town.in_east),
        row("a4", "Fjärran", "1", town.outside),
        "a5;;;6600000;660000",
        "a6;Ängsvägen;7;;",
    ]
    path.write_bytes("\n".join(rows).encode("cp1252"))
    return path


def addresses(session: Session) -> list[tuple[object, ...]]:
    session.expire_all()
    columns = (Address.external_id, Address.name, Address.is_street, Address.lon, Address.lat, Address.district_id)
    return [tuple(found) for found in session.execute(select(*columns).order_by(Address.external_id))]


def test_addresses_are_kept_with_points_districts_and_streets(app, session, town, register):
    result = run(app, register)
    assert result.exit_code == 0, result.output
    told = addresses(session)
    assert [found[:3] for found in told] == [
        ("a1", "Ängsvägen 1", False),
        ("a2", "Ängsvägen 2 B", False),
        ("a3", "Ängsvägen 1", False),
        (f"street:angsvagen:{town.west.id}", "Ängsvägen", True),
        (f"street:angsvagen:{town.east.id}", "Ängsvägen", True),
    ]
    assert told[0][3:5] == pytest.approx((town.in_west.lon, town.in_west.lat), abs=1e-7)
    assert told[3][3:5] == pytest.approx((17.651, 59.511), abs=1e-6), "in the middle"
    assert [found[5] for found in told] == [town.west.id, town.west.id, town.east.id, town.west.id, town.east.id]
    for words in ("6 rader lästa", "Adresser i kommunen: 3", "nya 3; gator 2", "Utanför kommunen, inte inlästa: 1"):
        assert words in result.output
    assert len(gazetteer(session).places) == 0, "addresses are no places"


def test_bad_rows_are_written_for_somebody_to_mend(app, session, town, register):
    result = run(app, register)
    assert "Går inte att läsa: 2" in result.output
    assert "Rad 6 saknar namn." in result.output
    with register.with_suffix(".felrader.csv").open(encoding="utf-8-sig") as written:
        assert [(bad[0], bad[-1]) for bad in csv.reader(written, delimiter=";")] == [
            ("objektidentitet", "fel"),
            ("a5", "saknar namn"),
            ("a6", "saknar läge"),
        ]


def test_a_name_with_a_personal_number_is_left_out_and_told(app, session, town, tmp_path):
    file = tmp_path / "platser.csv"
    file.write_text("namn;typ;lat;lon\nProvskolan;skola;59,51;17,65\nBoende 640823-3234;skola;59,51;17,65\n")
    result = run(app, file)
    assert "Rad 3 har personuppgifter i namnet." in result.output
    assert [place.name for place in gazetteer(session).places] == ["Provskolan"]


def test_the_same_source_is_updated_and_never_doubled(app, session, town, register):
    run(app, register)
    before = addresses(session)
    assert "nya 0" in run(app, register).output
    assert addresses(session) == before
    text = register.read_text(encoding="cp1252").replace("a1;Ängsvägen;1", "a1;Hagvägen;1")
    register.write_text(text, encoding="cp1252")
    run(app, register)
    assert {found[1] for found in addresses(session)} >= {"Hagvägen 1", "Hagvägen"}
    assert len(addresses(session)) == len(before) + 1, "its street"


def test_a_table_without_ids_may_have_one_address_in_two_districts(app, session, town, tmp_path):
    path = tmp_path / "utan.csv"
    path.write_text("adress;lon;lat\nProvgatan 1;17.65;59.51\nProvgatan 1;17.75;59.51\nProvgatan 1;17.75;59.52\n")
    for _time in ("read", "read again"):
        assert run(app, path).exit_code == 0
        houses = select(Address.name, Address.lat, Address.district_id).where(~Address.is_street).order_by(Address.lon)
        told = [tuple(found) for found in session.execute(houses)]
        assert told == [("Provgatan 1", 59.51, town.west.id), ("Provgatan 1", 59.52, town.east.id)]


def test_an_administrator_sees_what_was_read_and_removes_the_addresses_of_a_source(
    app, client_as, session, town, register, feed
):
    run(app, register, "--source", "fel")
    run(app, register, "--source", "lantmäteriet")
    run(app, feed)
    client = client_as(Role.ADMINISTRATOR)
    page = client.get("/settings/place-files").text
    assert [(one.name, one.addresses, one.places) for one in sources(session)] == [
        ("fel", 3, 0),
        ("lantmäteriet", 3, 0),
        ("sl", 0, 3),
    ]
    assert page.count('<button class="secondary">Ta bort adresserna') == 2
    assert len(readings(session)) == 3
    assert client.post("/settings/place-files/remove", data={"source": "fel"}).status_code == 302
    assert [(one.name, one.addresses) for one in sources(session)] == [("lantmäteriet", 3), ("sl", 0)]
    told = session.execute(select(Address.source, func.count()).group_by(Address.source)).all()
    assert [tuple(found) for found in told] == [("lantmäteriet", 5)], "with its streets"
    client.post("/settings/place-files/remove", data={"source": "ingen"})
    assert "Inget är ändrat" in client.get("/settings/place-files").text


def test_a_trial_keeps_nothing(app, session, town, register):
    result = run(app, register, "--dry-run")
    assert "Adresser i kommunen: 3" in result.output
    assert "Inget är ändrat" in result.output
    assert addresses(session) == []


def test_an_address_is_suggested_and_entered_as_a_point(app, client, session, town, register):
    run(app, register)
    told = client.get("/places/suggest?q=angsvagen+1").json
    assert [one["label"] for one in told["places"]] == ["Ängsvägen 1, Väst", "Ängsvägen 1, Öst"]
    assert told["places"][0]["words"] == "Ängsvägen 1, Väst – adressens läge"
    assert told["meant"] is None
    picked = told["places"][1]
    entry = {"category": "ovrigt", "place": picked["name"], "place_id": str(picked["id"]), "known": "place",
             "when": "12", "day": "2026-11-18", "certainty": "observed", "source": town.police.key}  # fmt: skip
    assert client.post("/incidents/new", data=entry).status_code == 302
    [incident] = session.scalars(select(Incident))
    assert (incident.place_words, incident.place_id, incident.precision) == (
        "Ängsvägen 1",
        None,
        LocationPrecision.POINT,
    )
    assert incident.district is town.east


def test_a_number_that_no_address_has_means_none(app, client, session, town, register):
    run(app, register)
    for number in ("-99", "-99999999999999"):
        assert client.get(f"/places/suggest?q=Fjärran&place={number}").json["meant"] is None
    entry = {
        "category": "ovrigt",
        "place": "Fjärran",
        "suggested": "-" + "9" * 5000,
        "known": "place",
        "day": "2026-11-18",
    }
    assert client.post("/incidents/new", data=entry).status_code == 200, "asked again, nothing saved"


def test_a_street_without_a_number_is_a_street(app, client, session, town, register):
    run(app, register)
    told = client.get("/places/suggest?q=Ängsvägen").json
    assert {one["label"] for one in told["places"]} == {"Ängsvägen, Väst", "Ängsvägen, Öst"}
    assert "gatans läge" in told["places"][0]["words"]


def test_beginnings_are_read_from_the_index(app, session, town, register):
    run(app, register)
    plan = "EXPLAIN " + ("QUERY PLAN " if session.get_bind().dialect.name == "sqlite" else "")
    begun = "SELECT id FROM address WHERE is_street = {} AND key >= 'a' AND key < 'b' ORDER BY key, id LIMIT 8"
    if session.get_bind().dialect.name == "postgresql":
        session.connection().exec_driver_sql("SET LOCAL enable_seqscan = off")
    steps = session.connection().exec_driver_sql(plan + begun.format("false")).all()
    words = " ".join(str(step) for step in steps)
    assert "ix_address_is_street_key_id" in words
    assert "sort" not in words.lower()
    assert "TEMP B-TREE" not in words


@pytest.fixture
def feed(tmp_path: Path, town: Town) -> Path:
    stops = [
        "stop_id,stop_name,stop_lat,stop_lon,location_type",
        "1,Provtorget,59.51,17.65,1",
        "2,Provtorget,59.5101,17.6501,0",
        "3,Kyrkan,59.52,17.65,0",
        "4,Kyrkan,59.52,17.75,0",
        "5,Fjärran,59.51,18.5,0",
    ]
    path = tmp_path / "sl.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("stops.txt", "\n".join(stops))
        packed.writestr("routes.txt", "route_id\n1\n")
    return path


def test_stops_become_places(app, session, town, feed):
    result = run(app, feed)
    assert "Platser i kommunen: 3" in result.output
    places = session.scalars(select(Place).order_by(Place.id))
    told = [(place.name, place.kind, place.precision, place.districts) for place in places]
    assert told == [
        ("Provtorget", "station", LocationPrecision.POINT, [town.west]),
        ("Kyrkan (Väst)", "stop", LocationPrecision.POINT, [town.west]),
        ("Kyrkan (Öst)", "stop", LocationPrecision.POINT, [town.east]),
    ]
    assert "nya 0, ändrade 0" in run(app, feed).output


def test_a_stop_that_its_source_has_renamed_gets_the_name_unless_another_has_it(app, session, town, tmp_path):
    path = tmp_path / "stops.txt"
    path.write_text("stop_id,stop_name,stop_lat,stop_lon\n1,Provtorget,59.51,17.65\n2,Hagen,59.52,17.65\n")
    make_place(session, "Parken", AT, town.west)
    run(app, path)
    path.write_text("stop_id,stop_name,stop_lat,stop_lon\n1,Nya torget,59.51,17.65\n2,Parken,59.52,17.65\n")
    assert "nya 0, ändrade 1" in run(app, path).output
    told = session.execute(select(Place.external_id, Place.name, Place.kind).order_by(Place.id)).all()
    assert [tuple(found) for found in told] == [
        (None, "Parken", "place"),
        ("1", "Nya torget", "stop"),
        ("2", "Hagen", "stop"),
    ]
    assert "nya 0, ändrade 0" in run(app, path).output


def test_a_name_that_its_place_has_given_up_may_be_another_s(app, session, town, tmp_path):
    path = tmp_path / "stops.txt"
    path.write_text("stop_id,stop_name,stop_lat,stop_lon\n1,Provtorget,59.51,17.65\n")
    run(app, path)
    path.write_text("stop_id,stop_name,stop_lat,stop_lon\n5,Provtorget,59.53,17.65\n1,Provtorget södra,59.51,17.65\n")
    assert "nya 1, ändrade 1" in run(app, path).output
    told = session.execute(select(Place.external_id, Place.name).order_by(Place.id)).all()
    assert [tuple(found) for found in told] == [("1", "Provtorget södra"), ("5", "Provtorget")]


def test_a_place_that_was_known_without_a_point_gets_it_and_one_that_was_placed_stays(app, session, town, feed):
    unplaced, placed = (
        make_place(session, "Provtorget", None, town.west),
        make_place(session, "Kyrkan (Väst)", AT, town.west),
    )
    result = run(app, feed)
    assert "nya 1, ändrade 1" in result.output
    session.expire_all()
    assert unplaced.precision is LocationPrecision.POINT
    assert placed.kind == "place"


AT = Point(17.61, 59.41)


def test_schools_of_a_map_file_become_places_and_its_houses_addresses(app, session, town, tmp_path):
    shapes = [shapely.Point(17.65, 59.51).buffer(0.0005), shapely.Point(17.66, 59.51).buffer(0.0002)]
    columns = {"osm_id": ["7", "8"], "name": ["Provskolan", ""], "amenity": ["school", ""],
               "addr:street": ["", "Hagvägen"], "addr:housenumber": ["", "4"]}  # fmt: skip
    write_map_files(tmp_path, MapFile("osm.gpkg", shapes, columns))
    result = run(app, tmp_path / "osm.gpkg")
    assert result.exit_code == 0, result.output
    assert [(place.name, place.kind) for place in session.scalars(select(Place))] == [("Provskolan", "school")]
    assert [found[1] for found in addresses(session)] == ["Hagvägen 4", "Hagvägen"]


def test_what_cannot_be_read_is_told_in_a_sentence(app, session, town, tmp_path):
    (tmp_path / "a.csv").write_text("namn;typ\nProvtorget;torg\n")
    (tmp_path / "b.gpkg").write_text("ingen kartfil")
    (tmp_path / "c.csv").write_text("namn\n")
    for name, words in (("a.csv", "Filen har: namn, typ"), ("b.gpkg", "ingen kartfil"), ("c.csv", "kolumnernas namn")):
        result = run(app, tmp_path / name)
        assert result.exit_code == 1
        assert words in result.output
    assert session.scalar(select(func.count()).select_from(Place)) == 0


def test_a_fault_on_the_way_says_what_is_left_and_more_places_than_can_be_are_found_before_more_is_written(
    app, session, town, tmp_path
):
    path, head = tmp_path / "stor.csv", "id;namn;adress;lon;lat"
    places = [f"p{number};Plats {number};;17.65;59.51" for number in range(MOST_PLACES + 1)]
    houses = [f"a{number};;Provgatan {number + 1};17.65;59.51" for number in range(2)]
    path.write_text("\n".join([head, *houses, *places]))
    result = run(app, path)
    assert result.exit_code == 1
    assert "Inget är ändrat" in result.output
    assert addresses(session) == []
    path.write_text("\n".join([head, *houses, *[""] * AT_ONCE, *places]))
    result = run(app, path)
    assert result.exit_code == 1
    assert "Inget är ändrat" not in result.output
    assert "Adresser som hann läsas in ligger kvar" in result.output
    assert len(addresses(session)) == 2


def test_the_line_of_a_bad_row_is_that_of_the_file(app, session, town, tmp_path):
    (tmp_path / "a.csv").write_text("namn;lon;lat\n\n;;\nProvtorget;17.65;59.51\n\nHagen;;\n")
    assert "Rad 6 saknar läge." in run(app, tmp_path / "a.csv").output


def test_without_a_register_the_box_is_the_gazetteer_itself(session, town):
    assert location_box(session) is gazetteer(session)


def test_named_roads_of_a_map_file_are_streets(app, session, town, tmp_path):
    line = shapely.LineString([(17.65, 59.51), (17.66, 59.51)])
    columns = {"osm_id": ["1", "2"], "name": ["Hagvägen", "Provparken"], "highway": ["residential", ""],
               "landuse": ["", "residential"]}  # fmt: skip
    write_map_files(tmp_path, MapFile("osm.gpkg", [line, line], columns))
    run(app, tmp_path / "osm.gpkg")
    told = {place.name: (place.kind, place.precision) for place in session.scalars(select(Place))}
    assert told["Hagvägen"] == ("street", LocationPrecision.STREET)
    assert told["Provparken"] == ("building", LocationPrecision.POINT)
