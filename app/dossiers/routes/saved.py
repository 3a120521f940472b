"""Saving a dossier with what was written in it, and taking one away."""

from dataclasses import replace
from urllib.parse import urlencode

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from werkzeug.wrappers import Response

from app import context
from app.access import READERS, allow
from app.dossiers.actions import remove_dossier, rewrite_dossier, save_dossier
from app.dossiers.choice import Choice
from app.dossiers.forms import read_typed, read_version
from app.dossiers.queries.saved import saved_dossier
from app.dossiers.routes.blueprint import asked_choice, bp, known_of, make, saved_of
from app.dossiers.routes.pages import address_of, listed, shown
from app.dossiers.rules import DossierError, Typed, may_change
from app.models import District, Dossier


@bp.post("/dossiers/place")
@allow(*READERS)
def save() -> Response | tuple[str, int]:
    """The choice stands in the address, the texts in the form. What cannot be saved stands in the boxes again."""
    typed = read_typed(request.form)
    choice, dossier = _meant(asked_choice())
    try:
        district = known_of(choice).spot.districts[0]
    except DossierError as error:
        return listed(choice, problem=str(error), typed=typed), 409
    try:
        saved = _save(choice, typed, dossier, district)
    except DossierError as error:
        made = make(choice, typed.texts)
        return shown(choice, made, dossier, title=typed.title, problem=str(error)), 409
    context.session().commit()
    if dossier and saved is not dossier:
        flash(
            _("Underlaget ”%(title)s” är sparat som ditt eget. Det du öppnade är kvar som det var.", title=saved.title)
        )
    else:
        flash(_("Underlaget ”%(title)s” är sparat. Antalen räknas på nytt varje gång det öppnas.", title=saved.title))
    return redirect(f"{address_of(saved)}#saved")  # so that the tab forgets what was typed


@bp.post("/dossiers/<int:dossier_id>/remove")
@allow(*READERS)
def remove(dossier_id: int) -> Response:
    session, user = context.session(), context.signed_in_user()
    dossier = saved_dossier(session, dossier_id, user)
    if not may_change(user, dossier):
        abort(403)
    title = dossier.title
    remove_dossier(session, dossier, by=user)
    session.commit()
    flash(_("Underlaget ”%(title)s” är borttaget. Händelserna är kvar.", title=title))
    return redirect(url_for("dossiers.index"))


def _meant(choice: Choice) -> tuple[Choice, Dossier | None]:
    """The saved one to write in; where somebody has taken it away meanwhile, what was written becomes a new one."""
    try:
        return choice, saved_of(choice)
    except NoResultFound:
        return replace(choice, saved=None), None


def _save(choice: Choice, typed: Typed, dossier: Dossier | None, district: str) -> Dossier:
    session, user = context.session(), context.signed_in_user()
    home = session.scalars(select(District.id).where(District.key == district)).one()
    query = urlencode(choice.kept().to_args())
    if dossier is None or not may_change(user, dossier):
        return save_dossier(session, typed, query, home, by=user)
    version = read_version(request.form)
    return rewrite_dossier(session, dossier, typed, query, home, version=version, by=user)
