"""Links that let somebody set a password once."""

from datetime import UTC, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.actions.people import add_account
from app.accounts.actions.sessions import change_password
from app.accounts.rules import AccountDetails, LinkError
from app.accounts.tokens import hash_of, new_token
from app.events import record
from app.models import OneTimeLink, Role, User

LIFETIME = timedelta(days=7)


def make_link(session: Session, user: User | None, by: User | None = None) -> str:
    """A new link's token: for an account, or (None) for creating the first administrator. Older ones stop working."""
    now, token = datetime.now(UTC), new_token()
    user_id = user.id if user else None
    session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.user_id == user_id, OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > now)
        .values(expires_at=now)
    )
    session.add(OneTimeLink(token_hash=hash_of(token), user_id=user_id, expires_at=now + LIFETIME))
    record(session, "link_made", "user", user_id, {}, by)
    session.flush()
    return token


def first_link(session: Session) -> str | None:
    """A new link for creating the first administrator, unless there is one already."""
    return None if queries.administrator_ids(session) else make_link(session, None)


def create_first_administrator(session: Session, token: str, *, name: str, email: str, password: str) -> User:
    """Raises LinkError when the link is used or an administrator exists, EmailError, PasswordError."""
    link = _use(session, token)
    if link.user_id is not None or queries.administrator_ids(session, lock=True):
        raise LinkError(_("Det finns redan en administratör. Be den om ett konto."))
    user = add_account(session, AccountDetails(name=name, email=email, role=Role.ADMINISTRATOR))
    record(session, "created", "user", user.id, {"role": (None, user.role)}, user)
    change_password(session, user, password, by=user)
    return user


def set_password_by_link(session: Session, token: str, password: str) -> User:
    """Raises LinkError when the link is used or the account closed, PasswordError."""
    user = _use(session, token).user
    if user is None or not user.is_active:
        raise LinkError(_("Kontot är stängt. Be administratören öppna det."))
    change_password(session, user, password, by=user)
    return user


def _use(session: Session, token: str) -> OneTimeLink:
    """Mark a link as used; of two at once, the database lets one succeed."""
    now = datetime.now(UTC)
    link = queries.usable_link(session, token, now)
    taken = session.scalars(
        update(OneTimeLink)
        .where(OneTimeLink.id == link.id, OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > now)
        .values(used_at=now)
        .returning(OneTimeLink.id)
    ).one_or_none()
    if taken is None:
        raise LinkError(_("Länken har just använts."))
    return link
