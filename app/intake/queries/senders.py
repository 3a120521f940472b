"""Reads whose mail is taken in."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Organisation
from app.senders import sender_among


def reporting_senders(session: Session) -> list[Organisation]:
    """The organisations whose mail is taken in: active ones that have a sender."""
    chosen = select(Organisation).where(Organisation.is_active, Organisation.senders != "")
    return list(session.scalars(chosen.order_by(Organisation.id)))


def is_sender_known(session: Session, address: str) -> bool:
    return sender_among(address, reporting_senders(session)) is not None
