"""Switches what is fetched from outside on and off."""

from sqlalchemy.orm import Session

from app.events import record
from app.fetching import MAILBOX, POLISEN, own_row
from app.models import User
from app.settings.rules import check_contact


def switch_polisen_on(session: Session, contact: str, by: User) -> None:
    """Fetch the police's notices from now on, saying who asks. Raises ContactError without an address."""
    check_contact(contact)
    row = own_row(session, POLISEN)
    record(session, "switched_on", "police_feed", None, {"is_on": (row.is_on, True)}, by)
    # What they said no to is forgotten, and so is the pause after it; how often they were asked is not.
    kept = {name: value for name, value in row.state.items() if name in ("calls", "marks")}
    row.is_on, row.state = True, {**kept, "contact": contact}
    session.flush()


def switch_polisen_off(session: Session, by: User) -> None:
    row = own_row(session, POLISEN)
    if row.is_on:
        record(session, "switched_off", "police_feed", None, {"is_on": (True, False)}, by)
        row.is_on = False
        session.flush()


def try_letters_again(session: Session) -> None:
    """Let the next reading of the mailbox try the letters that could not be read."""
    row = own_row(session, MAILBOX)
    broken = {uid: {**letter, "tried": None} for uid, letter in row.state.get("broken", {}).items()}
    row.state = {**row.state, "broken": broken}
    session.flush()
