"""One incident: what is known, who told it, what has been done with it, and what can be done."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest, Forbidden
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.decisions import confirm as confirm_incidents
from app.decisions import withdraw as withdraw_incident
from app.events import events_of
from app.holding import hold
from app.i18n import language
from app.incidents import queries
from app.incidents.history import history
from app.incidents.routes.blueprint import EVERYBODY_BUT_STEERING, WRITERS, bp
from app.incidents.rules import EDITORS, WithdrawReason, may_change
from app.incidents.sources import tellings
from app.models import Incident


@bp.get("/incidents/<int:incident_id>")
@allow(*EVERYBODY_BUT_STEERING)
def show(incident_id: int) -> str:
    session, user = context.session(), context.signed_in_user()
    incident = queries.incident(session, incident_id, user)
    events = events_of(session, "incident", incident.id) if user.role in EDITORS else []
    return render_template(
        "incidents/show.html",
        incident=incident,
        tellings=tellings(session, incident, user),
        history=history(session, events, language()),
        reasons=WithdrawReason,
    )


@bp.post("/incidents/<int:incident_id>/confirm")
@allow(*EDITORS)
def confirm(incident_id: int) -> Response:
    session, user = context.session(), context.signed_in_user()
    confirm_incidents(session, [_changeable(incident_id)], by=user)
    session.commit()
    flash(_("Händelsen är bekräftad och räknas."))
    return redirect(url_for("incidents.show", incident_id=incident_id))


@bp.post("/incidents/<int:incident_id>/withdraw")
@allow(*WRITERS)
def withdraw(incident_id: int) -> Response:
    session, user = context.session(), context.signed_in_user()
    incident = _changeable(incident_id)
    withdraw_incident(session, incident, _reason(), by=user)
    session.commit()
    flash(_("Händelsen är tillbakadragen och räknas inte."))
    if request.form.get("next") == "new":
        return redirect(url_for("incidents.new", day=request.form.get("day"), source=request.form.get("source")))
    return redirect(url_for("incidents.show", incident_id=incident_id))


def _changeable(incident_id: int) -> Incident:
    session, user = context.session(), context.signed_in_user()
    hold(session, [incident_id])
    incident = queries.incident(session, incident_id, user)
    if not may_change(user, incident):
        raise Forbidden
    return incident


def _reason() -> WithdrawReason:
    try:
        return WithdrawReason(request.form.get("reason", ""))
    except ValueError:
        raise BadRequest from None
