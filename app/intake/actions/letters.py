"""Takes in a letter of the mailbox as its sender's report."""

import hashlib
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.arrivals import Arrival, Original, take_in_report
from app.intake.letters import MEDIA_TYPE, Letter
from app.models import Channel, Organisation, Report
from reports.incoming.reading import Reading


def arrival_of(organisation: Organisation, letter: Letter, text: str, now: datetime) -> Arrival:
    """A letter as its sender's report; `text` is what was read from it."""
    received = letter.sent_at(now)
    return Arrival(
        organisation,
        Channel.MAIL,
        received,
        text,
        sender=letter.sender,
        external_id=letter.external_id(),
        original=Original(f"{received:%Y-%m-%d-%H%M}.eml", MEDIA_TYPE, letter.raw),
    )


def take_in_letter(session: Session, arrival: Arrival, reading: Reading | None) -> tuple[Report, bool]:
    """The report, and whether it is new; `reading` is from `app.arrivals.read_ahead`."""
    own = replace(arrival, external_id=_external_id(session, arrival))
    return take_in_report(session, own, by=None, reading=reading)


def _external_id(session: Session, arrival: Arrival) -> str | None:
    """The letter's own id; with its text's hash where another text came under it: some systems use one id for all."""
    own, text = arrival.external_id, arrival.text
    same = select(Report).where(Report.organisation_id == arrival.organisation.id, Report.external_id == own)
    earlier = session.scalar(same)
    if earlier is None or earlier.raw_text in (text, ""):
        return own
    return f"{own}:{hashlib.sha256(text.encode()).hexdigest()[:16]}"
