"""Pages about the organisations that report."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import context
from app.senders import SenderError
from app.settings import actions, queries
from app.settings.forms import OrganisationForm, TokenForm
from app.settings.routes.blueprint import bp, keepers
from app.settings.rules import NameTakenError


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
        except (NameTakenError, SenderError) as error:
            _refuse(form, error)
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
        except (NameTakenError, SenderError) as error:
            _refuse(form, error)
    return render_template(
        "settings/organisation.html",
        form=form,
        organisation=found,
        tokens=queries.tokens_of(context.session(), found),
        token_form=TokenForm(formdata=None),
    )


def _saved() -> Response:
    context.session().commit()
    flash(_("Organisationen är sparad."))
    return redirect(url_for("settings.organisations"))


def _refuse(form: OrganisationForm, error: NameTakenError | SenderError) -> None:
    context.session().rollback()
    field = form.senders if isinstance(error, SenderError) else form.name
    field.errors = [str(error)]
