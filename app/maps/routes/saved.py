"""Saving the map as it is shown, and taking a saved view away."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import context
from app.access import READERS, allow
from app.formatting import local_today
from app.incidents.choices import choices_for
from app.maps.actions import remove_view, save_view
from app.maps.queries.saved import saved_view
from app.maps.routes.blueprint import bp
from app.maps.routes.pages import map_page
from app.maps.saved_views import Refused, SavedViewError, may_remove, new_view
from app.models import SavedView


@bp.post("/map")
@allow(*READERS)
@context.only_reads
def save() -> Response | tuple[str, int]:
    """The map stands in the address, so that it is shown again where what was typed is refused: with all that is
    counted for it, which takes its time, so that others write meanwhile and `_save` alone keeps them waiting.
    """
    try:
        view = _save()
    except SavedViewError as error:
        form = request.form
        return map_page(Refused(form.get("name", ""), form.get("whose", ""), str(error), error.fault)), error.code
    flash(_("Vyn ”%(name)s” är sparad.", name=view.name))
    return redirect(f"{url_for('maps.index')}?{view.query}")


def _save() -> SavedView:
    session, user, form = context.session(), context.signed_in_user(), request.form
    choices = choices_for(session, user)
    new = new_view(form.get("name", ""), form.get("whose", ""), form.get("address", ""), user, local_today(), choices)
    session.commit()  # its connection is free for the one that writes, and what is shown later is what is there then
    with context.database().writing() as writing:
        return save_view(writing, new, by=user)


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
