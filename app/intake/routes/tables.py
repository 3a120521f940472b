"""Tables of incidents: taken in to be checked, and their columns explained where the headings do not say enough."""

from collections.abc import Callable
from pathlib import Path

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.i18n import language
from app.incidents.rules import EDITORS
from app.intake.actions.columns import remember_columns
from app.intake.forms import ColumnsForm
from app.intake.pieces import Piece
from app.intake.queries.columns import only_mapping
from app.intake.queries.earlier import organisation, reporting_organisations
from app.intake.routes import answers
from app.intake.routes.blueprint import bp
from app.intake.tables import columns_of, keep_table_upload, settle_columns
from app.intake.uploads import Choice, Kind, Phase, Upload
from app.intake.working import check
from app.models import Organisation
from app.readers import category_of_label
from geo.spelling import fold
from reports.incoming.errors import UnreadableFileError
from reports.incoming.tables.table_head import Column, head_hash, likely_meanings


def keep_table(piece: Piece, source: Organisation | None) -> str:
    """Keep a table that came among reports, and check it; gives the address of the page to go on with."""

    def save(path: Path) -> None:
        path.write_bytes(piece.content)

    return taken(piece.name, piece.media_type, save, source.key if source else "")


def taken(name: str, media_type: str, save: Callable[[Path], None], source: str) -> str:
    user = context.signed_in_user()
    context.session().commit()  # reading a spreadsheet takes its time, and SQLite has one writer
    choice = Choice(user.id, Kind.TABLE, Path(name).name, language(), source, media_type=media_type)
    upload = keep_table_upload(answers.folder(), choice, save)
    if upload.state().phase is Phase.FAILED:
        return url_for("intake.upload", token=upload.token)
    settled = settle_columns(context.session(), upload)
    if settled is None:
        return url_for("intake.columns", token=upload.token)
    return answers.worked(settled, check)


@bp.route("/intake/uploads/<token>/columns", methods=["GET", "POST"])
@allow(*EDITORS)
def columns(token: str) -> str | Response:
    """What each column means: asked where the headings do not tell, and changed at will before the table is read in."""
    upload = answers.own(token)
    try:
        found = columns_of(upload)
    except (UnreadableFileError, FileNotFoundError):  # it has been read in, or is no table
        return redirect(url_for("intake.upload", token=token))
    choice, organisations = upload.choice, reporting_organisations(context.session())
    before = None if choice.source else only_mapping(context.session(), head_hash(found))
    sender, said = before or (choice.source, {})
    meanings = choice.columns or said or likely_meanings(found, _names_category())
    form = ColumnsForm.about(found, meanings, organisations, sender)
    if not form.validate_on_submit():
        lacks_sender = not choice.source and form.lacks_sender_alone
        return render_template("intake/columns.html", upload=upload, form=form, lacks_sender=lacks_sender)
    return redirect(_explained(upload, found, form))


def _explained(upload: Upload, found: list[Column], form: ColumnsForm) -> str:
    session, meanings = context.session(), form.meanings()
    if form.source.data:
        sent_by = organisation(session, form.source.data)
        remember_columns(session, sent_by, head_hash(found), meanings)
    return answers.worked(upload.with_choice(columns=meanings, source=form.source.data), check)


def _names_category() -> Callable[[str], bool]:
    """Tells whether a cell is a category's name or code, or a type of the police's."""
    known = {fold(label) for label in category_of_label(context.session())}
    return lambda words: fold(words) in known
