"""The reports that are here: a list of them, and one with its incidents."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.decisions import confirm as confirm_incidents
from app.formatting import number
from app.holding import hold_report
from app.incidents.rules import EDITORS
from app.incidents.sources import incident_told
from app.intake.queries.reports import (
    MOST_SHOWN,
    drafts_of,
    number_of_incidents,
    readable_report,
    report_page,
    sources_of,
)
from app.intake.routes.blueprint import bp
from app.intake.rules import readable_passages
from app.models import Role


@bp.get("/reports")
@allow(*EDITORS, Role.REPORTER)
def reports() -> str:
    wanted = request.args.get("page", 1, type=int)
    return render_template("intake/reports.html", page=report_page(context.session(), context.signed_in_user(), wanted))


@bp.get("/reports/<int:report_id>")
@allow(*EDITORS, Role.REPORTER)
def report(report_id: int) -> str | Response:
    """A report to read; where its drafts wait, those who may decide about them are led to their review."""
    session, user = context.session(), context.signed_in_user()
    found = readable_report(session, user, report_id)
    drafts = drafts_of(session, found)
    if drafts and found.raw_text and user.role in EDITORS:
        return redirect(url_for("review.show", report_id=found.id))
    sources = sources_of(session, found)
    listed = [incident_told(source, user) for source in sources[:MOST_SHOWN]]
    return render_template(
        "intake/report.html",
        report=found,
        incidents=listed,
        passages=readable_passages(found.raw_text, sources, user),
        drafts=len(drafts),
        others=number_of_incidents(session, found) - len(listed),
    )


@bp.post("/reports/<int:report_id>/confirm")
@allow(*EDITORS)
def confirm(report_id: int) -> Response:
    """Confirm the drafts of a report: the one that is named, or all."""
    session, user = context.session(), context.signed_in_user()
    found = readable_report(session, user, report_id)
    hold_report(session, found.id)
    chosen = request.form.get("incident", type=int)
    drafts = [incident for incident in drafts_of(session, found) if chosen in (None, incident.id)]
    confirm_incidents(session, drafts, by=user)
    session.commit()
    many = len(drafts)
    flash(ngettext("%(count)s händelse är bekräftad.", "%(count)s händelser är bekräftade.", many, count=number(many)))
    return redirect(url_for("intake.report", report_id=report_id))
