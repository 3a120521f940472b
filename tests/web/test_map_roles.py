"""One address of the map, opened by three: each part of it tells each of them what that one may see, and no more."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.models import IncidentStatus, Role
from geo.tiles import Tile, mercator_x, mercator_y
from reports.incoming.drafts import Interval
from tests.clients import Client
from tests.factories import NOON, Town, make_incident, make_incidents, make_report, make_user
from tests.pages import parse, words
from tests.vector_tiles import read_tile

FOR_A_SCRIPT = {"Sec-Fetch-Dest": "empty"}
CHOSEN = "from=2026-11-16&to=2026-11-22"
WEEKS, MANY = 26, 12
TILE = Tile(9, int(mercator_x(17.7) * 2**9), int(mercator_y(59.5) * 2**9))


@dataclass
class Shown:
    """The three who look, and the ids of what was logged."""

    coordinator: Client
    member: Client
    reporter: Client
    west: int
    draft: int
    east: set[int]

    @property
    def own(self) -> set[int]:
        """The reporter's, who tells of the draft and of one in the east."""
        return {self.draft, min(self.east)}


@pytest.fixture
def shown(app: Flask, session: Session, town: Town) -> Shown:
    """Twelve this week in the east where there was one a week, the first of them told by guards; in the west one, a
    draft of the guards', and one that is sensitive. The member is of the west.
    """

    def signed_in(role: Role, **about: object) -> Client:
        client = app.test_client()
        assert isinstance(client, Client)
        return client.sign_in(make_user(session, role=role, **about), session)

    police, guards = (make_report(session, organisation=each) for each in (town.police, town.guards))
    weeks = [{"when": Interval(NOON - timedelta(weeks=week))} for week in range(1, WEEKS + 1)]
    make_incidents(session, weeks, at=town.in_east, report=police)
    east = make_incidents(session, [{}], at=town.in_east, report=guards)
    east += make_incidents(session, [{}] * (MANY - 1), at=town.in_east, report=police)
    west = make_incident(session, at=town.in_west, when=Interval(NOON + timedelta(hours=2)), report=police).id
    draft = make_incident(session, at=town.in_west, status=IncidentStatus.DRAFT, report=guards).id
    make_incident(session, at=town.in_west, category="nara_relation", report=police)
    return Shown(
        coordinator=signed_in(Role.COORDINATOR),
        member=signed_in(Role.AREA_MEMBER, districts=[town.west]),
        reporter=signed_in(Role.REPORTER, organisation=town.guards),
        west=west,
        draft=draft,
        east=set(east),
    )


def page(client: Client, more: str = "") -> str:
    answer = client.get(f"/map?{CHOSEN}{more}")
    assert answer.status_code == 200
    return answer.text


def test_the_page_counts_for_each_what_that_one_may_see(shown: Shown):
    counted = [
        re.search(r"<strong>([^<]+)</strong>", page(client).partition('class="count"')[2])[1]  # type: ignore[index]
        for client in (shown.coordinator, shown.member, shown.reporter)
    ]
    assert counted == [f"{MANY + 3} händelser", "2 händelser", "2 händelser"]


def layer(client: Client) -> set[int]:
    ids, at = set(), 0
    for step in client.get(f"/map/incidents.json?{CHOSEN}").json["id"]:
        at += step
        ids.add(at)
    return ids


def test_the_layer_of_marks_differs(shown: Shown):
    assert layer(shown.coordinator) == shown.east | {shown.west, shown.draft}
    assert layer(shown.member) == {shown.west}
    assert layer(shown.reporter) == shown.own


def test_tiles_differ_and_reporters_get_none_whoever_was_there_before(shown: Shown):
    address = f"/map/tiles/{TILE.z}/{TILE.x}/{TILE.y}.mvt?{CHOSEN}"
    for _ in range(2):  # the second time as kept
        assert {read.id for read in read_tile(shown.coordinator.get(address).data)} == layer(shown.coordinator)
        assert {read.id for read in read_tile(shown.member.get(address).data)} == {shown.west}
        assert shown.reporter.get(address).status_code == 403
    tag = shown.coordinator.get(address).headers["ETag"]
    assert shown.coordinator.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert shown.member.get(address, headers={"If-None-Match": tag}).status_code == 200


def rows(client: Client) -> set[int]:
    answer = client.get(f"/map/rows?{CHOSEN}&bbox=17,59,18,60", headers=FOR_A_SCRIPT)
    return {int(id_) for id_ in re.findall(r'id="row-(\d+)"', answer.text)}


def test_the_rows_beside_the_map_differ(shown: Shown):
    assert rows(shown.coordinator) == shown.east | {shown.west, shown.draft}
    assert rows(shown.member) == {shown.west}
    assert rows(shown.reporter) == shown.own


def hours(client: Client) -> dict[str, str]:
    """What the grid tells of the hours that are not empty."""
    found = re.findall(r'aria-label="(\w+ \d\d–\d\d): ([\d,]+) händelser"', page(client))
    return {hour: number for hour, number in found if number != "0"}


def test_the_hours_of_the_week_differ(shown: Shown):
    noon, later = "onsdag 12–13", "onsdag 14–15"
    assert hours(shown.coordinator) == {noon: f"{MANY + 1}", later: "1"}
    assert hours(shown.member) == {later: "1"}
    assert hours(shown.reporter) == {noon: "2"}


def changes(client: Client) -> str | None:
    sections = parse(page(client, "&against=before")).findall(".//section[@class='changes']")
    return words(sections[0]) if sections else None


def test_what_has_changed_differs(shown: Shown):
    of_all, of_west = changes(shown.coordinator) or "", changes(shown.member) or ""
    assert ("Öst" in of_all, "Öst" in of_west) == (True, False)
    assert (f"{MANY}" in of_all, f"{MANY}" in of_west) == (True, False)
    assert "Perioden" in of_west
    assert changes(shown.reporter) is None


def test_density_places_and_watched_areas_differ(shown: Shown):
    density = [
        client.get(f"/map/density.json?{CHOSEN}&metres=150").json["features"]
        for client in (shown.coordinator, shown.member, shown.reporter)
    ]
    assert [bool(features) for features in density] == [True, False, False]
    for client, other in ((shown.member, shown.east), (shown.reporter, {shown.west})):
        for id_ in other:
            assert client.get(f"/map/incidents/{id_}").status_code == 404
