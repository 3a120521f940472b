"""The pages of dossiers."""

from app.dossiers.routes import drawn, pages, saved
from app.dossiers.routes.blueprint import bp

__all__ = ["bp", "drawn", "pages", "saved"]
