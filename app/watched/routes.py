"""The pages of watched areas, for those who coordinate."""

import tempfile
from pathlib import Path, PurePath
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from shapely.geometry import mapping
from sqlalchemy.exc import NoResultFound
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.boundaries.words import file_fault_words
from app.formatting import local_today
from app.incidents.rules import EDITORS
from app.models import WatchedArea
from app.places.queries import districts
from app.watched import actions
from app.watched.forms import FileForm, WatchedAreaForm
from app.watched.queries import as_it_is, shape_of, watched_area, watched_areas
from app.watched.rules import AreaChangedError, NewArea, WatchedAreaError, areas_of_file, square_kilometres
from app.watched.undoing import Undo, read_undo
from geo.files import AreaFile, MapFileError, read_areas

bp = Blueprint("watched", __name__)
keeper = allow(*EDITORS)


@bp.get("/map/areas")
@keeper
def index() -> str:
    return _list()


@bp.route("/map/areas/new", methods=["GET", "POST"])
@keeper
def new() -> str | Response:
    form = _form()
    if form.validate_on_submit():
        session = context.session()
        try:
            area = actions.add_area(session, form.new_area(), context.signed_in_user(), local_today())
            session.commit()
            flash(_("Området ”%(name)s” bevakas nu. Det syns på kartan.", name=area.name))
            return redirect(url_for("watched.index"))
        except WatchedAreaError as error:
            _refuse(form, error)
    return render_template("watched/edit.html", form=form, area=None, others=_others(None))


@bp.route("/map/areas/<int:area_id>", methods=["GET", "POST"])
@keeper
def edit(area_id: int) -> str | Response:
    session = context.session()
    area = watched_area(session, area_id, to_change=request.method == "POST")
    before = as_it_is(area)
    form = _form(before)
    if form.validate_on_submit():
        try:
            user, seen = context.signed_in_user(), form.seen.data or ""
            change = actions.change_area(session, area, form.new_area(), user, local_today(), seen=seen)
            session.commit()
            return _list(_changed(area), change)
        except WatchedAreaError as error:
            _refuse(form, error)
            form.seen.data = before.mark  # told now: who saves again means it
            area = watched_area(session, area_id)
    return render_template("watched/edit.html", form=form, area=area, others=_others(area.id))


@bp.post("/map/areas/<int:area_id>/remove")
@keeper
def remove(area_id: int) -> str | Response:
    session = context.session()
    try:
        area = watched_area(session, area_id, to_change=True)
    except NoResultFound:
        flash(_("Området var redan borttaget."))
        return redirect(url_for("watched.index"))
    change = actions.remove_area(session, area, context.signed_in_user())
    session.commit()
    return _list(_("Området ”%(name)s” bevakas inte längre. Händelserna är kvar.", name=change.before.name), change)


@bp.post("/map/areas/undo")
@keeper
def undo() -> str | Response:
    session, change = context.session(), None
    try:
        change = read_undo(request.form.get("undo", ""), _secret())
        area, redo = actions.undo(session, change, context.signed_in_user(), local_today())
        session.commit()
    except WatchedAreaError as error:
        session.rollback()
        if change is None or isinstance(error, AreaChangedError):
            return _list(str(error))
        how = _("Inget är borta: ordna det i en annan flik, och tryck sedan på Ångra här.")
        return _list(f"{error} {how}", change)
    if redo:
        return _list(_changed(area), redo)
    flash(_("Området ”%(name)s” bevakas igen.", name=area.name))
    return redirect(url_for("watched.index"))


@bp.route("/map/areas/file", methods=["GET", "POST"])
@keeper
def from_file() -> str | Response:
    form = FileForm()
    if form.validate_on_submit():
        session = context.session()
        try:
            read = areas_of_file(_read(form), (form.column.data or "").strip())
            added = actions.add_areas(session, read, context.signed_in_user(), local_today())
            session.commit()
            names = ", ".join(area.name for area in added)
            flash(_("De här områdena bevakas nu: %(names)s. De syns på kartan.", names=names))
            return redirect(url_for("watched.index"))
        except (MapFileError, WatchedAreaError) as error:
            session.rollback()
            words = file_fault_words(error) if isinstance(error, MapFileError) else f"{error} {_('Inget är ändrat.')}"
            form.file.errors = [words]
    return render_template("watched/file.html", form=form)


def _read(form: FileForm) -> AreaFile:
    """The uploaded file, read from one of its own that is gone afterwards."""
    upload: FileStorage = form.file.data
    name = PurePath((upload.filename or "").replace("\0", "").replace("\\", "/"))
    with tempfile.TemporaryDirectory(prefix="laget-areas-") as folder:
        path = Path(folder) / f"file{name.suffix.lower()[:9]}"
        upload.save(path)
        context.session().commit()  # reading may take a minute, and must keep no writer waiting
        return read_areas(path, (form.crs.data or "").strip().upper())


def _list(words: str = "", change: Undo | None = None) -> str:
    """`change` takes back what `words` tell of."""
    areas = [(area, square_kilometres(shape_of(area))) for area in watched_areas(context.session())]
    undo = change.written(_secret()) if change else ""
    return render_template("watched/index.html", areas=areas, words=words, undo=undo)


def _changed(area: WatchedArea) -> str:
    words: str = _("Området ”%(name)s” är ändrat.", name=area.name)
    return words


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _others(but: int | None) -> dict[str, Any]:
    """The areas that are drawn already, for the map, as a FeatureCollection."""
    shapes = [(area.name, shape_of(area)) for area in watched_areas(context.session()) if area.id != but]
    features = [{"type": "Feature", "properties": {"name": name}, "geometry": mapping(shape)} for name, shape in shapes]
    return {"type": "FeatureCollection", "features": features}


def _form(before: NewArea | None = None) -> WatchedAreaForm:
    return WatchedAreaForm([(district.key, district.name) for district in districts(context.session())], before)


def _refuse(form: WatchedAreaForm, error: WatchedAreaError) -> None:
    context.session().rollback()
    form.form_errors.append(str(error))
