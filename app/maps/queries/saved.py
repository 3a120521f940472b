"""Reads the views of the map that are saved."""

from collections.abc import Sequence

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import Session, joinedload

from app.incidents.rules import EDITORS
from app.models import Role, SavedView, User


def saved_views(session: Session, user: User) -> Sequence[SavedView]:
    """Everybody's, and those of the groups that somebody belongs to; who coordinates sees all. By name."""
    return session.scalars(_seen_by(user).order_by(SavedView.name, SavedView.id)).all()


def saved_view(session: Session, view_id: int, user: User) -> SavedView:
    """Raises NoResultFound where there is none that somebody may see."""
    return session.scalars(_seen_by(user).where(SavedView.id == view_id)).one()


def _seen_by(user: User) -> Select[SavedView]:
    query = select(SavedView).options(joinedload(SavedView.district))
    if user.role in EDITORS:
        return query
    if user.role is not Role.AREA_MEMBER:
        return query.where(false())
    own = [district.id for district in user.districts]
    return query.where(or_(SavedView.district_id.is_(None), SavedView.district_id.in_(own)))
