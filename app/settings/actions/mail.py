"""Sends a trial letter, and lets one that went wrong go again."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Settings
from app.events import record
from app.fetching import MAIL, own_row
from app.letterhead import Letterhead
from app.mailing import has_gone_wrong, let_go_again, put
from app.models import Letter, LetterKind, LetterStatus, Municipality, User
from app.settings.letters import trial

GOOD_FOR = timedelta(days=1)


def send_test(session: Session, settings: Settings, now: datetime, by: User) -> bool:
    """Lay a trial letter to oneself in the outbox, one a minute at most; gives whether it is new."""
    name = session.scalars(select(Municipality.name)).one()
    head = Letterhead(by.language or settings.default_language, name, settings.public_url)
    about = now.isoformat(timespec="minutes")
    is_new = put(session, LetterKind.TEST, by, about, trial(head), now, now + GOOD_FOR)
    _let_go_now(session)
    return is_new


def send_again(session: Session, letter: Letter, now: datetime, by: User) -> bool:
    """Let a letter that went wrong go again; gives False, and changes nothing, for any other."""
    if not has_gone_wrong(letter, now):
        return False
    changes = {"status": (letter.status, LetterStatus.WAITING)}
    if not let_go_again(session, letter, now, max(letter.good_until, now + GOOD_FOR)):
        return False
    record(session, "changed", "mail", letter.id, changes, by)
    _let_go_now(session)
    return True


def _let_go_now(session: Session) -> None:
    """Somebody has mended something, so the server is not left alone any longer."""
    row = own_row(session, MAIL)
    row.state = {**row.state, "next_at": None}
    session.flush()
