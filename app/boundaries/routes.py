"""Pages of the administrator: new boundaries from a file, tried first, and undone."""

import tempfile
from pathlib import Path, PurePath

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.boundaries import actions, queries
from app.boundaries.drawing import preview_of
from app.boundaries.forms import BoundaryForm
from app.boundaries.rules import BoundaryError
from app.boundaries.words import file_fault_words, moves_words, remarks
from app.formatting import local_today
from app.models import BoundaryImport, Role
from app.places.queries import districts
from geo.files import MapFileError, read_areas

bp = Blueprint("boundaries", __name__)
keeper = allow(Role.ADMINISTRATOR)


@bp.route("/settings/districts/import", methods=["GET", "POST"])
@keeper
def index() -> str | Response:
    form = BoundaryForm()
    if form.validate_on_submit():
        try:
            tried = _tried(form)
            context.session().commit()
            return redirect(url_for("boundaries.show", import_id=tried.id))
        except (BoundaryError, MapFileError) as error:
            context.session().rollback()
            words = file_fault_words(error) if isinstance(error, MapFileError) else str(error)
            form.file.errors = [words]
    session = context.session()
    imports = queries.imports(session)
    return render_template(
        "boundaries/index.html", form=form, imports=imports, newest=queries.newest_valid(session), moved=_moved
    )


@bp.get("/settings/districts/import/<int:import_id>")
@keeper
def show(import_id: int) -> str:
    session = context.session()
    found = queries.boundary_import(session, import_id)
    names = {district.key: district.name for district in districts(session)} | {
        key: name for key, name, _wkb in found.areas
    }
    return render_template(
        "boundaries/show.html",
        found=found,
        remarks=remarks(found),
        moves=moves_words(found.moves, names, is_done=found.applied_at is not None),
        is_newest=queries.newest_valid(session) == found.id,
    )


@bp.get("/settings/districts/import/<int:import_id>/preview.svg")
@keeper
def preview(import_id: int) -> Response:
    session = context.session()
    drawn = preview_of(session, queries.boundary_import(session, import_id))
    return Response(drawn, mimetype="image/svg+xml", headers={"Cache-Control": "private, no-store"})


@bp.post("/settings/districts/import/<int:import_id>/apply")
@keeper
def apply(import_id: int) -> Response:
    session = context.session()
    found = actions.apply(session, import_id, context.signed_in_user(), local_today())
    number = _moved(found)
    session.commit()
    flash(
        ngettext(
            "Gränserna gäller nu. %(num)s händelse bytte kommundel.",
            "Gränserna gäller nu. %(num)s händelser bytte kommundel.",
            number,
        )
    )
    return redirect(url_for("boundaries.show", import_id=import_id))


@bp.post("/settings/districts/import/<int:import_id>/discard")
@keeper
def discard(import_id: int) -> Response:
    session = context.session()
    actions.discard(session, import_id)
    session.commit()
    flash(_("Filen är kastad. Inget är ändrat."))
    return redirect(url_for("boundaries.index"))


@bp.post("/settings/districts/import/<int:import_id>/undo")
@keeper
def undo(import_id: int) -> Response:
    session = context.session()
    number = actions.undo(session, import_id, context.signed_in_user(), local_today())
    session.commit()
    flash(
        ngettext(
            "Gränserna är som förut. %(num)s händelse bytte tillbaka.",
            "Gränserna är som förut. %(num)s händelser bytte tillbaka.",
            number,
        )
    )
    return redirect(url_for("boundaries.index"))


def _tried(form: BoundaryForm) -> BoundaryImport:
    """The uploaded file, read from a file of its own that is gone afterwards."""
    upload: FileStorage = form.file.data
    name = PurePath((upload.filename or "").replace("\0", "").replace("\\", "/")).name
    with tempfile.TemporaryDirectory(prefix="laget-boundaries-") as folder:
        path = Path(folder) / f"file{PurePath(name).suffix.lower()[:9]}"
        upload.save(path)
        context.session().commit()  # reading may take a minute, and must keep no writer waiting
        file = read_areas(path, form.wish().crs, form.wish().layer)
    by = context.signed_in_user()
    return actions.try_file(context.session(), file, name, form.wish(), by, local_today())


def _moved(found: BoundaryImport) -> int:
    return sum(count for _before, _after, count in found.moves)
