"""What was written in a withdrawn edition begins the one that replaces it: most of it is right, and is mended there."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Assessment, Picture, PictureText

OWN = frozenset({"id", "picture_id", "version"})
"""Columns that a copy has its own of."""


def take_over(session: Session, withdrawn: Picture, replacement: Picture) -> None:
    """Copy texts, assessments and picks, with who wrote them and when."""
    for kind in (PictureText, Assessment):
        _copy(session, kind, withdrawn, replacement)
    replacement.for_steering = list(withdrawn.for_steering)
    session.flush()


def _copy(
    session: Session, kind: type[PictureText] | type[Assessment], withdrawn: Picture, replacement: Picture
) -> None:
    copied = [column.key for column in kind.__mapper__.column_attrs if column.key not in OWN]
    for row in session.scalars(select(kind).where(kind.picture_id == withdrawn.id).order_by(kind.id)).all():
        session.add(kind(picture_id=replacement.id, **{name: getattr(row, name) for name in copied}))
