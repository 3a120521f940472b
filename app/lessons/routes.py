"""The page of what the reader has learned, and taking a lesson back."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.incidents.rules import EDITORS
from app.learning import take_back
from app.lessons import queries

bp = Blueprint("lessons", __name__)


@bp.get("/settings/lessons")
@allow(*EDITORS)
def index() -> str:
    return render_template("lessons/index.html", lessons=queries.lessons(context.session()))


@bp.post("/settings/lessons/<int:lesson_id>/take-back")
@allow(*EDITORS)
def forget(lesson_id: int) -> Response:
    session = context.session()
    lesson = queries.lesson(session, lesson_id)
    words = lesson.words
    take_back(session, lesson, by=context.signed_in_user())
    session.commit()
    flash(_("”%(words)s” betyder inget särskilt längre. Det som redan är läst ändras inte.", words=words))
    return redirect(url_for("lessons.index"))
