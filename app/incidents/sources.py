"""Who told of an incident, with the passage it stands on as far as somebody may read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from app.incidents.rules import may_read_text
from app.models import Incident, Report, Role, Source, User
from app.privacy import mask

AROUND = 240
"""Characters of a report shown on each side of a passage."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A source: its report with the title as far as it may be read, the passage and what stands before and after it."""

    report: Report
    title: str = ""
    before: str = ""
    passage: str = ""
    after: str = ""


def tellings(session: Session, incident: Incident, user: User) -> list[Telling]:
    """The sources that somebody may know of: for a reporter those of the own organisation.

    To a merged incident belong those that it came with.
    """
    query = (
        select(Source)
        .where(or_(Source.incident_id == incident.id, Source.moved_from_id == incident.id))
        .join(Source.report)
        .options(joinedload(Source.report).joinedload(Report.organisation))
        .order_by(Report.received_at, Source.id)
    )
    if user.role is Role.REPORTER:
        came_with = func.coalesce(Source.moved_from_id, Source.incident_id)
        query = query.where(Report.organisation_id == user.organisation_id, came_with == incident.id)
    return [_telling(session, source, incident, user) for source in session.scalars(query)]


def _telling(session: Session, source: Source, incident: Incident, user: User) -> Telling:
    """An area group reads incidents, not reports. What stands around a passage, or in another one that it shares words
    with, may be about violence in close relations: that is for the coordinator alone, as are personal data in it."""
    report, start, end = source.report, source.start, source.end
    if user.role is Role.AREA_MEMBER or not may_read_text(user, incident):
        return Telling(report)
    if start == end or not _may_read_overlapping(session, source, user):
        return Telling(report, report.title)
    text, around = report.raw_text, AROUND if user.role is Role.COORDINATOR else 0
    before, after = text[max(0, start - around) : start], text[end : end + around]
    if start > around > 0:
        before = "… " + before.partition(" ")[2]
    if around and end + around < len(text):
        after = after.rpartition(" ")[0] + " …"
    passage = text[start:end]
    return Telling(report, report.title, before, passage if around else mask(passage), after)


def _may_read_overlapping(session: Session, source: Source, user: User) -> bool:
    """Whether somebody may read all the passages of a report that have words in common with this one."""
    overlapping = select(Source).where(
        Source.report_id == source.report_id, Source.start < source.end, Source.end > source.start
    )
    return all(may_read_text(user, other.incident) for other in session.scalars(overlapping))


def telling_organisations(sources: Sequence[Source], user: User) -> list[str]:
    """The names of the organisations that told of an incident, each once; a reporter knows only of the own one."""
    if user.role is Role.REPORTER:
        return [user.organisation.name] if user.organisation else []
    return list(dict.fromkeys(source.report.organisation.name for source in sources))


def incident_told(source: Source, user: User) -> Incident:
    """The incident of a source as somebody may see it: for a reporter the one that it came with."""
    return source.moved_from if source.moved_from and user.role is Role.REPORTER else source.incident
