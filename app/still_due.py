"""Whether a letter is due: asked when it is laid in the outbox, and again when it is sent, as things change."""

from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Letter, LetterKind, Organisation, Picture, PictureStatus, Report, Role
from reports.picture.periods import Period

ROLES = {
    LetterKind.REPORT_REMINDER: (Role.REPORTER,),
    LetterKind.MEETING_REMINDER: (Role.COORDINATOR,),
    LetterKind.PUBLISHED: (Role.STEERING, Role.COORDINATOR),
    LetterKind.WITHDRAWN: (Role.STEERING, Role.COORDINATOR),
    LetterKind.TEST: tuple(Role),
}
"""Who is sent what."""


def still_due(session: Session, letter: Letter, now: datetime) -> bool:
    """Whether what a letter says is so still, and concerns the person who gets it."""
    if letter.user.role not in ROLES[letter.kind]:
        return False
    if letter.kind is LetterKind.REPORT_REMINDER:
        organisation, period = letter.user.organisation, Period(date.fromisoformat(letter.about))
        return organisation is not None and is_expected(session, organisation, period, now)
    if letter.kind is LetterKind.MEETING_REMINDER:
        return not any(status.is_frozen for status in _statuses(session, letter))
    if letter.kind is LetterKind.WITHDRAWN:
        return PictureStatus.WITHDRAWN in _statuses(session, letter)
    return letter.kind is LetterKind.TEST or PictureStatus.WITHDRAWN not in _statuses(session, letter)


def is_expected(session: Session, organisation: Organisation, period: Period, now: datetime) -> bool:
    """Whether an organisation should have sent something and has not."""
    if not organisation.is_active or organisation.reports_every_days is None:
        return False
    latest = session.scalar(
        select(func.max(Report.received_at)).where(Report.organisation_id == organisation.id, Report.received_at <= now)
    )
    return is_silent(organisation.reports_every_days, latest, period, now)


def is_silent(every_days: int, latest: datetime | None, period: Period, now: datetime) -> bool:
    """Whether an organisation has sent nothing in the running period, and nothing for longer than it usually goes."""
    if latest is None:
        return True
    return latest < period.starts_at and now - latest > timedelta(days=every_days)


def _statuses(session: Session, letter: Letter) -> list[PictureStatus]:
    """The state of the edition that a letter is about; empty where there is none yet."""
    year, _, rest = letter.about.partition(":")
    number, _, revision = rest.partition("-")
    named = (Picture.year == int(year), Picture.number == int(number), Picture.revision == int(revision or 1))
    return list(session.scalars(select(Picture.status).where(*named)))
