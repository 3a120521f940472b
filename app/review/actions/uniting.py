"""Makes a draft and what it may be the same as one, which ends the matter: what comes of it is confirmed."""

from sqlalchemy.orm import Session

from app.merging import merge
from app.models import Incident, IncidentStatus, Merge, User
from app.review.actions.undoing import mark
from app.review.rules import BY_HAND, decided, open_doubts
from app.twins.rules import usually_kept
from reports.incoming.reading import Confidence


def unite(session: Session, draft: Incident, other: Incident, by: User) -> Merge:
    """Who merges has looked at both, so the one that is kept is confirmed. Raises MergeError.

    Where one of two drafts asks for a decision, the one that is under review is kept and goes on asking for it: it
    would else wait where nobody looks for it.
    """
    doubts = dict.fromkeys((*open_doubts(draft), *open_doubts(other)))
    if not doubts or other.status is IncidentStatus.CONFIRMED:
        kept = usually_kept(draft, other)
        return merge(session, kept, other if kept is draft else draft, by, is_confirmed=True)
    done = merge(session, draft, other, by)
    what = {**(draft.reading.fields.get("what", {}) if draft.reading else {}), "confidence": Confidence.DOUBTFUL.value}
    settled = [name for name in decided(draft) if name != "what"]
    mark(draft, doubts=[doubt.value for doubt in doubts], what={"words": [], **what}, **{BY_HAND: settled})
    session.flush()
    return done
