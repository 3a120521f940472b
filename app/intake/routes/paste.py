"""Pasting a day report: it is kept as it came, and its incidents become drafts."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.arrivals import Arrival, take_in_report
from app.formatting import local
from app.incidents.rules import EDITORS
from app.intake.forms import PasteForm
from app.intake.queries.earlier import organisation, reporting_organisations
from app.intake.routes.blueprint import bp
from app.models import Channel
from reports.incoming.local_time import to_utc


@bp.route("/intake/paste", methods=["GET", "POST"])
@allow(*EDITORS)
def paste() -> str | Response:
    session, user = context.session(), context.signed_in_user()
    now = local(datetime.now(UTC)).replace(tzinfo=None, second=0, microsecond=0)
    usual = {"received": now, "organisation": request.args.get("organisation")}
    form = PasteForm(reporting_organisations(session), data=usual)
    if not form.validate_on_submit():
        return render_template("intake/paste.html", form=form)
    sent_by = organisation(session, form.organisation.data)
    arrival = Arrival(sent_by, Channel.PASTE, to_utc(form.received.data), form.text.data)
    report, is_new = take_in_report(session, arrival, by=user)
    session.commit()
    if not is_new:
        flash(_("Rapporten finns redan: samma text kom in tidigare. Inget nytt sparades."), "warning")
    return redirect(url_for("intake.report", report_id=report.id))
