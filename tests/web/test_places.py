"""What is answered while somebody types a place or points at a map, and which place words mean."""

import pytest
from sqlalchemy.orm import Session

from app.places.queries import kept
from app.places.rules import meaning
from app.places.words import place_words
from geo.gazetteer import Gazetteer, Place
from geo.points import LocationPrecision, Point
from tests.clients import Client
from tests.factories import Town, make_place

AT = Point(17.65, 59.51)
PLACES = [
    Place(1, "Bro", "district", (), ("bro",), None, LocationPrecision.DISTRICT),
    Place(2, "Bro centrum", "centre", ("Bro C",), ("bro",), AT),
    Place(3, "Bro station", "station", ("stationen i Bro",), ("bro",), AT, LocationPrecision.POINT),
    Place(4, "Fjärilsstigen", "street", (), ("bro",), AT, LocationPrecision.STREET),
    Place(5, "Fasanstigen", "street", (), ("bro",), AT, LocationPrecision.STREET),
    Place(6, "E18", "road", ("Europaväg 18",), ("bro", "brunna"), None, LocationPrecision.DISTRICT),
    Place(7, "Brunna", "district", (), ("brunna",), None, LocationPrecision.DISTRICT),
    Place(8, "Sparres väg", "street", (), ("bro",), None, LocationPrecision.DISTRICT),
]
GAZETTEER = Gazetteer(PLACES)


@pytest.mark.parametrize(
    ("typed", "meant", "written"),
    [
        ("bro c", "Bro centrum", "Bro C"),
        ("bro", "Bro", "Bro"),
        ("fjär", "Fjärilsstigen", "Fjärilsstigen"),
        ("fjärilstigen", "Fjärilsstigen", "Fjärilsstigen"),
        ("lekplatsen bakom fjärilsstigen", "Fjärilsstigen", "lekplatsen bakom fjärilsstigen"),
        ("Fjärilsstigen 4 i Bro", "Fjärilsstigen", "Fjärilsstigen 4 i Bro"),
        ("E18 vid Brunna", "Brunna", "E18 vid Brunna"),
        ("Bro statoin", "Bro station", "Bro station"),
        ("bro centrm", "Bro centrum", "Bro centrum"),
        ("norr i Bro", "Bro", "norr i Bro"),
        ("väg", None, "väg"),
        ("bron", None, "bron"),
        ("bakom pizzerian", None, "bakom pizzerian"),
        ("Fasanstigen/Fjärilsstigen", None, "Fasanstigen/Fjärilsstigen"),
    ],
)
def test_which_place_words_mean_and_how_it_is_then_written(typed: str, meant: str | None, written: str):
    found = meaning(typed, GAZETTEER)
    assert (found.place.name if found.place else None, found.words) == (meant, written)


def test_a_place_picked_from_the_list_stands_while_the_words_name_it():
    assert meaning("vid Fasanstigen och Fjärilsstigen", GAZETTEER, 5).place == PLACES[4]
    assert meaning("Fjärilsstigen", GAZETTEER, 5).place == PLACES[3]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (4, "Fjärilsstigen, Bro – gatans läge"),
        (3, "Bro station – platsens eget läge"),
        (2, "Bro centrum – platsens ungefärliga läge, ±500 m"),
        (8, "Sparres väg, Bro – bara kommundelen är känd"),
        (6, "E18 – går genom Bro och Brunna; välj kommundel om du vet vilken"),
    ],
)
def test_how_exactly_a_place_is_known_is_said(number: int, words: str):
    assert place_words(PLACES[number - 1], {"bro": "Bro", "brunna": "Brunna"}) == words


def test_places_are_suggested_while_somebody_types(client: Client, session: Session, town: Town):
    place = make_place(session, "Fjärilsstigen", town.in_west, town.west, also=("Fjärilen",))
    answer = client.get("/places/suggest?q=fjärl").json
    assert [found["id"] for found in answer["places"]] == [place.id]
    assert answer["places"][0]["label"] == "Fjärilsstigen, Väst"
    assert (answer["places"][0]["lon"], answer["places"][0]["lat"]) == (town.in_west.lon, town.in_west.lat)


def test_what_is_not_known_is_said(client: Client, town: Town):
    answer = client.get("/places/suggest?q=bakom+pizzerian").json
    assert (answer["meant"], answer["places"]) == (None, [])
    assert "finns inte bland kommunens platser" in answer["advice"]


def test_a_point_has_a_nearest_place_and_a_district(client: Client, session: Session, town: Town):
    make_place(session, "Torget", town.in_west, town.west)
    answer = client.get(f"/places/at?lon={town.in_west.lon + 0.002}&lat={town.in_west.lat}").json
    assert (answer["place"], answer["district"], answer["near"]) == ("Torget", "vast", "nära Torget")
    assert answer["metres"] == pytest.approx(113, abs=2)
    assert answer["words"] == "Punkt på kartan, 110 m från Torget, Väst"


def test_far_from_every_place_only_the_district_is_named(client: Client, session: Session, town: Town):
    make_place(session, "Torget", town.in_west, town.west)
    assert client.get("/places/at?lon=17.75&lat=59.45").json["words"] == "Punkt på kartan, Öst"


def test_a_point_outside_is_said_to_be(client: Client, town: Town):
    answer = client.get(f"/places/at?lon={town.outside.lon}&lat={town.outside.lat}").json
    assert answer["district"] is None
    assert "utanför" in answer["words"]


@pytest.mark.parametrize("query", ["", "lon=17", "lon=x&lat=59", "lon=17&lat=99", "lon=nan&lat=59"])
def test_a_point_that_is_none_is_refused(client: Client, town: Town, query: str):
    assert client.get(f"/places/at?{query}").status_code == 400


def test_outlines_hold_districts_and_one_name_per_point(client: Client, session: Session, town: Town):
    for name in ("Torget", "Biblioteket"):
        make_place(session, name, town.in_west, town.west)
    make_place(session, "Okänt", None, town.west)
    answer = client.get("/places/outlines.json")
    kinds = [(feature["geometry"]["type"], feature["properties"]["name"]) for feature in answer.json["features"]]
    assert sorted(kinds) == [("MultiPolygon", "Väst"), ("MultiPolygon", "Öst"), ("Point", "Torget")]
    again = client.get("/places/outlines.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


class Meanwhile:
    """A version that is the same as any other; while it is looked at, another thread builds something else."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def __hash__(self) -> int:
        return 1

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Meanwhile):
            kept(self.session, "trial", "another", lambda: "another's")
        return isinstance(other, Meanwhile)


def test_what_is_kept_is_that_of_ones_own_version_whatever_others_build_meanwhile(session: Session):
    given = [kept(session, "trial", Meanwhile(session), lambda: "own") for _ in range(2)]
    assert given == ["own", "own"]
    assert kept(session, "trial", "another", lambda: "too late") == "another's"
