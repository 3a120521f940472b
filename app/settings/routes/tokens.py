"""Tokens of an organisation's own system: made and shown once, and revoked."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import context
from app.settings import actions, queries
from app.settings.forms import TokenForm
from app.settings.routes.blueprint import bp, keepers


@bp.post("/settings/organisations/<int:organisation_id>/tokens")
@keepers
def new_token(organisation_id: int) -> str | Response:
    """The page with the token, shown this once: it is kept nowhere, so there is nothing to redirect to."""
    session, form = context.session(), TokenForm()
    found = queries.organisation(session, organisation_id)
    if not form.validate_on_submit():
        flash(_("Skriv vad nyckeln är till för, högst 120 tecken. Ingen nyckel är gjord."), "error")
        return redirect(url_for("settings.organisation", organisation_id=found.id))
    token = actions.make_token(session, found, form.token_name.data, by=context.signed_in_user())
    session.commit()
    return render_template("settings/token.html", organisation=found, token=token)


@bp.post("/settings/organisations/<int:organisation_id>/tokens/<int:token_id>/revoke")
@keepers
def revoke_token(organisation_id: int, token_id: int) -> Response:
    session = context.session()
    found = queries.token(session, organisation_id, token_id)
    actions.revoke_token(session, found, by=context.signed_in_user())
    session.commit()
    flash(_("Nyckeln är indragen. Det den har skickat finns kvar."))
    return redirect(url_for("settings.organisation", organisation_id=organisation_id))
