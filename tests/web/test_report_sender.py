"""Whose a report is can be corrected after it was taken in, and all that follows from it follows."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.intake.queries.reports import readable_report
from app.models import Channel, Event, Report, Role
from tests.clients import Client
from tests.factories import Town, make_user
from tests.review_reports import FIRST, make_draft, make_read_report


@pytest.fixture
def report(session: Session, town: Town) -> Report:
    made = make_read_report(session, town.guards)
    made.channel = Channel.PASTE
    make_draft(session, made, FIRST)
    session.flush()
    return made


def changed(client: Client, report: Report, key: str) -> str:
    return client.post(f"/reports/{report.id}/sender", data={"organisation": key}, follow_redirects=True).text


def sender(session: Session, report: Report) -> str:
    session.expire_all()
    return session.get_one(Report, report.id).organisation.key


def test_the_coordinator_says_who_sent_it(client, session, town, report):
    page = client.get(f"/reports/{report.id}/review").text
    assert "Fel avsändare?" in page
    assert f'value="{town.police.key}"' in page
    assert "Rapporten är från Polisen." in changed(client, report, town.police.key)
    assert sender(session, report) == town.police.key
    [event] = session.scalars(select(Event).where(Event.subject == "report", Event.verb == "changed"))
    assert event.changes["organisation_id"] == [town.guards.id, town.police.id]
    assert report.raw_text not in str(event.changes)
    assert "Inget ändrades." in changed(client, report, town.police.key)


def test_who_may_read_it_follows(client, session, town, report):
    guard = make_user(session, role=Role.REPORTER, organisation=town.guards)
    officer = make_user(session, role=Role.REPORTER, organisation=town.police)
    assert readable_report(session, guard, report.id) is report
    changed(client, report, town.police.key)
    assert readable_report(session, officer, report.id) is report
    with pytest.raises(NoResultFound):
        readable_report(session, guard, report.id)


@pytest.mark.parametrize("channel", [Channel.MAIL, Channel.API])
def test_a_sender_that_is_known_stays(client, session, town, report, channel):
    report.channel = channel
    session.flush()
    assert "Fel avsändare?" not in client.get(f"/reports/{report.id}/review").text
    assert "går inte att ändra" in changed(client, report, town.police.key)
    assert sender(session, report) == town.guards.key


def test_a_number_that_the_other_has_used_is_no_second_report(client, session, town, report):
    report.external_id = make_read_report(session, town.police).external_id = "nr-1"
    session.flush()
    assert "har redan en rapport" in changed(client, report, town.police.key)
    assert sender(session, report) == town.guards.key


def test_only_senders_that_are_there_may_be_chosen(client, client_as, session, town, report):
    assert client.post(f"/reports/{report.id}/sender", data={"organisation": "ingen"}).status_code == 400
    assert client_as(Role.REPORTER).post(f"/reports/{report.id}/sender").status_code == 403
    assert sender(session, report) == town.guards.key


def test_the_address_of_a_dropped_letter_is_remembered_at_once(client, session, town, report):
    report.channel, report.sender = Channel.FILE, "anna@provpolisen.se"
    session.flush()
    address = f"/reports/{report.id}/review"
    assert "Kom ihåg att den är från Väktarna" in client.get(address).text
    said = {"sender": report.sender, "organisation": town.guards.id, "report": report.id}
    answer = client.post("/settings/mailbox/senders", data=said)
    assert answer.location == f"/reports/{report.id}"
    session.refresh(town.guards)
    assert "anna@provpolisen.se" in town.guards.senders
    assert "Kom ihåg att" not in client.get(address).text


@pytest.mark.parametrize("sender", ["", "Anna på polisen"])
def test_without_an_address_there_is_nothing_to_remember(client, session, report, sender):
    report.channel, report.sender = Channel.FILE, sender
    session.flush()
    assert "Kom ihåg att" not in client.get(f"/reports/{report.id}/review").text
