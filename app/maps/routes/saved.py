"""Saving the map as it is shown, and taking a saved view away."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app import context
from app.access import READERS, allow
from app.formatting import local_today
from app.incidents.choices import choices_for
from app.maps.actions import remove_view, save_view
from app.maps.queries.saved import saved_view, saved_views
from app.maps.routes.blueprint import bp
from app.maps.saved_views import may_remove, may_save_for, new_view
from app.models import User
from app.places.queries import districts


def saved_parts(session: Session, user: User) -> dict[str, Any]:
    """What the map page needs to offer saved views: those there are, and for which groups one may be saved."""
    named: list[tuple[int | None, str]] = [(each.id, each.name) for each in districts(session)]
    return {
        "views": saved_views(session, user),
        "groups": [(id_, name) for id_, name in [(None, _("alla")), *named] if may_save_for(user, id_)],
        "may_remove": may_remove,
    }


@bp.post("/map/views")
@allow(*READERS)
def save() -> Response:
    session, user, form = context.session(), context.signed_in_user(), request.form
    choices = choices_for(session, user)
    new = new_view(form.get("name", ""), form.get("whose", ""), form.get("address", ""), user, local_today(), choices)
    view = save_view(session, new, by=user)
    session.commit()
    flash(_("Vyn ”%(name)s” är sparad.", name=view.name))
    return redirect(f"{url_for('maps.index')}?{view.query}")


@bp.post("/map/views/<int:view_id>/remove")
@allow(*READERS)
def remove(view_id: int) -> Response:
    session, user = context.session(), context.signed_in_user()
    view = saved_view(session, view_id, user)
    if not may_remove(user, view):
        abort(403)
    name = view.name
    remove_view(session, view, by=user)
    session.commit()
    flash(_("Vyn ”%(name)s” är borttagen. Händelserna är kvar.", name=name))
    return redirect(url_for("maps.index"))
