"""The page that an edition is written and assessed on. One form: whatever button is pressed, nothing typed is lost."""

from dataclasses import replace
from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.models import Picture, TextSection
from app.pictures.actions.writing import save_writing
from app.pictures.forms import read_submission
from app.pictures.queries import archive
from app.pictures.queries.corrections import number_changed
from app.pictures.queries.desk import desk_of, suggestions
from app.pictures.queries.remaining import remaining
from app.pictures.routes.blueprint import PREPARING, at_edition
from app.pictures.rules import FrozenError, check_may_change
from app.pictures.submission import PICKABLE, Outcome, Submission, Written
from app.pictures.wording import words_of
from reports.picture.documents.printable import MISSING, unprintable
from reports.picture.periods import Period
from reports.picture.record import Picture as Record
from reports.picture.storage import from_json

SUMMARIES = (TextSection.SUMMARY.value, TextSection.PUBLIC_SUMMARY.value)


@at_edition("/edit", methods=["GET", "POST"])
@allow(*PREPARING)
def edit(year: int, number: int, revision: int) -> str | Response:
    session, is_sent = context.session(), request.method == "POST"
    edition = archive.edition(session, year, number, revision, to_change=is_sent)
    try:
        check_may_change(edition)
    except FrozenError as error:
        flash(str(error), "warning")
        return redirect(url_for(".show", **edition.address))
    picture, sent, outcome = from_json(edition.record), Submission(), Outcome()
    if is_sent:
        sent = _submission(picture)
        outcome = save_writing(session, edition, sent, datetime.now(UTC), context.signed_in_user())
        session.commit()
        _tell_of_signs(sent)
        if not outcome.refused:
            if then := _next_step(edition):  # 307: the form is posted on to the next step
                return redirect(then, code=307)
            return redirect(url_for(".edit", **edition.address, _anchor=_anchor()))
    return _page(edition, picture, sent, outcome)


def _tell_of_signs(sent: Submission) -> None:
    if signs := unprintable(sent.words):
        told = {"signs": " ".join(signs), "instead": MISSING}
        flash(
            _("Tecken som inte kan tryckas: %(signs)s. I PDF står %(instead)s där. Byt dem gärna mot ord.") % told,
            "warning",
        )


def _next_step(edition: Picture) -> str:
    """Where a button that saves first leads; empty for one that saves alone."""
    steps = {
        "review": url_for(".review", **edition.address),
        "refresh": url_for(".build"),
    }
    return steps.get(request.form.get("then", ""), "")


def _submission(picture: Record) -> Submission:
    sent = read_submission(request.form, [label.key for label in picture.districts])
    part = _taken()
    if not part:
        return sent
    version = sent.texts[part].version if part in sent.texts else 0
    taken = Written("\n".join(suggestions(picture)[part]), version)
    return replace(sent, texts={**sent.texts, part: taken})


def _taken() -> str:
    """The summary whose suggestion is taken over; empty where none is."""
    return next((part for part in SUMMARIES if f"take_{part}" in request.form), "")


def _anchor() -> str:
    """The part whose button was pressed."""
    if "remove_event" in request.form or "add_event" in request.form:
        return "events"
    return _taken() or request.form.get("save", "")


def _page(edition: Picture, picture: Record, sent: Submission, outcome: Outcome) -> str:
    session = context.session()
    desk = desk_of(session, edition, picture, sent, outcome)
    changed = number_changed(session, edition)
    has_ended = datetime.now(UTC) >= Period(edition.period_start).ends_at
    return render_template(
        "pictures/edit.html",
        edition=edition,
        picture=picture,
        desk=desk,
        suggestions=suggestions(picture),
        saved=outcome.saved,
        remaining=remaining(edition, desk, changed, has_ended),
        changed=changed,
        has_ended=has_ended,
        may_prepare=True,
        pickable=PICKABLE,
        period_end=Period(edition.period_start).end,
        **words_of(picture),
    )
