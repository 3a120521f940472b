"""Adds and changes the organisations that report."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.events import pending_changes, record
from app.models import Organisation, User
from app.senders import check_senders, clean_senders, senders_of
from app.settings import queries
from app.settings.rules import OrganisationDetails, check_name, key_for


def add_organisation(session: Session, details: OrganisationDetails, by: User) -> Organisation:
    """Raises NameTakenError, SenderError."""
    others = queries.organisations(session)
    _check(details, others)
    organisation = Organisation(key=key_for(details.name, {other.key for other in others}))
    _apply(organisation, details)
    session.add(organisation)
    session.flush()
    record(session, "created", "organisation", organisation.id, {"kind": (None, organisation.kind)}, by)
    return organisation


def change_organisation(session: Session, organisation: Organisation, details: OrganisationDetails, by: User) -> None:
    """Raises NameTakenError, SenderError."""
    _check(details, [other for other in queries.organisations(session) if other is not organisation])
    _apply(organisation, details)
    changes = pending_changes(organisation)
    if changes:
        record(session, "changed", "organisation", organisation.id, changes, by)
    session.flush()


def add_sender(session: Session, organisation: Organisation, sender: str, by: User) -> None:
    """Mail from this address is the organisation's from now on. Raises SenderError."""
    (cleaned,) = clean_senders(sender)
    check_senders([cleaned], [other for other in queries.organisations(session) if other is not organisation])
    organisation.senders = "\n".join(dict.fromkeys([*senders_of(organisation), cleaned]))
    changes = pending_changes(organisation)
    if changes:
        record(session, "changed", "organisation", organisation.id, changes, by)
    session.flush()


def _check(details: OrganisationDetails, others: Sequence[Organisation]) -> None:
    check_name(details.name, [other.name for other in others])
    check_senders(details.senders, others)


def _apply(organisation: Organisation, details: OrganisationDetails) -> None:
    organisation.name, organisation.kind = details.name, details.kind
    organisation.reports_every_days, organisation.is_active = details.reports_every_days, details.is_active
    organisation.senders = "\n".join(details.senders)
