"""Marks every change of the gazetteer in the database, so that each process notices what another one changed."""

from secrets import token_hex
from typing import Any

from sqlalchemy import event, update
from sqlalchemy.orm import Session

from app.models.places import Municipality, Place, PlaceName
from app.models.review import Lesson


@event.listens_for(Session, "before_flush")
def _mark_change(session: Session, *_: Any) -> None:
    """A random mark, not a number: after a rollback a number would come back and mean something else."""
    changed = (*session.new, *session.dirty, *session.deleted)
    if any(isinstance(one, (Place, PlaceName, Lesson)) for one in changed):
        session.execute(
            update(Municipality).values(places_version=token_hex(8)),
            execution_options={"synchronize_session": False},
        )
