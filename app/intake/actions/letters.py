"""Takes in a letter of the mailbox as its sender's report."""

import hashlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.arrivals import Arrival, Original, take_in_report
from app.intake.letters import MEDIA_TYPE, Letter
from app.models import Channel, Organisation, Report


def take_in_letter(
    session: Session, organisation: Organisation, letter: Letter, text: str, now: datetime
) -> tuple[Report, bool]:
    """The report, and whether it is new; `text` is what was read from the letter."""
    received = letter.sent_at(now)
    arrival = Arrival(
        organisation,
        Channel.MAIL,
        received,
        text,
        sender=letter.sender[:254],
        external_id=_external_id(session, organisation, letter, text),
        original=Original(f"{received:%Y-%m-%d-%H%M}.eml", MEDIA_TYPE, letter.raw),
    )
    return take_in_report(session, arrival, by=None)


def _external_id(session: Session, organisation: Organisation, letter: Letter, text: str) -> str:
    """The letter's own id; with its text's hash where another text came under it: some systems use one id for all."""
    own = letter.external_id()
    same = select(Report).where(Report.organisation_id == organisation.id, Report.external_id == own)
    earlier = session.scalar(same)
    if earlier is None or earlier.raw_text in (text, ""):
        return own
    return f"{own}:{hashlib.sha256(text.encode()).hexdigest()[:16]}"
