"""Pages of settings: what is configured, police types, organisations, districts, the event log."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.formatting import local_today
from app.models import Role
from app.settings import actions, log_words, queries, words
from app.settings.forms import OrganisationForm, PoliceTypeForm
from app.settings.rules import NameTakenError

bp = Blueprint("settings", __name__)
bp.add_app_template_filter(words.organisation_kind)
keepers = allow(Role.ADMINISTRATOR, Role.COORDINATOR)


@bp.get("/settings")
@keepers
def index() -> str:
    return render_template(
        "settings/index.html",
        settings=words.settings_in_words(context.settings()),
        waiting=queries.number_of_waiting_types(context.session()),
    )


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


@bp.get("/settings/organisations")
@keepers
def organisations() -> str:
    return render_template("settings/organisations.html", organisations=queries.organisations(context.session()))


@bp.route("/settings/organisations/new", methods=["GET", "POST"])
@keepers
def new_organisation() -> str | Response:
    form = OrganisationForm().offer()
    if form.validate_on_submit():
        try:
            actions.add_organisation(context.session(), form.details(), by=context.signed_in_user())
            return _saved()
        except NameTakenError as error:
            form.name.errors = [str(error)]
    return render_template("settings/new_organisation.html", form=form)


@bp.route("/settings/organisations/<int:organisation_id>", methods=["GET", "POST"])
@keepers
def organisation(organisation_id: int) -> str | Response:
    found = queries.organisation(context.session(), organisation_id)
    form = OrganisationForm(obj=found).offer()
    if form.validate_on_submit():
        try:
            actions.change_organisation(context.session(), found, form.details(), by=context.signed_in_user())
            return _saved()
        except NameTakenError as error:
            form.name.errors = [str(error)]
    return render_template("settings/organisation.html", form=form, organisation=found)


@bp.get("/settings/districts")
@keepers
def districts() -> str:
    return render_template("settings/districts.html", districts=queries.districts(context.session()))


@bp.get("/settings/events")
@allow(Role.ADMINISTRATOR)
def events() -> str:
    session, subject = context.session(), request.args.get("subject") or None
    return render_template(
        "settings/events.html",
        events=[words.event_in_words(event) for event in queries.newest_events(session, subject)],
        subjects=[(one, log_words.subject_name(one)) for one in queries.subjects(session)],
        subject=subject,
        newest=queries.NEWEST,
    )


def _saved() -> Response:
    context.session().commit()
    flash(_("Organisationen är sparad."))
    return redirect(url_for("settings.organisations"))
