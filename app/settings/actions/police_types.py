"""Says what counts as what of that which the police report."""

from sqlalchemy.orm import Session

from app.events import record
from app.logbook import lookups, revise_incident
from app.models import Category, Incident, PoliceType, User
from app.settings import queries
from reports.incoming.drafts import DraftIncident, Interval, Whereabouts


def map_police_type(
    session: Session, police_type: PoliceType, category: Category, by: User, *, with_earlier: bool = False
) -> None:
    """What the police call this counts as that category from now on; `with_earlier` moves what has come in before."""
    if with_earlier:
        look = lookups(session)
        for incident in queries.incidents_of_type(session, police_type):
            revise_incident(session, incident, _draft_of(incident, category), by, look, verb="updated")
    changes = {"category_id": (police_type.category_id, category.id)}
    police_type.category, police_type.is_mapped = category, True
    record(session, "mapped", "police_type", police_type.id, changes, by)
    session.flush()


def _draft_of(incident: Incident, category: Category) -> DraftIncident:
    """The incident as it is but for its category; kept anew, since a sensitive category hides the place."""
    district = incident.district.key if incident.district else None
    return DraftIncident(
        when=Interval(incident.occurred_from, incident.occurred_to),
        where=Whereabouts(incident.place_words, incident.place_id, incident.lonlat, incident.precision, district),
        category=category.code,
        summary=incident.summary,
        certainty=incident.certainty,
        quantity=incident.quantity,
    )
