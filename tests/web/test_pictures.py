"""Editions: built once a fortnight, refreshed while drafts, frozen when published, read by those they are for."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import create_app
from app.accounts.actions import open_session
from app.config import Settings
from app.db import Database
from app.models import Picture, PictureStatus, Role
from app.pictures.actions.keeping import keep_edition
from app.pictures.building import build_edition
from app.pictures.due import build_due_pictures
from app.pictures.rules import FrozenError, NotEndedError, OutdatedError, missing_periods
from geo.points import LocationPrecision
from reports.incoming.drafts import Interval, Whereabouts
from reports.picture.storage import from_json
from tests.clients import Client
from tests.databases import Backend
from tests.editions import AFTER, DURING, PERIOD, build, publish
from tests.factories import Town, make_incident, make_place, make_town, make_user
from tests.pages import check_page

FIRST_MONDAY = date(2026, 1, 5)


def test_an_edition_counts_what_is_confirmed_in_the_period(session: Session, settings: Settings, town: Town) -> None:
    place = make_place(session, "Torget", Town.in_west, town.west)
    on_square = Whereabouts("Torget", place.id, Town.in_west, LocationPrecision.PLACE)
    make_incident(session, when=Interval(DURING), where=on_square, category="trafik")
    make_incident(session, when=Interval(DURING), category="trafik")
    make_incident(session, when=Interval(PERIOD.ends_at.astimezone(UTC)), at=Town.in_west)
    picture = from_json(build(session, settings).record)
    assert (picture.year, picture.number) == (2026, 23)
    assert picture.total.now == 2
    assert {cell.district: cell.now for cell in picture.district_totals} == {"vast": 1, "ost": 0}
    assert picture.without_district == picture.unplaced_total == 1
    assert [(row.name, row.now) for row in picture.places] == [("Torget", 1)]


def test_a_sensitive_incident_is_counted_but_never_drawn(session: Session, settings: Settings, town: Town) -> None:
    make_incident(session, when=Interval(DURING), at=Town.in_east, category="nara_relation", summary="hemligt")
    edition = build(session, settings)
    picture = from_json(edition.record)
    assert [cell.now for cell in picture.cells_of("ost") if cell.category == "nara_relation"] == [1]
    assert [district.drawn for district in picture.districts] == [0, 0]
    assert b"hemligt" not in edition.record


def test_the_button_builds_and_the_page_and_document_open(backend: Backend, settings: Settings) -> None:
    """On a database of its own: the edition is drawn by another process, which must see what is committed."""
    settings = replace(settings, database_url=backend.fresh())
    app = create_app(settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    client = app.test_client()
    with app.extensions["database"].writing() as session:
        make_town(session)
        token = open_session(session, make_user(session), browser="", hours=1, now=datetime.now(UTC))
    with client.session_transaction() as cookie:
        cookie["token"] = token
    answer = client.post("/pictures/build", data={"period": "2026-10-26"}, follow_redirects=True)
    check_page(answer.text)
    assert "Lägesbild 2026:23" in answer.text
    assert "Utkast" in answer.text
    document = client.get("/pictures/2026-23.pdf")
    assert document.mimetype == "application/pdf"
    assert document.data.startswith(b"%PDF-")
    assert "2026:23" in client.get("/pictures").text
    app.extensions["database"].engine.dispose()


def test_a_draft_follows_the_data(session: Session, settings: Settings, town: Town) -> None:
    first = build(session, settings)
    make_incident(session, when=Interval(DURING))
    again = build(session, settings)
    assert again.id == first.id
    assert from_json(again.record).total.now == 1


def test_a_published_edition_is_frozen(session: Session, settings: Settings, town: Town) -> None:
    edition = publish(session, build(session, settings))
    before = (edition.record, edition.remarks, edition.sha256)
    make_incident(session, when=Interval(DURING))
    with pytest.raises(FrozenError):
        build(session, settings)
    session.refresh(edition)
    assert (edition.record, edition.remarks, edition.sha256) == before
    assert len(edition.sha256) == 64


def test_a_draft_that_the_data_left_behind_is_not_published(session: Session, settings: Settings, town: Town) -> None:
    edition = build(session, settings)
    make_incident(session, when=Interval(DURING))
    with pytest.raises(OutdatedError, match="1"):
        publish(session, edition)


def test_that_it_is_outdated_is_said_where_it_can_be_brought_up_to_date(session, settings, client_as) -> None:
    build(session, settings)
    make_incident(session, when=Interval(DURING))
    page = client_as(Role.COORDINATOR).post("/pictures/2026-23/publish", follow_redirects=True)
    assert page.status_code == 200
    assert "Uppdatera utkastet först" in page.text
    assert 'action="/pictures/build"' in page.text


def test_a_road_through_two_districts_is_counted_in_each(session: Session, settings: Settings, town: Town) -> None:
    road = make_place(session, "Långvägen", None, town.west, town.east)
    for district, number in (("vast", 2), ("ost", 1)):
        where = Whereabouts("Långvägen", road.id, None, LocationPrecision.STREET, district)
        for _ in range(number):
            make_incident(session, when=Interval(DURING), where=where)
    places = from_json(build(session, settings).record).places
    assert [(place.name, place.district, place.now) for place in places] == [
        ("Långvägen", "vast", 2),
        ("Långvägen", "ost", 1),
    ]


def test_a_period_that_runs_cannot_be_published(session: Session, settings: Settings, town: Town) -> None:
    with pytest.raises(NotEndedError):
        publish(session, build(session, settings), now=DURING)


def test_the_steering_group_reads_what_is_published(
    session: Session, settings: Settings, client_as: Callable[[Role], Client]
) -> None:
    edition, steering = build(session, settings), client_as(Role.STEERING)
    for address in ("/pictures/2026-23", "/pictures/2026-23.pdf"):
        assert steering.get(address).status_code == 404
    assert "2026:23" not in steering.get("/pictures").text
    edition.status = PictureStatus.PUBLISHED
    session.flush()
    assert steering.get("/pictures/2026-23").status_code == 200
    assert "Läs lägesbilden" in steering.get("/").text
    assert steering.post("/pictures/build", data={"period": "2026-10-26"}).status_code == 403


def test_a_reporter_sees_no_editions(session: Session, settings: Settings, client_as: Callable[[Role], Client]):
    publish(session, build(session, settings))
    for address in ("", "/2026-23", "/2026-23.pdf", "/2026-23/allman.json", "/compare"):
        assert client_as(Role.REPORTER).get(f"/pictures{address}").status_code == 403


def test_an_area_member_reads_the_published_public_version(session, settings, client_as) -> None:
    edition, member = build(session, settings), client_as(Role.AREA_MEMBER)
    addresses = ("2026-23", "2026-23.pdf", "2026-23/allman.json")
    assert [member.get(f"/pictures/{address}").status_code for address in addresses] == [404, 404, 404]
    publish(session, edition)
    assert member.get("/pictures/2026-23").status_code == 200
    assert member.get("/pictures/2026-23/allman.json").status_code == 200
    for others in ("intern.json", "styrgrupp.json", "intern.pdf"):
        assert member.get(f"/pictures/2026-23/{others}").status_code == 404
    assert member.get("/pictures/2026-23/edit").status_code == 403


def test_the_list_links_to_one_document_of_each_edition(session, settings, client_as) -> None:
    publish(session, build(session, settings))
    build(session, settings, PERIOD.before(1)[0])
    of = {Role.COORDINATOR: "intern", Role.STEERING: "styrgrupp", Role.AREA_MEMBER: "allman"}
    for role, audience in of.items():
        page = client_as(role).get("/pictures").text
        numbers = (23, 22) if role == Role.COORDINATOR else (23,)
        linked = re.findall(r'href="(/pictures/[^"]*\.pdf)"', page)
        assert linked == [f"/pictures/2026-{number}/{audience}.pdf" for number in numbers]


def test_the_steering_group_is_not_handed_the_internal_documents(session, settings, client_as) -> None:
    publish(session, build(session, settings))
    steering = client_as(Role.STEERING)
    assert steering.get("/pictures/2026-23/styrgrupp.json").status_code == 200
    for internal in ("intern.json", "intern.pdf"):
        assert steering.get(f"/pictures/2026-23/{internal}").status_code == 404


def test_two_at_once_make_one_edition(own_database: Database, settings: Settings) -> None:
    with own_database.writing() as session:
        make_town(session)

    def build_by_itself(_: int) -> int:
        with own_database.reading() as session:
            edition = build_edition(session, settings, PERIOD, AFTER)
        with own_database.writing() as session:
            return keep_edition(session, edition, None).id

    with ThreadPoolExecutor(4) as pool:
        ids = set(pool.map(build_by_itself, range(4)))
    with own_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Picture)) == len(ids) == 1


def test_the_job_builds_once_and_catches_up(own_database: Database, settings: Settings) -> None:
    with own_database.writing() as session:
        make_town(session)
    assert build_due_pictures(own_database, settings, AFTER) == ["2026:23"]
    assert build_due_pictures(own_database, settings, AFTER) == []
    five_weeks_later = AFTER + timedelta(weeks=5)
    assert build_due_pictures(own_database, settings, five_weeks_later) == ["2026:24", "2026:25"]


def test_a_period_is_due_at_the_configured_hour_local_time() -> None:
    midnight = PERIOD.ends_at.astimezone(UTC)

    def missing(now: datetime) -> list[date]:
        return [period.start for period in missing_periods(date(2026, 10, 12), FIRST_MONDAY, 6, now)]

    assert missing(midnight + timedelta(hours=5, minutes=59)) == []
    assert missing(midnight + timedelta(hours=6)) == [PERIOD.start]
