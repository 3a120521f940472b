"""Pages about the scale that districts are assessed by."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import context
from app.models import AssessmentLevel
from app.settings import actions, queries
from app.settings.forms import LevelForm
from app.settings.routes.blueprint import bp, keepers
from app.settings.rules import NameTakenError, ScaleError


@bp.get("/settings/scale")
@keepers
def scale() -> str:
    return render_template("settings/scale.html", levels=queries.levels(context.session()))


@bp.route("/settings/scale/new", methods=["GET", "POST"])
@keepers
def new_level() -> str | Response:
    session = context.session()
    following = max((level.sort for level in queries.levels(session)), default=-1) + 1
    form = LevelForm(sort=following).offer()
    if form.validate_on_submit():
        try:
            actions.add_level(session, form.details(), by=context.signed_in_user())
            return _saved()
        except (NameTakenError, ScaleError) as error:
            _refuse(form, error)
    return render_template("settings/level.html", form=form, level=None)


@bp.route("/settings/scale/<int:level_id>", methods=["GET", "POST"])
@keepers
def level(level_id: int) -> str | Response:
    session = context.session()
    found: AssessmentLevel = queries.level(session, level_id)
    form = LevelForm(obj=found).offer()
    if form.validate_on_submit():
        try:
            actions.change_level(session, found, form.details(), by=context.signed_in_user())
            return _saved()
        except (NameTakenError, ScaleError) as error:
            _refuse(form, error)
    return render_template("settings/level.html", form=form, level=found)


def _saved() -> Response:
    context.session().commit()
    flash(_("Skalan är sparad. Publicerade lägesbilder har kvar den som gällde då."))
    return redirect(url_for("settings.scale"))


def _refuse(form: LevelForm, error: NameTakenError | ScaleError) -> None:
    context.session().rollback()
    field = form.label_sv if isinstance(error, NameTakenError) else form.is_active
    field.errors = [str(error)]
