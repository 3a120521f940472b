"""Reads the mailbox: letters of known senders become reports, and are marked as read only once those are stored.

A letter of anybody else stays as it is and is told of. Whatever fails, the letter stays unread and is tried again; one
that has come before is recognised.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from imap_tools import AND, BaseMailBox
from sqlalchemy.exc import DBAPIError, OperationalError

from app.arrivals import TooManyIncidentsError, read_ahead
from app.config import Settings
from app.db import Database
from app.fetching import MAILBOX, Fault, fetching, note
from app.intake.actions.letters import arrival_of, take_in_letter
from app.intake.letters import Letter, read_letter
from app.intake.mail_server import fault_in, heads, mark_read, open_mailbox, uids_from, whole
from app.intake.queries.senders import reporting_senders
from app.models import Organisation
from app.senders import sender_among, senders_of
from reports.incoming.errors import ReadingError

MOST_LISTED = 200
"""Of the newest unread letters, how many are looked at for senders that nobody knows."""
MOST_PARTLY = 20
"""How many letters with parts that could not be read are remembered."""
TRIED_AGAIN_AFTER = 24 * 3600
"""Seconds until a letter that could not be read is read again: its fault seldom goes away by itself."""

log = logging.getLogger(__name__)


@dataclass
class Round:
    """What one reading of the mailbox has come to: new reports, letters (uid) that could not be read, and those with
    parts that could not, newest first."""

    database: Database
    settings: Settings
    now: datetime
    organisations: list[Organisation]
    broken: dict[str, dict[str, Any]]
    partly: list[dict[str, Any]]
    new: int = 0
    seen: set[str] = field(default_factory=set)

    def has_given_up(self, uid: str) -> bool:
        tried = self.broken.get(uid, {}).get("tried")
        return tried is not None and (self.now - datetime.fromisoformat(tried)).total_seconds() < TRIED_AGAIN_AFTER

    def give_up(self, uid: str, letter: Letter, why: str, said: str = "") -> None:
        log.warning("mailbox: letter %s cannot be read: %s", uid, why)
        at = letter.sent_at(self.now).isoformat()
        tried = self.now.isoformat()
        self.broken[uid] = {"sender": letter.sender, "at": at, "why": why, "said": said, "tried": tried}


def read_mailbox(database: Database, settings: Settings, now: datetime | None = None) -> int:
    """Take in the unread letters of known senders; gives the number of new reports. Raises nothing: it is noted."""
    if not settings.imap_host:
        return 0
    now = now or datetime.now(UTC)
    try:
        found = _round(database, settings, now)
        with open_mailbox(settings) as box:
            unknown = _go_round(box, found)
    except Exception as error:
        fault = fault_in(error)
        # Without the error's own words: a database's may hold a report's text, a server's the user's name.
        log.error("mailbox: %s (%s)", fault.value, type(error).__name__)
        _note(database, now, fault)
        return 0
    if found.new:
        log.info("mailbox: %s new reports", found.new)
    broken = {uid: found.broken[uid] for uid in found.broken if uid in found.seen}
    _note(database, now, None, unknown=unknown, broken=broken, partly=found.partly[:MOST_PARTLY])
    return found.new


def _round(database: Database, settings: Settings, now: datetime) -> Round:
    with database.reading() as session:
        state = fetching(session, MAILBOX).state
        known = dict(state.get("broken", {})), list(state.get("partly", []))
        return Round(database, settings, now, reporting_senders(session), *known)


def _go_round(box: BaseMailBox, found: Round) -> list[dict[str, Any]]:
    """Take in what known senders have sent, oldest first; gives the senders of the rest."""
    senders = [sender for one in found.organisations for sender in senders_of(one)]
    mine = uids_from(box, senders)
    rest = [uid for uid in box.uids(AND(seen=False)) if uid not in mine]
    strangers = []
    for uid, letter, size in heads(box, sorted(mine, key=int)):
        why = _why_strange(letter, found)
        if why:
            strangers.append((letter, why))
        else:
            found.seen.add(uid)
            _take(box, uid, letter, size, found)
    strangers += [(letter, "unknown") for _uid, letter, _size in heads(box, rest[-MOST_LISTED:])]
    return _listed(strangers, found.now)


def _why_strange(letter: Letter, found: Round) -> str:
    """Why a letter is not taken in; empty where it is."""
    if sender_among(letter.sender, found.organisations) is None:
        return "unknown"
    server = found.settings.imap_trusted_server
    return "unproven" if server and not letter.is_vouched_for(server) else ""


def _take(box: BaseMailBox, uid: str, head: Letter, size: int, found: Round) -> None:
    """Store one letter, then mark it as read. Only what would fail for all of them is raised."""
    if found.has_given_up(uid):
        return
    if size > found.settings.upload_megabytes * 1024 * 1024:
        found.give_up(uid, head, "too_large")
    elif letter := whole(box, uid):  # else somebody has just taken it away
        try:
            _store(letter, found)
        except ReadingError as error:
            found.give_up(uid, head, "unreadable", error.in_words(found.settings.default_language))
        except TooManyIncidentsError:
            found.give_up(uid, head, "too_many")
        except OperationalError:
            raise
        except Exception as error:
            found.give_up(uid, head, "unexpected", type(error).__name__)
        else:
            found.broken.pop(uid, None)
            mark_read(box, uid)


def _store(letter: Letter, found: Round) -> None:
    """All is read first, as nobody else can write to SQLite meanwhile."""
    organisation = sender_among(letter.sender, found.organisations)
    if organisation is None:
        raise LookupError("another sender than the letter's head told")
    document = read_letter(letter)
    arrival = arrival_of(organisation, letter, document.text, found.now)
    reading = read_ahead(found.database, arrival)
    with found.database.writing() as session:
        report, is_new = take_in_letter(session, arrival, reading)
    if is_new:
        found.new += 1
        if document.remarks:
            said = [remark.in_words(found.settings.default_language) for remark in document.remarks]
            found.partly.insert(0, {"report": report.id, "at": letter.sent_at(found.now).isoformat(), "said": said})


def _listed(strangers: Sequence[tuple[Letter, str]], now: datetime) -> list[dict[str, Any]]:
    """Senders with the number of their unread letters and the newest one's time, newest first."""
    counts: dict[tuple[str, str], list[datetime]] = {}
    for letter, why in strangers:
        counts.setdefault((letter.sender, why), []).append(letter.sent_at(now))
    rows = [
        {"sender": sender, "why": why, "count": len(times), "last": max(times).isoformat()}
        for (sender, why), times in counts.items()
    ]
    return sorted(rows, key=lambda row: str(row["last"]), reverse=True)


def _note(database: Database, now: datetime, fault: Fault | None, **state: Any) -> None:
    try:
        with database.writing() as session:
            note(session, MAILBOX, now, fault, **state)
    except DBAPIError as error:
        log.error("mailbox: the database takes nothing (%s)", type(error).__name__)
