"""Takes in what another system has sent. Flushes and never commits."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.api.queries import known_report
from app.api.rules import ChangedError, SentReport
from app.arrivals import Arrival, read_ahead, take_in_report
from app.db import Database
from app.models import Channel, Organisation, Report
from reports.incoming.reading import Reading


def read(database: Database, organisation: Organisation, sent: SentReport) -> Reading | None:
    """What a report tells, before anything is written; None where it has come before."""
    return read_ahead(database, _arrival(organisation, sent))


def receive(
    session: Session, organisation: Organisation, sent: SentReport, reading: Reading | None
) -> tuple[Report, bool]:
    """The report, and whether it is new. Raises ChangedError for an id that has come with another text."""
    arrival = _arrival(organisation, sent)
    earlier = known_report(session, organisation.id, arrival.external_id) if arrival.external_id else None
    if earlier and earlier.raw_text not in (sent.text, ""):  # empty: its time was out, and the text was removed
        raise ChangedError(
            _(
                "En rapport med id %(id)s har redan kommit, med annan text; den finns kvar. "
                "Skicka den rättade med ett nytt id. Inget är sparat.",
                id=sent.id,
            )
        )
    return take_in_report(session, arrival, by=None, reading=reading)


def _arrival(organisation: Organisation, sent: SentReport) -> Arrival:
    external_id = f"api:{sent.id}" if sent.id else None
    return Arrival(organisation, Channel.API, sent.received, sent.text, sender=sent.sender, external_id=external_id)
