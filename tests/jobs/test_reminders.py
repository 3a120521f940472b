"""Which letters are due, to whom and when: once each, in time after a standstill, right through summer time."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.config import Settings
from app.db import Database
from app.fetching import MAIL, fetching, own_row
from app.mailing import Words, put, send_waiting
from app.models import Letter, LetterKind, LetterStatus, Organisation, Picture, PictureStatus, Role, User
from app.pictures.reminding import lay_due_letters
from app.pictures.schedule import meeting_at, meeting_reminder_at, report_reminder_at
from app.still_due import is_silent
from jobs.__main__ import scheduler
from reports.picture.periods import LOCAL_TIME, Period
from tests.at_once import at_once
from tests.databases import SpatiaLite, connect
from tests.factories import NOON, make_incident, make_report, make_town, make_user
from tests.smtp_server import PostOffice, serving

PERIOD = Period(date(2026, 11, 2))
"""Its last day is Sunday 15 November; its reminders go on Thursday the 12th at nine."""
NINE = datetime(2026, 11, 12, 8, tzinfo=UTC)
BEFORE_MEETING = datetime(2026, 11, 17, 8, tzinfo=UTC)
MEETING = datetime(2026, 11, 19, 8, tzinfo=UTC)
EARLY = datetime(2026, 1, 1, tzinfo=UTC)
SECRET = "Hemlig händelse vid Nytorget"


@pytest.fixture
def settings() -> Settings:
    return Settings(
        smtp_host="127.0.0.1",
        smtp_tls="off",
        mail_from="lagesbild@exempel.se",
        public_url="https://lage.exempel.se/",
        picture_first_monday=PERIOD.start,
    )


@pytest.fixture
def database(own_database: Database) -> Database:
    """A town whose guards should report every day, with a person of each role; mail was switched on long ago."""
    with own_database.writing() as session:
        town = make_town(session)
        town.guards.reports_every_days = 1
        own_row(session, MAIL).state = {"since": EARLY.isoformat()}
        for role in Role:
            organisation = town.guards if role is Role.REPORTER else None
            make_user(session, email=f"{role}@exempel.se", role=role, organisation=organisation, created_at=EARLY)
        make_incident(session, report=make_report(session, organisation=town.police), summary=SECRET)
    return own_database


def letters(database: Database, kind: LetterKind) -> list[Letter]:
    with database.reading() as session:
        chosen = select(Letter).where(Letter.kind == kind).order_by(Letter.id).options(joinedload(Letter.user))
        return list(session.scalars(chosen))


def receivers(database: Database, kind: LetterKind) -> set[str]:
    return {letter.user.email.partition("@")[0] for letter in letters(database, kind)}


def report(database: Database, at: datetime) -> None:
    """A report of the guards."""
    with database.writing() as session:
        guards = session.scalars(select(Organisation).where(Organisation.name == "Väktarna")).one()
        make_report(session, organisation=guards, received_at=at)


def edition(database: Database, status: PictureStatus, published_at: datetime | None = None, revision: int = 1) -> None:
    known = {"year": 2026, "number": 23, "period_start": PERIOD.start, "cutoff": NOON, "record": b"{}"}
    known["revision"] = revision
    with database.writing() as session:
        session.add(Picture(**known, status=status, published_at=published_at))


def test_a_silent_organisations_people_are_reminded_once(database: Database, settings: Settings):
    assert lay_due_letters(database, settings, NINE - timedelta(seconds=1)) == 0
    assert lay_due_letters(database, settings, NINE) == 1
    assert sum(lay_due_letters(database, settings, NINE + timedelta(hours=hours)) for hours in range(1, 86, 7)) == 0
    (letter,) = letters(database, LetterKind.REPORT_REMINDER)
    assert (letter.user.role, letter.good_until) == (Role.REPORTER, PERIOD.ends_at)
    assert letter.subject == "Har ni något att rapportera? Perioden slutar söndag 15 november"
    assert "Väktarna" in letter.text
    assert "\n\nhttps://lage.exempel.se/report\n\n" in letter.text


def test_who_has_reported_or_is_not_expected_to_is_left_alone(database: Database, settings: Settings):
    report(database, PERIOD.starts_at + timedelta(minutes=1))
    assert lay_due_letters(database, settings, NINE) == 0
    assert lay_due_letters(database, replace(settings, reminder_days=0), NINE) == 0


def test_a_report_of_the_period_before_is_no_excuse(database: Database, settings: Settings):
    report(database, PERIOD.starts_at - timedelta(minutes=1))
    assert lay_due_letters(database, settings, NINE) == 1


def test_who_reports_seldom_is_not_silent_yet() -> None:
    before = PERIOD.starts_at - timedelta(days=10)
    assert is_silent(7, before, PERIOD, NINE)
    assert not is_silent(30, before, PERIOD, NINE)
    assert not is_silent(1, PERIOD.starts_at, PERIOD, NINE)
    assert is_silent(30, None, PERIOD, NINE)


def test_each_period_has_its_own_reminder(database: Database, settings: Settings):
    following = NINE + timedelta(days=14)
    assert [lay_due_letters(database, settings, now) for now in (NINE, following, following)] == [1, 1, 0]


def test_what_was_missed_is_made_up_for_while_the_period_runs(database: Database, settings: Settings):
    last = PERIOD.ends_at - timedelta(seconds=1)
    assert [lay_due_letters(database, settings, now) for now in (last, last)] == [1, 0]


def test_after_the_period_nobody_is_reminded_of_it(database: Database, settings: Settings):
    assert lay_due_letters(database, settings, PERIOD.ends_at) == 0


def test_coordinators_are_reminded_before_the_meeting_once(database: Database, settings: Settings):
    edition(database, PictureStatus.REVIEWED)
    early, late = BEFORE_MEETING - timedelta(seconds=1), MEETING - timedelta(seconds=1)
    assert [lay_due_letters(database, settings, now) for now in (early, BEFORE_MEETING, late, MEETING)] == [0, 1, 0, 0]
    (letter,) = letters(database, LetterKind.MEETING_REMINDER)
    assert (letter.user.role, letter.about, letter.good_until) == (Role.COORDINATOR, "2026:23", MEETING)
    assert "Mötet är torsdag 19 november kl. 09.00." in letter.text
    assert "\n\nhttps://lage.exempel.se/pictures/2026-23/edit\n\n" in letter.text


@pytest.mark.parametrize("status", [PictureStatus.PUBLISHED, PictureStatus.WITHDRAWN])
def test_a_published_edition_needs_no_reminder(database: Database, settings: Settings, status: PictureStatus):
    edition(database, status, published_at=EARLY)
    assert lay_due_letters(database, settings, BEFORE_MEETING) == 0


def test_the_meeting_may_be_late_in_the_fortnight(database: Database, settings: Settings):
    late = replace(settings, meeting_day=14, meeting_hour=18, meeting_reminder_days=13)
    lay_due_letters(database, late, PERIOD.ends_at + timedelta(hours=9))
    (letter,) = letters(database, LetterKind.MEETING_REMINDER)
    assert "söndag 29 november kl. 18.00" in letter.text
    assert "https://lage.exempel.se/pictures\n" in letter.text


def test_steering_group_and_coordinators_are_told_of_a_publication(database: Database, settings: Settings):
    edition(database, PictureStatus.PUBLISHED, published_at=BEFORE_MEETING)
    with database.writing() as session:
        make_user(session, role=Role.STEERING, created_at=MEETING)
        make_user(session, role=Role.STEERING, created_at=EARLY, is_active=False)
    after = BEFORE_MEETING + timedelta(minutes=5)
    assert [lay_due_letters(database, settings, now) for now in (after, MEETING)] == [2, 0]
    assert receivers(database, LetterKind.PUBLISHED) == {"steering", "coordinator"}
    text = letters(database, LetterKind.PUBLISHED)[0].text
    assert "Lägesbild 2026:23 för 2–15 november 2026" in text
    assert "\n\nhttps://lage.exempel.se/pictures/2026-23\n\n" in text


def test_of_a_replacement_it_is_told_what_it_replaces(database: Database, settings: Settings):
    edition(database, PictureStatus.WITHDRAWN, published_at=EARLY)
    assert lay_due_letters(database, settings, BEFORE_MEETING) == 0
    edition(database, PictureStatus.DRAFT, revision=2)
    assert lay_due_letters(database, settings, BEFORE_MEETING) == 1
    (reminder,) = letters(database, LetterKind.MEETING_REMINDER)
    assert "https://lage.exempel.se/pictures/2026-23-2/edit" in reminder.text
    with database.writing() as session:
        replacement = session.scalars(select(Picture).where(Picture.revision == 2)).one()
        replacement.status, replacement.published_at = PictureStatus.PUBLISHED, BEFORE_MEETING
    office, after = PostOffice(), BEFORE_MEETING + timedelta(minutes=5)
    assert [lay_due_letters(database, settings, after) for _ in range(2)] == [2, 0]
    text = letters(database, LetterKind.PUBLISHED)[0].text
    assert "Lägesbild 2026:23 rev. 2 ersätter 2026:23, som är tillbakadragen." in text
    assert "\n\nhttps://lage.exempel.se/pictures/2026-23-2\n\n" in text
    with serving(office):  # the reminder is no longer due, and that of the new one is not kept back
        assert send_waiting(database, replace(settings, smtp_port=office.port), after) == 2


def test_who_has_the_letter_of_a_publication_is_told_that_it_is_withdrawn(database: Database, settings: Settings):
    edition(database, PictureStatus.PUBLISHED, published_at=BEFORE_MEETING)
    lay_due_letters(database, settings, BEFORE_MEETING)
    with database.writing() as session:
        for letter in session.scalars(select(Letter).where(Letter.kind == LetterKind.PUBLISHED)):
            is_sent = letter.user.role is Role.STEERING
            letter.status = LetterStatus.SENT if is_sent else LetterStatus.REFUSED
        picture = session.scalars(select(Picture)).one()
        picture.status, picture.withdrawn_at, picture.withdrawn_reason = PictureStatus.WITHDRAWN, MEETING, SECRET
    assert [lay_due_letters(database, settings, MEETING + timedelta(minutes=m)) for m in (0, 5)] == [1, 0]
    (letter,) = letters(database, LetterKind.WITHDRAWN)
    assert (letter.user.role, letter.subject) == (Role.STEERING, "Lägesbild 2026:23 är tillbakadragen")
    assert "\n\nhttps://lage.exempel.se/pictures/2026-23\n\n" in letter.text
    assert SECRET not in letter.text
    office = PostOffice()
    with serving(office):
        assert send_waiting(database, replace(settings, smtp_port=office.port), MEETING) == 1


def test_what_was_published_before_mail_was_switched_on_is_no_news(database: Database, settings: Settings):
    with database.writing() as session:
        own_row(session, MAIL).state = {}
    edition(database, PictureStatus.PUBLISHED, published_at=BEFORE_MEETING)
    assert lay_due_letters(database, settings, MEETING) == 0
    assert lay_due_letters(database, settings, MEETING + timedelta(minutes=5)) == 0


def test_who_wants_no_mail_gets_none_but_coordinators_hear_of_editions(database: Database, settings: Settings):
    edition(database, PictureStatus.PUBLISHED, published_at=BEFORE_MEETING)
    with database.writing() as session:
        for user in session.scalars(select(User)):
            user.wants_mail = False
    assert lay_due_letters(database, settings, NINE) == 1
    assert receivers(database, LetterKind.PUBLISHED) == {"coordinator"}
    assert letters(database, LetterKind.REPORT_REMINDER) == []


def test_each_is_written_to_in_their_own_language(database: Database, settings: Settings):
    with database.writing() as session:
        for user in session.scalars(select(User)):
            user.language = "en"
    lay_due_letters(database, settings, NINE)
    assert letters(database, LetterKind.REPORT_REMINDER)[0].subject.startswith("Anything to report?")


def test_letters_are_forgotten_after_a_year(database: Database, settings: Settings):
    following = [NINE + timedelta(days=14 * number) for number in range(30)]
    assert [lay_due_letters(database, settings, now) for now in following] == [1] * 30
    assert min(letter.made_at for letter in letters(database, LetterKind.REPORT_REMINDER)) == following[3]


def test_two_jobs_at_once_lay_each_letter_once(database: Database, settings: Settings):
    edition(database, PictureStatus.PUBLISHED, published_at=NINE)
    assert sum(at_once(*[lambda: lay_due_letters(database, settings, NINE)] * 3)) == 3


def test_no_letter_holds_a_word_of_an_incident(database: Database, settings: Settings):
    edition(database, PictureStatus.PUBLISHED, published_at=NINE)
    office = PostOffice()
    with serving(office):
        ours = replace(settings, smtp_port=office.port)
        lay_due_letters(database, ours, NINE)
        assert send_waiting(database, ours, NINE) == 3
    for _, _, letter in office.taken:
        body = letter.get_body(("plain",))
        assert body is not None
        assert not set(SECRET.split()) & set(body.get_content().split()) - {"vid"}


def test_without_a_server_no_letter_is_laid(database: Database):
    assert lay_due_letters(database, Settings(picture_first_monday=PERIOD.start), NINE) == 0
    assert letters(database, LetterKind.REPORT_REMINDER) == []


def test_the_process_sends_what_waits_and_nothing_again_when_restarted(
    spatialite: SpatiaLite, settings: Settings, tmp_path: Path
) -> None:
    url, office = spatialite.fresh(), PostOffice()
    database, now = connect(url), datetime.now(UTC)
    with database.writing() as session:
        user = make_user(session, role=Role.STEERING)
        put(session, LetterKind.TEST, user, "1", Words("Prov", "Hej!"), now, now + timedelta(days=1))
    with serving(office):
        own = {"INSTANCE_DIR": str(tmp_path), "DATABASE_URL": url, "SMTP_TLS": "off", "SMTP_HOST": "127.0.0.1"}
        own |= {"SMTP_PORT": str(office.port), "MAIL_FROM": settings.mail_from, "PUBLIC_URL": settings.public_url}
        for _ in range(2):
            run_jobs(os.environ | own, database, until_looked_after=datetime.now(UTC))
    assert office.receivers == [user.email]
    database.engine.dispose()


def run_jobs(environment: dict[str, str], database: Database, until_looked_after: datetime) -> None:
    """Run the jobs process until it has looked into the outbox and sent what waited there."""
    with database.writing() as session:
        row = own_row(session, MAIL)
        row.state = {**row.state, "looked_at": EARLY.isoformat()}
    process = subprocess.Popen([sys.executable, "-m", "jobs"], env=environment)
    try:
        for _ in range(600):
            with database.reading() as session:
                looked = datetime.fromisoformat(fetching(session, MAIL).state["looked_at"])
                waiting = session.scalar(select(Letter.id).where(Letter.status != LetterStatus.SENT))
            if looked >= until_looked_after and waiting is None:
                return
            assert process.poll() is None
            time.sleep(0.1)
        pytest.fail("the jobs process has sent nothing")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def test_times_keep_their_local_hour_through_summer_time() -> None:
    """Through both changes of 2026 and 2027, and the 53-week year 2026."""
    periods = [Period(date(2026, 1, 5) + timedelta(days=14 * number)) for number in range(60)]
    for period in periods:
        reminder, meeting = report_reminder_at(period, 4, 9), meeting_at(period, 4, 9)
        before = meeting_reminder_at(meeting, 2, 9)
        local = [moment.astimezone(UTC).astimezone(LOCAL_TIME) for moment in (reminder, meeting, before)]
        assert [(moment.weekday(), moment.hour) for moment in local] == [(3, 9), (3, 9), (1, 9)]
        assert period.starts_at < reminder < period.ends_at < before < meeting < period.after().ends_at


def test_letters_are_laid_and_sent_where_there_is_a_server(settings: Settings) -> None:
    without = {job.id for job in scheduler(Database("sqlite://"), Settings()).get_jobs()}
    jobs = {job.id: job.trigger.interval for job in scheduler(Database("sqlite://"), settings).get_jobs()
            if hasattr(job.trigger, "interval")}  # fmt: skip
    assert not without & {"letters", "mail"}
    assert (jobs["letters"], jobs["mail"]) == (timedelta(minutes=5), timedelta(minutes=1))
