"""The file or message that a report was read from, given back as it was received."""

import io
from datetime import datetime

from flask import abort, send_file
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.incidents.rules import EDITORS
from app.intake.queries.reports import readable_report, sources_of
from app.intake.retention import removed_at
from app.intake.routes.blueprint import bp
from app.intake.rules import may_fetch_original
from app.models import Report, Role


@bp.app_template_global()
def may_fetch(report: Report) -> bool:
    """Whether there is an original that the reader of a page may have."""
    user = context.signed_in_user()
    sources = report.sources if user.role is Role.REPORTER else ()
    return report.original is not None and may_fetch_original(user, report, sources)


@bp.app_template_global()
def original_removed(report: Report) -> datetime | None:
    """When what was received was removed, its time being out."""
    return None if report.raw_text or report.original else removed_at(context.session(), report)


@bp.get("/reports/<int:report_id>/original")
@allow(*EDITORS, Role.REPORTER)
def original(report_id: int) -> Response:
    """Always as a file to save, of a type that no browser runs: it comes from outside."""
    session, user = context.session(), context.signed_in_user()
    report = readable_report(session, user, report_id)
    if report.original is None or not may_fetch_original(user, report, sources_of(session, report)):
        abort(404)
    kept = report.original
    answer = send_file(
        io.BytesIO(kept.content), "application/octet-stream", as_attachment=True, download_name=kept.name
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
