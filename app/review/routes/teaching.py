"""What the review teaches: words that mean a category or a place, and places that are new."""

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app import context
from app.errors import DomainError
from app.learning import take_back
from app.models import Lesson
from app.review.actions import deciding, placing, teaching, undoing
from app.review.forms import new_place, place_picked
from app.review.routes import answers
from app.review.routes.asking import asked, asked_as_shown, step
from app.review.rules import told
from app.review.words import learned


@step("learn")
def learn(report_id: int) -> answers.Answer:
    """Words that were offered mean the draft's category from now on."""
    report, source = asked(report_id)
    words, session = request.form.get("words", ""), context.session()
    offered = teaching.offer(report, source)
    if offered is None or words not in offered.phrases:
        raise BadRequest
    memory = undoing.remember(report, [])
    lesson = teaching.learn_category_of(session, source, words, context.signed_in_user(), memory)
    undo = answers.committed(memory)
    return answers.done(report, learned(lesson), undo, [told(source).id], answers.Taught(lesson))


@step("unlearn")
def unlearn(report_id: int) -> answers.Answer:
    session, report = context.session(), answers.opened(report_id)
    lesson = session.get(Lesson, request.form.get("lesson", 0, type=int) % 2**31)
    if lesson:
        take_back(session, lesson, context.signed_in_user())
        session.commit()
    return answers.done(report, _("Det är glömt."))


@step("add-place")
def add_place(report_id: int) -> answers.Answer:
    """A place that the report names and nobody knew: it is added, and the draft is there."""
    report, source = asked_as_shown(report_id)
    session, user = context.session(), context.signed_in_user()
    memory = undoing.remember(report, [source])
    new = new_place(request.form)
    place = placing.add_place(session, new, user)
    if not place.point and not place.districts:
        raise DomainError(_("Kommundelen finns inte. Välj en ur listan."))
    memory.place = place.id
    deciding.change(session, report, source, place_picked(place), user)
    lesson = teaching.learn_place_of(session, source, user, memory)
    said = _("%(place)s är tillagd och händelsen är där.", place=place.name)
    return answers.decided(report, said, memory, [source], answers.Taught(lesson))
