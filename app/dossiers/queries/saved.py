"""Reads the dossiers that are saved."""

from collections.abc import Sequence

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session, joinedload

from app.incidents.rules import EDITORS
from app.models import Dossier, Event, Role, User


def saved_dossiers(session: Session, user: User) -> Sequence[Dossier]:
    """Those that somebody may read, the one that was written in last first."""
    return session.scalars(_seen_by(user).order_by(Dossier.updated_at.desc(), Dossier.id.desc())).all()


def saved_dossier(session: Session, dossier_id: int, user: User) -> Dossier:
    """Raises NoResultFound where there is none that somebody may read."""
    return session.scalars(_seen_by(user).where(Dossier.id == dossier_id)).one()


def last_writers(session: Session, dossiers: Sequence[Dossier]) -> dict[int, str]:
    """Who saved each of some dossiers last, by their ids."""
    written = select(Event.subject_id, User.name).join(Event.user).order_by(Event.id)
    of_these = Event.subject_id.in_([dossier.id for dossier in dossiers])
    rows = session.execute(written.where(Event.subject == "dossier", Event.verb.in_(("saved", "changed")), of_these))
    return {dossier_id: name for dossier_id, name in rows if dossier_id is not None}


def _seen_by(user: User) -> Select[Dossier]:
    query = select(Dossier).options(joinedload(Dossier.district))
    if user.role in EDITORS:
        return query
    if user.role is not Role.AREA_MEMBER:
        return query.where(false())
    return query.where(Dossier.district_id.in_([district.id for district in user.districts]))
