"""Reads what tells whose a report is: how earlier ones began, and whom this person took in reports from."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.intake.rules import NOTICES
from app.models import Channel, Organisation, Report, ReportKind, User

_LOOKED_AT = 300


def possible_senders(session: Session) -> list[Organisation]:
    """Who may have sent a report in words: the active organisations, by name. Nobody pastes the police's notices."""
    query = select(Organisation).where(Organisation.is_active, Organisation.key != NOTICES)
    return list(session.scalars(query.order_by(Organisation.name, Organisation.id)))


def first_lines(session: Session) -> list[tuple[int, str]]:
    """The beginnings of the newest reports in words, each with its organisation."""
    query = (
        select(Report.organisation_id, func.substr(Report.raw_text, 1, 200))
        .where(Report.kind == ReportKind.DAY_REPORT, Report.raw_text != "")
        .order_by(Report.received_at.desc(), Report.id.desc())
        .limit(_LOOKED_AT)
    )
    return [(id_, text) for id_, text in session.execute(query)]


def last_used(session: Session, user: User) -> str | None:
    """The key of the organisation whose report somebody took in last."""
    query = (
        select(Organisation.key)
        .join(Report, Report.organisation_id == Organisation.id)
        .where(Report.entered_by_id == user.id, Report.channel.in_((Channel.PASTE, Channel.FILE)))
        .where(Report.kind == ReportKind.DAY_REPORT, Organisation.is_active)
        .order_by(Report.id.desc())
        .limit(1)
    )
    return session.scalar(query)
