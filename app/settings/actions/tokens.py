"""Tokens with which an organisation's own system sends its reports."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from app.accounts.tokens import hash_of, new_token
from app.events import record
from app.models import ApiToken, Organisation, User


def make_token(session: Session, organisation: Organisation, name: str, by: User) -> str:
    """The token, to be shown once: only its hash is kept."""
    token = new_token()
    made = ApiToken(
        organisation=organisation, name=name, token_hash=hash_of(token), created_at=datetime.now(UTC), created_by=by
    )
    session.add(made)
    session.flush()
    record(session, "created", "api_token", made.id, {"organisation_id": (None, organisation.id)}, by)
    return token


def revoke_token(session: Session, token: ApiToken, by: User) -> None:
    """It opens nothing from now on."""
    if token.revoked_at is None:
        token.revoked_at = datetime.now(UTC)
        record(session, "revoked", "api_token", token.id, {"organisation_id": (token.organisation_id, None)}, by)
        session.flush()
