"""The phone form: what, where, when in a few taps. It opens without a connection, and what is typed then waits."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import current_app, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from app import context
from app.access import allow, public
from app.formatting import local_today
from app.i18n import language
from app.incidents.actions import enter_incident
from app.incidents.choices import Choices, choices_for
from app.incidents.phone_form import PhoneForm
from app.incidents.routes.blueprint import WRITERS, bp
from app.incidents.routes.entry import offered, reads, saved_incident
from app.incidents.usual import usual_categories
from app.places.queries import gazetteer

MOST_NAMES = 2000
"""Names of places that a phone keeps for typing without a connection."""
ASSETS = (
    *(f"vendor/fonts/files/source-sans-3-latin-{weight}-normal.woff2" for weight in (400, 600, 700)),
    *("vendor/fonts/source-sans-3.css", "css/base.css", "css/parts.css", "css/incidents.css", "css/phone.css"),
    *("icon.svg", "icons.svg", "js/keys.js", "js/busy.js", "js/sign-out.js", "js/combobox.js", "js/tripwire.js"),
    *("js/phone.js", "js/phone-drafts.js", "js/phone-typed.js", "js/phone-place.js", "js/phone-waiting.js"),
)
"""What the page needs to open without a connection."""


@bp.route("/report", methods=["GET", "POST"])
@allow(*WRITERS)
def phone() -> str | Response:
    session, user = context.session(), context.signed_in_user()
    choices = choices_for(session, user, on=local_today())
    if request.method == "GET":
        own = user.organisation.key if user.organisation else request.args.get("source")
        source = own if own in choices.organisations else None
        form = PhoneForm(choices, data={"day": local_today(), "source": source})
        return _page(offered(form, choices), choices)
    form = PhoneForm(choices, request.form)
    offered(form, choices)
    if not reads(form, now=form.now):
        return _unreadable(form, choices)
    incident, _is_new = enter_incident(session, form.entry(), user, form.key.data)
    session.commit()
    if context.is_asked_by_script():
        return jsonify({"saved": incident.id})
    return redirect(url_for("incidents.phone", saved=incident.id, source=form.source.data))


@bp.get("/report/session")
@allow(*WRITERS)
def phone_session() -> dict[str, Any]:
    """Who is signed in, and the token to send what waited; a phone asks before it sends."""
    return {"user": context.signed_in_user().id, "csrf_token": generate_csrf()}


@bp.get("/report/worker.js")
@public
def phone_worker() -> Response:
    """The service worker of the page. It tells nobody's secrets: it holds addresses of files that all may fetch."""
    files = [url_for("static", filename=name) for name in ASSETS]
    page = url_for("incidents.phone")
    text = render_template("incidents/phone_worker.js", files=files, version=_version(), page=page)
    answer = make_response(text, {"Content-Type": "text/javascript; charset=utf-8"})
    answer.headers["Service-Worker-Allowed"] = page
    return answer


@bp.get("/report/manifest.webmanifest")
@public
def phone_manifest() -> Response:
    """What makes the page one that can be installed."""
    start = url_for("incidents.phone")
    icons = [
        {"src": url_for("static", filename="icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
        *(
            {"src": url_for("static", filename=f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
            for size in (192, 512)
        ),
    ]
    manifest = {
        "name": _("Läget – rapportera"),
        "short_name": _("Rapportera"),
        "lang": language(),
        "id": start,
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b5d5e",
        "icons": icons,
    }
    answer = jsonify(manifest)
    answer.content_type = "application/manifest+json"
    return answer


def _page(form: PhoneForm, choices: Choices) -> str:
    session, user = context.session(), context.signed_in_user()
    names = sorted({name for place in gazetteer(session).places for name in place.all_names})
    return render_template(
        "incidents/phone.html",
        form=form,
        choices=choices,
        usual=usual_categories(session, user, choices, datetime.now(UTC)),
        names=names[:MOST_NAMES],
        saved=saved_incident(),
    )


def _unreadable(form: PhoneForm, choices: Choices) -> str | Response:
    if not context.is_asked_by_script():
        return _page(form, choices)
    # The page itself is sent in full by the browser then, and comes back with what is wrong beside each field.
    return jsonify({"problems": [str(words) for errors in form.errors.values() for words in errors]})


def _version() -> str:
    """Changes when any of the files does, so that phones fetch them anew."""
    folder = Path(current_app.static_folder or "")
    contents = (path.read_bytes() for path in map(folder.joinpath, ASSETS) if path.exists())
    return sha256(b"".join(contents)).hexdigest()[:16]
