"""The map page, what it draws and what it must not, for whom."""

import gzip
import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.maps.queries import marks as map_marks
from app.models import DistrictBoundary, Incident, IncidentStatus, Role
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Whereabouts
from tests.clients import Client
from tests.factories import Town, make_district, make_incident, make_incidents, make_place, make_report, make_user
from tests.pages import parse, words

ALL = "from=&to="
FOR_A_SCRIPT = {"Sec-Fetch-Dest": "empty"}


def drawn(client: Client, query: str = ALL) -> list[int]:
    """The ids of the incidents that the map draws."""
    steps: list[int] = client.get(f"/map/incidents.json?{query}").json["id"]
    return [sum(steps[: i + 1]) for i in range(len(steps))]


def in_district(town: Town) -> Whereabouts:
    return Whereabouts(precision=LocationPrecision.DISTRICT, district=town.west.key)


def page(client: Client, query: str = ALL) -> Element:
    return parse(client.get(f"/map?{query}").text)


def texts(root: Element, path: str) -> list[str]:
    return [words(element) for element in root.findall(path)]


def popup(client: Client, *incidents: Incident) -> Any:
    ids = ",".join(str(incident.id) for incident in incidents)
    return client.get(f"/map/incidents/{ids}", headers=FOR_A_SCRIPT)


def move(session: Session, incident: Incident, at: Point) -> None:
    """Give an incident a point past all rules, as a careless import might."""
    session.execute(
        update(Incident).where(Incident.id == incident.id).values(point=f"SRID=4326;POINT({at.lon} {at.lat})")
    )


def test_incidents_with_a_place_are_drawn_and_the_others_counted(client: Client, session: Session, town: Town):
    placed = make_incident(session, at=town.in_west, category="trafik")
    make_incident(session, where=in_district(town))
    make_incident(session)
    assert drawn(client) == [placed.id]
    root = page(client)
    assert texts(root, ".//ul[@id='legend']/li") == ["Trafik och buskörning 1"]
    assert texts(root, ".//ul[@class='undrawn']/li") == [
        "Väst: 1 utan plats på kartan",
        "Okänd kommundel: 1 utan plats på kartan",
    ]
    assert "3 händelser" in words(root)


def test_what_is_counted_can_be_opened_as_a_list(client: Client, session: Session, town: Town):
    make_incident(session, at=town.in_west)
    hidden = make_incident(session, where=in_district(town))
    [link] = page(client).findall(".//ul[@class='undrawn']/li/a")
    listed = client.get(link.get("href", "")).text
    assert re.findall(r'href="/incidents/(\d+)"', listed) == [str(hidden.id)]


def test_a_point_of_something_imprecise_or_sensitive_is_never_drawn(client: Client, session: Session, town: Town):
    imprecise = make_incident(session, where=in_district(town))
    sensitive = make_incident(session, category="nara_relation", summary="Hemligt", where=in_district(town))
    for incident in (imprecise, sensitive):
        move(session, incident, town.in_west)
    session.execute(
        update(Incident).where(Incident.id == sensitive.id).values(precision=LocationPrecision.POINT, place_words=None)
    )
    assert drawn(client) == []
    assert popup(client, sensitive).status_code == 404
    assert page(client).findall(".//button[@data-show]") == []


def test_list_and_map_take_the_same_filter(client: Client, session: Session, town: Town):
    traffic = make_incident(session, at=town.in_east, category="trafik")
    make_incident(session, at=town.in_west, category="ovrigt")
    query = f"{ALL}&category=trafik&district=ost"
    assert drawn(client, query) == [traffic.id]
    root = page(client, query)
    assert [row.get("id") for row in root.findall(".//section[@id='as-table']//tbody/tr")] == [f"row-{traffic.id}"]
    links = {link.get("href") for link in root.findall(".//a")}
    assert f"/incidents?{query}".replace("category=trafik&district=ost", "district=ost&category=trafik") in links


def test_a_withdrawn_incident_is_not_drawn(client: Client, session: Session, town: Town):
    make_incident(session, at=town.in_west, status=IncidentStatus.WITHDRAWN)
    assert drawn(client) == []


def test_an_area_member_sees_confirmed_incidents_of_the_own_district(app: Flask, session: Session, town: Town):
    own = make_incident(session, at=town.in_west)
    others = make_incident(session, at=town.in_east)
    draft = make_incident(session, at=town.in_west, status=IncidentStatus.DRAFT)
    member = app.test_client()
    assert isinstance(member, Client)
    member.sign_in(make_user(session, role=Role.AREA_MEMBER, districts=[town.west]), session)
    assert drawn(member) == [own.id]
    assert popup(member, own).status_code == 200
    assert [popup(member, hidden).status_code for hidden in (others, draft)] == [404, 404]
    [part] = page(member).findall(".//section[@id='map-part']")
    assert part.get("data-start") == "[17.6, 59.4, 17.7, 59.6]"


@pytest.mark.parametrize("address", ["/map", "/incidents"])
def test_an_area_member_is_offered_the_own_districts_alone(
    app: Flask, client: Client, session: Session, town: Town, address: str
):
    member = app.test_client()
    assert isinstance(member, Client)
    member.sign_in(make_user(session, role=Role.AREA_MEMBER, districts=[town.west]), session)
    theirs, all_of_it = parse(member.get(address).text), parse(client.get(address).text)
    offered = ".//input[@name='district']"
    assert [box.get("value") for box in all_of_it.findall(offered)] == ["vast", "ost", "none"]
    assert theirs.findall(offered) == []
    assert "Du ser bara: Väst" in words(theirs)
    assert "Du ser bara" not in words(all_of_it)
    jumps = ".//div[@id='map-jumps']/button"
    if address == "/map":
        assert texts(all_of_it, jumps) == ["Hela kommunen", "Väst", "Öst"]
        assert texts(theirs, jumps) == ["Hela kommunen", "Väst"]


def test_a_reporter_learns_of_the_own_organisation_alone(app: Flask, session: Session, town: Town):
    own = make_incident(session, at=town.in_west, report=make_report(session, organisation=town.guards))
    make_incident(session, at=town.in_west, report=make_report(session, organisation=town.police))
    reporter = app.test_client()
    assert isinstance(reporter, Client)
    reporter.sign_in(make_user(session, role=Role.REPORTER, organisation=town.guards), session)
    assert drawn(reporter) == [own.id]
    assert "Väktarna" in popup(reporter, own).text


@pytest.mark.parametrize("address", ["/map", "/map/incidents.json", "/map/incidents/1"])
def test_the_steering_group_has_no_map(client_as: Callable[[Role], Client], address: str):
    assert client_as(Role.STEERING).get(address).status_code == 403


def test_the_popup_tells_what_when_and_by_whom(client: Client, session: Session, town: Town):
    incident = make_incident(session, at=town.in_west, summary="<script>alert(1)</script> & mer")
    answer = popup(client, incident)
    for told in (
        "Övrigt",
        "onsdag 18 november kl. 12.00",
        "exakt punkt",
        "Polisen",
        f'href="/incidents/{incident.id}"',
    ):
        assert told in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "<script" not in answer.text


def test_a_draft_is_called_one_beside_the_map_and_in_its_popups(client: Client, session: Session, town: Town):
    draft = make_incident(session, at=town.in_west, status=IncidentStatus.DRAFT)
    confirmed = make_incident(session, at=town.in_west)
    tag = '<span class="tag warning">utkast</span>'
    shown = [popup(client, *some).text.count(tag) for some in ([draft], [confirmed], [draft, confirmed])]
    assert shown == [1, 0, 1]
    rows = {
        row.get("id"): texts(row, ".//span[@class='tag warning']")
        for row in page(client).findall(".//section[@id='as-table']//tbody/tr")
    }
    assert rows == {f"row-{draft.id}": ["utkast"], f"row-{confirmed.id}": []}


def test_incidents_at_one_spot_are_listed(client: Client, session: Session, town: Town):
    some = [make_incident(session, at=town.in_west) for _ in range(3)]
    listed = popup(client, *some).text
    assert "3 händelser på samma plats" in listed
    assert [f"/incidents/{incident.id}" in listed for incident in some] == [True] * 3


@pytest.mark.parametrize("ids", ["999999", "x", "1;2", "9" * 30, ","])
def test_ids_of_nothing_are_not_found(client: Client, ids: str):
    assert client.get(f"/map/incidents/{ids}").status_code == 404


def test_the_layer_is_packed_and_not_sent_twice(client: Client, session: Session, town: Town):
    each = [{"at": Point(town.in_west.lon + number / 100_000, town.in_west.lat)} for number in range(160)]
    make_incidents(session, each)
    address = f"/map/incidents.json?{ALL}"
    packed = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    plain = client.get(address)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in plain.headers["Vary"]
    again = client.get(address, headers={"If-None-Match": packed.headers["ETag"], "Accept-Encoding": "gzip"})
    assert (again.status_code, again.data) == (304, b"")
    assert "no-cache" in plain.headers["Cache-Control"]


def test_beyond_what_a_browser_bears_the_newest_are_drawn(
    client: Client, session: Session, town: Town, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(map_marks, "MOST_MARKS", 2)
    ids = [make_incident(session, at=town.in_west).id for _ in range(3)]
    assert drawn(client) == ids[1:]
    assert "Kartan ritar de 2 nyaste" in words(page(client))


def test_the_page_names_no_other_server_and_its_script_has_the_nonce(client: Client, session: Session, town: Town):
    make_place(session, "Provstads station", town.in_west, town.west)
    answer = client.get("/map")
    assert "http" not in re.sub(r'<form[^>]*>|xmlns="[^"]*"', "", answer.text)
    [nonce] = re.findall(r"script-src 'self' 'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
    [script] = [each for each in parse(answer.text).iter("script") if each.text]
    assert script.get("nonce") == nonce
    assert "map_laget" in (script.text or "")
    assert not re.search(r"\s(style|on\w+)=", answer.text)


def test_without_script_the_table_and_the_counts_are_there(client: Client, session: Session, town: Town):
    make_incident(session, at=town.in_west)
    root = page(client)
    assert "Kartan behöver JavaScript" in words(root)
    assert len(root.findall(".//section[@id='as-table']//tbody/tr")) == 1
    assert all(button.get("hidden") is not None for button in root.findall(".//button[@data-show]"))


def test_a_new_boundary_is_drawn_at_once(client: Client, session: Session):
    assert "Nordanskog" not in client.get("/map").text
    make_district(session, "nordanskog", (17.6, 59.6, 17.7, 59.7), name="Nordanskog", sort=3)
    [script] = [each.text or "" for each in parse(client.get("/map").text).iter("script") if each.text]
    assert "Nordanskog" in script


def test_before_any_boundary_is_there_the_page_says_so(client: Client, session: Session):
    session.execute(delete(DistrictBoundary))
    root = page(client)
    assert "Här ritas kartan när" in words(root)
    assert "map_laget" not in "".join(script.text or "" for script in root.iter("script"))


def test_what_the_address_asks_for_in_vain_is_said(client: Client):
    assert "finnsinte" in words(page(client, f"{ALL}&district=finnsinte"))


def test_the_keys_of_the_map_stand_together(client: Client, session: Session, town: Town):
    page = parse(client.get("/map").text)
    told = {words(key) for key in page.findall(".//dialog[@data-key='?']//dt")}
    used = {found.get("data-key") for found in page.iter() if found.get("data-key")} - {"?", "/", None}
    assert {"1", "b", "t"} <= used <= told
