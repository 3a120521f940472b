"""Takes in what another system has sent. Flushes and never commits."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.api.queries import known_report
from app.api.rules import ChangedError, SentReport
from app.arrivals import Arrival, take_in_report
from app.models import Channel, Organisation, Report


def receive(session: Session, organisation_id: int, sent: SentReport) -> tuple[Report, bool]:
    """The report, and whether it is new. Raises ChangedError for an id that has come with another text."""
    external_id = f"api:{sent.id}" if sent.id else None
    earlier = known_report(session, organisation_id, external_id) if external_id else None
    if earlier and earlier.raw_text not in (sent.text, ""):  # empty: its time was out, and the text was removed
        raise ChangedError(
            _(
                "En rapport med id %(id)s har redan kommit, med annan text; den finns kvar. "
                "Skicka den rättade med ett nytt id. Inget är sparat.",
                id=sent.id,
            )
        )
    organisation = session.get_one(Organisation, organisation_id)
    arrival = Arrival(organisation, Channel.API, sent.received, sent.text, sender=sent.sender, external_id=external_id)
    return take_in_report(session, arrival, by=None)
