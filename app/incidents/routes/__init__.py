"""Pages of incidents: the list, entering by hand, and each incident's own."""

from app.incidents.routes import entry, page, phone, register
from app.incidents.routes.blueprint import bp

__all__ = ["bp", "entry", "page", "phone", "register"]
