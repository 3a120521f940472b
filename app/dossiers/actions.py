"""Saves dossiers of places and takes them away."""

from datetime import UTC, datetime

from flask_babel import gettext as _
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.dossiers.rules import DossierError, Typed, all_texts, check_typed
from app.events import record
from app.models import Dossier, User


def save_dossier(session: Session, typed: Typed, query: str, district_id: int, by: User) -> Dossier:
    """A new one. Raises DossierError as `rules.check_typed`."""
    check_typed(typed)
    now = datetime.now(UTC)
    dossier = Dossier(query=query, district_id=district_id, by_id=by.id, created_at=now, updated_at=now, **_row(typed))
    session.add(dossier)
    session.flush()
    record(session, "saved", "dossier", dossier.id, {}, by)
    return dossier


def rewrite_dossier(
    session: Session, dossier: Dossier, typed: Typed, query: str, district_id: int, *, version: int, by: User
) -> Dossier:
    """Raises DossierError as `rules.check_typed`, and where somebody else has saved it since `version` was read."""
    check_typed(typed)
    row = {**_row(typed), "query": query, "district_id": district_id, "updated_at": datetime.now(UTC)}
    mine = update(Dossier).where(Dossier.id == dossier.id, Dossier.version == version)
    done = session.execute(mine.values(version=version + 1, **row).returning(Dossier.id)).all()
    if not done:
        raise DossierError(
            _("Någon annan har sparat underlaget sedan du öppnade det. Spara igen för att ersätta det med ditt.")
        )
    session.refresh(dossier)
    record(session, "changed", "dossier", dossier.id, {}, by)
    return dossier


def remove_dossier(session: Session, dossier: Dossier, by: User) -> None:
    record(session, "removed", "dossier", dossier.id, {}, by)
    session.delete(dossier)
    session.flush()


def _row(typed: Typed) -> dict[str, str]:
    why, sources, selection, meaning = all_texts(typed.texts)
    return {"title": typed.title, "why": why, "sources": sources, "selection": selection, "meaning": meaning}
