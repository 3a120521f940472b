"""Reshapes the passages that drafts stand on: splits one, joins two, makes a draft of other text."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import logbook
from app.arrivals import in_use, log_draft
from app.models import DraftReading, Incident, IncidentStatus, Report, Source, User
from app.review.actions.undoing import content_of, replace
from app.review.reading import read_stretch
from app.review.rules import StretchError
from reports.incoming.reading import to_json

SHORTEST = 3
"""Characters of text that may tell of something."""


def split(session: Session, report: Report, source: Source, at: int, by: User) -> list[Incident]:
    """Two drafts of one, the second of what stands from the offset `at` on; both are read anew."""
    start, end = source.start, source.end
    _check_draft(source.incident)
    if len(report.raw_text[start:at].strip()) < SHORTEST or len(report.raw_text[at:end].strip()) < SHORTEST:
        raise StretchError(_("Peka där den andra händelsen börjar, mitt i texten för händelsen."))
    _read_anew(session, report, source, start, at, by)
    return [source.incident, _drafted(session, report, at, end, by)]


def join(session: Session, report: Report, source: Source, before: Source, by: User) -> list[Incident]:
    """One draft of two that follow each other: the first one tells of both passages, the second lives on in it."""
    _check_draft(source.incident)
    _check_draft(before.incident)
    replace(session, source.incident, by)
    end = max(before.end, source.end)
    _lengthen(session, report, before, end, source.incident.summary, by)
    return [before.incident, source.incident]


def add(session: Session, report: Report, start: int, end: int, by: User) -> Incident:
    """A draft of a stretch that was none, which from now on is not left out."""
    text = report.raw_text[start:end]
    if not 0 <= start < end <= len(report.raw_text) or len(text.strip()) < SHORTEST:
        raise StretchError(_("Markera texten som berättar om händelsen."))
    start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
    report.left_out = _without(report.left_out, start, end)
    return _drafted(session, report, start, end, by)


def _drafted(session: Session, report: Report, start: int, end: int, by: User) -> Incident:
    made = log_draft(session, report, read_stretch(session, report, start, end), by)
    session.refresh(made)
    return made


def _check_draft(incident: Incident) -> None:
    if incident.status is not IncidentStatus.DRAFT:
        raise StretchError(_("Bara utkast kan delas eller slås ihop. Gör händelsen till utkast först."))


def _read_anew(session: Session, report: Report, source: Source, start: int, end: int, by: User) -> None:
    read, look = read_stretch(session, report, start, end), logbook.lookups(session)
    source.start, source.end = start, end
    logbook.revise_incident(session, source.incident, in_use(read.draft, look), by, look)
    source.incident.reading = source.incident.reading or DraftReading(fields={})
    source.incident.reading.fields = to_json(read)
    session.flush()
    session.refresh(source.incident)


def _lengthen(session: Session, report: Report, source: Source, end: int, more: str, by: User) -> None:
    """What is known of the first stays; of the second only its text is added."""
    incident = source.incident
    summary = " ".join(part for part in (incident.summary, more) if part)
    source.end = end
    if summary != incident.summary:
        logbook.revise_incident(session, incident, content_of(incident)._replace(summary=summary), by)
    session.flush()
    session.refresh(incident)


def _without(left_out: list[Any], start: int, end: int) -> list[Any]:
    """What was left out, less one stretch."""
    parts = [
        [low, high, reason]
        for first, last, reason in left_out
        for low, high in ((first, min(last, start)), (max(first, end), last))
    ]
    return [part for part in parts if part[0] < part[1]]
