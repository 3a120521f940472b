"""How the review answers: a page for a person, pieces of it for its script."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, get_template_attribute, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app import context
from app.formatting import local_today
from app.incidents.choices import choices_for
from app.intake.queries.reports import readable_report
from app.models import Lesson, Report, Role, Source
from app.review.actions import memories
from app.review.actions.teaching import Offer
from app.review.actions.undoing import Memory
from app.review.queries.drafts import Draft, Review, review_of
from app.review.queries.waiting import next_waiting
from app.review.rules import told, version_of
from app.review.words import learned, left_words

Answer = Response | dict[str, Any]


@dataclass(frozen=True, slots=True)
class Taught:
    """What a correction has taught, and what it might; `likewise` are passages that were placed by it at once."""

    lesson: Lesson | None = None
    offer: Offer | None = None
    likewise: Sequence[Source] = ()


NOTHING = Taught()


def opened(report_id: int) -> Report:
    return readable_report(context.session(), context.signed_in_user(), report_id)


def reviewed(report: Report, compared: Collection[int] | None = None) -> Review:
    return review_of(context.session(), report, context.signed_in_user(), compared)


def page(report: Report, active: int | None, typed: Mapping[str, str] | None = None, **refused: Any) -> str:
    """The whole page; `typed` is what was refused (`problem`: why) and stands in the active draft's boxes again."""
    session, user, review = context.session(), context.signed_in_user(), reviewed(report)
    chosen = review.draft_of(active) or next(iter(review.waiting), None) or next(iter(review.drafts), None)
    return render_template(
        "review/show.html",
        review=review,
        report=report,
        active=chosen,
        typed=typed or {},
        **refused,
        left=left_words(review.left),
        next=next_waiting(session, report),
        may_add=user.role is Role.COORDINATOR,
        choices=choices_for(session, user, on=local_today()),
    )


def decided(
    report: Report,
    said: str,
    memory: Memory,
    sources: Sequence[Source],
    taught: Taught = NOTHING,
    *,
    all_new: bool = False,
) -> Answer:
    """Commit what was decided about these passages, and answer with a way to undo it."""
    changed = [told(source) for source in (*sources, *taught.likewise)]
    undo = committed(memory.closed(changed))
    return done(report, said, undo, [incident.id for incident in changed], taught, all_new=all_new)


def done(
    report: Report,
    said: str,
    undo: str | None = None,
    touched: Collection[int] = (),
    taught: Taught = NOTHING,
    *,
    all_new: bool = False,
) -> Answer:
    """What a change has come to, once it is committed; `undo` is the way back, `touched` are the drafts that
    look different now.

    `all_new` where drafts came or went, so that all are numbered anew.
    """
    first = next(iter(touched), None)
    if not context.is_asked_by_script():
        flash(said)
        if taught.lesson:
            flash(learned(taught.lesson))
        return redirect(url_for("review.show", report_id=report.id, draft=first, _anchor=f"draft-{first}"))
    words = piece("taught", taught.lesson, taught.offer) if taught.lesson or taught.offer else ""
    return pieces(
        report, None if all_new else touched, said=said, undo=undo, goto=first, own=list(touched), taught=words
    )


def pieces(report: Report, touched: Collection[int] | None, **more: Any) -> dict[str, Any]:
    """What of the page has changed: the cards that were touched (None: all), the text, and how much is left."""
    review = reviewed(report, touched)
    shown = [draft for draft in review.drafts if touched is None or draft.incident.id in touched]
    return {
        "order": [draft.incident.id for draft in review.drafts],
        "cards": {draft.incident.id: card(draft) for draft in shown},
        "versions": {draft.incident.id: version_of(draft.incident) for draft in review.drafts},
        "text": piece("text", review),
        "left": left_words(review.left),
        "waiting": review.left,
        **more,
    }


def card(draft: Draft) -> str:
    return piece("card", draft)


def piece(name: str, *arguments: Any) -> str:
    """A macro of the page's pieces, as HTML."""
    return str(get_template_attribute("review/_pieces.html", name)(*arguments)).strip()


def committed(memory: Memory) -> str | None:
    """Commit what was done; gives the way to undo it, which a page without scripts has no use for."""
    session = context.session()
    is_kept, step = context.is_asked_by_script(), request.form.get("step", "")
    undo = memories.keep(session, memory, context.signed_in_user(), step) if is_kept else None
    session.commit()
    return undo


def again(report_id: int) -> Answer | None:
    """The answer to a step that was taken before, where its first answer was lost; None to one that is new."""
    report, step = opened(report_id), request.form.get("step", "")
    memory = memories.taken_step(context.session(), step, report, context.signed_in_user())
    if memory is None:
        return None
    touched = None if memory.created or memory.is_undo else list(memory.left)
    answer = pieces(report, touched, said=_("Ändringen är sparad."), undo=None if memory.is_undo else step)
    # What others have made of a draft since is not taken for what this step made of it.
    own = [id_ for id_, version in memory.left.items() if answer["versions"].get(id_) == version]
    return answer | {"own": own, "goto": next(iter(memory.left), None)}


def recalled(id_: str, report: Report) -> Memory:
    memory = memories.recall(context.session(), id_, report, context.signed_in_user())
    if memory is None or memory.is_undo:
        raise BadRequest
    return memory
