"""Lets other systems in by their organisation's token, at a pace; no cookie, no session, no person."""

import time
from collections import deque
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import cast

from flask import abort, g, request
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, joinedload
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import TooManyRequests, Unauthorized

from app import context
from app.accounts.tokens import hash_of
from app.models import ApiToken

LARGEST_BODY = 2 * 1024 * 1024
"""Bytes of one request."""
CALLS_A_MINUTE = 60
"""By one token."""
SEEN_EVERY = timedelta(minutes=5)
"""How exactly the last use of a token is known."""


class Pace:
    """How often each token has been used within the last minute, in this process."""

    def __init__(self, most: int, seconds: float = 60) -> None:
        self._most, self._seconds = most, seconds
        self._calls: dict[str, deque[float]] = {}
        self._lock = Lock()

    def seconds_to_wait(self, key: str, now: float) -> float:
        """0, and counted, where one more call is within the limit; else how long to wait."""
        with self._lock:
            calls = self._calls.setdefault(key, deque())
            while calls and calls[0] <= now - self._seconds:
                calls.popleft()
            if len(calls) >= self._most:
                return calls[0] + self._seconds - now
            calls.append(now)
            return 0.0


pace = Pace(CALLS_A_MINUTE)


def sending_token() -> ApiToken:
    """The token that this request came with, with its organisation; in views that are open by token."""
    return cast(ApiToken, g.api_token)


def admit_sender() -> None:
    """Let the request in, or end it with 401, 403, 413 or 429."""
    given = request.authorization
    token = given.token if given is not None and given.type == "bearer" else None
    with context.database().reading() as session:
        found = usable_token(session, token) if token else None
    if found is None:
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer", {"realm": "laget reports"}))
    wait = pace.seconds_to_wait(found.token_hash, time.monotonic())
    if wait:
        raise TooManyRequests(retry_after=int(wait) + 1)
    if not found.organisation.is_active:
        abort(403)
    g.api_token = found
    _note_use(found)
    # Before the view opens its session: nobody's slow line may keep a writing one open meanwhile.
    request.max_content_length = LARGEST_BODY
    request.get_data()


def usable_token(session: Session, token: str) -> ApiToken | None:
    """The token, with its organisation, unless it was revoked or never was."""
    chosen = select(ApiToken).where(ApiToken.token_hash == hash_of(token), ApiToken.revoked_at.is_(None))
    return session.scalar(chosen.options(joinedload(ApiToken.organisation)))


def _note_use(found: ApiToken) -> None:
    """In a write of its own, and only now and then; left for the next time while somebody else writes."""
    now = datetime.now(UTC)
    if found.last_used_at is None or now - found.last_used_at >= SEEN_EVERY:
        with suppress(OperationalError), context.database().writing(hurried=True) as session:
            session.execute(update(ApiToken).where(ApiToken.id == found.id).values(last_used_at=now))
