"""The page where reports come in by hand: pasted, dropped, chosen. Each is kept as it came; incidents become drafts."""

from flask import current_app, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.arrivals import read_ahead, take_in_report
from app.errors import DomainError
from app.formatting import moment, number
from app.i18n import language
from app.incidents.rules import EDITORS
from app.intake.actions.taking_in import Said, arrival_of, guessed_sender
from app.intake.forms import LONGEST_REPORT, ReportsForm
from app.intake.outcomes import Outcome, State
from app.intake.pieces import Piece, ReportRead, read_piece
from app.intake.queries.earlier import organisation
from app.intake.queries.reports import drafts_of
from app.intake.queries.senders_of_texts import last_used, possible_senders
from app.intake.routes.blueprint import bp
from app.intake.routes.tables import keep_table
from app.intake.rules import UnknownSenderError
from app.models import Report
from reports.incoming.documents.pasted import head_of_pasted
from reports.incoming.errors import ReadingError
from reports.incoming.times.local_time import to_utc


@bp.route("/intake/paste", methods=["GET", "POST"])
@allow(*EDITORS)
def paste() -> str | Response:
    session = context.session()
    form = ReportsForm(possible_senders(session), data={"organisation": request.args.get("organisation")})
    if not form.validate_on_submit():
        return _page(form) if request.method == "GET" or not context.is_asked_by_script() else _refused(form)
    said = Said(
        organisation(session, form.organisation.data) if form.organisation.data else None,
        to_utc(form.received.data) if form.received.data else None,
    )
    outcomes = [_outcome(piece, said) for piece in form.pieces()]
    if context.is_asked_by_script():
        return _answer(outcomes[0])
    return _shown(form, outcomes)


@bp.post("/intake/sender")
@allow(*EDITORS)
def sender() -> dict[str, str]:
    """Whose report a text seems to be, and when it was sent: told while the person still looks at it."""
    text = request.form.get("text", "")[:LONGEST_REPORT]
    context.session().commit()  # it is asked while somebody types, and must keep no writer waiting
    with context.database().reading() as session:
        found = guessed_sender(session, text, head_of_pasted(text).sender)
    return {"key": found.key, "words": _("Ser ut att komma från %(name)s.", name=found.name)} if found else {}


def _outcome(piece: Piece, said: Said) -> Outcome:
    """Take one in, in a transaction of its own: what goes wrong with it touches no other."""
    session = context.session()
    session.commit()  # reading a file takes its time, and SQLite has one writer
    try:
        if piece.is_table():
            return _table(piece, said)
        read = read_piece(piece)
        report, is_new = _taken_in(read, said)
    except UnknownSenderError as error:
        session.rollback()
        return Outcome(piece.name, State.ASK, str(error))
    except (ReadingError, DomainError) as error:
        session.rollback()
        return Outcome(piece.name, State.FAULT, _in_words(error))
    except Exception:
        session.rollback()
        current_app.logger.exception("failed: taking in a report")
        return Outcome(piece.name, State.FAULT, _("Något gick fel hos oss, och inget av den sparades. Försök igen."))
    return _told(piece, read, report, is_new)


def _taken_in(read: ReportRead, said: Said) -> tuple[Report, bool]:
    session = context.session()
    with context.database().reading() as reader:
        arrival = arrival_of(reader, read, said)
    taken = take_in_report(session, arrival, context.signed_in_user(), read_ahead(context.database(), arrival))
    session.commit()
    return taken


def _in_words(error: ReadingError | DomainError) -> str:
    return error.in_words(language()) if isinstance(error, ReadingError) else str(error)


def _told(piece: Piece, read: ReportRead, report: Report, is_new: bool) -> Outcome:
    name = report.organisation.name
    remarks = tuple(remark.in_words(language()) for remark in read.remarks)
    href = url_for("review.show", report_id=report.id)
    if not is_new:
        words = _(
            "Rapporten finns redan: samma text kom in %(when)s från %(name)s. Inget nytt sparades.",
            when=moment(report.received_at),
            name=name,
        )
        return Outcome(piece.name, State.KNOWN, words, href, remarks)
    many = len(drafts_of(context.session(), report))
    words = (
        ngettext(
            "Rapporten från %(name)s är inläst: %(count)s utkast.",
            "Rapporten från %(name)s är inläst: %(count)s utkast.",
            many,
            name=name,
            count=number(many),
        )
        if many
        else _("Rapporten från %(name)s är inläst. Inga händelser hittades: säg om det stämmer.", name=name)
    )
    return Outcome(piece.name, State.NEW, words, href, remarks)


def _table(piece: Piece, said: Said) -> Outcome:
    name = piece.name or _("Inklistrad tabell.csv")
    href = keep_table(Piece(name, piece.media_type, piece.content), said.organisation)
    return Outcome(piece.name, State.TABLE, _("Tabellen väntar på att du kontrollerar den."), href)


def _refused(form: ReportsForm) -> Response:
    return _answer(
        Outcome("", State.FAULT, " ".join(str(words) for errors in form.errors.values() for words in errors))
    )


def _answer(outcome: Outcome) -> Response:
    """For the page's own script. Where it goes on to the report at once, that page says what the answer does."""
    if request.form.get("alone") and outcome.is_in:
        _flash(outcome)
    fields = {name: getattr(outcome, name) for name in ("name", "state", "words", "href", "remarks")}
    return jsonify(**fields, isIn=outcome.is_in)


def _shown(form: ReportsForm, outcomes: list[Outcome]) -> str | Response:
    if len(outcomes) > 1:
        return render_template("intake/outcomes.html", outcomes=outcomes)
    [outcome] = outcomes
    if outcome.is_in:
        _flash(outcome)
        return redirect(outcome.href)
    field = form.organisation if outcome.state is State.ASK else form.files if outcome.name else form.text
    field.errors = [*field.errors, outcome.words]
    if outcome.state is State.ASK:
        form.organisation.data = last_used(context.session(), context.signed_in_user()) or ""
    return _page(form)


def _flash(outcome: Outcome) -> None:
    if outcome.state is not State.TABLE:
        flash(outcome.words, "warning" if outcome.state is State.KNOWN else "message")
    for remark in outcome.remarks:
        flash(remark, "warning")


def _page(form: ReportsForm) -> str:
    session, user = context.session(), context.signed_in_user()
    return render_template(
        "intake/paste.html",
        form=form,
        last_used=last_used(session, user) or "",
        most=context.settings().upload_megabytes,
    )
