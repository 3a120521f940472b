"""The list of incidents, filtered and sorted by its URL."""

from flask import render_template, request

from app import context
from app.access import allow
from app.formatting import local_today
from app.incidents import queries
from app.incidents.choices import choices_for, filter_of
from app.incidents.routes.blueprint import EVERYBODY_BUT_STEERING, bp


@bp.get("/incidents")
@allow(*EVERYBODY_BUT_STEERING)
def index() -> str:
    session, user = context.session(), context.signed_in_user()
    choices = choices_for(session, user)
    chosen = filter_of(request.args, local_today(), choices)
    page = queries.incident_page(session, chosen, user)
    return render_template("incidents/index.html", chosen=chosen, choices=choices, page=page)
