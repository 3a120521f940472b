"""The phone form, as it works without scripts and as its script sends what has waited."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.incidents.phone_form import KEPT, moment_typed
from app.models import Incident, IncidentStatus, Role
from reports.incoming.drafts import Interval
from tests.clients import Client
from tests.factories import Town, make_incident, make_organisation, make_report, make_user
from tests.pages import parse, words

NOW = datetime(2026, 11, 20, 21, 15, tzinfo=UTC)
JSON = {"Accept": "application/json"}


def send(client: Client, headers: dict[str, str] | None = None, **fields: Any) -> TestResponse:
    typed = {"category": "trafik", "place": "", "known": "unknown", "certainty": "observed", "recent": "now", **fields}
    return client.post("/report", data=typed, headers=headers)


def sent(session: Session) -> Incident:
    return session.scalars(select(Incident).execution_options(populate_existing=True)).one()


@pytest.fixture
def reporter(visitor: Client, session: Session, town: Town) -> Client:
    return visitor.sign_in(make_user(session, role=Role.REPORTER, organisation=town.guards), session)


def test_three_choices_make_a_draft_of_the_own_organisation(reporter: Client, session: Session):
    before = datetime.now(UTC).replace(second=0, microsecond=0)
    assert send(reporter).status_code == 302
    incident = sent(session)
    assert (incident.status, incident.category.code) == (IncidentStatus.DRAFT, "trafik")
    assert before <= incident.occurred_from <= datetime.now(UTC)
    assert incident.occurred_to is None


def test_the_last_hour_is_a_span_and_other_times_are_told_in_words(reporter: Client, session: Session):
    send(reporter, recent="hour")
    first = sent(session)
    assert first.occurred_to == first.occurred_from + timedelta(hours=1)
    assert "går inte att tyda" in send(reporter, recent="words", when="sedan länge").text
    assert send(reporter, recent="words", when="igår kväll").status_code == 302


def test_what_waited_on_the_phone_is_told_from_when_it_was_typed(reporter: Client, session: Session):
    typed = (datetime.now(UTC) - timedelta(days=2, hours=3)).replace(second=0, microsecond=0)
    send(reporter, JSON, typed_at=str(int(typed.timestamp() * 1000)))
    assert sent(session).occurred_from == typed


@pytest.mark.parametrize("told", [None, "", "igår", "1e300", "-1", "9" * 40])
def test_a_phone_that_tells_no_moment_means_now(told: str | None):
    assert moment_typed(told, NOW) == NOW


def test_a_phone_whose_clock_is_wrong_means_now():
    def told(moment: datetime) -> datetime:
        return moment_typed(str(int(moment.timestamp() * 1000)), NOW)

    assert told(NOW + timedelta(days=1)) == NOW
    assert told(NOW - KEPT - timedelta(minutes=1)) == NOW
    assert told(NOW + timedelta(minutes=2)) == NOW, "clocks that differ a little"


def test_sent_twice_it_is_one(reporter: Client, session: Session):
    key = "0b5d5e00-0000-4000-8000-000000000001"
    first, second = (send(reporter, JSON, key=key) for _ in range(2))
    assert first.get_json() == second.get_json() == {"saved": sent(session).id}


def test_what_cannot_be_read_says_why_and_keeps_what_was_typed(reporter: Client, session: Session):
    assert len(send(reporter, JSON, category="", known="place").get_json()["problems"]) == 2
    page = send(reporter, category="", known="place", summary="Moped på gångväg")
    assert "Moped på gångväg" in page.text
    assert "Välj en kategori." in page.text
    assert session.scalar(select(Incident)) is None


def test_personal_data_are_stopped_and_masked_by_one_tap(reporter: Client, session: Session):
    text = "Ring 070-174 06 05"
    stopped = send(reporter, summary=text)
    assert parse(stopped.text).find(".//button[@id='mask']") is not None
    assert send(reporter, summary=text, personal_data="mask").status_code == 302
    assert sent(session).summary == "Ring [telefonnummer]"


def test_a_reporter_reports_for_the_own_organisation_whatever_is_sent(reporter: Client, session: Session, town: Town):
    send(reporter, source=make_organisation(session).key)
    assert sent(session).sources[0].report.organisation_id == town.guards.id


def test_what_the_own_organisation_tells_most_of_stands_first(reporter: Client, session: Session, town: Town):
    today = Interval(datetime.now(UTC))
    for code, organisation, number in (
        ("ovrigt", town.guards, 2),
        ("trafik", town.guards, 1),
        ("trafik", town.police, 4),
        ("nara_relation", town.guards, 3),
    ):
        report = make_report(session, organisation=organisation)
        for _ in range(number):
            make_incident(session, report=report, category=code, when=today)
    page = parse(reporter.get("/report").text)
    taps = [words(label) for label in page.findall(".//fieldset[@id='category']/label")]
    assert taps == ["Övrigt", "Trafik och buskörning"], "a sensitive one is never a tap away by mistake"


def test_who_sends_what_waited_is_asked_for(reporter: Client, app: Flask):
    assert reporter.get("/report/session").get_json().keys() == {"user", "csrf_token"}
    assert app.test_client().get("/report/session").status_code == 302


def test_the_worker_and_the_manifest_name_only_files_that_are_there(reporter: Client):
    worker = reporter.get("/report/worker.js")
    assert worker.headers["Service-Worker-Allowed"] == "/report"
    files = json.loads(worker.text.partition("const FILES = ")[2].partition(";\n")[0])
    manifest = json.loads(reporter.get("/report/manifest.webmanifest").text)
    for address in (*files, *(icon["src"] for icon in manifest["icons"]), manifest["start_url"]):
        assert reporter.get(address).status_code == 200, address


def test_who_may_not_report_does_not_get_the_form(client_as: Callable[[Role], Client]):
    assert client_as(Role.STEERING).get("/report").status_code == 403
    assert client_as(Role.AREA_MEMBER).get("/report").status_code == 403
