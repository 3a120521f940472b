"""Pages of the biweekly picture: the editions, one edition, its PDF; building and publishing."""

from datetime import UTC, date, datetime

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from app import context
from app.access import allow
from app.formatting import local_today
from app.models import Picture, PictureStatus, Role
from app.pictures import actions, queries
from app.pictures.drawing import draw_apart
from app.pictures.rules import OutdatedError
from app.pictures.wording import words_of
from reports.picture.periods import Period, newest_closed_period, period_of
from reports.picture.storage import from_json

bp = Blueprint("pictures", __name__)
EARLIEST = date(2000, 1, 1)
PREPARING = (Role.COORDINATOR, Role.ADMINISTRATOR)


@bp.get("/pictures")
@allow(*PREPARING, Role.STEERING)
def index() -> str:
    first_monday, today = context.settings().picture_first_monday, local_today()
    return render_template(
        "pictures/index.html",
        editions=queries.editions(context.session(), only_published=_reads_published_only()),
        may_prepare=not _reads_published_only(),
        periods=[newest_closed_period(today, first_monday), *newest_closed_period(today, first_monday).before(3)[::-1]],
        period_type=Period,
    )


@bp.get("/pictures/<int:year>-<int:number>")
@allow(*PREPARING, Role.STEERING)
def show(year: int, number: int) -> str:
    edition = _edition(year, number)
    picture = from_json(edition.record)
    return render_template(
        "pictures/show.html",
        edition=edition,
        picture=picture,
        **words_of(picture),
        may_prepare=not _reads_published_only(),
        has_ended=datetime.now(UTC) >= Period(edition.period_start).ends_at,
    )


@bp.get("/pictures/<int:year>-<int:number>.pdf")
@allow(*PREPARING, Role.STEERING)
def pdf(year: int, number: int) -> Response:
    edition = _edition(year, number)
    name = f"lagesbild-{year}-{number:02}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(edition.pdf, mimetype="application/pdf", headers=headers)


@bp.post("/pictures/build")
@allow(*PREPARING)
def build() -> Redirect:
    """Build the edition of a period, or bring its draft up to date."""
    period, user = _asked_period(), context.signed_in_user()
    session = context.session()
    session.commit()  # lets other writers on while the document is drawn
    edition = draw_apart(context.settings(), period, datetime.now(UTC))
    picture = actions.keep_edition(session, edition, user)
    session.commit()
    flash(_("Lägesbild %(edition)s är byggd av de uppgifter som finns nu.", edition=picture.edition), "done")
    return redirect(url_for(".show", year=picture.year, number=picture.number))


@bp.post("/pictures/<int:year>-<int:number>/publish")
@allow(*PREPARING)
def publish(year: int, number: int) -> Redirect:
    session = context.session()
    picture = queries.edition(session, year, number, to_change=True)
    try:
        actions.publish_picture(session, picture, datetime.now(UTC), context.signed_in_user())
    except OutdatedError as error:  # the page that says so has the button that mends it
        session.rollback()
        flash(str(error), "warning")
        return redirect(url_for(".show", year=year, number=number))
    session.commit()
    flash(_("Lägesbild %(edition)s är publicerad. Styrgruppen kan läsa den nu.", edition=picture.edition), "done")
    return redirect(url_for(".show", year=year, number=number))


def _edition(year: int, number: int) -> Picture:
    found = queries.edition(context.session(), year, number)
    if _reads_published_only() and found.status != PictureStatus.PUBLISHED:
        abort(404)
    return found


def _reads_published_only() -> bool:
    return context.signed_in_user().role == Role.STEERING


def _asked_period() -> Period:
    """The period that the form names; one that has not ended cannot be compared with whole ones."""
    first_monday = context.settings().picture_first_monday
    newest = newest_closed_period(local_today(), first_monday)
    try:
        asked = date.fromisoformat(request.form.get("period", ""))
    except ValueError:
        return newest
    return min(period_of(max(asked, EARLIEST), first_monday), newest)
