"""Reshapes the passages that drafts stand on: splits one, joins two, makes a draft of other text."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import logbook
from app.arrivals import as_kept, log_draft
from app.incidents.rules import is_sensitive
from app.merged_content import category_of_both
from app.models import DraftReading, Incident, IncidentStatus, Report, Source, User
from app.review.actions.undoing import mark, replace
from app.review.queries.drafts import reviewed_sources
from app.review.reading import read_stretch
from app.review.rules import BY_HAND, StretchError, decided
from reports.incoming.drafts import DraftIncident
from reports.incoming.reading import ReadIncident

SHORTEST = 3
"""Characters of text that may tell of something."""


def split(session: Session, report: Report, source: Source, at: int, by: User) -> list[Incident]:
    """Two drafts of one, the second of what stands from the offset `at` on; both are read anew.

    What somebody has decided of the first stays, and a sensitive category in both: what it hides is in either.
    """
    start, end = source.start, source.end
    _check_draft(source.incident)
    halves = report.raw_text[start:at].strip(), report.raw_text[at:end].strip()
    if not start < at < end or min(map(len, halves)) < SHORTEST:
        raise StretchError(_("Peka där den andra händelsen börjar, mitt i texten för händelsen."))
    second = _sensitive_as(source.incident, read_stretch(session, report, at, end))
    _read_anew(session, report, source, start, at, by)
    return [source.incident, _drafted(session, report, second, by)]


def join(session: Session, report: Report, source: Source, before: Source, by: User) -> list[Incident]:
    """One draft of two that follow each other: the first one tells of both passages, the second lives on in it."""
    _check_draft(source.incident)
    _check_draft(before.incident)
    replace(session, source.incident, by)
    before.end = max(before.end, source.end)
    _take_in(session, before.incident, source.incident, by)
    return [before.incident, source.incident]


def add(session: Session, report: Report, start: int, end: int, by: User) -> Incident:
    """A draft of a stretch that was none, which from now on is not left out."""
    text = report.raw_text[start:end]
    if not 0 <= start < end <= len(report.raw_text) or len(text.strip()) < SHORTEST:
        raise StretchError(_("Markera texten som berättar om händelsen."))
    start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
    _check_free(session, report, start, end)
    report.left_out, report.awaits_sign_off = _without(report.left_out, start, end), False
    return _drafted(session, report, read_stretch(session, report, start, end), by)


def _check_free(session: Session, report: Report, start: int, end: int) -> None:
    """What has a draft gets no second one, which would count twice: a page may ask again where the answer was lost."""
    session.refresh(report, ["left_out"], with_for_update=True)
    if any(source.start < end and start < source.end for source in reviewed_sources(session, report)):
        raise StretchError(_("En del av texten hör redan till en händelse. Markera bara den text som inte gör det."))


def _drafted(session: Session, report: Report, read: ReadIncident, by: User) -> Incident:
    made = log_draft(session, report, read, by)
    session.refresh(made)
    return made


def _check_draft(incident: Incident) -> None:
    if incident.status is not IncidentStatus.DRAFT:
        raise StretchError(_("Bara utkast kan delas eller slås ihop. Gör händelsen till utkast först."))


def _read_anew(session: Session, report: Report, source: Source, start: int, end: int, by: User) -> None:
    incident, look = source.incident, logbook.lookups(session)
    read = _sensitive_as(incident, read_stretch(session, report, start, end))
    (draft, fields), settled = as_kept(read, look), decided(incident)
    draft = _with_decided(draft, incident.content, settled)._replace(case_number=draft.case_number or "")
    source.start, source.end = start, end
    logbook.revise_incident(session, incident, draft, by, look)
    incident.reading = incident.reading or DraftReading(fields={})
    incident.reading.fields = fields
    if settled:
        mark(incident, **{BY_HAND: settled})
    session.flush()
    session.refresh(incident)


def _sensitive_as(incident: Incident, read: ReadIncident) -> ReadIncident:
    """What was read of a sensitive passage is sensitive, whatever its words are: text would else be shown to others."""
    if not is_sensitive(incident):
        return read
    return read._replace(draft=read.draft._replace(category=incident.category.code))


def _with_decided(draft: DraftIncident, now: DraftIncident, settled: list[str]) -> DraftIncident:
    named = {"when": "when", "where": "where", "what": "category"}
    return draft._replace(**{named[name]: getattr(now, named[name]) for name in settled})


def _take_in(session: Session, incident: Incident, other: Incident, by: User) -> None:
    """What is known of the first stays; of the second its text is added, and its category where that is sensitive."""
    summary = " ".join(part for part in (incident.summary, other.summary) if part)
    category = category_of_both(incident, other).code if is_sensitive(other) else incident.category.code
    content = incident.content._replace(summary=summary, category=category)
    logbook.revise_incident(session, incident, content, by, standing={summary})
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
