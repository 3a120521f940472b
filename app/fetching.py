"""Jobs that speak with others or build editions, by the key of their `Fetching` row: whether they may, how it went."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import Fetching

MAIL = "mail"
"""The one that sends: the outbox."""
MAILBOX = "mailbox"
POLISEN = "polisen"
BUILDING = "pictures"
"""The one that builds editions; it remembers those that it could not build."""


class Fault(StrEnum):
    """Why a fetching failed; what that means and how to mend it is said by `app.settings.fetching_words`."""

    CONNECTION = "connection"
    CERTIFICATE = "certificate"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a word for a fault, no password
    NO_PASSWORD = "no_password"  # noqa: S105
    NO_FOLDER = "no_folder"
    PROTOCOL = "protocol"
    STORAGE = "storage"
    REFUSED = "refused"
    TOO_OFTEN = "too_often"
    GONE = "gone"
    SERVER = "server"
    UNREADABLE = "unreadable"
    NO_ORGANISATION = "no_organisation"
    UNEXPECTED = "unexpected"


def fetching(session: Session, key: str) -> Fetching:
    """How a job is going; one that has never run is off and knows nothing."""
    return session.get(Fetching, key) or Fetching(key=key, is_on=False, state={})


def own_row(session: Session, key: str) -> Fetching:
    """The row of a job for changing it: others wait until this transaction is over."""
    locked = select(Fetching).where(Fetching.key == key).with_for_update().execution_options(populate_existing=True)
    found = session.scalar(locked)
    if found is not None:
        return found
    try:
        with session.begin_nested():
            session.add(Fetching(key=key, is_on=False, state={}))
    except IntegrityError:  # another process has just made it
        pass
    return session.scalars(locked).one()


def note(session: Session, key: str, now: datetime, fault: Fault | None, **state: Any) -> Fetching:
    """Write down how a run went; of the state only what is given changes."""
    row = own_row(session, key)
    row.tried_at = now
    if fault is None:
        row.went_well_at = now
    row.state = {**row.state, "fault": fault.value if fault else None, **state}
    session.flush()
    return row


def fault_of(row: Fetching) -> Fault | None:
    """What went wrong the last time."""
    word = row.state.get("fault")
    return Fault(word) if word in set(Fault) else None
