"""The map's layers beside the incidents, and the table that follows the view: what they tell, and to whom."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.incidents.filters import IncidentFilter
from app.maps.queries.hot_places import hot_places
from app.maps.queries.rows import Box
from app.models import Incident, IncidentStatus, Place, Role, WatchedArea
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Interval, Whereabouts
from reports.picture.record import Verdict
from tests.clients import Client
from tests.factories import NOON, Town, make_incident, make_place, make_report, make_user
from tests.pages import parse, words

ALL = "from=&to="
FOR_A_SCRIPT = {"Sec-Fetch-Dest": "empty"}
DAY = NOON.date()
WEEK = IncidentFilter(start=DAY - timedelta(days=6), end=DAY)


def piece(client: Client, address: str) -> Any:
    return client.get(address, headers=FOR_A_SCRIPT)


def rows_of(client: Client, bbox: str, query: str = ALL) -> list[int]:
    answer = piece(client, f"/map/rows?{query}&bbox={bbox}")
    assert answer.status_code == 200
    root = parse(f"<!doctype html><title>x</title>{answer.text}")
    return [int((row.get("id") or "").removeprefix("row-")) for row in root.findall(".//tbody/tr")]


def texts(root: Element, path: str) -> list[str]:
    return [words(element) for element in root.findall(path)]


def cells(root: Element, table: str) -> list[list[str]]:
    return [texts(row, "*") for row in root.findall(f".//{table}/tbody/tr")]


def signed_in(app: Flask, session: Session, **fields: Any) -> Client:
    client = app.test_client()
    assert isinstance(client, Client)
    client.sign_in(make_user(session, **fields), session)
    return client


def around(at: Point) -> str:
    return f"{at.lon - 0.01},{at.lat - 0.01},{at.lon + 0.01},{at.lat + 0.01}"


def at_place(session: Session, place: Place, *, days_ago: int = 0, number: int = 1, **fields: Any) -> list[Incident]:
    where = Whereabouts(place.name, place.id, Town.in_west, LocationPrecision.PLACE)
    when = Interval(NOON - timedelta(days=days_ago))
    return [make_incident(session, where=where, when=when, **fields) for _ in range(number)]


def move(session: Session, incident: Incident, at: Point) -> None:
    """Give an incident a point past all rules, as a careless import might."""
    session.execute(
        update(Incident).where(Incident.id == incident.id).values(point=f"SRID=4326;POINT({at.lon} {at.lat})")
    )


def test_the_table_holds_what_is_in_view_the_newest_first(client: Client, session: Session, town: Town):
    older, newer = (
        make_incident(session, at=town.in_west, when=Interval(NOON - timedelta(hours=ago))) for ago in (3, 1)
    )
    east = make_incident(session, at=town.in_east)
    make_incident(session)
    assert rows_of(client, around(town.in_west)) == [newer.id, older.id]
    assert set(rows_of(client, "17,59,18,60")) == {older.id, newer.id, east.id}
    told = piece(client, f"/map/rows?{ALL}&bbox={around(town.in_west)}").text
    assert "Visar 2 av 2 i bild" in told
    assert "Ingen händelse i bild" in piece(client, f"/map/rows?{ALL}&bbox=1,1,2,2").text


def test_the_table_follows_the_filter_too(client: Client, session: Session, town: Town):
    traffic = make_incident(session, at=town.in_west, category="trafik")
    make_incident(session, at=town.in_west)
    assert rows_of(client, around(town.in_west), f"{ALL}&category=trafik") == [traffic.id]


def test_the_table_of_a_view_never_tells_what_is_not_drawn(client: Client, session: Session, town: Town):
    secret = make_incident(session, category="nara_relation")
    move(session, secret, town.in_west)
    session.execute(update(Incident).where(Incident.id == secret.id).values(precision=LocationPrecision.POINT))
    vague = make_incident(session)
    move(session, vague, town.in_west)
    assert rows_of(client, around(town.in_west)) == []


def test_who_may_not_see_an_incident_does_not_see_its_row(app: Flask, session: Session, town: Town):
    own = make_incident(session, at=town.in_west, report=make_report(session, organisation=town.guards))
    other = make_incident(session, at=town.in_east)
    make_incident(session, at=town.in_west, status=IncidentStatus.DRAFT)
    everywhere = "17,59,18,60"
    member = signed_in(app, session, role=Role.AREA_MEMBER, districts=[town.east])
    assert rows_of(member, everywhere) == [other.id]
    reporter = signed_in(app, session, role=Role.REPORTER, organisation=town.guards)
    assert rows_of(reporter, everywhere) == [own.id]
    assert rows_of(reporter, around(town.in_east)) == []


@pytest.mark.parametrize("bbox", ["", "1,2,3", "a,b,c,d", "18,59,17,60", "nan,1,2,3"])
def test_a_view_that_is_none_is_refused(client: Client, bbox: str):
    assert piece(client, f"/map/rows?bbox={bbox}").status_code == 400
    assert Box.read(bbox) is None


@pytest.mark.parametrize("address", ["/map/rows?bbox=1,1,2,2", "/map/density.json", "/map/layer?layer=places"])
def test_the_steering_group_gets_none_of_it(client_as: Callable[[Role], Client], address: str):
    assert client_as(Role.STEERING).get(address).status_code == 403


def test_density_is_told_in_steps_with_its_densest_places(client: Client, session: Session, town: Town):
    make_place(session, "Torget", town.in_west, town.west)
    for _ in range(8):
        make_incident(session, at=town.in_west)
    root = parse(client.get(f"/map?{ALL}&layer=density").text)
    shapes = client.get(f"/map/density.json?{ALL}&layer=density").json["features"]
    assert [shape["properties"]["step"] for shape in shapes] == [2, 3, 4, 5]
    assert len(root.findall(".//ul[@class='legend density-legend']/li")) == 5
    [[place, number, per_km2, _]] = cells(root, "div[@id='layer-table']//table")
    assert (place, number) == ("Torget", "8")
    assert int(per_km2.replace("\xa0", "")) > 100
    [here] = [
        link for link in root.findall(".//a") if link.get("aria-current") and "metres" in (link.get("href") or "")
    ]
    assert words(here) == "150 m"


def test_density_is_smoothed_over_as_many_metres_as_asked(client: Client, session: Session, town: Town):
    for step in range(6):
        make_incident(session, at=Point(town.in_west.lon + step * 0.0018, town.in_west.lat))
    shapes = {
        metres: client.get(f"/map/density.json?{ALL}&layer=density&metres={metres}").json["features"]
        for metres in (150, 300)
    }
    assert (shapes[150], bool(shapes[300])) == ([], True)
    assert "Ingenstans ligger fem" in words(parse(client.get(f"/map?{ALL}&layer=density&metres=150").text))
    assert "som du inte ser: 12" in words(parse(client.get(f"/map?{ALL}&layer=density&metres=12").text))


def test_density_holds_nothing_sensitive_and_nobody_elses(app: Flask, client: Client, session: Session, town: Town):
    for _ in range(9):
        secret = make_incident(session, category="nara_relation")
        move(session, secret, town.in_west)
        session.execute(update(Incident).where(Incident.id == secret.id).values(precision=LocationPrecision.POINT))
    address = f"/map/density.json?{ALL}&layer=density"
    assert client.get(address).json["features"] == []
    for _ in range(9):
        make_incident(session, at=town.in_east, report=make_report(session, organisation=town.police))
    assert client.get(address).json["features"]
    member = signed_in(app, session, role=Role.AREA_MEMBER, districts=[town.west])
    reporter = signed_in(app, session, role=Role.REPORTER, organisation=town.guards)
    assert [one.get(address).json["features"] for one in (member, reporter)] == [[], []]


def test_density_tells_how_many_are_known_to_a_street_alone(client: Client, session: Session, town: Town):
    street = Whereabouts("Storgatan", point=town.in_west, precision=LocationPrecision.STREET)
    for _ in range(3):
        make_incident(session, at=town.in_west)
        make_incident(session, where=street)
    assert "3 av 6 händelser är kända bara till gata eller plats" in words(
        parse(client.get(f"/map?{ALL}&layer=density").text)
    )


def test_hot_places_are_sorted_by_their_count_and_lead_to_their_incidents(client: Client, session: Session, town: Town):
    square, park, lane = (make_place(session, name, town.in_west, town.west) for name in ("Torget", "Parken", "Stigen"))
    at_place(session, square, number=2)
    at_place(session, park, number=3)
    at_place(session, lane, days_ago=40)
    root = parse(client.get(f"/map?from={DAY}&to={DAY}&layer=places").text)
    assert [row[0] for row in cells(root, "table[@id='hot-places']")] == ["Parken", "Torget"]
    assert [row.get("data-number") for row in root.findall(".//table[@id='hot-places']/tbody/tr")] == ["3", "2"]
    link = root.find(".//table[@id='hot-places']/tbody/tr/th/a")
    assert link is not None
    listed = parse(client.get(link.get("href", "")).text)
    assert len(listed.findall(".//tbody/tr")) == 3


def test_a_hot_place_is_judged_by_its_own_past(session: Session, town: Town):
    square, park = (make_place(session, name, town.in_west, town.west) for name in ("Torget", "Parken"))
    for back in range(28):
        at_place(session, park, days_ago=7 * back)
    at_place(session, square, number=12)
    at_place(session, square, days_ago=100)
    found = hot_places(session, WEEK, make_user(session), DAY)
    assert [(row.place.name, row.comparison.now, row.comparison.verdict, row.year) for row in found.rows] == [
        ("Torget", 12, Verdict.CLEAR_INCREASE, 13),
        ("Parken", 1, Verdict.WITHIN_NORMAL, 28),
    ]
    assert (found.number, found.compared, found.is_running) == (2, 26, True)


def test_nothing_is_compared_with_the_time_before_there_were_data(session: Session, town: Town):
    square = make_place(session, "Torget", town.in_west, town.west)
    at_place(session, square, number=12)
    at_place(session, square, days_ago=8)
    found = hot_places(session, WEEK, make_user(session), date(2027, 1, 1))
    assert [(row.comparison.verdict, row.comparison.history) for row in found.rows] == [(Verdict.NO_BASELINE, ())]
    assert (found.compared, found.is_running) == (0, False)
    everything = hot_places(session, IncidentFilter(), make_user(session), DAY)
    assert [(row.comparison.now, row.comparison.verdict) for row in everything.rows] == [(13, Verdict.NO_BASELINE)]


def test_places_of_a_period_to_come_or_longer_than_its_history_can_be(session: Session, town: Town):
    at_place(session, make_place(session, "Torget", town.in_west, town.west))
    to_come = hot_places(session, IncidentFilter(DAY + timedelta(days=1)), make_user(session), DAY)
    assert (to_come.rows, to_come.number) == ((), 0)
    long = hot_places(session, IncidentFilter(date(1950, 1, 1), DAY), make_user(session), DAY)
    assert [row.comparison.verdict for row in long.rows] == [Verdict.NO_BASELINE]


def test_no_place_tells_of_anything_sensitive_unconfirmed_or_of_others(session: Session, town: Town):
    square = make_place(session, "Torget", town.in_west, town.west)
    at_place(session, square, status=IncidentStatus.DRAFT)
    secret = make_incident(session, category="nara_relation")
    session.execute(update(Incident).where(Incident.id == secret.id).values(place_id=square.id))
    coordinator = make_user(session)
    assert hot_places(session, WEEK, coordinator, DAY).rows == []
    drafts = IncidentFilter(start=WEEK.start, end=DAY, statuses=(IncidentStatus.DRAFT,))
    assert [row.comparison.now for row in hot_places(session, drafts, coordinator, DAY).rows] == [1]
    at_place(session, square, report=make_report(session, organisation=town.guards))
    people = [
        make_user(session, role=Role.AREA_MEMBER, districts=[town.east]),
        make_user(session, role=Role.REPORTER, organisation=town.police),
        make_user(session, role=Role.AREA_MEMBER, districts=[town.west]),
        make_user(session, role=Role.REPORTER, organisation=town.guards),
    ]
    assert [len(hot_places(session, WEEK, one, DAY).rows) for one in people] == [0, 0, 1, 1]


def test_a_layer_is_told_anew_for_another_time(client: Client, session: Session, town: Town):
    square = make_place(session, "Torget", town.in_west, town.west)
    at_place(session, square, number=2)
    at_place(session, square, days_ago=1)
    told = parse(f"<!doctype html><title>x</title>{piece(client, f'/map/layer?layer=places&from={DAY}&to={DAY}').text}")
    assert [row[:2] for row in cells(told, "table[@id='hot-places']")] == [["Torget", "2"]]
    assert piece(client, "/map/layer").status_code == 404
    assert [part.get("data-of") for part in told.findall("./body/div")] == ["layer-legend", "layer-table"]


def test_a_watched_area_tells_how_many_of_the_chosen_lie_in_it(client: Client, session: Session, town: Town):
    square = "SRID=4326;MULTIPOLYGON(((17.64 59.5,17.66 59.5,17.66 59.52,17.64 59.52,17.64 59.5)))"
    session.add(WatchedArea(name="Kvarteret", district_id=town.west.id, area=square))
    session.flush()
    make_incident(session, at=town.in_west, category="trafik")
    make_incident(session, at=town.in_west)
    make_incident(session, at=town.in_east)
    numbers = [
        client.get(f"/map/overlays.json?show=watched&{query}").json["features"][0]["properties"]["number"]
        for query in (ALL, f"{ALL}&category=trafik", "from=2020-01-01&to=2020-01-02")
    ]
    assert numbers == [2, 1, 0]


def test_a_member_is_told_no_number_of_what_lies_in_anothers_district(app: Flask, session: Session, town: Town):
    square = "SRID=4326;MULTIPOLYGON(((17.64 59.5,17.66 59.5,17.66 59.52,17.64 59.52,17.64 59.5)))"
    session.add(WatchedArea(name="Kvarteret", district_id=town.west.id, area=square))
    make_incident(session, at=town.in_west)
    told = {
        district: signed_in(app, session, role=Role.AREA_MEMBER, districts=[district])
        .get(f"/map/overlays.json?show=watched&{ALL}")
        .json["features"][0]["properties"]
        for district in (town.west, town.east)
    }
    assert told[town.west]["number"] == 1
    assert "number" not in told[town.east]
