"""Watches what is written in an edition for personal data."""

from sqlalchemy.orm import Session

from app import events
from app.models import Picture, User
from app.privacy import ALLOWED, AllowReason, Typed, check_text, check_texts


def let_stand(
    session: Session, picture: Picture, text: str, before: str, allowed: AllowReason | None, by: User
) -> None:
    """Let a text stand, with the reason why where it holds what looks like personal data, which is logged without it.

    What stood in the text before was let stand then. Raises PersonalDataError.
    """
    standing = {before[one.start : one.end] for one in check_text(before)}
    found = check_texts({"text": text}, Typed(allowed), standing)
    if found and allowed:
        kinds = sorted({one.kind for one in found})
        changes: events.Changes = {"kinds": ([], kinds), "reason": (None, allowed)}
        events.record(session, ALLOWED, "picture", picture.id, changes, by)
