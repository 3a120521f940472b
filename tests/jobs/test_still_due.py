"""A letter that was laid is sent only while what it says is so still."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.config import Settings
from app.db import Database
from app.mailing import send_waiting
from app.models import LetterKind, LetterStatus, Picture, PictureStatus, Role, User
from app.pictures.reminding import lay_due_letters
from tests.jobs import test_reminders as reminders
from tests.jobs.test_reminders import BEFORE_MEETING, NINE, edition, letters, report
from tests.smtp_server import PostOffice, serving

SOON = timedelta(hours=1)
database, settings = reminders.database, reminders.settings


@pytest.fixture
def office() -> Iterator[PostOffice]:
    office = PostOffice()
    with serving(office):
        yield office


def become(database: Database, status: PictureStatus, at: datetime) -> None:
    with database.writing() as session:
        picture = session.scalars(select(Picture)).one()
        picture.status, picture.published_at = status, at


def change_roles(database: Database, role: Role) -> None:
    with database.writing() as session:
        for user in session.scalars(select(User).where(User.role == role)):
            user.role = Role.AREA_MEMBER


def published(database: Database) -> None:
    become(database, PictureStatus.PUBLISHED, BEFORE_MEETING)


def withdrawn(database: Database) -> None:
    become(database, PictureStatus.WITHDRAWN, NINE)


def reported(database: Database) -> None:
    report(database, NINE + timedelta(minutes=1))


def no_reporter(database: Database) -> None:
    change_roles(database, Role.REPORTER)


def no_coordinator(database: Database) -> None:
    change_roles(database, Role.COORDINATOR)


def nothing(database: Database) -> None:
    """All is as it was."""


MEETING_REMINDER = PictureStatus.REVIEWED, BEFORE_MEETING, LetterKind.MEETING_REMINDER
WORD = PictureStatus.PUBLISHED, BEFORE_MEETING, LetterKind.PUBLISHED
REPORT_REMINDER = PictureStatus.DRAFT, NINE, LetterKind.REPORT_REMINDER


@pytest.mark.parametrize(
    ("laid", "happens", "sent"),
    [
        (MEETING_REMINDER, nothing, 1),
        (MEETING_REMINDER, published, 0),
        (MEETING_REMINDER, no_coordinator, 0),
        (WORD, nothing, 2),
        (WORD, withdrawn, 0),
        (WORD, no_coordinator, 1),
        (REPORT_REMINDER, nothing, 1),
        (REPORT_REMINDER, reported, 0),
        (REPORT_REMINDER, no_reporter, 0),
    ],
)
def test_what_is_no_longer_so_is_not_sent(
    database: Database,
    settings: Settings,
    office: PostOffice,
    laid: tuple[PictureStatus, datetime, LetterKind],
    happens: Callable[[Database], None],
    sent: int,
):
    status, now, kind = laid
    edition(database, status, now if status.is_frozen else None)
    lay_due_letters(database, settings, now)
    happens(database)
    assert send_waiting(database, replace(settings, smtp_port=office.port), now + SOON) == sent
    known = [letter.status for letter in letters(database, kind)]
    assert (known.count(LetterStatus.SENT), LetterStatus.WAITING in known) == (sent, False)
    assert set(known) <= {LetterStatus.SENT, LetterStatus.NOT_DUE}


def test_what_changes_while_the_letters_go_stops_the_rest(
    database: Database,
    settings: Settings,
    office: PostOffice,
):
    edition(database, PictureStatus.PUBLISHED, BEFORE_MEETING)
    lay_due_letters(database, settings, BEFORE_MEETING)
    office.on_taken = lambda: withdrawn(database)
    assert send_waiting(database, replace(settings, smtp_port=office.port), BEFORE_MEETING + SOON) == 1
    known = [letter.status for letter in letters(database, LetterKind.PUBLISHED)]
    assert known == [LetterStatus.SENT, LetterStatus.NOT_DUE]


def test_a_letter_says_how_to_stop_it_only_where_it_can_be_stopped(
    database: Database,
    settings: Settings,
    office: PostOffice,
):
    edition(database, PictureStatus.PUBLISHED, BEFORE_MEETING)
    lay_due_letters(database, settings, BEFORE_MEETING)
    send_waiting(database, replace(settings, smtp_port=office.port), BEFORE_MEETING + SOON)
    sent = {to[0].partition("@")[0]: letter for _, to, letter in office.taken}
    says = {role: "Vill du inte ha" in letter.as_string() for role, letter in sent.items()}
    assert says == {"steering": True, "coordinator": False}
    assert {role: "List-Unsubscribe" in letter for role, letter in sent.items()} == says
