"""What administrators decide about accounts."""

from datetime import UTC, datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.actions.sessions import revoke_all
from app.accounts.rules import AccountDetails, AccountError, EmailError, check_details, normal_email
from app.events import pending_changes, record
from app.models import District, Role, User


def add_account(session: Session, details: AccountDetails) -> User:
    """An account without a password. Raises EmailError, AccountError."""
    user = User(created_at=datetime.now(UTC), is_active=True)
    _apply(session, user, details)
    session.add(user)
    session.flush()
    return user


def invite(session: Session, details: AccountDetails, by: User) -> User:
    """Raises EmailError for a taken address, AccountError for a role without what limits it."""
    user = add_account(session, details)
    given = {"role": user.role, "organisation_id": user.organisation_id, "districts": details.district_ids}
    changes = {field: (None, value) for field, value in given.items() if value}
    record(session, "invited", "user", user.id, changes, by)
    return user


def change_account(session: Session, user: User, details: AccountDetails, by: User) -> None:
    """Raises EmailError, AccountError; also when the last administrator would lose the role."""
    if details.role is not Role.ADMINISTRATOR:
        _keep_an_administrator(session, user)
    districts_before = [district.id for district in user.districts]
    _apply(session, user, details)
    changes = pending_changes(user)
    districts_after = [district.id for district in user.districts]
    if districts_before != districts_after:
        changes["districts"] = (districts_before, districts_after)
    if changes:
        record(session, "changed", "user", user.id, changes, by)
    session.flush()


def close_account(session: Session, user: User, by: User) -> None:
    """Sign it out and let nobody in with it again. Raises AccountError for the last administrator."""
    _keep_an_administrator(session, user)
    user.is_active = False
    record(session, "closed", "user", user.id, {}, by)
    revoke_all(session, user, by)
    session.flush()


def open_account(session: Session, user: User, by: User) -> None:
    user.is_active = True
    record(session, "opened", "user", user.id, {}, by)
    session.flush()


def _apply(session: Session, user: User, details: AccountDetails) -> None:
    check_details(details)
    email = normal_email(details.email)
    owner = queries.account_by_email(session, email)
    if owner is not None and owner is not user:
        raise EmailError(_("Det finns redan ett konto med den e-postadressen."))
    chosen = select(District).where(District.id.in_(details.district_ids)).order_by(District.sort, District.id)
    districts = list(session.scalars(chosen)) if details.role is Role.AREA_MEMBER else []
    user.name, user.email, user.role = details.name.strip(), email, details.role
    user.organisation_id, user.districts = details.organisation_id, districts


def _keep_an_administrator(session: Session, user: User) -> None:
    if queries.administrator_ids(session, lock=True) == [user.id]:
        raise AccountError(_("Det är den enda administratören. Utse en till först."))
