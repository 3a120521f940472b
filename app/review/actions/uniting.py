"""Makes a draft and what it may be the same as one: what comes of it counts, or waits where somebody looks for it."""

from sqlalchemy.orm import Session

from app.merging import merge
from app.models import Incident, IncidentStatus, Merge, User
from app.review.actions.undoing import mark
from app.review.rules import BY_HAND, decided, open_doubts
from app.twins.rules import usually_kept
from reports.incoming.reading import Confidence


def unite(session: Session, draft: Incident, other: Incident, by: User) -> Merge:
    """One that is kept in another report is confirmed, as who merges has looked at both: it would else wait where
    nobody looks for it. One that is kept here waits here. Raises MergeError.

    Where one of two drafts asks for a decision, the one that is under review is kept and goes on asking for it.
    """
    doubts = dict.fromkeys((*open_doubts(draft), *open_doubts(other)))
    is_asking = bool(doubts) and other.status is not IncidentStatus.CONFIRMED
    if not is_asking and usually_kept(draft, other) is other:
        return merge(session, other, draft, by, is_confirmed=True)
    done = merge(session, draft, other, by)
    if is_asking:
        _go_on_asking(session, draft, [doubt.value for doubt in doubts])
    return done


def _go_on_asking(session: Session, draft: Incident, doubts: list[str]) -> None:
    what = {**(draft.reading.fields.get("what", {}) if draft.reading else {}), "confidence": Confidence.DOUBTFUL.value}
    settled = [name for name in decided(draft) if name != "what"]
    mark(draft, doubts=doubts, what={"words": [], **what}, **{BY_HAND: settled})
    session.flush()
