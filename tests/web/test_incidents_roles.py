"""Who sees which incidents, and what of them."""

from collections.abc import Callable

import pytest
from flask import Flask
from geoalchemy2.shape import from_shape
from shapely import Point
from sqlalchemy.orm import Session

from app.models import Incident, IncidentStatus, Role, Source
from geo.points import LocationPrecision
from reports.incoming.drafts import Whereabouts
from tests.clients import Client
from tests.factories import Town, make_incident, make_report, make_user

SECRET = "Slog sin partner"


@pytest.fixture
def reporter(app: Flask, session: Session, town: Town) -> Client:
    client = app.test_client()
    assert isinstance(client, Client)
    return client.sign_in(make_user(session, role=Role.REPORTER, organisation=town.guards), session)


@pytest.fixture
def neighbour(app: Flask, session: Session, town: Town) -> Client:
    """A member of the western area group."""
    client = app.test_client()
    assert isinstance(client, Client)
    return client.sign_in(make_user(session, role=Role.AREA_MEMBER, districts=[town.west]), session)


def status(client: Client, incident: Incident) -> int:
    return client.get(f"/incidents/{incident.id}").status_code


def listed(client: Client, query: str = "") -> str:
    return client.get(f"/incidents?from=&to=&{query}").text


def sensitive(session: Session, town: Town, **fields: object) -> Incident:
    where = Whereabouts("Storgatan 4", precision=LocationPrecision.DISTRICT, district=town.west.key)
    return make_incident(session, category="nara_relation", summary=SECRET, where=where, **fields)


def test_a_reporter_sees_only_what_the_own_organisation_told(reporter: Client, session: Session, town: Town):
    own = make_incident(session, report=make_report(session, organisation=town.guards), summary="Eget")
    other = make_incident(session, report=make_report(session, organisation=town.police), summary="Annat")
    assert (status(reporter, own), status(reporter, other)) == (200, 404)
    assert "Eget" in listed(reporter)
    assert "Annat" not in listed(reporter)


def test_a_reporter_never_learns_that_others_told_the_same(reporter: Client, session: Session, town: Town):
    own = make_incident(session, report=make_report(session, organisation=town.guards))
    theirs = make_report(session, organisation=town.police, raw_text="Polisens egna ord")
    session.add(Source(incident=own, report=theirs, start=0, end=8))
    session.flush()
    pages = listed(reporter) + listed(reporter, f"source={town.police.key}") + reporter.get(f"/incidents/{own.id}").text
    assert "Väktarna" in pages
    assert "Polisen" not in pages
    assert "sett av" not in pages.lower()


def test_an_area_group_sees_confirmed_incidents_of_its_own_district(neighbour: Client, session: Session, town: Town):
    here = make_incident(session, at=town.in_west)
    there = make_incident(session, at=town.in_east)
    draft = make_incident(session, at=town.in_west, status=IncidentStatus.DRAFT)
    nowhere = make_incident(session)
    assert [status(neighbour, incident) for incident in (here, there, draft, nowhere)] == [200, 404, 404, 404]


def test_an_area_group_reads_no_reports(neighbour: Client, session: Session, town: Town):
    report = make_report(session, raw_text="Polisens egna ord")
    incident = make_incident(session, report=report, at=town.in_west, passage=(0, 8))
    page = neighbour.get(f"/incidents/{incident.id}").text
    assert "Polisen" in page
    assert "Polisens" not in page


def test_the_steering_group_sees_no_incidents(client_as: Callable[[Role], Client], session: Session, town: Town):
    steering = client_as(Role.STEERING)
    assert [steering.get(path).status_code for path in ("/incidents", f"/incidents/{make_incident(session).id}")] == [
        403,
        403,
    ]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.REPORTER, Role.AREA_MEMBER])
def test_words_about_close_relations_are_for_the_coordinator_alone(
    role: Role, client_as: Callable[[Role], Client], reporter: Client, neighbour: Client, session: Session, town: Town
):
    other = {Role.REPORTER: reporter, Role.AREA_MEMBER: neighbour}.get(role) or client_as(role)
    report = make_report(session, organisation=town.guards, raw_text=SECRET)
    incident = sensitive(session, town, report=report, passage=(0, len(SECRET)))
    pages = listed(other) + other.get(f"/incidents/{incident.id}").text
    assert "Texten visas bara för samordnaren." in pages
    assert SECRET not in pages
    assert f"/incidents/{incident.id}" not in listed(other, "q=partner")


def test_the_coordinator_reads_and_finds_them(client: Client, session: Session, town: Town):
    incident = sensitive(session, town)
    assert SECRET in client.get(f"/incidents/{incident.id}").text
    assert SECRET in listed(client, "q=partner")


def test_a_sensitive_incident_has_neither_point_nor_place(client: Client, session: Session, town: Town):
    at = Whereabouts("Storgatan 4", point=town.in_west, precision=LocationPrecision.POINT)
    page = client.get(f"/incidents/{make_incident(session, category='nara_relation', where=at).id}").text
    assert "Storgatan" not in page
    assert 'data-lon="' not in page


def test_what_a_sensitive_row_should_not_hold_is_shown_nowhere(
    client: Client, neighbour: Client, session: Session, town: Town
):
    """The rule on saving takes a place away; here somebody has written into the database past it."""
    incident = sensitive(session, town, status=IncidentStatus.CONFIRMED)
    incident.place_words, incident.point = "Hemgatan 9", from_shape(Point(town.in_west.lon, town.in_west.lat), 4326)
    session.flush()
    for reader in (client, neighbour):
        pages = [reader.get(f"/incidents/{incident.id}").text, listed(reader), reader.get("/map?from=&to=").text]
        assert all("Våld i nära relation" in page for page in pages)
        assert not [page for page in pages if "Hemgatan" in page or f"{town.in_west.lat:.4f}" in page]


def test_only_the_coordinator_reads_around_a_passage(
    client: Client, client_as: Callable[[Role], Client], reporter: Client, session: Session, town: Town
):
    report = make_report(session, organisation=town.guards, raw_text="Först om annat. Moped på torget. Sedan om annat.")
    incident = make_incident(session, report=report, passage=(16, 32))
    assert (
        "Först om annat. <mark>Moped på torget.</mark> Sedan om annat." in client.get(f"/incidents/{incident.id}").text
    )
    for other in (client_as(Role.ADMINISTRATOR), reporter):
        theirs = other.get(f"/incidents/{incident.id}").text
        assert "<mark>Moped på torget.</mark>" in theirs
        assert "om annat" not in theirs


def test_a_passage_that_shares_words_with_a_sensitive_one_is_for_the_coordinator(
    client: Client, reporter: Client, session: Session, town: Town
):
    report = make_report(session, organisation=town.guards, raw_text=f"Moped på torget. {SECRET}")
    incident = make_incident(session, report=report, passage=(0, len(report.raw_text)))
    sensitive(session, town, report=report, passage=(17, len(report.raw_text)))
    assert SECRET in client.get(f"/incidents/{incident.id}").text
    assert SECRET not in reporter.get(f"/incidents/{incident.id}").text
