"""Uploading a file: it is checked first, and read in when the person has seen what will happen."""

from datetime import datetime
from pathlib import Path
from typing import Any

from flask import flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.i18n import language
from app.incidents.rules import EDITORS
from app.incidents.words import word
from app.intake.forms import NoticesForm, TableForm
from app.intake.queries.earlier import reporting_organisations
from app.intake.queries.reports import report_page
from app.intake.routes import answers
from app.intake.routes.blueprint import bp
from app.intake.routes.tables import taken
from app.intake.tally import NO_DISTRICT, Example
from app.intake.uploads import Choice, Kind, keep_upload
from app.intake.words import state_words
from app.intake.working import check, read_in
from app.models import Category, District
from geo.points import LocationPrecision
from reports.incoming.tables.columns import COLUMNS, REQUIRED


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
    file = form.notices.data
    name = Path(file.filename or "").name
    choice = Choice(context.signed_in_user().id, Kind.NOTICES, name, language(), municipality=municipality)
    return redirect(answers.worked(keep_upload(answers.folder(), choice, file.save), check))


@bp.post("/intake/table")
@allow(*EDITORS)
def table() -> str | Response:
    form = _table_form()
    if not form.validate_on_submit():
        return _index(NoticesForm(), form)
    file = form.table.data
    return redirect(taken(file.filename or "", file.mimetype, file.save, form.source.data))


@bp.get("/intake/uploads/<token>")
@allow(*EDITORS)
def upload(token: str) -> str:
    """What reading the file in would do, how far that is, or what it did."""
    found = answers.own(token)
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
    found = answers.own(token)
    return {"words": state_words(found.state().tally), "isBusy": found.is_busy()}


@bp.get("/intake/uploads/<token>/bad-rows")
@allow(*EDITORS)
def bad_rows(token: str) -> Response:
    found = answers.own(token)
    if not found.bad_rows.exists():
        raise NotFound
    name, ending = Path(found.choice.name).stem, _("felrader.csv")
    return send_file(found.bad_rows, "text/csv", as_attachment=True, download_name=f"{name}.{ending}")


@bp.post("/intake/uploads/<token>/check")
@allow(*EDITORS)
def check_again(token: str) -> Response:
    return redirect(answers.worked(answers.own(token), check))


@bp.post("/intake/uploads/<token>/read")
@allow(*EDITORS)
def read(token: str) -> Response:
    return redirect(answers.worked(answers.own(token), read_in))


@bp.post("/intake/uploads/<token>/discard")
@allow(*EDITORS)
def discard(token: str) -> Response:
    answers.own(token).discard()
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


def _example(fields: dict[str, Any]) -> Example:
    moments = {name: datetime.fromisoformat(fields[name]) for name in ("start", "end") if fields[name]}
    return Example(**fields | moments)
