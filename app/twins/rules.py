"""Which of two incidents is kept unless somebody says otherwise."""

from app.models import Incident, IncidentStatus


def usually_kept(one: Incident, other: Incident) -> Incident:
    """The confirmed one before a draft, else the one that has been here longest: links to it go on working."""
    return min(one, other, key=lambda incident: (incident.status is not IncidentStatus.CONFIRMED, incident.id))
