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
from app.review.reading import Read, Stretch
from app.review.rules import BY_HAND, StretchError, changed_meanwhile, decided, doubtful_fields
from reports.incoming.drafts import DraftIncident, Interval
from reports.incoming.reading import ReadIncident
from reports.incoming.twins.joining import better_place, better_time

SHORTEST = 3
"""Characters of text that may tell of something."""


def halves(report: Report, source: Source, at: int) -> tuple[Stretch, Stretch]:
    """The two stretches of a draft's passage that is split at an offset. Raises StretchError."""
    _check_draft(source.incident)
    start, end = source.start, source.end
    parts = report.raw_text[start:at].strip(), report.raw_text[at:end].strip()
    if not start < at < end or min(map(len, parts)) < SHORTEST:
        raise StretchError(_("Peka där den andra händelsen börjar, mitt i texten för händelsen."))
    return (start, at), (at, end)


def split(session: Session, report: Report, source: Source, at: int, read: Read, by: User) -> list[Incident]:
    """Two drafts of one, the second of what stands from the offset `at` on; `read` are its halves, read anew.

    What somebody has decided of the first stays, and a sensitive category in both: what it hides is in either.
    """
    first, second = halves(report, source, at)
    if not {first, second} <= read.keys():
        raise changed_meanwhile()
    made = _sensitive_as(source.incident, read[second])
    _put_anew(session, source, first, read[first], by)
    return [source.incident, _drafted(session, report, made, by)]


def join(session: Session, report: Report, source: Source, before: Source, by: User) -> list[Incident]:
    """One draft of two that follow each other: the first one tells of both passages, the second lives on in it."""
    _check_draft(source.incident)
    _check_draft(before.incident)
    replace(session, source.incident, by)
    before.end = max(before.end, source.end)
    _take_in(session, before.incident, source.incident, by)
    return [before.incident, source.incident]


def free_stretch(session: Session, report: Report, start: int, end: int) -> Stretch:
    """A stretch of the text without the blanks around it, which no draft stands on yet. Raises StretchError."""
    text = report.raw_text[start:end]
    if not 0 <= start < end <= len(report.raw_text) or len(text.strip()) < SHORTEST:
        raise StretchError(_("Markera texten som berättar om händelsen."))
    stretch = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
    _check_free(session, report, *stretch)
    return stretch


def add(session: Session, report: Report, stretch: Stretch, read: Read, by: User) -> Incident:
    """A draft of a stretch that was none, which from now on is not left out; `read` is what it tells."""
    _check_free(session, report, *stretch)
    report.left_out, report.awaits_sign_off = _without(report.left_out, *stretch), False
    return _drafted(session, report, read[stretch], by)


def _check_free(session: Session, report: Report, start: int, end: int) -> None:
    """What has a draft gets no second one, which would count twice: a page may ask again where the answer was lost."""
    if any(source.start < end and start < source.end for source in reviewed_sources(session, report)):
        raise StretchError(_("En del av texten hör redan till en händelse. Markera bara den text som inte gör det."))


def _drafted(session: Session, report: Report, read: ReadIncident, by: User) -> Incident:
    made = log_draft(session, report, read, by)
    session.refresh(made)
    return made


def _check_draft(incident: Incident) -> None:
    if incident.status is not IncidentStatus.DRAFT:
        raise StretchError(_("Bara utkast kan delas eller slås ihop. Gör händelsen till utkast först."))


def _put_anew(session: Session, source: Source, stretch: Stretch, read: ReadIncident, by: User) -> None:
    """Let a draft stand on a part of its passage, as that was read."""
    incident, look = source.incident, logbook.lookups(session)
    (draft, fields), settled = as_kept(_sensitive_as(incident, read), look), decided(incident)
    draft = _with_decided(draft, incident.content, settled)._replace(case_number=draft.case_number or "")
    source.start, source.end = stretch
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
    """As in a merge the better place and time win, but for what somebody has decided; the second one's text is added,
    and its category where that is sensitive.
    """
    summary = " ".join(part for part in (incident.summary, other.summary) if part)
    category = category_of_both(incident, other).code if is_sensitive(other) else incident.category.code
    now, theirs = incident.content, other.content
    best: dict[str, Any] = {"when": _better_time(incident, other), "where": better_place(now.where, theirs.where)}
    taken = {name: value for name, value in best.items() if name not in decided(incident)}
    content = now._replace(summary=summary, category=category, **taken)
    logbook.revise_incident(session, incident, content, by, standing={summary, content.where.words})
    _read_as(incident, other, [name for name in taken if taken[name] != getattr(now, name)])
    session.flush()
    session.refresh(incident)


def _better_time(incident: Incident, other: Incident) -> Interval:
    """One that was read goes before one that nothing in the text told."""
    is_guess, is_guess_too = ("when" in doubtful_fields(one) for one in (incident, other))
    return other.when if is_guess and not is_guess_too else better_time(incident.when, other.when)


def _read_as(incident: Incident, other: Incident, taken: list[str]) -> None:
    """What was taken from the second one stands on its words, and is decided where it was."""
    fields = other.reading.fields if other.reading else {}
    mark(incident, **{name: fields[name] for name in taken if name in fields})
    settled = [name for name in decided(other) if name in taken]
    if settled:
        mark(incident, **{BY_HAND: [*decided(incident), *settled]})


def _without(left_out: list[Any], start: int, end: int) -> list[Any]:
    """What was left out, less one stretch."""
    parts = [
        [low, high, reason]
        for first, last, reason in left_out
        for low, high in ((first, min(last, start)), (max(first, end), last))
    ]
    return [part for part in parts if part[0] < part[1]]
