"""Building, reviewing, publishing and withdrawing editions."""

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from app import context
from app.access import allow
from app.errors import DomainError
from app.formatting import local_today
from app.models import Picture, PictureStatus
from app.pictures.actions import deciding
from app.pictures.actions.keeping import keep_edition, remove_empty
from app.pictures.building import build_beside
from app.pictures.documents import documents_beside
from app.pictures.freshness import Seen, looked_at
from app.pictures.queries import archive
from app.pictures.queries.before_publishing import before_publishing, told_of
from app.pictures.queries.corrections import number_changed
from app.pictures.queries.desk import refusal_words
from app.pictures.queries.written import written
from app.pictures.routes.blueprint import PREPARING, at_edition, bp
from app.pictures.rules import EARLIEST, check_may_change
from reports.picture.documents.formats import Format
from reports.picture.periods import Period, newest_closed_period, period_of


@bp.post("/pictures/build")
@allow(*PREPARING)
def build() -> Redirect:
    """Build the edition of a period, or bring its draft up to date."""
    period, user = _asked_period(), context.signed_in_user()
    session = context.session()
    known = archive.edition_to_change(session, period)
    if known is not None:
        try:
            check_may_change(known)
        except DomainError as error:
            return _refused(known, error)
    session.commit()  # lets other writers on while the edition is built
    try:
        edition = build_beside(context.settings(), period, datetime.now(UTC))
    except DomainError as error:  # nobody's turn yet, or too slow: the button is still there
        return _refused(known, error)
    picture = keep_edition(session, edition, user)
    session.commit()
    flash(_("Lägesbild %(edition)s är byggd av de uppgifter som finns nu.", edition=picture.edition), "done")
    if known is None and picture.revision > 1:
        flash(_("Den ersätter den tillbakadragna och börjar med texterna därifrån. Läs och rätta dem."), "done")
    return _to(picture)


@at_edition("/review", methods=["POST"])
@allow(*PREPARING)
def review(year: int, number: int, revision: int) -> Redirect:
    session, now = context.session(), datetime.now(UTC)
    with _looked_at(archive.edition(session, year, number, revision)) as seen:
        picture = archive.edition(session, year, number, revision, to_change=True)
        try:
            deciding.review_picture(session, picture, now, context.signed_in_user(), seen)
        except DomainError as error:
            return _refused(picture, error)
        session.commit()
    flash(_("Lägesbild %(edition)s är granskad. Nu kan den publiceras.", edition=picture.edition), "done")
    return _to(picture)


@at_edition("/reopen", methods=["POST"])
@allow(*PREPARING)
def reopen(year: int, number: int, revision: int) -> Redirect:
    session, now = context.session(), datetime.now(UTC)
    picture = archive.edition(session, year, number, revision, to_change=True)
    deciding.reopen_picture(session, picture, now, context.signed_in_user())
    session.commit()
    flash(_("Lägesbild %(edition)s är ett utkast igen.", edition=picture.edition), "done")
    return _to(picture)


@at_edition("/remove", methods=["GET", "POST"])
@allow(*PREPARING)
def remove(year: int, number: int, revision: int) -> str | Redirect:
    """Asks, and removes a draft that says nothing."""
    session, is_sent = context.session(), request.method == "POST"
    picture = archive.edition(session, year, number, revision, to_change=is_sent)
    if not is_sent:
        return render_template("pictures/remove.html", edition=picture)
    try:
        remove_empty(session, picture, context.signed_in_user())
    except DomainError as error:
        return _refused(picture, error)
    session.commit()
    flash(_("Utkastet till lägesbild %(edition)s är borttaget.", edition=picture.edition), "done")
    return redirect(url_for(".index"))


@at_edition("/publish", methods=["GET", "POST"])
@allow(*PREPARING)
def publish(year: int, number: int, revision: int) -> str | Redirect:
    """The page says what each reader gets and what is missing, and asks once; sending it publishes."""
    session, user, is_sent = context.session(), context.signed_in_user(), request.method == "POST"
    picture = archive.edition(session, year, number, revision, to_change=is_sent)
    if picture.status == PictureStatus.REVIEWED and not (is_sent and _may_be_told(picture)):
        return _before(picture, is_sent)
    try:
        drawn = _draw(picture)
        with _looked_at(picture) as seen:
            picture = archive.edition(session, year, number, revision, to_change=True)
            deciding.publish_picture(session, picture, drawn, datetime.now(UTC), user, seen)
            session.commit()
    except DomainError as error:  # the page that says so has the button that mends it
        return _refused(picture, error)
    told = _(
        "Lägesbild %(edition)s är publicerad. Styrgruppen kan läsa den nu. Områdesgrupperna kan läsa den allmänna "
        "versionen.",
        edition=picture.edition,
    )
    flash(told, "done")
    return _to(picture)


@at_edition("/withdraw", methods=["GET", "POST"])
@allow(*PREPARING)
def withdraw(year: int, number: int, revision: int) -> str | Redirect:
    session, user, reason = context.session(), context.signed_in_user(), request.form.get("reason", "")
    picture = archive.edition(session, year, number, revision, to_change=request.method == "POST")
    if picture.status != PictureStatus.PUBLISHED:
        return _to(picture)
    if request.method == "GET":
        return render_template("pictures/withdraw.html", edition=picture, reason="", problem="")
    try:
        deciding.withdraw_picture(session, picture, reason, datetime.now(UTC), user)
    except DomainError as error:
        session.rollback()
        problem = refusal_words(error, may_allow=False)
        return render_template("pictures/withdraw.html", edition=picture, reason=reason, problem=problem)
    session.commit()
    flash(
        _("Lägesbild %(edition)s är tillbakadragen, och de som kunde läsa den ser varför.", edition=picture.edition),
        "done",
    )
    return _to(picture)


def _may_be_told(picture: Picture) -> bool:
    """Whether nothing to everybody tells what is hidden, or somebody has seen just that and means it."""
    sign = before_publishing(context.session(), picture).sign
    return not sign or request.form.get("seen") == sign


def _before(picture: Picture, is_sent: bool) -> str:
    before = before_publishing(context.session(), picture)
    changed = number_changed(context.session(), picture)
    known = {"before": before, "told_of": told_of, "formats": list(Format), "changed": changed}
    return render_template("pictures/publish.html", edition=picture, is_refused=is_sent, **known)


def _looked_at(picture: Picture) -> AbstractContextManager[Seen | None]:
    """Its data are read while other writers are let on."""
    context.session().commit()
    return looked_at(context.database(), picture.id)


def _draw(picture: Picture) -> deciding.Drawn:
    """All documents, drawn while other writers are let on."""
    session, now = context.session(), datetime.now(UTC)
    if deciding.return_if_other(session, picture, now, context.signed_in_user()):
        session.commit()  # what is raised now keeps nothing
    with _looked_at(picture) as seen:
        deciding.check_ready(session, picture, now, seen)
        record, remarks = picture.record, written(session, picture)
        session.commit()
    return deciding.Drawn(record, remarks, documents_beside(record, remarks))


def _refused(picture: Picture | None, error: DomainError) -> Redirect:
    """Back to the edition, or where there is none yet to all of them, with the words."""
    address = url_for(".show", **picture.address) if picture else url_for(".index")
    context.session().rollback()
    flash(str(error), "warning")
    return redirect(address)


def _to(picture: Picture) -> Redirect:
    return redirect(url_for(".show", **picture.address))


def _asked_period() -> Period:
    """The period that the form names; one that has not ended cannot be compared with whole ones."""
    first_monday = context.settings().picture_first_monday
    newest = newest_closed_period(local_today(), first_monday)
    try:
        asked = date.fromisoformat(request.form.get("period", ""))
    except ValueError:
        return newest
    return min(period_of(max(asked, EARLIEST), first_monday), newest)
