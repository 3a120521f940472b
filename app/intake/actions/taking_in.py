"""Whose report it is that somebody has pasted or dropped."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.arrivals import Arrival
from app.intake.guesses import beginnings, likely_sender
from app.intake.pieces import ReportRead
from app.intake.queries.senders_of_texts import first_lines, possible_senders
from app.intake.rules import UnknownSenderError
from app.models import Organisation


@dataclass(frozen=True, slots=True)
class Said:
    """What the person says of what is taken in: from whom and when; None is for the report itself to tell."""

    organisation: Organisation | None = None
    received: datetime | None = None


def arrival_of(session: Session, read: ReportRead, said: Said) -> Arrival:
    """The report as its organisation's. Raises UnknownSenderError where nobody says whose."""
    sent_by = said.organisation or guessed_sender(session, read.text, read.sender)
    if sent_by is None:
        raise UnknownSenderError(_("Det går inte att se vem rapporten kommer från. Välj det under Från."))
    now = datetime.now(UTC)
    received = said.received or min(read.sent or now, now)
    return Arrival(sent_by, read.channel, received, read.text, read.sender, read.external_id, read.original)


def guessed_sender(session: Session, text: str, address: str) -> Organisation | None:
    return likely_sender(text, address, possible_senders(session), beginnings(first_lines(session)))
