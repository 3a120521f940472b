"""Pages of what comes in: uploads, pasted reports, and the reports that are here."""

from app.intake.routes import originals, paste, reports, sender, tables, uploads
from app.intake.routes.blueprint import bp

__all__ = ["bp", "originals", "paste", "reports", "sender", "tables", "uploads"]
