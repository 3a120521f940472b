"""Fetches the police's public notices, once the coordinator has switched that on; they come in as drafts."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import requests
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from app.config import Settings
from app.db import Database
from app.fetching import POLISEN, Fault, fetching, note, own_row
from app.intake.pace import BETWEEN, may_call, recent, wait_after
from app.intake.rules import UnknownOrganisationError
from app.intake.runs import How, import_notices
from app.intake.tally import Outcome
from app.models import Channel, IncidentStatus, Municipality
from reports.incoming.errors import ReadingError

SECONDS_TO_ANSWER = (10, 30)
"""To connect, and between two pieces of the answer."""
SECONDS_IN_ALL = 120
MOST_BYTES = 20 * 1024 * 1024
PIECE = 64 * 1024
STOPPING = {401: Fault.REFUSED, 403: Fault.REFUSED, 404: Fault.GONE, 410: Fault.GONE, 429: Fault.TOO_OFTEN}
"""Answers after which nobody but a person may start again."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the police's server answered; `marks` make the next request conditional."""

    status: int
    content: bytes
    marks: dict[str, str]


class TooMuchError(Exception):
    """The answer is larger, or takes longer, than any list of notices."""


def fetch_notices(database: Database, settings: Settings, now: datetime | None = None) -> int:
    """Fetch the notices if that is switched on and due; gives the number of new drafts. Raises nothing: it is noted."""
    now = now or datetime.now(UTC)
    try:
        if not _is_due(database, now) or (heads := _claimed(database, now)) is None:
            return 0
        return _fetch(database, settings, heads, now)
    except DBAPIError as error:  # without its words: they may hold a report's text
        log.error("polisen: the database fails (%s)", type(error).__name__)
        return 0


def _is_due(database: Database, now: datetime) -> bool:
    """Read first: most often there is nothing to do, and asking to write would hold others up."""
    with database.reading() as session:
        row = fetching(session, POLISEN)
        following = row.state.get("next_at")
        return row.is_on and (following is None or datetime.fromisoformat(following) <= now)


def _claimed(database: Database, now: datetime) -> dict[str, str] | None:
    """The heads of the request, once it is written down that it is made; None where another process was quicker."""
    with database.writing() as session:
        row = own_row(session, POLISEN)
        state = row.state
        calls = recent([datetime.fromisoformat(call) for call in state.get("calls", [])], now)
        following = state.get("next_at")
        if not row.is_on or not may_call(calls, now) or (following and datetime.fromisoformat(following) > now):
            return None
        calls = [*calls, now]
        row.state = {
            **state,
            "calls": [call.isoformat() for call in calls],
            "next_at": (now + BETWEEN).isoformat(),
        }
        row.tried_at = now
        name = session.scalars(select(Municipality.name)).one()
        return {"User-Agent": user_agent(name, state["contact"]), **state.get("marks", {})}


def user_agent(municipality: str, contact: str) -> str:
    """Who asks: a head of HTTP holds plain letters only."""
    return f"Laget/1 ({municipality}; {contact})".encode("ascii", "replace").decode()


def _fetch(database: Database, settings: Settings, heads: Mapping[str, str], now: datetime) -> int:
    try:
        answer = _asked(settings.polisen_url, heads)
        if answer.status == 304:
            return _note_well(database, now, {})
        if answer.status != 200:
            return _note_fault(database, now, STOPPING.get(answer.status, Fault.SERVER), answer.status)
        new = _taken_in(database, answer.content)
    except (requests.RequestException, OSError):
        return _note_fault(database, now, Fault.CONNECTION)
    except (ReadingError, TooMuchError):
        return _note_fault(database, now, Fault.UNREADABLE)
    except UnknownOrganisationError:
        return _note_fault(database, now, Fault.NO_ORGANISATION)
    _note_well(database, now, {"marks": answer.marks, "new": new})
    return new


def _asked(address: str, heads: Mapping[str, str]) -> Answer:
    """One request; no redirection is followed, as it may lead anywhere. Raises RequestException, TooMuchError."""
    until = time.monotonic() + SECONDS_IN_ALL
    with requests.Session() as line:
        line.trust_env = False
        line.headers = {"Accept": "application/json", "Accept-Encoding": "gzip"}  # type: ignore[assignment]
        with line.get(
            address, headers=dict(heads), timeout=SECONDS_TO_ANSWER, stream=True, allow_redirects=False
        ) as got:
            content = bytearray()
            for piece in got.iter_content(PIECE) if got.status_code == 200 else ():
                content += piece
                if len(content) > MOST_BYTES or time.monotonic() > until:
                    raise TooMuchError
            return Answer(got.status_code, bytes(content), _marks(got.headers))


def _marks(heads: Mapping[str, str]) -> dict[str, str]:
    given = {"If-None-Match": heads.get("ETag"), "If-Modified-Since": heads.get("Last-Modified")}
    return {name: value for name, value in given.items() if value}


def _taken_in(database: Database, content: bytes) -> int:
    """Raises ReadingError for what is no list of notices, UnknownOrganisationError."""
    how = How(keep=True, status=IncidentStatus.DRAFT, channel=Channel.FEED)
    new = 0
    for tally in import_notices(database, BytesIO(content), how):
        new = tally.outcomes[Outcome.NEW.value]
    return new


def _note_well(database: Database, now: datetime, state: Mapping[str, Any]) -> int:
    with database.writing() as session:
        note(session, POLISEN, now, None, failures=0, **state)
    return 0


def _note_fault(database: Database, now: datetime, fault: Fault, status: int | None = None) -> int:
    """Put the next try off or, where the police have said no, stop until somebody switches it on again."""
    log.warning("polisen: %s (%s)", fault.value, status or "no answer")
    with database.writing() as session:
        row = own_row(session, POLISEN)
        failures = row.state.get("failures", 0) + 1
        following = (now + wait_after(failures)).isoformat()
        note(session, POLISEN, now, fault, failures=failures, next_at=following, status=status)
        row.is_on = row.is_on and fault not in STOPPING.values()
    return 0
