"""The work list of reports that wait, and a report beside its drafts."""

from datetime import UTC, datetime
from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import context
from app.i18n import language
from app.incidents.rules import NotYetError, happened
from app.incidents.words import when_words
from app.models import User
from app.review.queries.drafts import last_to_change, reviewed_sources
from app.review.queries.waiting import waiting_by_source, waiting_reports
from app.review.routes import answers
from app.review.routes.asking import passage_of
from app.review.routes.blueprint import bp, reviewers
from app.review.rules import day_to_read, told, version_of
from reports.incoming.times.when import UnknownTimeError


@bp.get("/review")
@reviewers
def index() -> str:
    """The reports that wait, of all organisations or of one."""
    session, chosen = context.session(), request.args.get("source")
    return render_template(
        "review/index.html",
        waiting=waiting_reports(session, chosen),
        sources=waiting_by_source(session),
        chosen=chosen,
    )


@bp.get("/reports/<int:report_id>/review")
@reviewers
def show(report_id: int) -> str | Response:
    report = answers.opened(report_id)
    if not report.raw_text:
        return redirect(url_for("intake.report", report_id=report.id))
    return answers.page(report, request.args.get("draft", type=int))


@bp.get("/reports/<int:report_id>/review/state.json")
@reviewers
def state(report_id: int) -> Response:
    """How each draft stands, for a page that asks again and again."""
    sources = reviewed_sources(context.session(), answers.opened(report_id))
    response = jsonify({told(source).id: version_of(told(source)) for source in sources})
    response.add_etag()
    return response.make_conditional(request)


@bp.get("/reports/<int:report_id>/review/pieces.json")
@reviewers
def pieces(report_id: int) -> dict[str, Any]:
    """The cards that a page asks for, as they are now."""
    wanted = {int(part) for part in request.args.get("drafts", "").split(",") if part.isdecimal() and len(part) < 10}
    return answers.pieces(answers.opened(report_id), wanted, by=_told_by(last_to_change(context.session(), wanted)))


def _told_by(user: User | None) -> str | None:
    """Whose work it is that a page shows, unlike what it showed."""
    if user is None:
        return None
    if user.id == context.signed_in_user().id:
        return str(_("Det du har gjort i ett annat fönster visas nu också här."))
    return str(_("%(name)s har granskat rapporten samtidigt. Sidan visar det nu.", name=user.name))


@bp.get("/reports/<int:report_id>/review/when.json")
@reviewers
def when(report_id: int) -> dict[str, Any]:
    """How typed words for a draft's time are understood."""
    report, words, now = answers.opened(report_id), request.args.get("text", ""), datetime.now(UTC)
    incident = told(passage_of(report, request.args.get("draft", 0, type=int)))
    try:
        day = day_to_read(words, incident, report.received_at)
        return {"words": when_words(happened(words, day, now, is_ahead=False), now, language())}
    except UnknownTimeError as error:
        return {"problem": error.in_words(language())}
    except NotYetError as error:
        return {"problem": str(error)}
