"""Reads what is configured in the database, and the event log."""

from datetime import date, datetime, timedelta

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, defer, joinedload, selectinload

from app.mailing import has_gone_wrong
from app.models import (
    ApiToken,
    AssessmentLevel,
    Category,
    District,
    DistrictBoundary,
    Event,
    Incident,
    IncidentStatus,
    Letter,
    LetterStatus,
    Organisation,
    PoliceType,
    Report,
    ReportKind,
    Source,
)
from app.settings.rules import is_titled

NEWEST = 200


def levels(session: Session) -> list[AssessmentLevel]:
    """The scale, the calmest first; also the steps that are no longer used."""
    return list(session.scalars(select(AssessmentLevel).order_by(AssessmentLevel.sort, AssessmentLevel.id)))


def level(session: Session, level_id: int) -> AssessmentLevel:
    """Raises NoResultFound when there is none."""
    return session.scalars(select(AssessmentLevel).where(AssessmentLevel.id == level_id)).one()


def newest_letters(session: Session, most: int) -> list[Letter]:
    """What was laid in the outbox last, newest first."""
    newest = select(Letter).order_by(Letter.made_at.desc(), Letter.id.desc()).limit(most)
    return list(session.scalars(newest.options(joinedload(Letter.user))))


def letters_gone_wrong(session: Session, now: datetime) -> list[Letter]:
    """Letters of which somebody has to decide whether they go again, newest first: not those long forgotten."""
    wrong = select(Letter).where(
        Letter.made_at > now - timedelta(days=60),
        Letter.status.in_([LetterStatus.REFUSED, LetterStatus.HANDED_OVER]),
    )
    found = session.scalars(wrong.order_by(Letter.made_at.desc(), Letter.id.desc()).options(joinedload(Letter.user)))
    return [letter for letter in found if has_gone_wrong(letter, now)]


def letter(session: Session, letter_id: int) -> Letter:
    """Raises NoResultFound when there is none."""
    return session.scalars(select(Letter).where(Letter.id == letter_id)).one()


def police_types(session: Session) -> list[PoliceType]:
    """Those that wait for a category first, then by name."""
    chosen = select(PoliceType).options(joinedload(PoliceType.category))
    return list(session.scalars(chosen.order_by(PoliceType.is_mapped, PoliceType.label)))


def police_type(session: Session, type_id: int) -> PoliceType:
    """Raises NoResultFound when there is none."""
    return session.scalars(select(PoliceType).where(PoliceType.id == type_id)).one()


def incidents_of_type(session: Session, police_type: PoliceType) -> list[Incident]:
    """Incidents from notices of this type that have its category still, and that nobody has edited by hand."""
    is_edited = exists().where(Event.subject == "incident", Event.subject_id == Incident.id, Event.verb == "revised")
    found = session.execute(
        select(Incident, Report.title)
        .join(Incident.sources)
        .join(Source.report)
        .where(
            Report.kind == ReportKind.NOTICE,
            Report.title.contains(f", {police_type.label}, ", autoescape=True),
            Incident.category_id == police_type.category_id,
            Incident.status.in_((IncidentStatus.DRAFT, IncidentStatus.CONFIRMED)),
            ~is_edited,
        )
        .options(joinedload(Incident.district))
        .order_by(Incident.id)
    )
    return [incident for incident, title in found if is_titled(title, police_type.label)]


def number_of_waiting_types(session: Session) -> int:
    return session.scalars(select(func.count()).where(PoliceType.is_mapped.is_(False))).one()


def categories(session: Session, today: date) -> list[Category]:
    """Those valid today, each followed by its sub-categories."""
    valid = or_(Category.valid_to.is_(None), Category.valid_to > today)
    chosen = select(Category).where(Category.valid_from <= today, valid).order_by(Category.sort, Category.id)
    found = list(session.scalars(chosen))
    below = {parent.id: [one for one in found if one.parent_id == parent.id] for parent in found}
    return [one for parent in found if parent.parent_id is None for one in (parent, *below[parent.id])]


def organisations(session: Session) -> list[Organisation]:
    """Active ones first, then by name."""
    return list(
        session.scalars(
            select(Organisation).order_by(Organisation.is_active.desc(), Organisation.name, Organisation.id)
        )
    )


def organisation(session: Session, organisation_id: int) -> Organisation:
    """Raises NoResultFound when there is none."""
    return session.scalars(select(Organisation).where(Organisation.id == organisation_id)).one()


def active_organisations(session: Session) -> list[Organisation]:
    return [one for one in organisations(session) if one.is_active]


def tokens_of(session: Session, organisation: Organisation) -> list[ApiToken]:
    """Those that open first, newest first."""
    chosen = select(ApiToken).where(ApiToken.organisation_id == organisation.id)
    newest = chosen.order_by(ApiToken.revoked_at.is_not(None), ApiToken.created_at.desc(), ApiToken.id.desc())
    return list(session.scalars(newest.options(joinedload(ApiToken.created_by))))


def token(session: Session, organisation_id: int, token_id: int) -> ApiToken:
    """Raises NoResultFound when there is none, or it is another organisation's."""
    return session.scalars(
        select(ApiToken).where(ApiToken.id == token_id, ApiToken.organisation_id == organisation_id)
    ).one()


def districts(session: Session) -> list[District]:
    """With their boundaries, oldest first, without the polygons."""
    boundaries = selectinload(District.boundaries).options(defer(DistrictBoundary.area))
    return list(session.scalars(select(District).options(boundaries).order_by(District.sort, District.id)))


def newest_events(session: Session, subject: str | None) -> list[Event]:
    """The end of the event log, newest first; of one kind of subject, or of all."""
    chosen = select(Event).options(joinedload(Event.user)).order_by(Event.at.desc(), Event.id.desc()).limit(NEWEST)
    return list(session.scalars(chosen.where(Event.subject == subject) if subject else chosen))


def subjects(session: Session) -> list[str]:
    """The kinds of things the event log tells of."""
    return list(session.scalars(select(Event.subject).distinct().order_by(Event.subject)))
