"""The reports that wait to be reviewed: also those of which nothing was read, until somebody has looked."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.arrivals import Arrival, Original, take_in_report
from app.models import Channel, Event, Report, Role
from app.review.queries.waiting import waiting_by_source, waiting_reports
from tests.factories import Town
from tests.review_reports import FIRST, JSON, make_draft, make_read_report, send

MORNING = datetime(2026, 11, 18, 6, 30, tzinfo=UTC)
CALM = "God morgon! Inget att rapportera."


@pytest.fixture(params=[Channel.PASTE, Channel.API, Channel.MAIL])
def calm(request, session: Session, town: Town) -> Report:
    original = Original("nattens_rapport.txt", "text/plain", CALM.encode())
    report, _ = take_in_report(session, Arrival(town.guards, request.param, MORNING, CALM, original=original), None)
    assert not report.sources
    return report


def waits(session: Session) -> list[int]:
    session.expire_all()
    return [one.report.id for one in waiting_reports(session)]


def test_a_report_of_nothing_waits_until_it_is_signed_off_which_can_be_undone(client, session, calm):
    assert waits(session) == [calm.id]
    assert [many for _key, _name, many in waiting_by_source(session)] == [1]
    assert "inga utkast" in client.get("/review").text
    assert "rapport att granska" in client.get("/").text
    page = client.get(f"/reports/{calm.id}/review").text
    assert "Inget att ta med" in page
    assert "1 kvar" in page
    said = send(client, calm, "nothing")
    assert (said["waiting"], waits(session)) == (0, [])
    assert session.scalars(select(Event.verb).where(Event.subject == "report")).all() == ["signed_off"]
    assert send(client, calm, "nothing")["undo"] is None
    assert send(client, calm, "undo", token=said["undo"])["waiting"] == 1
    assert waits(session) == [calm.id]


def test_text_made_an_incident_takes_the_report_s_place_in_the_queue(client, session, calm):
    said = send(client, calm, "add", start=CALM.index("Inget"), end=len(CALM))
    (made,) = said["cards"]
    send(client, calm, "leave-out", draft=made)
    assert waits(session) == []
    send(client, calm, "reopen", draft=made)
    assert waits(session) == [calm.id]


def test_a_draft_that_is_undone_leaves_the_report_waiting(client, session, calm):
    said = send(client, calm, "add", start=CALM.index("Inget"), end=len(CALM))
    send(client, calm, "undo", token=said["undo"])
    assert waits(session) == [calm.id]


def test_only_the_coordinator_says_that_a_report_tells_of_nothing(client_as, session, calm):
    for role in (Role.ADMINISTRATOR, Role.REPORTER):
        assert client_as(role).post(f"/reports/{calm.id}/review/nothing", headers=JSON).status_code == 403
    assert waits(session) == [calm.id]


def test_it_works_without_scripts(client, session, calm):
    assert client.post(f"/reports/{calm.id}/review/nothing").status_code == 302
    assert waits(session) == []
    assert "Allt i rapporten är granskat" in client.get(f"/reports/{calm.id}/review").text


def test_the_queue_tells_reports_apart(client, session, calm, town):
    report = make_read_report(session, town.police)
    make_draft(session, report, FIRST)
    session.commit()
    page = client.get("/review").text
    assert "nattens_rapport.txt" in page
    assert "1 utkast" in page
    assert [(one.report.id, one.drafts) for one in waiting_reports(session)] == [(calm.id, 0), (report.id, 1)]
