"""Signing in and out, and what somebody decides about the own account."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import and_, delete, or_, update
from sqlalchemy.orm import Session

from app.accounts import passwords, queries
from app.accounts.rules import SHARING_AN_ADDRESS, check_password
from app.accounts.tokens import hash_of, new_token
from app.events import pending_changes, record
from app.models import SignInFailure, User, UserSession


def count_attempt(session: Session, who: Sequence[str], limit: int, now: datetime) -> bool:
    """Count a sign-in as failed before its password is looked at; False when there were too many.

    `who` is the pseudonym of the e-mail, then that of the sender's address; `limit` is for the e-mail. Counting first
    lets no guesses slip through side by side (on PostgreSQL as many as there are threads may).
    """
    session.execute(delete(SignInFailure).where(SignInFailure.at <= now - queries.PAUSE))
    limits = (limit, limit * SHARING_AN_ADDRESS)
    if any(queries.failures(session, one, now) >= most for one, most in zip(who, limits, strict=True)):
        return False
    session.add_all(SignInFailure(who=one, at=now) for one in who)
    session.flush()
    return True


def forget_failures(session: Session, who: Sequence[str], now: datetime) -> None:
    """The password was right after all: clear the e-mail, but of the address, which others share, only this attempt."""
    email, address = who
    this_attempt = and_(SignInFailure.who == address, SignInFailure.at == now)
    session.execute(delete(SignInFailure).where(or_(SignInFailure.who == email, this_attempt)))


def open_session(session: Session, user: User, *, browser: str, hours: int, now: datetime) -> str:
    """Sign somebody in; the token is for the browser's cookie and is kept nowhere else."""
    session.execute(delete(UserSession).where(UserSession.expires_at <= now))
    token = new_token()
    session.add(
        UserSession(
            user_id=user.id,
            token_hash=hash_of(token),
            browser=browser,
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(hours=hours),
        )
    )
    record(session, "signed_in", "user", user.id, {}, user)
    session.flush()
    return token


def keep_alive(session: Session, session_id: int, *, hours: int, now: datetime) -> None:
    """The session is in use: put its end off."""
    live = update(UserSession).where(UserSession.id == session_id, UserSession.revoked_at.is_(None))
    session.execute(live.values(last_seen_at=now, expires_at=now + timedelta(hours=hours)))


def revoke(session: Session, signed_in: UserSession, by: User) -> None:
    """Sign one browser out."""
    signed_in.revoked_at = datetime.now(UTC)
    record(session, "signed_out", "user", signed_in.user_id, {}, by)
    session.flush()


def revoke_all(session: Session, user: User, by: User, *, keep: int | None = None) -> None:
    """Sign somebody out everywhere, except in the session to keep."""
    for signed_in in queries.sessions_of(session, user, datetime.now(UTC)):
        if signed_in.id != keep:
            revoke(session, signed_in, by)


def change_password(session: Session, user: User, password: str, by: User, *, keep: int | None = None) -> None:
    """Set a new password and sign out every other browser. Raises PasswordError."""
    check_password(password, user.email)
    user.password_hash = passwords.hash_password(password)
    record(session, "password_set", "user", user.id, {}, by)
    revoke_all(session, user, by, keep=keep)
    session.flush()


def renew_hash(session: Session, user: User, password: str) -> None:
    """Bring the hash of a password that has just proved right to today's parameters."""
    if passwords.is_outdated(user.password_hash):
        user.password_hash = passwords.hash_password(password)
        session.flush()


def choose_language(session: Session, user: User, language: str | None) -> None:
    """None: the browser's cookie, then the installation, decides."""
    user.language = language
    changes = pending_changes(user)
    if changes:
        record(session, "changed", "user", user.id, changes, user)
    session.flush()


def choose_mail(session: Session, user: User, wants_mail: bool) -> None:
    user.wants_mail = wants_mail
    changes = pending_changes(user)
    if changes:
        record(session, "changed", "user", user.id, changes, user)
    session.flush()
