"""The layers on paper: density and places as the page shows them, to those who may see them."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.exports.layer_content import COLOURS
from app.models import Incident, IncidentStatus, Place, Role
from geo.points import LocationPrecision, Point
from geo.print_frame import grown
from reports.incoming.drafts import Interval, Whereabouts
from reports.printed_map.paper import Paper, Turn, layout
from tests.clients import Client
from tests.factories import NOON, Town, make_incident, make_place, make_report, make_user

ALL = "from=&to="
STYLES = Path(__file__).parents[2] / "app" / "static" / "css" / "map.css"


def pages(client: Client, query: str) -> list[str]:
    answer = client.get(f"/export/map.pdf?{query}")
    assert answer.status_code == 200
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.data)).pages]


def drawing(client: Client, query: str) -> str:
    answer = client.get(f"/export/map.svg?{query}")
    assert answer.status_code == 200
    return answer.text


def crowd(session: Session, number: int, at: Point, **fields: object) -> None:
    for _ in range(number):
        make_incident(session, at=at, **fields)


def at_place(session: Session, place: Place, number: int, at: Point, **fields: object) -> None:
    where = Whereabouts(place.name, place.id, at, LocationPrecision.PLACE)
    for _ in range(number):
        make_incident(session, where=where, **fields)


def signed_in(app: Flask, session: Session, **fields: object) -> Client:
    client = app.test_client()
    assert isinstance(client, Client)
    return client.sign_in(make_user(session, **fields), session)


def test_the_steps_have_the_pages_colours():
    (light,) = re.findall(r"^:root \{ (--density-1:[^}]*)\}", STYLES.read_text(), re.MULTILINE)
    assert tuple(re.findall(r"#[0-9a-f]{6}", light)) == COLOURS


def test_density_is_printed_with_its_method_and_its_densest_places(client: Client, session: Session, town: Town):
    make_place(session, "Torget", town.in_west, town.west)
    crowd(session, 8, town.in_west)
    make_incident(session, at=town.in_east, status=IncidentStatus.DRAFT)
    make_incident(session, where=Whereabouts(precision=LocationPrecision.DISTRICT, district="ost"))
    first, second = pages(client, f"{ALL}&layer=density&metres=300")
    for said in (
        "Händelser per km²",
        "9 händelser, varav 1 obekräftat utkast, 1 händelse utan plats på kartan",
        "Varje händelse är utjämnad över 300 m. Där färre än fem ligger inom 300 m visas inget",
        "Öst: 1",
    ):
        assert said in first, said
    assert "Ring och cirkel" not in first
    assert "Närmaste plats Händelser inom 300 m Per km² Torget 8" in second
    drawn = drawing(client, f"{ALL}&layer=density&metres=300&bbox=17.64,59.5,17.66,59.52")
    assert sum(f'fill="{colour}"' in drawn.split("Tecken")[0] for colour in COLOURS) >= 2


def test_density_on_paper_is_that_of_all_not_of_the_view(client: Client, session: Session, town: Town):
    crowd(session, 5, town.in_west)
    crowd(session, 5, Point(town.in_west.lon, town.in_west.lat + 0.002))
    make_incident(session, at=town.in_east)
    make_incident(session, at=town.in_west, status=IncidentStatus.DRAFT)
    query = f"{ALL}&layer=density&metres=300"
    whole, listed = pages(client, query)
    assert "12 händelser, varav 1 obekräftat utkast, 0 händelser utan plats på kartan" in whole
    assert "Varje händelse är utjämnad över 300 m" in whole
    assert "Här ligger händelserna tätast Urval" in listed
    view = "17.64,59.505,17.66,59.511"
    part, listed = pages(client, f"{query}&bbox={view}")
    assert "11 händelser på kartan, varav 1 obekräftat utkast (hela urvalet: 12), 0 händelser utan plats" in part
    assert "Här ligger händelserna tätast i hela urvalet" in listed


def test_the_number_of_a_printed_view_is_that_of_its_page(app: Flask, session: Session, town: Town):
    """To a reporter too, who sees each incident where the own organisation told. What the sheet shows beside the view
    is counted as in a browser that shows as much; what lies just beyond the sheet is not.
    """
    west, _south, east, _north = view = (17.649, 59.509, 17.651, 59.511)
    left, _low, right, _high = sheet = grown(view, layout(Paper.A4, Turn.LANDSCAPE).room)
    near = 0.0001  # of a degree: 6 m
    assert left + near < west < east < right - near
    crowd(session, 6, town.in_west, report=make_report(session, organisation=town.guards))
    for lon in (left + near, right - near, left - near, right + near):
        told = make_report(session, organisation=town.guards)
        make_incident(session, at=Point(lon, town.in_west.lat), report=told)
    make_incident(session, at=town.in_west)
    coordinator = signed_in(app, session, role=Role.COORDINATOR)
    reporter = signed_in(app, session, role=Role.REPORTER, organisation=town.guards)
    for client, part, whole in ((coordinator, 9, 11), (reporter, 8, 10)):
        first = pages(client, f"{ALL}&layer=density&bbox={written(view)}")[0]
        assert f"{part} händelser på kartan (hela urvalet: {whole}), 0 händelser utan plats på kartan" in first
        page = client.get(f"/map/rows?{ALL}&bbox={written(sheet)}", headers={"Sec-Fetch-Dest": "empty"}).text
        assert f"av {part} i bild" in page


def written(edges: tuple[float, float, float, float]) -> str:
    return ",".join(map(str, edges))


def test_places_are_printed_with_number_and_word(client: Client, session: Session, town: Town):
    torget = make_place(session, "Torget", town.in_west, town.west)
    parken = make_place(session, "Parken", town.in_east, town.east)
    at_place(session, torget, 3, town.in_west)
    at_place(session, parken, 2, town.in_east)
    at_place(session, parken, 1, town.in_east, status=IncidentStatus.DRAFT)
    first, second = pages(client, f"{ALL}&layer=places")
    assert "Alla 2 platser med händelser" in first
    assert "Bara bekräftade händelser räknas." in first
    assert second.index("Torget 3") < second.index("Parken 2")
    assert "Jämfört med tidigare" in second
    first, second = pages(client, f"{ALL}&layer=places&bbox=17.64,59.5,17.66,59.52")
    assert "1 av 2 platser med händelser" in first
    assert "Parken" not in second


def test_places_without_a_point_are_counted_on_page_and_sheet(client: Client, session: Session, town: Town):
    torget, road = make_place(session, "Torget", town.in_west, town.west), make_place(session, "Långa vägen", None)
    at_place(session, torget, 2, town.in_west)
    at_place(session, road, 1, town.in_west)
    said = "Alla 2 platser med händelser, 1 saknar plats på kartan"
    assert said in client.get(f"/map?{ALL}&layer=places").text
    first, second = pages(client, f"{ALL}&layer=places")
    assert said in first
    assert "Långa vägen 1" in second


def test_nothing_sensitive_is_in_a_printed_layer(client: Client, session: Session, town: Town):
    place = make_place(session, "Hemliga gården", town.in_west, town.west)
    for _ in range(8):
        incident = make_incident(session, category="nara_relation", where=Whereabouts(district="vast"))
        point = f"SRID=4326;POINT({town.in_west.lon} {town.in_west.lat})"
        values = {"point": point, "precision": LocationPrecision.POINT, "place_id": place.id}
        session.execute(update(Incident).where(Incident.id == incident.id).values(**values))
    session.expire_all()
    for layer, nothing in (
        ("density", " 0 händelser, 8 händelser utan plats"),
        ("places", "Inga platser"),
    ):
        assert nothing in pages(client, f"{ALL}&layer={layer}")[0]
    assert not any(f'fill="{colour}"' in drawing(client, f"{ALL}&layer=density") for colour in COLOURS)


def test_a_layer_is_printed_of_what_its_reader_may_see(app: Flask, session: Session, town: Town):
    torget = make_place(session, "Torget", town.in_west, town.west)
    parken = make_place(session, "Parken", town.in_east, town.east)
    at_place(session, torget, 6, town.in_west)
    at_place(session, parken, 7, town.in_east, report=make_report(session, organisation=town.guards))
    member = signed_in(app, session, role=Role.AREA_MEMBER, districts=[town.west])
    assert "Parken" not in pages(member, f"{ALL}&layer=places")[1]
    assert " 6 händelser, 0 händelser utan plats" in pages(member, f"{ALL}&layer=density")[0]
    reporter = signed_in(app, session, role=Role.REPORTER, organisation=town.guards)
    assert "Torget" not in pages(reporter, f"{ALL}&layer=places")[1]
    assert " 7 händelser, 0 händelser utan plats" in pages(reporter, f"{ALL}&layer=density")[0]


@pytest.mark.parametrize("layer", ["density", "places"])
def test_an_empty_layer_is_printed_and_says_so(client: Client, town: Town, layer: str):
    (page,) = pages(client, f"{ALL}&layer={layer}")
    assert {"density": " 0 händelser, 0 händelser utan plats", "places": "Inga platser"}[layer] in page


def test_a_view_grows_to_the_sheet_and_takes_what_is_there(client: Client, session: Session, town: Town):
    """A wide view on a standing sheet: above and below it there is room, and what happened there is told."""
    make_incident(session, at=town.in_west, when=Interval(NOON))
    above = Point(town.in_west.lon, town.in_west.lat + 0.01)
    make_incident(session, at=above, when=Interval(NOON - timedelta(hours=1)))
    wide = f"{ALL}&bbox=17.63,59.508,17.67,59.512"
    first, second = pages(client, f"{wide}&paper=a4&turn=portrait")
    assert "2 händelser på kartan (hela urvalet: 2)" in first
    assert "kl. 11.00" in second
    first, _second = pages(client, f"{ALL}&bbox=17.648,59.509,17.652,59.511&paper=a4&turn=landscape")
    assert "1 händelse på kartan (hela urvalet: 2)" in first
