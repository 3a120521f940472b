"""Says what counts as what of that which the police report."""

from sqlalchemy.orm import Session

from app.events import record
from app.logbook import lookups, revise_incident
from app.models import Category, PoliceType, User
from app.settings import queries


def map_police_type(
    session: Session, police_type: PoliceType, category: Category, by: User, *, with_earlier: bool = False
) -> None:
    """What the police call this counts as that category from now on; `with_earlier` moves what has come in before."""
    if with_earlier:
        look = lookups(session)
        for incident in queries.incidents_of_type(session, police_type):
            # Kept anew, since a sensitive category hides the place.
            revised = incident.content._replace(category=category.code)
            revise_incident(session, incident, revised, by, look, verb="updated")
    changes = {"category_id": (police_type.category_id, category.id)}
    police_type.category, police_type.is_mapped = category, True
    record(session, "mapped", "police_type", police_type.id, changes, by)
    session.flush()
