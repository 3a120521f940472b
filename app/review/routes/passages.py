"""How a report's text is cut into drafts: one is split, two are joined, one is made of what was none.

What is read anew is read apart: it takes its time, and SQLite has one writer.
"""

from flask import request
from flask_babel import gettext as _

from app import context
from app.errors import DomainError
from app.review.actions import passages, undoing
from app.review.routes import answers
from app.review.routes.asking import (
    asked_as_shown,
    asked_for_all,
    passage_of,
    read_apart,
    readable_passage,
    step,
)
from app.review.rules import told


@step("split")
def split(report_id: int) -> answers.Answer:
    report, source = asked_as_shown(report_id)
    at = request.form.get("at", 0, type=int)
    read = read_apart(report, *passages.halves(report, source, at))
    report, source = asked_as_shown(report_id)
    memory = undoing.remember(report, [source])
    made = passages.split(context.session(), report, source, at, read, context.signed_in_user())
    both = [passage_of(report, incident.id) for incident in made]
    return answers.decided(report, _("Delad i två."), memory, both, all_new=True)


@step("join")
def join(report_id: int) -> answers.Answer:
    report, source = asked_as_shown(report_id)
    found = answers.reviewed(report, ()).draft_of(told(source).id)
    if found is None or found.joins is None:
        raise DomainError(_("Det finns inget utkast före det här att slå ihop det med."))
    before = readable_passage(report, found.joins)
    memory = undoing.remember(report, [before, source])
    passages.join(context.session(), report, source, before, context.signed_in_user())
    return answers.decided(report, _("Ihop med den före."), memory, [before, source], all_new=True)


@step("add")
def add(report_id: int) -> answers.Answer:
    """Make a draft of a stretch of text that was none."""
    report, session = asked_for_all(report_id), context.session()
    start, end = (request.form.get(name, -1, type=int) for name in ("start", "end"))
    stretch = passages.free_stretch(session, report, start, end)
    read = read_apart(report, stretch)
    memory = undoing.remember(report, [])
    made = passages.add(session, report, stretch, read, context.signed_in_user())
    return answers.decided(report, _("Ett nytt utkast."), memory, [passage_of(report, made.id)], all_new=True)
