"""Fetching the police's notices, from a real web server: their rules are kept, faults are told, all comes as drafts."""

import json
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import select

from app.config import Settings
from app.db import Database
from app.fetching import POLISEN, Fault, fault_of, fetching, own_row
from app.intake.feed import fetch_notices, user_agent
from app.intake.pace import BETWEEN, LIMITS, may_call, wait_after
from app.models import Channel, Fetching, Incident, IncidentStatus, Organisation, Report
from tests.at_once import at_once
from tests.factories import make_town

NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
CONTACT = "samordnare@exempel.se"
SOON_TOLD = 0.02
"""Seconds after which a web server notices that it shall stop; its own half second adds up over the tests."""


def notice(number: int = 1, place: str = "Provstad", **more: str) -> dict[str, object]:
    return {
        "id": number,
        "datetime": "2026-11-20 6:10:00 +01:00",
        "name": f"20 november 05.40, Brand, {place}",
        "summary": "En container brinner vid en skola.",
        "url": f"/aktuellt/handelser/{number}/",
        "type": "Brand",
        "location": {"name": place, "gps": "59.5,17.7"},
        **more,
    }


@dataclass
class Police:
    """A web server that answers as it is told, and keeps what it was asked."""

    answer: Callable[[BaseHTTPRequestHandler], None] = field(default=lambda asked: say(asked, 200, [notice()]))
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""


def say(asked: BaseHTTPRequestHandler, status: int, content: object = None, **heads: str) -> None:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    asked.send_response(status)
    for name, value in heads.items():
        asked.send_header(name.replace("_", "-"), value)
    asked.send_header("Content-Length", str(len(body)))
    asked.end_headers()
    asked.wfile.write(body)


@pytest.fixture
def police() -> Iterator[Police]:
    found = Police()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(dict(self.headers))
            found.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(SOON_TOLD,), daemon=True).start()
    found.url = f"http://127.0.0.1:{server.server_port}/api/events"
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def settings(police: Police, tmp_path: Path) -> Settings:
    return Settings(instance_dir=tmp_path, polisen_url=police.url)


@pytest.fixture
def database(own_database: Database) -> Database:
    """Where the coordinator has switched the fetching on."""
    with own_database.writing() as session:
        make_town(session).police.key = "polisen-se"
    switch_on(own_database)
    return own_database


def switch_on(database: Database) -> None:
    with database.writing() as session:
        row = own_row(session, POLISEN)
        row.is_on, row.state = True, {"contact": CONTACT}


def state(database: Database) -> Fetching:
    with database.reading() as session:
        return fetching(session, POLISEN)


def statuses(database: Database) -> list[IncidentStatus]:
    with database.reading() as session:
        return list(session.scalars(select(Incident.status)))


def test_the_municipalitys_notices_come_as_drafts(database: Database, settings: Settings, police: Police):
    police.answer = lambda asked: say(asked, 200, [notice(1), notice(2, "Annanstad"), notice(3)])
    assert fetch_notices(database, settings, NOW) == 2
    assert statuses(database) == [IncidentStatus.DRAFT] * 2
    with database.reading() as session:
        assert set(session.scalars(select(Report.channel))) == {Channel.FEED}
    row = state(database)
    assert (row.tried_at, row.went_well_at, fault_of(row), row.is_on) == (NOW, NOW, None, True)


def test_who_asks_is_said(database: Database, settings: Settings, police: Police):
    fetch_notices(database, settings, NOW)
    assert police.asked[0]["User-Agent"] == f"Laget/1 (Provstad; {CONTACT})"
    assert "Cookie" not in police.asked[0]
    assert user_agent("Håbo", CONTACT) == f"Laget/1 (H?bo; {CONTACT})"


def test_nothing_is_asked_until_it_is_switched_on(own_database: Database, settings: Settings, police: Police):
    assert fetch_notices(own_database, settings, NOW) == 0
    assert police.asked == []


def test_it_waits_half_an_hour_and_adds_nothing_twice(database: Database, settings: Settings, police: Police):
    times = [NOW + timedelta(minutes=minute) for minute in range(62)]
    assert sum(fetch_notices(database, settings, now) for now in times) == 1
    assert len(police.asked) == 3


def test_two_at_once_ask_once(database: Database, settings: Settings, police: Police):
    new = at_once(*[lambda: fetch_notices(database, settings, NOW)] * 2)
    assert (sum(new), len(police.asked)) == (1, 1)


def test_what_has_not_changed_is_not_sent_again(database: Database, settings: Settings, police: Police):
    police.answer = lambda asked: say(asked, 200, [notice()], ETag='"7"', Last_Modified="Fri, 20 Nov 2026 06:00:00 GMT")
    fetch_notices(database, settings, NOW)
    police.answer = lambda asked: (asked.send_response(304), asked.end_headers())  # type: ignore[assignment]
    assert fetch_notices(database, settings, NOW + BETWEEN) == 0
    assert police.asked[1]["If-None-Match"] == '"7"'
    assert police.asked[1]["If-Modified-Since"] == "Fri, 20 Nov 2026 06:00:00 GMT"
    assert (state(database).went_well_at, fault_of(state(database))) == (NOW + BETWEEN, None)
    fetch_notices(database, settings, NOW + 2 * BETWEEN)
    assert police.asked[2]["If-None-Match"] == '"7"'


@pytest.mark.parametrize(
    ("status", "fault"), [(403, Fault.REFUSED), (429, Fault.TOO_OFTEN), (404, Fault.GONE), (410, Fault.GONE)]
)
def test_a_no_stops_it_until_a_person_starts_it_again(
    database: Database, settings: Settings, police: Police, status: int, fault: Fault
):
    police.answer = lambda asked: say(asked, status)
    fetch_notices(database, settings, NOW)
    assert (fault_of(state(database)), state(database).is_on) == (fault, False)
    fetch_notices(database, settings, NOW + timedelta(days=30))
    assert len(police.asked) == 1
    police.answer = Police().answer
    switch_on(database)
    assert fetch_notices(database, settings, NOW + timedelta(days=30)) == 1


@pytest.mark.parametrize(
    ("status", "content", "fault"),
    [
        (500, b"", Fault.SERVER),
        (302, b"", Fault.SERVER),
        (200, b"<html>Underhall</html>", Fault.UNREADABLE),
        (200, b"", Fault.UNREADABLE),
        (200, b'[{"id": 1', Fault.UNREADABLE),
        (200, b"[" + b" " * (21 * 1024 * 1024) + b"]", Fault.UNREADABLE),
    ],
)
def test_after_a_fault_it_waits_longer_and_longer(
    database: Database, settings: Settings, police: Police, status: int, content: bytes, fault: Fault
):
    police.answer = lambda asked: say(asked, status, content, Location=police.url)
    fetch_notices(database, settings, NOW)
    assert (fault_of(state(database)), state(database).is_on, state(database).went_well_at) == (fault, True, None)
    fetch_notices(database, settings, NOW + BETWEEN)
    assert len(police.asked) == 1
    police.answer = Police().answer
    assert fetch_notices(database, settings, NOW + 2 * BETWEEN) == 1
    assert (fault_of(state(database)), state(database).state["failures"]) == (None, 0)


def test_a_dead_network_is_a_fault_of_the_line(database: Database, settings: Settings):
    fetch_notices(database, replace(settings, polisen_url="http://127.0.0.1:1/api/events"), NOW)
    assert fault_of(state(database)) is Fault.CONNECTION


def test_a_bad_notice_among_good_ones_stops_none(database: Database, settings: Settings, police: Police):
    police.answer = lambda asked: say(asked, 200, [{"id": "x"}, notice(1, datetime="i går"), notice(2)])
    assert fetch_notices(database, settings, NOW) == 1


def test_where_the_police_are_no_organisation_it_is_said(database: Database, settings: Settings, police: Police):
    with database.writing() as session:
        session.scalars(select(Organisation).where(Organisation.key == "polisen-se")).one().key = "nobody"
    fetch_notices(database, settings, NOW)
    assert fault_of(state(database)) is Fault.NO_ORGANISATION


def test_the_polices_limits_hold():
    calls, now, until = [], NOW, NOW + timedelta(days=2)
    while now < until:
        if may_call(calls, now):
            calls.append(now)
        now += timedelta(seconds=5)
    for span, most in LIMITS:
        assert max(bisect_left(calls, call + span) - at for at, call in enumerate(calls)) <= most
    assert len(calls) >= 2 * 1440


def test_waits_double_up_to_a_day():
    assert [wait_after(failures) / BETWEEN for failures in (0, 1, 2, 3)] == [1, 2, 4, 8]
    assert wait_after(1000) == timedelta(hours=24)
