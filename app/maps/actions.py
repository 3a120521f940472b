"""Saves views of the map and takes them away."""

from datetime import UTC, datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.events import record
from app.maps.saved_views import Fault, NewView, SavedViewError
from app.models import District, SavedView, User


def save_view(session: Session, new: NewView, by: User) -> SavedView:
    """Raises SavedViewError where the group has a view of that name, or where there is no such group."""
    if new.district_id is not None and session.get(District, new.district_id) is None:
        words = _("Den kommundelen finns inte. Kartan är kvar; välj en av dem som finns och spara igen.")
        raise SavedViewError(words, Fault.WHOSE)
    same = select(SavedView.id).where(
        SavedView.name == new.name, SavedView.district_id.is_not_distinct_from(new.district_id)
    )
    view = SavedView(
        name=new.name, query=new.query, district_id=new.district_id, by_id=by.id, created_at=datetime.now(UTC)
    )
    if session.scalar(same) is not None:
        raise _taken(new)
    try:
        with session.begin_nested():
            session.add(view)
    except IntegrityError as error:  # somebody else has just saved one
        raise _taken(new) from error
    record(session, "saved", "saved_view", view.id, {}, by)
    return view


def remove_view(session: Session, view: SavedView, by: User) -> None:
    record(session, "removed", "saved_view", view.id, {}, by)
    session.delete(view)
    session.flush()


def _taken(new: NewView) -> SavedViewError:
    return SavedViewError(
        _(
            "Gruppen har redan en vy som heter ”%(name)s”. Välj ett annat namn, eller ta bort den först. "
            "Kartan är kvar.",
            name=new.name,
        )
    )
