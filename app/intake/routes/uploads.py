"""Uploading a file: it is checked first, and read in when the person has seen what will happen."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.db import Database
from app.i18n import language
from app.incidents.rules import EDITORS
from app.incidents.words import word
from app.intake.forms import NoticesForm, TableForm
from app.intake.queries.earlier import reporting_organisations
from app.intake.queries.reports import report_page
from app.intake.routes.blueprint import bp
from app.intake.tally import NO_DISTRICT, Example
from app.intake.uploads import Choice, Kind, Upload, find_upload, keep_upload
from app.intake.words import state_words
from app.intake.working import check, read_in
from app.models import Category, District, User
from geo.points import LocationPrecision
from reports.incoming.columns import COLUMNS, REQUIRED


@bp.get("/intake")
@allow(*EDITORS)
def index() -> str:
    return _index(NoticesForm(), _table_form())


@bp.post("/intake/notices")
@allow(*EDITORS)
def notices() -> str | Response:
    form = NoticesForm()
    if not form.validate_on_submit():
        return _index(form, _table_form())
    municipality = "all" if form.is_everywhere.data else ""
    return _taken(form.notices.data, Kind.NOTICES, municipality=municipality)


@bp.post("/intake/table")
@allow(*EDITORS)
def table() -> str | Response:
    form = _table_form()
    if not form.validate_on_submit():
        return _index(NoticesForm(), form)
    return _taken(form.table.data, Kind.TABLE, source=form.source.data)


@bp.get("/intake/uploads/<token>")
@allow(*EDITORS)
def upload(token: str) -> str:
    """What reading the file in would do, how far that is, or what it did."""
    found = _own(token)
    state, session = found.state(), context.session()
    categories = {category.code: category for category in session.scalars(select(Category))}
    districts = {district.key: district.name for district in session.scalars(select(District).order_by(District.sort))}
    return render_template(
        "intake/upload.html",
        upload=found,
        state=state,
        is_busy=found.is_busy(),
        categories=categories,
        districts=districts | {NO_DISTRICT: _("ingen kommundel")},
        precisions={precision.value: word(precision) for precision in LocationPrecision},
        examples=[_example(fields) for fields in state.tally.get("first", [])],
    )


@bp.get("/intake/uploads/<token>/progress")
@allow(*EDITORS)
def progress(token: str) -> dict[str, str | bool]:
    found = _own(token)
    return {"words": state_words(found.state().tally), "isBusy": found.is_busy()}


@bp.get("/intake/uploads/<token>/bad-rows")
@allow(*EDITORS)
def bad_rows(token: str) -> Response:
    found = _own(token)
    if not found.bad_rows.exists():
        raise NotFound
    name, ending = Path(found.choice.name).stem, _("felrader.csv")
    return send_file(found.bad_rows, "text/csv", as_attachment=True, download_name=f"{name}.{ending}")


@bp.post("/intake/uploads/<token>/check")
@allow(*EDITORS)
def check_again(token: str) -> Response:
    return _worked(_own(token), check)


@bp.post("/intake/uploads/<token>/read")
@allow(*EDITORS)
def read(token: str) -> Response:
    return _worked(_own(token), read_in)


@bp.post("/intake/uploads/<token>/discard")
@allow(*EDITORS)
def discard(token: str) -> Response:
    _own(token).discard()
    flash(_("Filen är kastad. Inget lästes in."))
    return redirect(url_for("intake.index"))


def _index(notices_form: NoticesForm, table_form: TableForm) -> str:
    return render_template(
        "intake/index.html",
        notices_form=notices_form,
        table_form=table_form,
        columns=[(names[0 if language() == "en" else 1], name in REQUIRED) for name, names in COLUMNS.items()],
        newest=report_page(context.session(), context.signed_in_user()).rows[:8],
    )


def _table_form() -> TableForm:
    return TableForm().offer(reporting_organisations(context.session()))


def _taken(file: FileStorage, kind: Kind, *, source: str = "", municipality: str = "") -> Response:
    """Keep the file and check it."""
    choice = Choice(context.signed_in_user().id, kind, Path(file.filename or "").name, language(), source, municipality)
    return _worked(keep_upload(_folder(), choice, file.save), check)


def _worked(upload: Upload, work: Callable[[Database, Upload, User], None]) -> Response:
    """Let work begin, which has transactions of its own: this request's ends first, as SQLite has one writer."""
    user = context.signed_in_user()
    context.session().commit()
    work(context.database(), upload, user)
    return redirect(url_for("intake.upload", token=upload.token))


def _own(token: str) -> Upload:
    return find_upload(_folder(), token, context.signed_in_user().id)


def _folder() -> Path:
    return context.settings().instance_dir / "uploads"


def _example(fields: dict[str, Any]) -> Example:
    moments = {name: datetime.fromisoformat(fields[name]) for name in ("start", "end") if fields[name]}
    return Example(**fields | moments)
