"""Draws the boundaries of a file over those that hold."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.boundaries.queries import stored_areas
from app.formatting import local_today
from app.models import BoundaryImport
from app.places.queries import area_index
from geo.boundary_preview import preview


def preview_of(session: Session, found: BoundaryImport, today: date | None = None) -> str:
    """SVG; of what is applied already, the boundaries are drawn alone."""
    present = [] if found.applied_at else area_index(session, today or local_today()).areas
    title = _("Gränser i %(file)s", file=found.file_name)
    return preview(stored_areas(found), present, title, (_("Ny gräns"), _("Dagens gräns")))
