"""The map page and what its scripts ask for."""

from app.maps.routes import layers, pages, saved
from app.maps.routes.blueprint import bp

__all__ = ["bp", "layers", "pages", "saved"]
