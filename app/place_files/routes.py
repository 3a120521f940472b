"""The administrator's page of the places and addresses that were read from files."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.formatting import number as written
from app.models import Role
from app.place_files import actions, queries

bp = Blueprint("place_files", __name__)
keeper = allow(Role.ADMINISTRATOR)


@bp.get("/settings/place-files")
@keeper
def index() -> str:
    session = context.session()
    return render_template(
        "place_files/index.html", sources=queries.sources(session), readings=queries.readings(session)
    )


@bp.post("/settings/place-files/remove")
@keeper
def remove() -> Response:
    session = context.session()
    source = request.form.get("source", "")
    number = actions.remove_addresses(session, source, context.signed_in_user())
    session.commit()
    flash(
        ngettext(
            "%(count)s adress från %(source)s är borttagen.",
            "%(count)s adresser från %(source)s är borttagna.",
            number,
            count=written(number),
            source=source,
        )
        if number
        else _("Det finns inga adresser från den källan. Inget är ändrat.")
    )
    return redirect(url_for("place_files.index"))
