"""What changes settings kept in the database. Flushes and never commits."""

from sqlalchemy.orm import Session

from app.events import pending_changes, record
from app.models import Category, Organisation, PoliceType, User
from app.settings import queries
from app.settings.rules import OrganisationDetails, check_name, key_for


def map_police_type(session: Session, police_type: PoliceType, category: Category, by: User) -> None:
    """What the police call this counts as that category, for all that is read in from now on."""
    changes = {"category_id": (police_type.category_id, category.id)}
    police_type.category, police_type.is_mapped = category, True
    record(session, "mapped", "police_type", police_type.id, changes, by)
    session.flush()


def add_organisation(session: Session, details: OrganisationDetails, by: User) -> Organisation:
    """Raises NameTakenError."""
    others = queries.organisations(session)
    check_name(details.name, [other.name for other in others])
    organisation = Organisation(key=key_for(details.name, {other.key for other in others}))
    _apply(organisation, details)
    session.add(organisation)
    session.flush()
    record(session, "created", "organisation", organisation.id, {"kind": (None, organisation.kind)}, by)
    return organisation


def change_organisation(session: Session, organisation: Organisation, details: OrganisationDetails, by: User) -> None:
    """Raises NameTakenError."""
    others = queries.organisations(session)
    check_name(details.name, [other.name for other in others if other is not organisation])
    _apply(organisation, details)
    changes = pending_changes(organisation)
    if changes:
        record(session, "changed", "organisation", organisation.id, changes, by)
    session.flush()


def _apply(organisation: Organisation, details: OrganisationDetails) -> None:
    organisation.name, organisation.kind = details.name, details.kind
    organisation.reports_every_days, organisation.is_active = details.reports_every_days, details.is_active
