"""Two who decide about one incident at the same time: the later one decides on what the first has left."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.db import Database
from app.decisions import confirm, withdraw
from app.holding import hold
from app.incidents.rules import SettledError, WithdrawReason
from app.merging import merge, say_not_same
from app.models import Incident, User
from reports.incoming.drafts import Interval
from tests.factories import NOON, make_incident, make_report, make_town, make_user
from tests.review_reports import DECISIVE, JSON, SECOND, make_draft, make_first_draft, make_read_report

# SQLite has one writer at a time: nobody changes anything meanwhile.
pytestmark = pytest.mark.parametrize("backend", ["postgis"], indirect=True)


class Night(NamedTuple):
    """A report of the guards with two sure drafts, and what the police have told; all by their ids."""

    report: int
    first: int
    second: int
    police: int


@pytest.fixture
def database(own_database: Database) -> Database:
    return own_database


@pytest.fixture
def night(database: Database) -> Night:
    with database.writing() as session:
        town = make_town(session)
        told = make_report(session, organisation=town.police, raw_text="Polisens ord")
        long_ago = Interval(NOON.replace(year=2020))
        police = make_incident(session, report=told, passage=(0, 12), summary="Polisens ord", when=long_ago)
        report = make_read_report(session, town.guards)
        first = make_first_draft(session, report)
        second = make_draft(session, report, SECOND, DECISIVE)
        make_user(session)
        return Night(report.id, first.id, second.id, police.id)


@pytest.fixture
def own_client(new_coordinator: Callable[[], FlaskClient], night: Night) -> FlaskClient:
    return new_coordinator()


def statuses(database: Database, *ids: int) -> list[str]:
    with database.reading() as session:
        return [session.get_one(Incident, id_).status.value for id_ in ids]


def merged(session: Session, night: Night) -> None:
    merge(session, session.get_one(Incident, night.police), session.get_one(Incident, night.first), None)


def waits(database: Database, done: Future[Any]) -> None:
    """Until somebody waits for a lock."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while not connection.scalar(waiting):
            assert not done.done(), f"nothing was waited for: {done.result()}"


def hold_patiently(session: Session, ids: list[int]) -> None:
    """In a ring the database stops whoever looks for one first; this session does not look, so the page is stopped."""
    session.execute(text("SET LOCAL deadlock_timeout = '1min'"))
    hold(session, ids)


def meanwhile(
    database: Database,
    act: Callable[[], Any],
    change: Callable[[Session], None],
    then: Callable[[Session], None] = lambda _session: None,
) -> Any:
    """What `act` comes to when it begins after a change is made, and before that is committed."""
    with ThreadPoolExecutor(1) as thread:
        with database.writing() as session:
            change(session)
            done = thread.submit(act)
            waits(database, done)
            then(session)
        return done.result(timeout=20)


@pytest.mark.parametrize(
    "decide",
    [
        lambda session, incident, user: confirm(session, [incident], user),
        lambda session, incident, user: withdraw(session, incident, WithdrawReason.MISTAKE, user),
    ],
)
def test_what_was_merged_since_it_was_read_is_not_decided_on(database: Database, night: Night, decide):
    with database.session(may_write=True) as session:
        user, incident = session.scalars(select(User)).one(), session.get_one(Incident, night.first)
        with database.writing() as other:
            merged(other, night)
        with pytest.raises(SettledError):
            decide(session, incident, user)
    assert statuses(database, night.first, night.police) == ["merged", "confirmed"]


@pytest.mark.parametrize("way", ["/incidents/{first}/confirm", "/incidents/{first}/withdraw"])
def test_the_page_of_an_incident_waits_for_a_merge(database, night, own_client, way: str):
    path = way.format(first=night.first)
    answer = meanwhile(
        database, lambda: own_client.post(path, data={"reason": "mistake"}), lambda session: merged(session, night)
    )
    assert answer.status_code in (403, 409)
    assert statuses(database, night.first, night.police) == ["merged", "confirmed"]


@pytest.mark.parametrize("way", ["/reports/{report}/confirm", "/reports/{report}/review/confirm-sure"])
def test_what_is_merged_meanwhile_is_left_out_of_all_that_is_confirmed(database, night, own_client, way: str):
    path = way.format(report=night.report)
    answer = meanwhile(database, lambda: own_client.post(path), lambda session: merged(session, night))
    assert answer.status_code == 302
    assert statuses(database, night.first, night.police, night.second) == ["merged", "confirmed", "confirmed"]


def test_a_draft_that_is_merged_meanwhile_is_not_joined(database, night, own_client):
    path = f"/reports/{night.report}/review/join"
    answer = meanwhile(
        database,
        lambda: own_client.post(path, data={"draft": night.second}, headers=JSON),
        lambda session: merged(session, night),
    )
    assert "inget utkast före" in answer.json["problem"]
    assert statuses(database, night.first, night.second) == ["merged", "draft"]


def test_what_is_undone_meanwhile_refuses_a_second_time(database, night, own_client):
    path = f"/reports/{night.report}/review/"
    token = own_client.post(f"{path}confirm", data={"draft": night.first}, headers=JSON).json["undo"]
    answer = meanwhile(
        database,
        lambda: own_client.post(f"{path}undo", data={"token": token}, headers=JSON),
        lambda session: merged(session, night),
    )
    assert "har ändrats sedan dess" in answer.json["problem"]
    assert statuses(database, night.first, night.police) == ["merged", "confirmed"]


def test_which_of_two_is_kept_is_chosen_by_how_they_stand_now(database, night, own_client):
    def confirmed(session: Session) -> None:
        confirm(session, [session.get_one(Incident, night.second)], session.scalars(select(User)).first())

    path = f"/twins/{night.first}/{night.second}/merge"
    answer = meanwhile(database, lambda: own_client.post(path), confirmed)
    assert answer.location == f"/incidents/{night.second}"
    assert statuses(database, night.first, night.second) == ["merged", "confirmed"]


def test_that_two_are_not_the_same_may_be_said_twice_at_once(database, night, own_client):
    def said(session: Session) -> None:
        say_not_same(session, *(session.get_one(Incident, id_) for id_ in (night.first, night.police)), None)
        hold(session, [night.first, night.police])

    path = f"/twins/{night.first}/{night.police}/not-same"
    assert meanwhile(database, lambda: own_client.post(path), said).status_code == 302


@pytest.mark.parametrize("other", ["police", "second"])
def test_two_who_want_the_same_both_get_on(database, night, own_client, other: str):
    """Who merges a draft waits for all it needs at once; in a ring, where others take them in another order, it asks
    again."""
    path, form = f"/reports/{night.report}/review/merge", {"draft": night.first, "other": getattr(night, other)}
    answer = meanwhile(
        database,
        lambda: own_client.post(path, data=form, headers=JSON),
        lambda session: hold_patiently(session, [getattr(night, other)]),
        then=lambda session: hold(session, [night.first]),
    )
    assert answer.json["said"].startswith("Sammanslagna")
