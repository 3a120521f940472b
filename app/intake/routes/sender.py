"""Who sent a report, corrected after it was taken in."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.errors import DomainError
from app.incidents.rules import EDITORS
from app.intake.actions.changing_sender import change_sender
from app.intake.queries.reports import readable_report
from app.intake.queries.senders import is_sender_known
from app.intake.queries.senders_of_texts import possible_senders
from app.intake.routes.blueprint import bp
from app.intake.rules import may_change_sender
from app.models import Channel, Organisation, Report


@bp.app_template_global()
def other_senders(report: Report) -> list[Organisation]:
    """Whose a report may be instead; nobody's where its sender is known, or where the person may not say."""
    if context.signed_in_user().role not in EDITORS or not may_change_sender(report):
        return []
    return [one for one in possible_senders(context.session()) if one.id != report.organisation_id]


@bp.app_template_global()
def unknown_sender(report: Report) -> str:
    """The address that a dropped letter came from, where nobody has said whose it is; else empty."""
    is_address = report.channel is Channel.FILE and "@" in report.sender
    return report.sender if is_address and not is_sender_known(context.session(), report.sender) else ""


@bp.post("/reports/<int:report_id>/sender")
@allow(*EDITORS)
def set_sender(report_id: int) -> Response:
    """Another organisation sent it than was thought."""
    session, user = context.session(), context.signed_in_user()
    report = readable_report(session, user, report_id)
    chosen = {one.key: one for one in possible_senders(session)}.get(request.form.get("organisation", ""))
    if chosen is None:
        raise BadRequest
    try:
        is_changed = change_sender(session, report, chosen, user)
        session.commit()
    except DomainError as error:
        session.rollback()
        flash(str(error), "warning")
    else:
        flash(_("Rapporten är från %(name)s.", name=chosen.name) if is_changed else _("Inget ändrades."))
    return redirect(url_for("intake.report", report_id=report_id))
