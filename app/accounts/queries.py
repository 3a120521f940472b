"""Reads accounts and sessions."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.accounts.tokens import hash_of
from app.models import User, UserSession


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
