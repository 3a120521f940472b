"""Saves views of the map and takes them away."""

from datetime import UTC, datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.events import record
from app.maps.saved_views import Fault, NewView, SavedViewError, name_as
from app.models import District, SavedView, User


def save_view(session: Session, new: NewView, by: User) -> SavedView:
    """Raises SavedViewError where the group has a view of that name, or where there is no such group."""
    if new.district_id is not None and session.get(District, new.district_id) is None:
        words = _("Den kommundelen finns inte. Kartan är kvar; välj en av dem som finns och spara igen.")
        raise SavedViewError(words, Fault.WHOSE)
    view = SavedView(
        name=new.name, query=new.query, district_id=new.district_id, by_id=by.id, created_at=datetime.now(UTC)
    )
    names = select(SavedView.name).where(SavedView.district_id.is_not_distinct_from(new.district_id))
    if taken := name_as(new.name, session.scalars(names)):
        raise _taken(taken)
    try:
        with session.begin_nested():
            session.add(view)
    except IntegrityError as error:  # somebody else has just saved one
        raise _taken(new.name) from error
    record(session, "saved", "saved_view", view.id, {}, by)
    return view


def remove_view(session: Session, view: SavedView, by: User) -> None:
    record(session, "removed", "saved_view", view.id, {}, by)
    session.delete(view)
    session.flush()


def _taken(name: str) -> SavedViewError:
    return SavedViewError(
        _(
            "Gruppen har redan en vy som heter ”%(name)s”. Välj ett annat namn, eller ta bort den först. "
            "Kartan är kvar.",
            name=name,
        )
    )
