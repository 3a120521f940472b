"""The pages about the mail that is sent: what is wrong and what helps, a trial letter, one's own choice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.config import Settings
from app.fetching import MAIL, Fault, note, own_row
from app.mailing import Words, put
from app.models import Letter, LetterKind, LetterStatus, Role, User
from app.settings.actions import send_again
from app.settings.mail_words import faults
from tests.clients import Client
from tests.factories import Town, make_user


def now() -> datetime:
    """Asked anew each time: in a long run the time at which this file was read is long ago."""
    return datetime.now(UTC)


@pytest.fixture
def mail(app: Flask, settings: Settings) -> None:
    """Mail is switched on."""
    on = {"smtp_host": "mail.provstad.example", "smtp_user": "lage", "smtp_password": "hemligast"}
    public = {"mail_from": "lagesbild@provstad.example", "public_url": "https://lage.provstad.example"}
    app.extensions["settings"] = replace(settings, **on, **public)


def lay(session: Session, status: LetterStatus = LetterStatus.WAITING, tried: timedelta = timedelta()) -> Letter:
    user = make_user(session, name="Elsa Provsson", role=Role.STEERING)
    words = Words("Lägesbild 2026:23 är publicerad", "Hej!")
    assert put(session, LetterKind.PUBLISHED, user, "2026:23", words, now(), now() + timedelta(hours=1))
    letter = session.scalars(select(Letter)).one()
    letter.status, letter.tried_at, letter.said = status, now() - tried, "550 5.1.1 Finns inte"
    session.flush()
    return letter


def test_without_a_server_the_pages_say_how_to_get_one(client: Client):
    for page in ("/settings", "/settings/mail"):
        assert "Sätt SMTP_HOST" in client.get(page).text
    assert "docs/mail.md" in client.get("/settings/mail").text
    assert "provmejl till mig" not in client.get("/settings/mail").text
    client.post("/settings/mail/test")
    assert "Ingen mejlserver är inställd" in client.get("/settings/mail").text


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_is_said_with_what_helps(client: Client, session: Session, mail: None, fault: Fault):
    with client.application.test_request_context():
        state, advice = faults()[fault]
    note(session, MAIL, now(), fault)
    session.flush()
    for page in ("/settings/mail", "/settings", "/"):
        text = client.get(page).text
        assert state in text
        assert advice in text
        assert "hemligast" not in text


def test_a_job_that_stands_still_is_told_of(client: Client, session: Session, mail: None, town: Town):
    own_row(session, MAIL).state = {"looked_at": (now() - timedelta(minutes=20)).isoformat()}
    session.flush()
    assert "Jobbprocessen verkar inte gå" in client.get("/").text
    own_row(session, MAIL).state = {"looked_at": (now() - timedelta(minutes=10)).isoformat()}
    session.flush()
    assert "Jobbprocessen verkar inte gå" not in client.get("/").text


def test_a_trial_letter_is_laid_for_oneself_and_goes_at_once(client: Client, session: Session, mail: None):
    own_row(session, MAIL).state = {"next_at": "2099-01-01T00:00:00+00:00", "since": "2026-01-01T00:00:00+00:00"}
    session.flush()
    for _ in range(2):
        client.post("/settings/mail/test")
    letter = session.scalars(select(Letter).order_by(Letter.id)).first()
    assert letter is not None
    assert (letter.kind, letter.user.role, letter.status) == (LetterKind.TEST, Role.COORDINATOR, LetterStatus.WAITING)
    assert "https://lage.provstad.example/" in letter.text
    assert "Vill du inte ha" not in letter.text
    assert own_row(session, MAIL).state == {"next_at": None, "since": "2026-01-01T00:00:00+00:00"}
    assert "Provmejl" in client.get("/settings/mail").text


@pytest.mark.parametrize(
    ("status", "says"), [(LetterStatus.REFUSED, "550 5.1.1 Finns inte"), (LetterStatus.HANDED_OVER, "svarade aldrig")]
)
def test_a_person_lets_what_went_wrong_go_again(
    client: Client, session: Session, mail: None, status: LetterStatus, says: str
):
    letter = lay(session, status, timedelta(hours=1))
    page = client.get("/settings/mail").text
    assert says in page
    assert "Elsa Provsson" in page
    assert "1 mejl väntar på dig" in client.get("/").text
    client.post(f"/settings/mail/{letter.id}/again")
    session.refresh(letter)
    assert (letter.status, letter.attempts) == (LetterStatus.WAITING, 0)
    assert letter.good_until > now() + timedelta(hours=20)
    assert "väntar på dig" not in client.get("/").text


def test_what_the_same_fault_stopped_goes_again_together(client: Client, session: Session, mail: None):
    first = lay(session, LetterStatus.REFUSED)
    assert "Skicka alla avvisade igen" not in client.get("/settings/mail").text
    words, other = Words("Påminnelse", "Hej!"), make_user(session, role=Role.STEERING)
    for kind in (LetterKind.PUBLISHED, LetterKind.TEST, LetterKind.MEETING_REMINDER):
        assert put(session, kind, other, "2026:23", words, now(), now() + timedelta(hours=1))
    letters = session.scalars(select(Letter).order_by(Letter.id)).all()
    letters[1].status, letters[2].status = LetterStatus.REFUSED, LetterStatus.SENT
    letters[3].status, letters[3].tried_at = LetterStatus.HANDED_OVER, now() - timedelta(hours=1)
    letters[1].tried_at = now()
    session.flush()
    assert "Skicka alla avvisade igen" in client.get("/settings/mail").text
    client.post("/settings/mail/again")
    for letter in letters:
        session.refresh(letter)
    again = [LetterStatus.WAITING, LetterStatus.WAITING]
    assert [letter.status for letter in letters] == [*again, LetterStatus.SENT, LetterStatus.HANDED_OVER]
    assert first is letters[0]


@pytest.mark.parametrize("status", [LetterStatus.SENT, LetterStatus.HANDED_OVER, LetterStatus.TOO_LATE])
def test_what_was_sent_or_is_on_its_way_does_not_go_again(
    client: Client, session: Session, mail: None, status: LetterStatus
):
    letter = lay(session, status)
    client.post(f"/settings/mail/{letter.id}/again")
    session.refresh(letter)
    assert letter.status is status
    assert "Inget är ändrat" in client.get("/settings/mail").text


@pytest.mark.parametrize("status", [LetterStatus.REFUSED, LetterStatus.HANDED_OVER])
def test_what_changed_since_it_was_read_does_not_go_again(session: Session, mail: None, status: LetterStatus):
    """Somebody else let it go again meanwhile, and it has come."""
    letter, by = lay(session, status, timedelta(hours=1)), make_user(session)
    sent = update(Letter).values(status=LetterStatus.SENT).execution_options(synchronize_session=False)
    session.execute(sent)
    assert not send_again(session, letter, now(), by)
    session.refresh(letter)
    assert letter.status is LetterStatus.SENT


def test_the_page_says_what_goes_when(client: Client, app: Flask, mail: None):
    assert "4 dagar före periodens slut" in client.get("/settings/mail").text
    app.extensions["settings"] = replace(app.extensions["settings"], reminder_days=0, meeting_reminder_days=0)
    page = client.get("/settings/mail").text
    assert "REMINDER_DAYS=0" in page
    assert "MEETING_REMINDER_DAYS=0" in page


@pytest.mark.parametrize("role", [Role.REPORTER, Role.AREA_MEMBER, Role.STEERING])
def test_others_have_no_business_with_the_outbox(
    client_as: Callable[[Role], Client], session: Session, mail: None, role: Role
):
    client, letter = client_as(role), lay(session, LetterStatus.REFUSED)
    assert client.get("/settings/mail").status_code == 403
    assert client.post("/settings/mail/test").status_code == 403
    assert client.post("/settings/mail/again").status_code == 403
    assert client.post(f"/settings/mail/{letter.id}/again").status_code == 403


def test_everybody_who_is_sent_mail_may_have_it_stopped(client_as: Callable[[Role], Client], session, mail: None):
    for role in (Role.STEERING, Role.COORDINATOR):
        client = client_as(role)
        user = session.scalars(select(User).order_by(User.id.desc())).first()
        assert "Besked om att en lägesbild är publicerad" in client.get("/account").text or role is Role.STEERING
        client.post("/account/mail", data={})
        session.refresh(user)
        assert not user.wants_mail
        client.post("/account/mail", data={"wants_mail": "y"})
        session.refresh(user)
        assert user.wants_mail


def test_who_is_never_sent_mail_is_not_asked(client_as: Callable[[Role], Client], mail: None):
    for role in (Role.ADMINISTRATOR, Role.AREA_MEMBER):
        assert "wants_mail" not in client_as(role).get("/account").text


def test_where_no_mail_is_sent_nobody_is_asked(client: Client):
    assert "wants_mail" not in client.get("/account").text
