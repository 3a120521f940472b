"""Reads what an import needs to know of what is here already."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from app.intake.rules import NOTICES, UnknownOrganisationError
from app.models import Event, Incident, Organisation, PoliceType, Report, Source


def reporting_organisations(session: Session) -> list[Organisation]:
    """Who may have sent something: the active organisations, by name."""
    query = select(Organisation).where(Organisation.is_active).order_by(Organisation.name, Organisation.id)
    return list(session.scalars(query))


class KnownNotice(NamedTuple):
    """A notice that was taken in before, with what an update may have changed."""

    id: int
    title: str
    raw_text: str


def known_notices(session: Session, police: Organisation, external_ids: Sequence[str]) -> dict[str, KnownNotice]:
    """Those of these notices that are here already, by the police's own id."""
    query = select(Report.external_id, Report.id, Report.title, Report.raw_text).where(
        Report.organisation_id == police.id, Report.external_id.in_(external_ids)
    )
    return {
        external_id or "": KnownNotice(id_, title, text) for external_id, id_, title, text in session.execute(query)
    }


def police(session: Session) -> Organisation:
    """The police as those who publish notices; what they report to the municipality has a source of its own."""
    return organisation(session, NOTICES)


def organisation(session: Session, key: str) -> Organisation:
    """Raises UnknownOrganisationError for a key that is none here."""
    found = session.scalar(select(Organisation).where(Organisation.key == key))
    if found is None:
        known = ", ".join(known.key for known in reporting_organisations(session))
        raise UnknownOrganisationError(
            _("Organisationen %(key)s finns inte. De som finns är: %(known)s.", key=key, known=known)
        )
    return found


def police_types(session: Session) -> tuple[dict[str, str], set[str]]:
    """Category code by the police's types, and those of the types that nobody has mapped yet."""
    types = list(session.scalars(select(PoliceType).options(joinedload(PoliceType.category)).order_by(PoliceType.id)))
    unmapped = {known.label for known in types if not known.is_mapped}
    return {known.label: known.category.code for known in types}, unmapped


def is_revised_by_hand(session: Session, incident: Incident) -> bool:
    """Whether a person has edited an incident, or merged another into it, since it came in."""
    by_hand = (Event.subject == "incident", Event.subject_id == incident.id, Event.verb.in_(("revised", "took_in")))
    return bool(session.scalar(select(exists().where(*by_hand, Event.user_id.is_not(None)))))


def is_file_known(session: Session, external_id: str) -> bool:
    """Whether rows of this file have been read in, as anybody's report."""
    return bool(session.scalar(select(exists().where(Report.external_id == external_id))))


def report_of_file(session: Session, organisation_id: int, external_id: str) -> Report | None:
    return session.scalar(
        select(Report).where(Report.organisation_id == organisation_id, Report.external_id == external_id)
    )


def known_lines(session: Session, report: Report, first: int, last: int) -> set[int]:
    """Which of a file's lines, from `first` to `last`, are here already."""
    query = select(Source.start).where(Source.report_id == report.id, Source.start.between(first, last))
    return set(session.scalars(query))


def known_ids(session: Session, organisation_id: int, external_ids: Collection[str]) -> set[str | None]:
    """Which of these ids an organisation has sent a row with before, in whatever file."""
    if not external_ids:
        return set()
    query = select(Source.external_id).join(Source.report).where(Report.organisation_id == organisation_id)
    return set(session.scalars(query.where(Source.external_id.in_(external_ids))))
