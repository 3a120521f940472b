"""Entering an incident by hand, and editing one with the same form."""

from datetime import UTC, date, datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from app import context, privacy
from app.access import allow
from app.formatting import local, local_today
from app.i18n import language
from app.incidents import queries
from app.incidents.actions import enter_incident
from app.incidents.choices import Choices, choices_for
from app.incidents.forms import NO_DAY, YEARS, IncidentForm, typed_of, understood
from app.incidents.routes.blueprint import WRITERS, bp
from app.incidents.rules import NotYetError, happened, may_change, may_read_text
from app.incidents.words import when_words
from app.logbook import revise_incident
from app.models import Incident
from app.places.addresses import location_box
from app.places.queries import area_index
from app.privacy import Typed, standing_words
from reports.incoming.times.when import UnknownTimeError, in_words

LONGEST_TEXT = 10_000


@bp.route("/incidents/new", methods=["GET", "POST"])
@allow(*WRITERS)
def new() -> str | Response:
    session, user = context.session(), context.signed_in_user()
    choices = choices_for(session, user, on=local_today())
    form = offered(IncidentForm(choices, data=_kept_from_last(choices)), choices)
    if request.method == "GET":
        saved, echo = saved_incident(), _echo("", form)
        return render_template("incidents/new.html", form=form, choices=choices, saved=saved, echo=echo)
    if not reads(form):
        return render_template("incidents/new.html", form=form, choices=choices)
    incident, is_new = enter_incident(session, form.entry(), user, form.key.data)
    session.commit()
    if not is_new:
        flash(_("Formuläret var redan sparat. Inget sparades en gång till."))
    return redirect(url_for("incidents.new", day=form.day.data, source=form.source.data, saved=incident.id))


@bp.route("/incidents/<int:incident_id>/edit", methods=["GET", "POST"])
@allow(*WRITERS)
def edit(incident_id: int) -> str | Response:
    session, user = context.session(), context.signed_in_user()
    incident = queries.incident(session, incident_id, user)
    if not may_change(user, incident) or not may_read_text(user, incident):
        raise Forbidden
    choices, happened_at = choices_for(session, user), incident.when
    when = in_words(happened_at, datetime.now(UTC), language())
    form = IncidentForm(choices, data=typed_of(incident, when, local(incident.occurred_from).date()))
    del form.source, form.key
    form.standing = standing_words(session, incident)
    if request.method == "GET":
        return render_template("incidents/edit.html", form=form, choices=choices, incident=incident)
    if not reads(form, incident):
        return render_template("incidents/edit.html", form=form, choices=choices, incident=incident)
    entry = form.entry()
    has_changed = revise_incident(session, incident, entry.draft, by=user, typed=Typed(entry.allowed))
    session.commit()
    flash(_("Ändringen är sparad.") if has_changed else _("Inget var ändrat."))
    return redirect(url_for("incidents.show", incident_id=incident.id))


@bp.get("/incidents/when")
@allow(*WRITERS)
def when() -> dict[str, Any]:
    """How the words for a time are understood, while somebody types them."""
    words, typed_day, now = request.args.get("text", ""), request.args.get("day"), datetime.now(UTC)
    day = _day(typed_day)
    if typed_day and not day:
        return {"problem": str(NO_DAY)}
    try:
        return {"words": when_words(understood(words, day or local_today(), now), now, language())}
    except UnknownTimeError as error:
        return {"problem": error.in_words(language())}
    except NotYetError as error:
        return {"problem": str(error), "is_ahead": True}


@bp.post("/incidents/check-text")
@allow(*WRITERS)
def check_text() -> dict[str, Any]:
    """Says of a text, once it is typed, whether it holds personal data. Posted, as an address may be logged."""
    found = privacy.check_text(request.form.get("text", "")[:LONGEST_TEXT])
    return {"problem": privacy.stop_words(found)} if found else {}


def offered(form: IncidentForm, choices: Choices) -> IncidentForm:
    """Where there is but one source to choose, as for a reporter, it is that, whatever a request says."""
    if len(choices.organisations) == 1:
        [form.source.data] = choices.organisations
    return form


def reads(form: IncidentForm, kept: Incident | None = None, now: datetime | None = None) -> bool:
    session = context.session()
    areas = area_index(session, local_today())
    return form.reads(now or datetime.now(UTC), location_box(session), areas.area_of, kept)


def _kept_from_last(choices: Choices) -> dict[str, Any]:
    """The next incident mostly is of the same day and source as the last."""
    own = context.signed_in_user().organisation
    source = request.args.get("source") or (own.key if own else None)
    return {
        "day": _day(request.args.get("day")) or local_today(),
        "source": source if source in choices.organisations else None,
    }


def _day(text: str | None) -> date | None:
    """The day that an address tells, if a form could."""
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


def saved_incident() -> Incident | None:
    """The incident that was entered just before, to look at or undo."""
    saved = request.args.get("saved", type=int)
    is_id = saved is not None and 0 < saved < 2**31  # what the database counts to
    return queries.find_incident(context.session(), saved, context.signed_in_user()) if saved and is_id else None


def _echo(words: str, form: IncidentForm) -> str:
    now = datetime.now(UTC)
    return when_words(happened(words, form.day.data, now, is_ahead=True), now, language())
