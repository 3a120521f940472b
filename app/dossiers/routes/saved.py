"""Saving a dossier with what was written in it, and taking one away."""

from urllib.parse import urlencode

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from app import context
from app.access import READERS, allow
from app.dossiers.actions import remove_dossier, rewrite_dossier, save_dossier
from app.dossiers.choice import Choice
from app.dossiers.forms import read_typed
from app.dossiers.queries.saved import saved_dossier
from app.dossiers.routes.blueprint import asked_choice, bp, known_of, make, saved_of
from app.dossiers.routes.pages import address_of, shown
from app.dossiers.rules import DossierError, Typed, may_remove
from app.models import District, Dossier


@bp.post("/dossiers/place")
@allow(*READERS)
def save() -> Response | tuple[str, int]:
    """The choice stands in the address, the texts in the form. What cannot be saved stands in the boxes again."""
    choice, typed = asked_choice(), read_typed(request.form)
    dossier = saved_of(choice)
    try:
        saved = _save(choice, typed, dossier)
    except DossierError as error:
        made = make(choice, typed.texts)
        return shown(choice, made, dossier, title=typed.title, problem=str(error)), 409
    context.session().commit()
    flash(_("Underlaget ”%(title)s” är sparat. Antalen räknas på nytt varje gång det öppnas.", title=saved.title))
    return redirect(address_of(saved))


@bp.post("/dossiers/<int:dossier_id>/remove")
@allow(*READERS)
def remove(dossier_id: int) -> Response:
    session, user = context.session(), context.signed_in_user()
    dossier = saved_dossier(session, dossier_id, user)
    if not may_remove(user, dossier):
        abort(403)
    title = dossier.title
    remove_dossier(session, dossier, by=user)
    session.commit()
    flash(_("Underlaget ”%(title)s” är borttaget. Händelserna är kvar.", title=title))
    return redirect(url_for("dossiers.index"))


def _save(choice: Choice, typed: Typed, dossier: Dossier | None) -> Dossier:
    session, user = context.session(), context.signed_in_user()
    key = known_of(choice).spot.districts[0]
    home = session.scalars(select(District.id).where(District.key == key)).one()
    query = urlencode(choice.kept().to_args())
    if dossier is None:
        return save_dossier(session, typed, query, home, by=user)
    version = request.form.get("version", 0, int)
    return rewrite_dossier(session, dossier, typed, query, home, version=version, by=user)
