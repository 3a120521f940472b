"""Incidents that may be one: the list of them, two side by side, and what is decided about them."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.holding import hold
from app.incidents.queries import incident as incident_of
from app.incidents.queries import lives_on_in
from app.incidents.rules import EDITORS, LIVING
from app.incidents.sources import tellings
from app.merged_content import joined
from app.merging import merge, say_not_same, take_back_not_same, undo_merge
from app.models import Incident, Merge, Role
from app.twins import queries
from app.twins.rules import usually_kept
from app.twins.words import map_marks, reason_words, segments

bp = Blueprint("twins", __name__)
PAIRS_ON_A_PAGE = 20
bp.add_app_template_filter(map_marks)
bp.add_app_template_filter(reason_words)
bp.add_app_template_filter(segments, "common_with")


@bp.get("/twins")
@allow(*EDITORS)
def index() -> str:
    found = queries.suspected(context.session())
    pages = max(1, -(-len(found) // PAIRS_ON_A_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    shown = found[(page - 1) * PAIRS_ON_A_PAGE : page * PAIRS_ON_A_PAGE]
    return render_template(
        "twins/index.html",
        pairs=queries.suspicions(context.session(), shown),
        first=(page - 1) * PAIRS_ON_A_PAGE + 1,
        many=len(found),
        page=page,
        pages=pages,
    )


@bp.get("/twins/<int:one_id>/<int:other_id>")
@allow(*EDITORS)
def compare(one_id: int, other_id: int) -> str:
    session, user = context.session(), context.signed_in_user()
    one, other = _pair(one_id, other_id)
    kept = other if request.args.get("kept", type=int) == other.id else usually_kept(one, other)
    kept = one if request.args.get("kept", type=int) == one.id else kept
    return render_template(
        "twins/compare.html",
        pair=(one, other),
        kept=kept,
        result=joined(kept, other if kept is one else one),
        match=queries.comparison(session, one, other),
        tellings={incident.id: tellings(session, incident, user) for incident in (one, other)},
        is_said_apart=queries.is_said_apart(session, one, other),
        may_merge=all(incident.status in LIVING for incident in (one, other)),
        back=_back(one),
    )


@bp.post("/twins/<int:one_id>/<int:other_id>/merge")
@allow(*EDITORS)
def merge_pair(one_id: int, other_id: int) -> Response:
    session, user = context.session(), context.signed_in_user()
    one, other = _held_pair(one_id, other_id)
    kept = next((i for i in (one, other) if i.id == request.form.get("kept", type=int)), usually_kept(one, other))
    merge(session, kept, other if kept is one else one, user)
    session.commit()
    flash(_("Händelserna är sammanslagna till en. Allt som har sagts om dem finns kvar, och det går att ångra."))
    return _onwards(kept)


@bp.post("/twins/<int:one_id>/<int:other_id>/not-same")
@allow(*EDITORS)
def not_same(one_id: int, other_id: int) -> Response:
    session, user = context.session(), context.signed_in_user()
    one, other = _held_pair(one_id, other_id)
    say_not_same(session, one, other, user)
    session.commit()
    flash(_("De två föreslås inte igen."))
    return _onwards(one)


@bp.post("/twins/<int:one_id>/<int:other_id>/maybe-same")
@allow(*EDITORS)
def maybe_same(one_id: int, other_id: int) -> Response:
    session, user = context.session(), context.signed_in_user()
    one, other = _held_pair(one_id, other_id)
    take_back_not_same(session, one, other, user)
    session.commit()
    flash(_("De två kan föreslås igen."))
    return redirect(url_for("twins.compare", one_id=one.id, other_id=other.id))


@bp.post("/twins/merges/<int:merge_id>/undo")
@allow(*EDITORS)
def undo(merge_id: int) -> Response:
    session, user = context.session(), context.signed_in_user()
    done = session.get(Merge, merge_id)
    if done is None:
        raise NotFound
    left = undo_merge(session, done, user)
    session.commit()
    if left:
        flash(_("Händelserna är två igen. Det som någon har ändrat sedan dess är kvar som det är."))
    else:
        flash(_("Händelserna är två igen, som de var före sammanslagningen."))
    return redirect(url_for("twins.compare", one_id=done.kept_id, other_id=done.merged_id))


@bp.app_template_global()
def likely_twins(incident: Incident) -> Sequence[queries.Twin]:
    """Those to show beside an incident: for editors alone, as they are anybody's."""
    user = context.signed_in_user()
    if user.role not in EDITORS or incident.status not in LIVING:
        return []
    return queries.twins_of(context.session(), incident)


@bp.app_template_global()
def merges_of(incident: Incident) -> list[queries.Taken]:
    """What was merged into an incident, for editors."""
    is_editor = context.signed_in_user().role in EDITORS
    return queries.taken_in(context.session(), incident) if is_editor else []


@bp.app_template_global()
def lives_on_as(incident: Incident) -> Incident | None:
    """What a merged incident counts as; a reporter does not learn of it, as others may have told it."""
    is_reporter = context.signed_in_user().role is Role.REPORTER
    return None if is_reporter else lives_on_in(context.session(), incident)


def _pair(one_id: int, other_id: int) -> tuple[Incident, Incident]:
    if one_id == other_id:
        raise NotFound
    session, user = context.session(), context.signed_in_user()
    return incident_of(session, one_id, user), incident_of(session, other_id, user)


def _held_pair(one_id: int, other_id: int) -> tuple[Incident, Incident]:
    """The two as they are now and stay until it is decided which is kept, and what is said of them."""
    hold(context.session(), [one_id, other_id])
    return _pair(one_id, other_id)


def _back(one: Incident) -> str:
    is_listed = request.args.get("at") == "list"
    return url_for("twins.index") if is_listed else url_for("incidents.show", incident_id=one.id)


def _onwards(incident: Incident) -> Response:
    """To where the decision was asked for: the next pair of the list, the entry form, or the incident."""
    after = request.form.get("next")
    if after == "list":
        return redirect(_next_pair())
    if after == "new":
        kept: dict[str, Any] = {name: request.form.get(name) for name in ("day", "source")}
        return redirect(url_for("incidents.new", saved=incident.id, **kept))
    return redirect(url_for("incidents.show", incident_id=incident.id))


def _next_pair() -> str:
    waiting = queries.suspected(context.session())
    if not waiting:
        return url_for("twins.index")
    return url_for("twins.compare", one_id=waiting[0].id, other_id=waiting[0].match.id, at="list")
