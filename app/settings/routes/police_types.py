"""Pages about what the police call things, and which category that is."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import context
from app.formatting import local_today
from app.settings import actions, queries
from app.settings.forms import PoliceTypeForm
from app.settings.routes.blueprint import bp, keepers


@bp.get("/settings/police-types")
@keepers
def police_types() -> str:
    return render_template("settings/police_types.html", types=queries.police_types(context.session()))


@bp.route("/settings/police-types/<int:type_id>", methods=["GET", "POST"])
@keepers
def police_type(type_id: int) -> str | Response:
    session = context.session()
    found, categories = queries.police_type(session, type_id), queries.categories(session, local_today())
    earlier = len(queries.incidents_of_type(session, found))
    form = PoliceTypeForm(category=found.category_id).offer(categories)
    if form.validate_on_submit():
        chosen = next(category for category in categories if category.id == form.category.data)
        with_earlier = form.with_earlier.data
        actions.map_police_type(session, found, chosen, by=context.signed_in_user(), with_earlier=with_earlier)
        session.commit()
        flash(_("%(label)s räknas nu till den valda kategorin.", label=found.label))
        return redirect(url_for("settings.police_types"))
    return render_template("settings/police_type.html", form=form, type=found, earlier=earlier)
