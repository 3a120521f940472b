"""The map page and what its scripts ask for."""

from app.maps.routes import pages
from app.maps.routes.blueprint import bp

__all__ = ["bp", "pages"]
