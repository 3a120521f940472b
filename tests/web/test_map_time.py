"""Time on the map page: how many each day, at which hours, for whom."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from xml.etree.ElementTree import Element

import orjson
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.incidents.filters import IncidentFilter
from app.incidents.queries import matching
from app.maps.queries import time as times
from app.maps.queries.marks import tally
from app.maps.spans import DayCount
from app.merging import merge
from app.models import Incident, Role
from geo.points import LocationPrecision
from reports.incoming.drafts import Interval, Whereabouts
from tests.clients import Client
from tests.factories import NOON, Town, make_incident, make_place, make_report, make_user
from tests.pages import parse, words

ALL = IncidentFilter()
LATE = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
"""Half past midnight on Thursday in Sweden."""
WEDNESDAY, THURSDAY = date(2026, 11, 18), date(2026, 11, 19)


def hour(day: int, clock: int) -> int:
    return 24 * day + clock


def test_days_are_counted_by_local_clocks_with_and_without_a_place(session: Session, town: Town):
    coordinator = make_user(session, role=Role.COORDINATOR)
    make_incident(session, at=town.in_west)
    make_incident(session, when=Interval(LATE))
    make_incident(session, at=town.in_east, when=Interval(LATE))
    assert times.days(session, ALL, coordinator) == {WEDNESDAY: DayCount(1, 0), THURSDAY: DayCount(1, 1)}


def test_a_sensitive_one_counts_among_those_without_a_place_and_in_no_hour(session: Session, town: Town):
    coordinator = make_user(session, role=Role.COORDINATOR)
    where = Whereabouts(precision=LocationPrecision.DISTRICT, district=town.west.key)
    make_incident(session, category="nara_relation", where=where)
    assert times.days(session, ALL, coordinator) == {WEDNESDAY: DayCount(0, 1)}
    found = times.week(session, ALL, coordinator)
    assert (sum(found.hours), found.undated) == (0, 0)


def test_a_span_is_spread_over_its_hours_and_a_day_has_none(session: Session, town: Town):
    coordinator = make_user(session, role=Role.COORDINATOR)
    sunday = datetime(2026, 11, 15, 21, 30, tzinfo=UTC)
    make_incident(session, when=Interval(sunday, sunday + timedelta(hours=3)))
    make_incident(session, when=Interval(NOON - timedelta(hours=12), NOON + timedelta(hours=12)))
    found = times.week(session, ALL, coordinator)
    assert {at: weight for at, weight in enumerate(found.hours) if weight} == {
        hour(6, 22): 0.25,
        hour(6, 23): 0.25,
        hour(0, 0): 0.25,
        hour(0, 1): 0.25,
    }
    assert found.undated == 1


def test_the_hours_of_a_week_are_told_whichever_of_them_are_chosen(session: Session, town: Town):
    coordinator = make_user(session, role=Role.COORDINATOR)
    make_incident(session)
    chosen = IncidentFilter(hours=((0, 3),))
    assert times.week(session, chosen, coordinator).hours[hour(2, 12)] == 1
    assert times.days(session, chosen, coordinator) == {}


def test_a_member_counts_only_what_the_own_district_has(session: Session, town: Town):
    make_incident(session, at=town.in_west)
    make_incident(session, at=town.in_east)
    member = make_user(session, role=Role.AREA_MEMBER, districts=[town.west])
    assert times.days(session, ALL, member) == {WEDNESDAY: DayCount(1, 0)}
    assert sum(times.week(session, ALL, member).hours) == 1


def test_a_reporter_counts_what_was_merged_as_it_was_told(session: Session, town: Town):
    reporter = make_user(session, role=Role.REPORTER, organisation=town.guards)
    told = make_incident(
        session, report=make_report(session, organisation=town.guards), when=Interval(NOON, NOON + timedelta(hours=30))
    )
    other = make_incident(
        session, report=make_report(session, organisation=town.police), at=town.in_west, when=Interval(LATE)
    )
    merge(session, told, other, None)
    session.flush()
    assert told.occurred_from == LATE
    assert times.days(session, ALL, reporter) == {WEDNESDAY: DayCount(0, 1)}
    assert times.week(session, ALL, reporter).undated == 1
    assert tally(session, ALL, reporter).total_drawn == 0
    assert sum(tally(session, ALL, reporter).undrawn.values()) == 1


def test_a_reporter_finds_nothing_by_the_place_and_hours_that_others_told(app: Flask, session: Session, town: Town):
    reporter = make_user(session, role=Role.REPORTER, organisation=town.guards)
    place = make_place(session, "Torget", town.in_west, town.west)
    there = Whereabouts("Torget", place.id, town.in_west, LocationPrecision.PLACE)
    told = make_incident(
        session, report=make_report(session, organisation=town.guards), when=Interval(NOON, NOON + timedelta(hours=9))
    )
    police = make_report(session, organisation=town.police)
    merge(session, told, make_incident(session, report=police, where=there, when=Interval(LATE)), None)
    session.flush()
    assert told.place_id == place.id
    asked = [replace(ALL, places=ids, hours=hours) for ids in ((), (place.id,), (4711,)) for hours in ((), ((0, 1),))]
    assert {len(list(session.scalars(select(Incident).where(*matching(one, reporter))))) for one in asked} == {1}
    client = app.test_client()
    assert isinstance(client, Client)
    root = parse(client.sign_in(reporter, session).get(f"/map?from=&to=&place={place.id}&hours=0-1").text)
    assert root.findall(".//form[@id='map-hours']") == []
    assert "Torget" not in words(root)


def test_the_page_shows_bars_and_the_same_numbers_as_a_table(client: Client, session: Session, town: Town):
    make_incident(session, at=town.in_west)
    make_incident(session, when=Interval(LATE))
    root = parse(client.get("/map?from=2026-11-16&to=2026-11-22").text)
    [strip] = root.findall(".//section[@id='map-time']")
    assert [[words(cell) for cell in row] for row in strip.findall(".//tbody/tr")][2:5] == [
        ["ons 18 november 2026", "1", "0", "1"],
        ["tors 19 november 2026", "0", "1", "1"],
        ["fre 20 november 2026", "0", "0", "0"],
    ]
    bars = orjson.loads(strip.get("data-time", ""))["bars"]
    assert [bar[2:] for bar in bars][2:5] == [[1, 0], [0, 1], [0, 0]]
    assert len(strip.findall(".//{*}rect")) == 2


def test_bars_are_chosen_by_a_link_that_keeps_the_rest(client: Client, session: Session, town: Town):
    make_incident(session, at=town.in_west)
    root = parse(client.get("/map?from=2026-11-01&to=2026-11-22&category=ovrigt&layer=places").text)
    [link] = [a for a in root.findall(".//section[@id='map-time']//a") if words(a) == "veckor"]
    chosen = parse(client.get(link.get("href", "")).text)
    [strip] = chosen.findall(".//section[@id='map-time']")
    assert len(strip.findall(".//tbody/tr")) == 4
    assert "layer=places" in link.get("href", "")
    assert "category=ovrigt" in link.get("href", "")


def test_nothing_chosen_shows_no_bars(client: Client, session: Session, town: Town):
    assert parse(client.get("/map").text).findall(".//section[@id='map-time']") == []


def hours(client: Client, query: str = "from=2026-11-01&to=2026-11-30") -> Element:
    [form] = parse(client.get(f"/map?{query}").text).findall(".//form[@id='map-hours']")
    return form


def button(form: Element, label: str) -> Element:
    [found] = [one for one in form.findall(".//button") if one.get("aria-label", "").startswith(label)]
    return found


def test_every_hour_tells_how_many_and_is_chosen_by_its_button(client: Client, session: Session, town: Town):
    make_incident(session, at=town.in_west, category="trafik")
    make_incident(session, when=Interval(LATE, LATE + timedelta(hours=2)))
    form = hours(client, "from=2026-11-01&to=2026-11-30&category=trafik&category=ovrigt&layer=places")
    assert len(form.findall(".//button")) == 24 + 7 + 168
    cell = button(form, "onsdag 12–13")
    assert (cell.get("aria-label"), words(cell), cell.get("value")) == ("onsdag 12–13: 1 händelser", "1", "60")
    assert words(button(form, "torsdag 01–02")) == "0,3"
    assert (button(form, "hela fredag").get("value"), button(form, "kl. 03").get("value")) == (
        "96-119",
        "3,27,51,75,99,123,147",
    )
    kept = {(field.get("name"), field.get("value")) for field in form.findall(".//input")}
    assert {("category", "trafik"), ("category", "ovrigt"), ("layer", "places"), ("from", "2026-11-01")} <= kept


def test_a_chosen_hour_is_pressed_and_leaves_when_pressed_again(client: Client, session: Session, town: Town):
    make_incident(session, at=town.in_west)
    form = hours(client, "from=2026-11-01&to=2026-11-30&hours=59-61")
    assert [one.get("aria-pressed") for one in form.findall(".//button")].count("true") == 3
    assert button(form, "onsdag 12–13").get("value") == "59,61"
    assert button(form, "onsdag 14–15").get("value") == "59-62"
    assert button(form, "hela onsdag").get("value") == "48-71"
    assert "hours" not in {field.get("name") for field in form.findall(".//input")}


def test_hours_not_known_are_told_beside(client: Client, session: Session, town: Town):
    make_incident(session, at=town.in_west, when=Interval(NOON, NOON + timedelta(days=2)))
    text = words(parse(client.get("/map?from=2026-11-01&to=2026-11-30").text))
    assert "1 händelse har okänd tid på dygnet och är inte med." in text


def test_hours_without_any_incident_can_be_left_again(client: Client, session: Session, town: Town):
    make_incident(session, at=town.in_west)
    root = parse(client.get("/map?from=2026-11-01&to=2026-11-30&hours=3").text)
    [link] = [a for a in root.findall(".//a") if words(a) == "Visa alla timmar"]
    assert link.get("href") == "/map?from=2026-11-01&to=2026-11-30"
