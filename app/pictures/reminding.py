"""Lays letters in the outbox when they are due: reminders, and word of editions published and withdrawn. Jobs start it.

The same whether it runs on time or after a standstill: what is due still is laid once, and what is too late never.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Settings
from app.db import Database
from app.fetching import MAIL, fetching, own_row
from app.letterhead import Letterhead
from app.mailing import Words, forget_old, goes_anyway, put, wants
from app.models import Letter, LetterKind, LetterStatus, Municipality, Picture, PictureStatus, User
from app.pictures import letters
from app.pictures.queries.archive import newest_of, replaced_one
from app.pictures.schedule import meeting_at, meeting_reminder_at, report_reminder_at
from app.still_due import ROLES, is_expected
from reports.picture.periods import LOCAL_TIME, Period, edition_of, newest_closed_period, period_of

TOLD_WITHIN = timedelta(days=14)
"""How long after its publication, or its withdrawal, somebody may be told of an edition."""


@dataclass(frozen=True, slots=True)
class Due:
    """A letter that is due to somebody."""

    kind: LetterKind
    user: User
    about: str
    words: Words
    good_until: datetime


def lay_due_letters(database: Database, settings: Settings, now: datetime | None = None) -> int:
    """Lay each letter that is due in the outbox, once; gives how many are new."""
    if not settings.smtp_host:
        return 0
    now = now or datetime.now(UTC)
    with database.reading() as session:
        since = fetching(session, MAIL).state.get("since")
        due = due_letters(session, settings, datetime.fromisoformat(since) if since else now, now)
    if since is None:
        _begin(database, now)
    if not due:
        return 0
    with database.writing() as session:
        forget_old(session, now)
        return sum(put(session, one.kind, one.user, one.about, one.words, now, one.good_until) for one in due)


def due_letters(session: Session, settings: Settings, since: datetime, now: datetime) -> list[Due]:
    """What is due and has not been laid in the outbox; editions published before `since` are nobody's news."""
    found = [
        *_report_reminders(session, settings, now),
        *_meeting_reminders(session, settings, now),
        *_publications(session, settings, max(since, now - TOLD_WITHIN)),
        *_withdrawals(session, settings, max(since, now - TOLD_WITHIN)),
    ]
    about = select(Letter).where(Letter.about.in_({one.about for one in found}))
    laid = {(letter.kind, letter.user_id, letter.about) for letter in session.scalars(about)}
    return [one for one in found if (one.kind, one.user.id, one.about) not in laid]


def _begin(database: Database, now: datetime) -> None:
    """Remember when mail was switched on: nobody is told of all that was published before."""
    with database.writing() as session:
        row = own_row(session, MAIL)
        row.state = {"since": now.isoformat(), **row.state}


def _report_reminders(session: Session, settings: Settings, now: datetime) -> Iterator[Due]:
    period = period_of(now.astimezone(LOCAL_TIME).date(), settings.picture_first_monday)
    if not settings.reminder_days or now < report_reminder_at(period, settings.reminder_days, settings.reminder_hour):
        return
    for user in _users(session, LetterKind.REPORT_REMINDER):
        if user.organisation and is_expected(session, user.organisation, period, now):
            words = letters.report_reminder(_head(session, settings, user), user.organisation.name, period)
            yield Due(LetterKind.REPORT_REMINDER, user, period.start.isoformat(), words, period.ends_at)


def _meeting_reminders(session: Session, settings: Settings, now: datetime) -> Iterator[Due]:
    first_monday = settings.picture_first_monday
    period = newest_closed_period(now.astimezone(LOCAL_TIME).date(), first_monday)
    meeting = meeting_at(period, settings.meeting_day, settings.meeting_hour)
    due_at = meeting_reminder_at(meeting, settings.meeting_reminder_days, settings.reminder_hour)
    if not settings.meeting_reminder_days or not due_at <= now < meeting:
        return
    picture = newest_of(session, period)
    if picture is not None and picture.status.is_frozen:
        return
    year, number = edition_of(period, first_monday)
    name, about = (picture.edition, picture.reference) if picture else (f"{year}:{number}",) * 2
    path = f"{_path(picture)}/edit" if picture else "pictures"
    for user in _users(session, LetterKind.MEETING_REMINDER):
        head = _head(session, settings, user)
        words = letters.meeting_reminder(head, name, period, meeting, path)
        yield Due(LetterKind.MEETING_REMINDER, user, about, words, meeting)


def _publications(session: Session, settings: Settings, since: datetime) -> Iterator[Due]:
    query = select(Picture).where(Picture.status == PictureStatus.PUBLISHED, Picture.published_at >= since)
    for picture in session.scalars(query.order_by(Picture.period_start)):
        assert picture.published_at is not None
        replaced = replaced_one(session, picture)
        for user in _users(session, LetterKind.PUBLISHED):
            if user.created_at <= picture.published_at:
                head = _head(session, settings, user)
                anyway, period = goes_anyway(user, LetterKind.PUBLISHED), Period(picture.period_start)
                names = letters.Names(picture.edition, replaced.edition if replaced else "")
                words = letters.published(head, names, period, _path(picture), anyway)
                until = picture.published_at + TOLD_WITHIN
                yield Due(LetterKind.PUBLISHED, user, picture.reference, words, until)


def _withdrawals(session: Session, settings: Settings, since: datetime) -> Iterator[Due]:
    """To those who have the letter of its publication, or may have it."""
    query = select(Picture).where(Picture.status == PictureStatus.WITHDRAWN, Picture.withdrawn_at >= since)
    for picture in session.scalars(query.order_by(Picture.period_start)):
        assert picture.withdrawn_at is not None
        path, period = _path(picture), Period(picture.period_start)
        told = _told_of_publication(session, picture)
        for user in _users(session, LetterKind.WITHDRAWN):
            if user.id in told:
                head, anyway = _head(session, settings, user), goes_anyway(user, LetterKind.WITHDRAWN)
                words = letters.withdrawn(head, picture.edition, period, path, anyway)
                until = picture.withdrawn_at + TOLD_WITHIN
                yield Due(LetterKind.WITHDRAWN, user, picture.reference, words, until)


def _told_of_publication(session: Session, picture: Picture) -> set[int]:
    gone = Letter.status.in_([LetterStatus.SENT, LetterStatus.HANDED_OVER])
    about = (Letter.kind == LetterKind.PUBLISHED, Letter.about == picture.reference, gone)
    return set(session.scalars(select(Letter.user_id).where(*about)))


def _path(picture: Picture) -> str:
    return f"pictures/{picture.reference.replace(':', '-')}"


def _users(session: Session, kind: LetterKind) -> list[User]:
    query = select(User).where(User.role.in_(ROLES[kind]), User.is_active).order_by(User.id)
    return [user for user in session.scalars(query) if wants(user, kind)]


def _head(session: Session, settings: Settings, user: User) -> Letterhead:
    name = session.scalar(select(Municipality.name).limit(1)) or ""
    return Letterhead(user.language or settings.default_language, name, settings.public_url)
