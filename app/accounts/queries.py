"""Reads accounts, sessions, links and failed sign-ins."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.accounts.rules import LinkError, normal_email
from app.accounts.tokens import hash_of
from app.models import District, OneTimeLink, Organisation, Role, SignInFailure, User, UserSession

PAUSE = timedelta(minutes=15)
"""How long a failed sign-in counts."""


def live_session(session: Session, token: str, now: datetime) -> UserSession | None:
    """The signed-in session of a token, unless it was revoked, ran out, or its account is closed."""
    found = session.scalar(
        select(UserSession)
        .where(UserSession.token_hash == hash_of(token))
        .options(joinedload(UserSession.user).joinedload(User.organisation))
    )
    if found is None or found.revoked_at or found.expires_at <= now or not found.user.is_active:
        return None
    return found


def sessions_of(session: Session, user: User, now: datetime) -> list[UserSession]:
    """Where somebody is signed in, last used first."""
    live = select(UserSession).where(
        UserSession.user_id == user.id, UserSession.revoked_at.is_(None), UserSession.expires_at > now
    )
    return list(session.scalars(live.order_by(UserSession.last_seen_at.desc(), UserSession.id.desc())))


def own_session(session: Session, user: User, session_id: int) -> UserSession:
    """Raises NoResultFound when it is somebody else's."""
    return session.scalars(
        select(UserSession).where(UserSession.id == session_id, UserSession.user_id == user.id)
    ).one()


def account_by_email(session: Session, email: str) -> User | None:
    return session.scalar(select(User).where(User.email == normal_email(email)))


def account(session: Session, user_id: int) -> User:
    """Raises NoResultFound when there is none."""
    return session.scalars(select(User).where(User.id == user_id)).one()


def accounts(session: Session) -> list[User]:
    """Open accounts first, then by name."""
    chosen = select(User).options(joinedload(User.organisation), selectinload(User.districts))
    return list(session.scalars(chosen.order_by(User.is_active.desc(), func.lower(User.name), User.id)))


def administrator_ids(session: Session, *, lock: bool = False) -> list[int]:
    """Accounts that can sign in and administrate now: open, with a password. Locked against parallel changes."""
    chosen = select(User.id).where(
        User.role == Role.ADMINISTRATOR, User.is_active.is_(True), User.password_hash.is_not(None)
    )
    return list(session.scalars((chosen.with_for_update() if lock else chosen).order_by(User.id)))


def usable_link(session: Session, token: str, now: datetime) -> OneTimeLink:
    """Raises LinkError for a link that opens nothing."""
    found = session.scalar(
        select(OneTimeLink).where(OneTimeLink.token_hash == hash_of(token)).options(joinedload(OneTimeLink.user))
    )
    if found is None or found.used_at or found.expires_at <= now:
        raise LinkError(_("Länken är använd eller har gått ut. Be administratören om en ny."))
    return found


def failures(session: Session, who: str, now: datetime) -> int:
    """How many sign-ins failed for one e-mail or address in the last quarter of an hour."""
    counted = select(func.count()).where(SignInFailure.who == who, SignInFailure.at > now - PAUSE)
    return session.scalars(counted).one()


def organisations(session: Session) -> list[Organisation]:
    """Those that an account may belong to."""
    active = select(Organisation).where(Organisation.is_active.is_(True))
    return list(session.scalars(active.order_by(Organisation.name, Organisation.id)))


def districts(session: Session) -> list[District]:
    return list(session.scalars(select(District).order_by(District.sort, District.id)))
