"""Sending what waits in the outbox, to a real mail server: nothing is lost, nothing goes twice, faults are told."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.config import Settings
from app.db import Database
from app.fetching import MAIL, Fault, fault_of, fetching
from app.mailing import ANSWERED_WITHIN, Words, is_uncertain, put, send_waiting
from app.models import Fetching, Letter, LetterKind, LetterStatus, Role, User
from tests.at_once import at_once
from tests.databases import SpatiaLite, connect
from tests.factories import make_user
from tests.imap_server import make_certificate
from tests.smtp_server import PASSWORD, USER, PostOffice, certificate_in, serving

NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
WORDS = Words("Lägesbild 2026:23 är publicerad", "Hej!\n\nhttps://lage.exempel.se/pictures/2026-23\n\nÅ & Ö")


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def running(office: PostOffice) -> Iterator[None]:
    with serving(office):
        yield


@pytest.fixture
def settings(office: PostOffice, running: None, tmp_path: Path) -> Settings:
    return Settings(
        instance_dir=tmp_path,
        smtp_host="127.0.0.1",
        smtp_port=office.port,
        smtp_tls="off",
        smtp_seconds=2,
        mail_from="Läget i Provstad <lagesbild@exempel.se>",
        public_url="https://lage.exempel.se",
    ).checked()


def lay(database: Database, number: int = 1, kind: LetterKind = LetterKind.PUBLISHED, **fields: object) -> list[str]:
    """Letters to new people, who get them alone; gives their addresses."""
    with database.writing() as session:
        people = [make_user(session, **{"role": Role.STEERING, **fields}) for _ in range(number)]
        for user in people:
            assert put(session, kind, user, "2026:23", WORDS, NOW, NOW + timedelta(days=14))
        return [user.email for user in people]


def letters(database: Database) -> list[Letter]:
    with database.reading() as session:
        return list(session.scalars(select(Letter).order_by(Letter.id)))


def statuses(database: Database) -> list[LetterStatus]:
    return [letter.status for letter in letters(database)]


def state(database: Database) -> Fetching:
    with database.reading() as session:
        return fetching(session, MAIL)


def test_each_gets_a_letter_of_their_own(own_database: Database, settings: Settings, office: PostOffice):
    people = lay(own_database, 3)
    assert send_waiting(own_database, settings, NOW) == 3
    assert [(sender, *to) for sender, to, _ in office.taken] == [("lagesbild@exempel.se", one) for one in people]
    for address, (_, _, letter) in zip(people, office.taken, strict=True):
        assert [one.addr_spec for one in letter["To"].addresses] == [address]
        assert not {"Cc", "Bcc"} & set(letter.keys())
        assert not any(other in letter.as_string() for other in people if other != address)
    assert statuses(own_database) == [LetterStatus.SENT] * 3
    assert (state(own_database).went_well_at, fault_of(state(own_database))) == (NOW, None)


def test_a_letter_says_what_it_is_in_text_and_html(own_database: Database, settings: Settings, office: PostOffice):
    lay(own_database)
    send_waiting(own_database, settings, NOW)
    _, _, letter = office.taken[0]
    assert str(letter["From"]) == "Läget i Provstad <lagesbild@exempel.se>"
    assert (letter["Subject"], letter["Auto-Submitted"]) == (WORDS.subject, "auto-generated")
    assert letter["List-Id"] == "<lagesbild.exempel.se>"
    assert letter["List-Unsubscribe"] == "<https://lage.exempel.se/account>"
    assert letter["Message-ID"].endswith("@exempel.se>")
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().splitlines() == WORDS.text.splitlines()
    assert '<a href="https://lage.exempel.se/pictures/2026-23">' in html.get_content()
    assert "Å &amp; Ö" in html.get_content()


def test_a_letter_is_laid_once(own_database: Database, settings: Settings, office: PostOffice):
    lay(own_database)
    send_waiting(own_database, settings, NOW)
    with own_database.writing() as session:
        user = session.scalars(select(User)).one()
        assert not put(session, LetterKind.PUBLISHED, user, "2026:23", WORDS, LATER, LATER + timedelta(days=1))
        assert put(session, LetterKind.PUBLISHED, user, "2026:24", WORDS, LATER, LATER + timedelta(days=1))
    assert send_waiting(own_database, settings, LATER) == 1
    assert send_waiting(own_database, settings, LATER) == 0
    assert len(office.taken) == 2


def test_two_jobs_at_once_send_each_letter_once(own_database: Database, settings: Settings, office: PostOffice):
    people = lay(own_database, 8)
    sent = at_once(*[lambda: send_waiting(own_database, settings, NOW)] * 3)
    assert sum(sent) == len(people)
    assert sorted(office.receivers) == sorted(people)


def test_a_refused_receiver_stops_nobody_else(own_database: Database, settings: Settings, office: PostOffice):
    first, second, third = lay(own_database, 3)
    office.refusals = {second: "550 5.1.1 Finns inte"}
    assert send_waiting(own_database, settings, NOW) == 2
    assert office.receivers == [first, third]
    refused = letters(own_database)[1]
    assert refused.status is LetterStatus.REFUSED
    assert refused.said.startswith("550 5.1.1")
    assert send_waiting(own_database, settings, LATER) == 0
    assert fault_of(state(own_database)) is None


@pytest.mark.parametrize("address", ["åsa@exempel.se", "elsa@", "@exempel.se", "elsa", "elsa prov@exempel.se"])
def test_an_address_that_cannot_be_written_stops_nobody_else(
    own_database: Database, settings: Settings, office: PostOffice, address: str
):
    lay(own_database, email=address)
    others = lay(own_database, 2)
    assert send_waiting(own_database, settings, NOW) == 2
    assert office.receivers == others
    assert statuses(own_database)[0] is LetterStatus.REFUSED


def test_a_receiver_who_is_full_today_is_tried_again(own_database: Database, settings: Settings, office: PostOffice):
    (address,) = lay(own_database)
    office.refusals = {address: "452 4.2.2 Full"}
    assert send_waiting(own_database, settings, NOW) == 0
    assert statuses(own_database) == [LetterStatus.WAITING]
    office.refusals = {}
    assert send_waiting(own_database, settings, NOW + timedelta(minutes=4)) == 0
    assert send_waiting(own_database, settings, NOW + timedelta(minutes=5, seconds=30)) == 1
    assert office.receivers == [address]


@pytest.mark.parametrize(
    ("answer", "status"), [("451 4.3.0 Senare", LetterStatus.WAITING), ("554 5.7.1 Nej", LetterStatus.REFUSED)]
)
def test_a_no_to_the_letter_itself_is_heard(
    own_database: Database, settings: Settings, office: PostOffice, answer: str, status: LetterStatus
):
    lay(own_database)
    office.answer = answer
    assert send_waiting(own_database, settings, NOW) == 0
    assert [(one.status, one.said) for one in letters(own_database)] == [(status, answer)]


def test_a_server_that_is_down_loses_nothing(own_database: Database, settings: Settings, office: PostOffice):
    people = lay(own_database, 2)
    down = replace(settings, smtp_port=1)
    assert send_waiting(own_database, down, NOW) == 0
    assert (statuses(own_database), fault_of(state(own_database))) == ([LetterStatus.WAITING] * 2, Fault.CONNECTION)
    assert send_waiting(own_database, settings, NOW + timedelta(seconds=30)) == 0
    assert send_waiting(own_database, settings, NOW + timedelta(minutes=3)) == 2
    assert (office.receivers, fault_of(state(own_database))) == (people, None)


def test_after_each_fault_the_server_is_left_alone_longer(own_database: Database, settings: Settings):
    lay(own_database)
    wrong, tries = replace(settings, smtp_port=1), 0
    for minute in range(0, 600, 2):
        now = NOW + timedelta(minutes=minute)
        send_waiting(own_database, wrong, now)
        tries += state(own_database).tried_at == now
    assert 10 <= tries <= 16


def test_a_server_too_slow_to_answer_is_not_given_the_letter_twice(
    own_database: Database, settings: Settings, office: PostOffice
):
    """It has the letter and may send it: only a person may say that it goes again."""
    lay(own_database, 2)
    office.slow = 3
    assert send_waiting(own_database, replace(settings, smtp_seconds=1), NOW) == 0
    first, second = letters(own_database)
    assert (first.status, second.status) == (LetterStatus.HANDED_OVER, LetterStatus.WAITING)
    assert not is_uncertain(first, NOW)
    assert is_uncertain(first, NOW + ANSWERED_WITHIN + timedelta(seconds=30))
    assert fault_of(state(own_database)) is Fault.CONNECTION
    office.slow = 0
    assert send_waiting(own_database, settings, LATER) == 1
    assert statuses(own_database) == [LetterStatus.HANDED_OVER, LetterStatus.SENT]


def test_each_letter_tells_when_it_was_handed_over_itself(
    own_database: Database, settings: Settings, office: PostOffice
):
    """Not when the run began: a letter is uncertain ten minutes after its own time."""
    lay(own_database, 2)
    office.slow = 0.1
    assert send_waiting(own_database, settings, NOW) == 2
    first, second = (letter.tried_at for letter in letters(own_database))
    assert first is not None
    assert second is not None
    assert second - first >= timedelta(seconds=0.1)


def test_a_letter_too_late_or_no_longer_wanted_is_not_sent(
    own_database: Database, settings: Settings, office: PostOffice
):
    lay(own_database, is_active=False)
    lay(own_database, wants_mail=False)
    lay(own_database, wants_mail=False, kind=LetterKind.MEETING_REMINDER, role=Role.COORDINATOR)
    told = lay(own_database, wants_mail=False, role=Role.COORDINATOR)
    assert send_waiting(own_database, settings, NOW) == 1
    assert office.receivers == told
    lay(own_database)
    assert send_waiting(own_database, settings, NOW + timedelta(days=14)) == 0
    assert statuses(own_database)[:3] == [LetterStatus.NOT_WANTED] * 3
    assert statuses(own_database)[-1] is LetterStatus.TOO_LATE


def test_without_a_server_nothing_is_done(own_database: Database):
    lay(own_database)
    assert send_waiting(own_database, Settings(), NOW) == 0
    assert state(own_database).state == {}


@pytest.mark.parametrize("implicit", [False, True])
def test_with_tls_and_a_password(own_database: Database, settings: Settings, tmp_path: Path, implicit: bool):
    office, people = PostOffice(), lay(own_database)
    with serving(office, certificate_in(tmp_path), implicit=implicit):
        encrypted = replace(
            settings,
            smtp_host="localhost",
            smtp_port=office.port,
            smtp_tls="implicit" if implicit else "starttls",
            smtp_ca_file=str(tmp_path / "certificate.pem"),
            smtp_user=USER,
            smtp_password=PASSWORD,
        )
        assert send_waiting(own_database, encrypted, NOW) == 1
    assert office.receivers == people


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"smtp_password": "fel"}, Fault.WRONG_PASSWORD),
        ({"smtp_password_file": "/finns/inte"}, Fault.NO_PASSWORD),
        ({"smtp_ca_file": ""}, Fault.CERTIFICATE),
        ({"smtp_ca_file": "/finns/inte"}, Fault.CERTIFICATE),
        ({"smtp_tls": "implicit"}, Fault.PROTOCOL),
    ],
)
def test_each_fault_is_told_and_goes_away(
    own_database: Database,
    settings: Settings,
    tmp_path: Path,
    wrong: dict[str, str],
    fault: Fault,
    caplog: pytest.LogCaptureFixture,
):
    office, people = PostOffice(), lay(own_database)
    with serving(office, certificate_in(tmp_path)):
        right = replace(
            settings,
            smtp_host="localhost",
            smtp_port=office.port,
            smtp_tls="starttls",
            smtp_ca_file=str(tmp_path / "certificate.pem"),
            smtp_user=USER,
            smtp_password=PASSWORD,
        )
        assert send_waiting(own_database, replace(right, **wrong), NOW) == 0
        assert fault_of(state(own_database)) is fault
        assert PASSWORD not in f"{caplog.text}{state(own_database).state}"
        assert send_waiting(own_database, right, LATER) == 1
    assert (office.receivers, fault_of(state(own_database))) == (people, None)


def test_a_server_of_another_name_gets_nothing(own_database: Database, settings: Settings, tmp_path: Path):
    office = PostOffice()
    lay(own_database)
    other = tmp_path / "other"
    other.mkdir()
    make_certificate(other)
    with serving(office, certificate_in(tmp_path)):
        ours = replace(
            settings, smtp_port=office.port, smtp_tls="starttls", smtp_ca_file=str(other / "certificate.pem")
        )
        send_waiting(own_database, ours, NOW)
    assert (fault_of(state(own_database)), office.taken) == (Fault.CERTIFICATE, [])


def test_a_server_without_tls_gets_nothing_where_it_is_asked_for(
    own_database: Database, settings: Settings, office: PostOffice
):
    lay(own_database)
    send_waiting(own_database, replace(settings, smtp_tls="starttls"), NOW)
    assert (fault_of(state(own_database)), office.taken) == (Fault.CERTIFICATE, [])
    assert statuses(own_database) == [LetterStatus.WAITING]


def test_a_process_killed_in_the_middle_sends_nothing_twice(
    spatialite: SpatiaLite, settings: Settings, office: PostOffice
):
    url = spatialite.fresh()
    database = connect(url)
    people = lay(database, 4)
    office.slow = 0.4
    environment = {
        "DATABASE_URL": url,
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(office.port),
        "SMTP_TLS": "off",
        "MAIL_FROM": settings.mail_from,
        "PUBLIC_URL": settings.public_url,
    }
    process = subprocess.Popen([sys.executable, "-c", SEND], env=os.environ | environment)
    while len(office.taken) < 2:
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)
    time.sleep(1)
    known = statuses(database)
    assert known.count(LetterStatus.HANDED_OVER) <= 1
    office.slow = 0
    send_waiting(database, settings, datetime.now(UTC) + timedelta(hours=3))
    assert LetterStatus.WAITING not in statuses(database)
    assert max(office.receivers.count(one) for one in people) == 1
    unsaid = [one for one, status in zip(people, statuses(database), strict=True) if status is not LetterStatus.SENT]
    assert set(people) - set(office.receivers) <= set(unsaid)
    database.engine.dispose()


SEND = """
from datetime import UTC, datetime
from app.config import Settings
from app.db import Database
from app.mailing import send_waiting
settings = Settings.from_env()
send_waiting(Database(settings.sqlalchemy_url), settings)
"""
