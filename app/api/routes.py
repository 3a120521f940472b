"""HTTP for other systems: sending a report, asking what became of it, and how all this is used."""

from datetime import UTC, datetime
from typing import Any

import orjson
from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from app import context
from app.access import by_token, public
from app.api import actions, queries, words
from app.api.openapi import document
from app.api.rules import LONGEST_TEXT, BodyError, SentReport, report_from_json, report_from_text
from app.models import IncidentStatus, Report
from app.problems import problem
from app.security import csrf
from app.token_access import CALLS_A_MINUTE, sending_token

bp = Blueprint("api", __name__)
# Who sends comes by a token and never by a cookie, so no other page can send in somebody's name.
csrf.exempt(bp)
bp.register_error_handler(BodyError, lambda error: problem(400, str(error)))


@bp.post("/api/reports")
@by_token
def send() -> Response:
    now = datetime.now(UTC)
    sent = _sent(now)
    if sent is None:
        return problem(415)
    sent_by = sending_token().organisation
    reading = actions.read(context.database(), sent_by, sent)
    session = context.session()
    report, is_new = actions.receive(session, sent_by, sent, reading)
    session.commit()
    address = url_for("api.report", report_id=report.id)
    return _json(_state_of(report), 201 if is_new else 200, {"Location": address})


@bp.get("/api/reports/<int:report_id>")
@by_token
def report(report_id: int) -> Response:
    return _json(_state_of(queries.own_report(context.session(), sending_token().organisation_id, report_id)))


@bp.get("/api/openapi.json")
@public
def openapi() -> Response:
    return _json(document(request.url_root.rstrip("/")))


@bp.get("/api/docs")
@public
def docs() -> str:
    return render_template(
        "api/docs.html",
        examples=words.examples(url_for("api.send", _external=True)),
        fields=words.fields(LONGEST_TEXT),
        answers=words.answers(),
        openapi=url_for("api.openapi"),
        pace=CALLS_A_MINUTE,
    )


def _sent(now: datetime) -> SentReport | None:
    """The report in the body; None where its kind is none that can be read. Raises BodyError."""
    if request.is_json:
        return report_from_json(request.get_data(), now)
    if request.mimetype == "text/plain":
        return report_from_text(request.get_data(), request.mimetype_params.get("charset", "utf-8"), now)
    return None


def _state_of(report: Report) -> dict[str, Any]:
    """What the sender may know: numbers, and nothing of what anybody wrote."""
    counts = queries.counts_of(context.session(), report)
    return {
        "id": report.id,
        "received": report.received_at.isoformat(),
        "drafts": counts[IncidentStatus.DRAFT],
        "confirmed": counts[IncidentStatus.CONFIRMED],
        "merged": counts[IncidentStatus.MERGED],
        "left_out": counts[IncidentStatus.WITHDRAWN],
    }


def _json(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(orjson.dumps(value), status, headers, content_type="application/json")
