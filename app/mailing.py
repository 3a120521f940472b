"""The outbox: letters are laid in it when they are due, and sent by a job; none is lost and none goes twice.

A letter that the server may have taken without our hearing of it does not go again by itself: a person decides.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from smtplib import SMTP

from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session, joinedload

from app.config import Settings
from app.db import Database
from app.fetching import MAIL, Fault, fetching, note, own_row
from app.mail_address import sender_address, written_address
from app.models import Letter, LetterKind, LetterStatus, Role, User
from app.smtp import Answer, fault_in, hand_over, open_line
from app.still_due import still_due

MOST_AT_ONCE = 200
ANSWERED_WITHIN = timedelta(minutes=10)
"""After so long without an answer nobody knows whether a letter that was handed over has come."""
LOOKED_EVERY = timedelta(minutes=5)
"""How exactly it is known when the job last looked into the outbox."""
KEPT_FOR = timedelta(days=365)
LONGEST_PAUSE = timedelta(hours=1)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """A letter's subject and text: paragraphs with an empty line between; one that begins with https:// is a link."""

    subject: str
    text: str


def put(
    session: Session, kind: LetterKind, user: User, about: str, words: Words, now: datetime, good_until: datetime
) -> bool:
    """Lay a letter in the outbox, unless it is there, or gone, already; gives whether it is new."""
    letter = Letter(
        kind=kind,
        user_id=user.id,
        about=about,
        subject=words.subject,
        text=words.text,
        made_at=now,
        next_at=now,
        good_until=good_until,
    )
    try:
        with session.begin_nested():
            session.add(letter)
    except IntegrityError:  # somebody has laid it there already
        return False
    return True


def wants(user: User, kind: LetterKind) -> bool:
    """Whether somebody gets letters of a kind."""
    return user.is_active and (user.wants_mail or goes_anyway(user, kind))


def goes_anyway(user: User, kind: LetterKind) -> bool:
    """Whether a letter goes to somebody who wants none: coordinators answer for editions, a trial was asked for."""
    is_of_edition = kind in (LetterKind.PUBLISHED, LetterKind.WITHDRAWN)
    return kind is LetterKind.TEST or (is_of_edition and user.role is Role.COORDINATOR)


def is_uncertain(letter: Letter, now: datetime) -> bool:
    """Whether the server was given the letter and has not been heard to take it."""
    is_old = letter.tried_at is not None and now - letter.tried_at > ANSWERED_WITHIN
    return letter.status is LetterStatus.HANDED_OVER and is_old


def has_gone_wrong(letter: Letter, now: datetime) -> bool:
    """Whether a person has to decide about it."""
    return letter.status is LetterStatus.REFUSED or is_uncertain(letter, now)


def forget_old(session: Session, now: datetime) -> None:
    """Who was sent what is nobody's business for ever; by then no letter could become due a second time."""
    session.execute(delete(Letter).where(Letter.made_at < now - KEPT_FOR))


def send_waiting(database: Database, settings: Settings, now: datetime | None = None) -> int:
    """Send what is due; gives how many letters were taken. Raises nothing: what fails is noted and tried again."""
    if not settings.smtp_host:
        return 0
    now, sent = now or datetime.now(UTC), 0
    clock = _clock_from(now)
    try:
        due = _due(database, now)
        if not due:
            return 0
        with open_line(settings) as line:
            for letter_id in due:
                sent += _send(line, database, settings, letter_id, clock)
    except Exception as error:
        fault = fault_in(error)
        # Without the error's own words: a server's may hold an address, a database's a row.
        log.error("mail: %s (%s)", fault.value, type(error).__name__)
        _note(database, now, fault)
        return sent
    _note(database, now, None)
    log.info("mail: %s letters sent", sent)
    return sent


def _clock_from(now: datetime) -> Callable[[], datetime]:
    """A clock that starts at `now`: a run may last, and it matters when each letter was handed over."""
    began = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - began)


def _due(database: Database, now: datetime) -> list[int]:
    """The letters to send now, the oldest first; none while the server is left alone after a fault."""
    with database.reading() as session:
        state = fetching(session, MAIL).state
        waiting = select(Letter).where(Letter.status == LetterStatus.WAITING, Letter.next_at <= now)
        ordered = waiting.order_by(Letter.next_at, Letter.id).limit(MOST_AT_ONCE).options(joinedload(Letter.user))
        letters = {letter.id: _left_out(session, letter, now) for letter in session.scalars(ordered)}
    looked = state.get("looked_at")
    if looked is None or now - datetime.fromisoformat(looked) >= LOOKED_EVERY:
        _look(database, now)
    for letter_id, left_out in letters.items():
        if left_out is not None:
            _become(database, letter_id, LetterStatus.WAITING, status=left_out)
    pause = state.get("next_at")
    if pause is not None and now < datetime.fromisoformat(pause):
        return []
    return [letter_id for letter_id, left_out in letters.items() if left_out is None]


def _left_out(session: Session, letter: Letter, now: datetime) -> LetterStatus | None:
    """Why a letter no longer goes; None where it does."""
    if now >= letter.good_until:
        return LetterStatus.TOO_LATE
    if not wants(letter.user, letter.kind):
        return LetterStatus.NOT_WANTED
    return None if still_due(session, letter, now) else LetterStatus.NOT_DUE


def _send(line: SMTP, database: Database, settings: Settings, letter_id: int, clock: Callable[[], datetime]) -> int:
    with database.reading() as session:
        letter = session.get(Letter, letter_id, options=[joinedload(Letter.user)])
        left_out = letter and _left_out(session, letter, clock())
    if letter is None or letter.status is not LetterStatus.WAITING:
        return 0
    if left_out:  # what was due when the run began may be so no longer
        _become(database, letter_id, LetterStatus.WAITING, status=left_out)
        return 0
    claimed_at = None

    def claim() -> bool:
        nonlocal claimed_at
        at = clock()
        values = {"status": LetterStatus.HANDED_OVER, "tried_at": at, "attempts": letter.attempts + 1, "said": ""}
        if not _become(database, letter_id, LetterStatus.WAITING, **values):
            return False
        claimed_at = at
        return True

    try:
        message = compose(letter, settings)
        answer, said = hand_over(line, settings.mail_from, letter.user.email, message, claim)
    except ValueError:  # an address that cannot be written in a letter
        answer, said = Answer.REFUSED, ""
    if answer is Answer.ELSEWHERE:
        return 0
    known = LetterStatus.HANDED_OVER if claimed_at else LetterStatus.WAITING
    _become(database, letter_id, known, **_outcome(letter, answer, said, claimed_at or clock()))
    return int(answer is Answer.TAKEN)


def _outcome(letter: Letter, answer: Answer, said: str, at: datetime) -> dict[str, object]:
    tried = {"tried_at": at, "attempts": letter.attempts + 1, "said": said}
    if answer is Answer.TAKEN:
        return {"status": LetterStatus.SENT, **tried}
    if answer is Answer.REFUSED:
        return {"status": LetterStatus.REFUSED, **tried}
    later = at + timedelta(minutes=min(5 * 2**letter.attempts, 240))
    return {"status": LetterStatus.WAITING, "next_at": later, **tried}


def let_go_again(session: Session, letter: Letter, now: datetime, good_until: datetime) -> bool:
    """Let a letter that was tried wait anew, unless it has changed since it was read; gives whether it had not."""
    values = {"status": LetterStatus.WAITING, "next_at": now, "attempts": 0, "good_until": good_until}
    as_read = Letter.id == letter.id, Letter.status == letter.status, Letter.tried_at == letter.tried_at
    changed = update(Letter).where(*as_read).values(**values).returning(Letter.id)
    is_new = session.scalar(changed.execution_options(synchronize_session=False)) is not None
    session.refresh(letter)
    return is_new


def _become(database: Database, letter_id: int, before: LetterStatus, **values: object) -> bool:
    """Change a letter that is as we knew it; gives whether it was."""
    chosen = update(Letter).where(Letter.id == letter_id, Letter.status == before).returning(Letter.id)
    with database.writing() as session:
        return session.scalar(chosen.values(**values)) is not None


def _look(database: Database, now: datetime) -> None:
    with database.writing() as session:
        row = own_row(session, MAIL)
        row.state = {**row.state, "looked_at": now.isoformat()}


def _note(database: Database, now: datetime, fault: Fault | None) -> None:
    """After a fault the server is left alone for longer and longer, so that a wrong password locks no account."""
    try:
        with database.writing() as session:
            failures = fetching(session, MAIL).state.get("failures", 0) + 1 if fault else 0
            pause = min(timedelta(minutes=2 ** min(failures, 10)), LONGEST_PAUSE)
            following = (now + pause).isoformat() if fault else None
            note(session, MAIL, now, fault, failures=failures, next_at=following, looked_at=now.isoformat())
    except DBAPIError as error:
        log.error("mail: the database takes nothing (%s)", type(error).__name__)


def compose(letter: Letter, settings: Settings) -> EmailMessage:
    """The letter as it is sent, to one person alone. Raises ValueError for an address that is none."""
    sender = sender_address(settings.mail_from)
    made = EmailMessage()
    made["From"] = sender
    made["To"] = written_address(letter.user.name, letter.user.email)
    made["Subject"] = letter.subject
    made["Date"] = format_datetime(letter.made_at)
    # The same each time, so that a server that gets the letter again can tell.
    made["Message-ID"] = f"<{letter.kind}.{letter.id}.{letter.made_at:%Y%m%d%H%M%S}@{sender.domain}>"
    made["List-Id"] = f"<lagesbild.{sender.domain}>"
    if not goes_anyway(letter.user, letter.kind):
        made["List-Unsubscribe"] = f"<{settings.public_url.rstrip('/')}/account>"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made.set_content(letter.text)
    made.add_alternative(_as_html(letter.text.split("\n\n")), subtype="html")
    return made


def _as_html(paragraphs: Sequence[str]) -> str:
    parts = [
        f'<p><a href="{escape(part)}">{escape(part)}</a></p>' if part.startswith("http") else f"<p>{escape(part)}</p>"
        for part in map(str.strip, paragraphs)
    ]
    return f'<!doctype html><html><head><meta charset="utf-8"></head><body>{"".join(parts)}</body></html>'
