"""Pages about ways in: senders and tokens of organisations, the mailbox, the police's notices."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.tokens import hash_of
from app.config import Settings
from app.fetching import MAILBOX, POLISEN, Fault, fetching, note, own_row
from app.models import ApiToken, Channel, Event, IncidentStatus, Organisation, Role
from app.settings.fetching_words import _faults
from tests.clients import Client
from tests.factories import Town, make_incident, make_organisation, make_report

NOW = datetime.now(UTC)
PAGES = ("/settings/mailbox", "/settings/polisen")


@pytest.fixture
def mailbox(app: Flask, settings: Settings) -> None:
    """An installation that reads a mailbox."""
    app.extensions["settings"] = replace(settings, imap_host="mail.provstad.example", imap_password="hemligast")


def details(**fields: str) -> dict[str, str]:
    return {"name": "Väktarna", "kind": "guards", "reports_every_days": "1", "is_active": "y", **fields}


def logged(session: Session) -> list[tuple[str, str, Any]]:
    chosen = select(Event.verb, Event.subject, Event.changes).where(Event.subject != "user").order_by(Event.id)
    return [(verb, subject, changes) for verb, subject, changes in session.execute(chosen)]


def test_senders_are_kept_with_the_organisation(client: Client, session: Session, town: Town):
    page = f"/settings/organisations/{town.guards.id}"
    client.post(page, data=details(senders="Vakt@exempel.se\r\n@nattvakt.se"))
    session.refresh(town.guards)
    assert town.guards.senders == "vakt@exempel.se\n@nattvakt.se"
    assert "vakt@exempel.se" in client.get(page).text
    changed = dict(logged(session)[0][2])
    assert "vakt@exempel.se" not in str(changed)
    assert "senders" in changed


@pytest.mark.parametrize(("wrong", "says"), [("vakt", "ingen e-postadress"), ("police@exempel.se", "redan avsändare")])
def test_a_wrong_sender_is_refused_and_what_was_typed_stays(
    client: Client, session: Session, town: Town, wrong: str, says: str
):
    town.police.senders = "police@exempel.se"
    session.flush()
    page = client.post(f"/settings/organisations/{town.guards.id}", data=details(senders=wrong, name="Nytt")).text
    assert says in page
    assert 'value="Nytt"' in page
    session.refresh(town.guards)
    assert (town.guards.name, town.guards.senders) == ("Väktarna", "")


def make_token(client: Client, organisation: Organisation) -> str:
    page = client.post(f"/settings/organisations/{organisation.id}/tokens", data={"token_name": "Rapportsystemet"}).text
    found = re.search(r"<code>([\w-]{40,})</code>", page)
    assert found
    return found[1]


def test_a_token_is_shown_once_and_kept_as_a_hash(client: Client, visitor: Client, session: Session, town: Town):
    token = make_token(client, town.guards)
    kept = session.scalars(select(ApiToken)).one()
    assert (kept.token_hash, kept.organisation_id) == (hash_of(token), town.guards.id)
    page = client.get(f"/settings/organisations/{town.guards.id}").text
    assert "Rapportsystemet" in page
    assert "aldrig" in page
    assert token not in page
    assert kept.token_hash not in page
    sent = visitor.post("/api/reports", json={"text": "22.10 Bråk"}, headers={"Authorization": f"Bearer {token}"})
    assert sent.status_code == 201
    assert ">aldrig<" not in client.get(f"/settings/organisations/{town.guards.id}").text
    assert logged(session)[0] == ("created", "api_token", {"organisation_id": [None, town.guards.id]})


def test_a_revoked_token_opens_nothing(client: Client, visitor: Client, session: Session, town: Town):
    token = make_token(client, town.guards)
    token_id = session.scalars(select(ApiToken.id)).one()
    assert client.post(f"/settings/organisations/{town.police.id}/tokens/{token_id}/revoke").status_code == 404
    for _ in range(2):
        client.post(f"/settings/organisations/{town.guards.id}/tokens/{token_id}/revoke")
    sent = visitor.post("/api/reports", json={"text": "22.10 Bråk"}, headers={"Authorization": f"Bearer {token}"})
    assert sent.status_code == 401
    assert "Indragen" in client.get(f"/settings/organisations/{town.guards.id}").text
    assert [verb for verb, subject, _changes in logged(session) if subject == "api_token"] == ["created", "revoked"]


def test_a_token_needs_a_name(client: Client, session: Session, town: Town):
    page = f"/settings/organisations/{town.guards.id}"
    assert client.post(f"{page}/tokens", data={"token_name": " "}).location == page
    assert "Ingen nyckel är gjord" in client.get(page).text
    assert session.scalars(select(ApiToken)).all() == []


def test_without_a_mailbox_the_pages_say_how_to_get_one(client: Client):
    for page in ("/settings", "/settings/mailbox"):
        assert "Sätt IMAP_HOST" in client.get(page).text
    steps = client.get("/settings/mailbox").text
    assert "Den som sköter servern sätter IMAP_HOST" in steps
    assert "docs/mailbox.md" in steps


def test_no_password_is_shown(client: Client, mailbox: None):
    for page in ("/settings", *PAGES):
        assert "hemligast" not in client.get(page).text


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_is_said_with_what_helps(client: Client, session: Session, mailbox: None, fault: Fault):
    state, advice = in_words(client, fault)
    for key, page in zip((MAILBOX, POLISEN), PAGES, strict=True):
        note(session, key, NOW, fault)
        session.flush()
        for text in (client.get(page).text, client.get("/settings").text):
            assert state in text
            assert advice in text


def in_words(client: Client, fault: Fault) -> tuple[str, str]:
    with client.application.test_request_context():
        return _faults()[fault]


def test_a_fault_is_seen_by_coordinator_and_administrator(client_as, session: Session, town: Town, mailbox: None):
    note(session, MAILBOX, NOW, Fault.WRONG_PASSWORD)
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        client = client_as(role)
        assert all("Fel användarnamn eller lösenord" in client.get(page).text for page in ("/", "/settings"))


def test_a_job_that_stands_still_is_said(client: Client, session: Session, mailbox: None):
    note(session, MAILBOX, NOW - timedelta(hours=1), None)
    assert "Jobbprocessen verkar inte gå" in client.get("/settings/mailbox").text
    # Asked anew: the tests before this one may have taken longer than the job may stand still.
    note(session, MAILBOX, datetime.now(UTC) - timedelta(minutes=6), None)
    assert "Jobbprocessen verkar inte gå" not in client.get("/settings/mailbox").text


def test_strangers_are_listed_and_added(client: Client, session: Session, town: Town, mailbox: None):
    inactive = make_organisation(session, name="Gamla", is_active=False)
    known = {"why": "unknown", "count": 2, "last": NOW.isoformat()}
    strangers = [{"sender": "ny@exempel.se", **known}, {"sender": "falsk@exempel.se", **known, "why": "unproven"}]
    note(session, MAILBOX, NOW, None, unknown=[*strangers, {"sender": "", **known}])
    page = client.get("/settings/mailbox").text
    assert page.count("Lägg till avsändaren") == 1
    assert "går inte i god" in page
    assert "6 meddelanden väntar" in page
    assert "6 meddelanden väntar" in client.get("/").text
    for wrong in ("", "4711", str(inactive.id)):
        client.post("/settings/mailbox/senders", data={"sender": "ny@exempel.se", "organisation": wrong})
    assert "Inget är ändrat" in client.get("/settings/mailbox").text
    client.post("/settings/mailbox/senders", data={"sender": "ny@exempel.se", "organisation": town.guards.id})
    session.refresh(town.guards)
    assert town.guards.senders == "ny@exempel.se"
    client.post("/settings/mailbox/senders", data={"sender": "ny@exempel.se", "organisation": town.police.id})
    assert "redan avsändare för Väktarna" in client.get("/settings/mailbox").text


def test_letters_that_could_not_be_read_are_listed_and_tried_again(
    client: Client, session: Session, town: Town, mailbox: None
):
    report = make_report(session, organisation=town.guards)
    letter = {"sender": "vakt@exempel.se", "at": NOW.isoformat(), "tried": NOW.isoformat()}
    broken = {
        "1": {**letter, "why": "unreadable", "said": "Filen är krypterad."},
        "2": {**letter, "why": "too_large", "said": ""},
        "3": {**letter, "why": "too_many", "said": ""},
    }
    partly = [{"report": report.id, "at": NOW.isoformat(), "said": ["Bilagan bild.png lästes inte."]}]
    note(session, MAILBOX, NOW, None, broken=broken, partly=partly)
    page = client.get("/settings/mailbox").text
    for words in (
        "Filen är krypterad.",
        "för stort",
        "fler än 1\xa0000 händelser",
        "Bilagan bild.png",
        f'href="/reports/{report.id}',
    ):
        assert words in page
    client.post("/settings/mailbox/again")
    session.expire_all()
    assert {one["tried"] for one in fetching(session, MAILBOX).state["broken"].values()} == {None}


def test_the_notices_are_off_until_somebody_switches_them_on(client: Client, session: Session, town: Town):
    assert "Avstängd" in client.get("/settings/polisen").text
    assert "/settings/polisen" not in client.get("/").text
    assert not fetching(session, POLISEN).is_on
    client.post("/settings/polisen", data={"contact": "samordnare@exempel.se", "turn": "on"})
    session.expire_all()
    row = fetching(session, POLISEN)
    assert (row.is_on, row.state) == (True, {"contact": "samordnare@exempel.se"})
    client.post("/settings/polisen", data={"contact": "samordnare@exempel.se", "turn": "off"})
    session.expire_all()
    assert not fetching(session, POLISEN).is_on
    verbs = [(verb, subject) for verb, subject, _changes in logged(session)]
    assert verbs == [("switched_on", "police_feed"), ("switched_off", "police_feed")]


@pytest.mark.parametrize("contact", ["", "ingen", "a@b", "a@exempel.se\r\nX-Evil: 1"])
def test_nobody_asks_the_police_without_saying_who(client: Client, session: Session, town: Town, contact: str):
    page = client.post("/settings/polisen", data={"contact": contact, "turn": "on"}).text
    assert "polisen kan nå er" in page
    assert not fetching(session, POLISEN).is_on


def test_switching_on_again_forgets_the_no_but_not_the_calls(client: Client, session: Session, town: Town):
    row = own_row(session, POLISEN)
    row.state = {"fault": "refused", "failures": 1, "next_at": "2999-01-01T00:00:00+00:00", "calls": ["x"], "marks": {}}
    session.flush()
    assert "Polisen har sagt nej" in client.get("/settings/polisen").text
    client.post("/settings/polisen", data={"contact": "samordnare@exempel.se", "turn": "on"})
    session.expire_all()
    assert fetching(session, POLISEN).state == {"contact": "samordnare@exempel.se", "calls": ["x"], "marks": {}}


def test_what_the_police_told_everybody_is_shown_as_that(client: Client, session: Session, town: Town):
    for channel, summary in ((Channel.FEED, "En container brinner."), (Channel.PASTE, "En cykel är borta.")):
        report = make_report(session, organisation=town.police, channel=channel, raw_text=summary)
        make_incident(session, report=report, status=IncidentStatus.DRAFT, summary=summary)
    assert client.get("/incidents?from=&to=").text.count("Polisens notis") == 1
    assert client.get("/review").text.count("Polisens notis") == 1
