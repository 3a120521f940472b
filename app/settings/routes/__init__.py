"""Pages of settings: what is configured, police types, organisations, districts, what is fetched, the event log."""

from app.settings.routes import fetching, mail, organisations, pages, police_types, scale, tokens
from app.settings.routes.blueprint import bp

__all__ = ["bp", "fetching", "mail", "organisations", "pages", "police_types", "scale", "tokens"]
