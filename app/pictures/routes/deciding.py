"""Building and publishing editions."""

from datetime import UTC, date, datetime

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from app import context
from app.access import allow
from app.formatting import local_today
from app.pictures import actions, queries
from app.pictures.drawing import draw_apart
from app.pictures.routes.blueprint import PREPARING, bp
from app.pictures.rules import OutdatedError
from reports.picture.periods import Period, newest_closed_period, period_of

EARLIEST = date(2000, 1, 1)


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


def _asked_period() -> Period:
    """The period that the form names; one that has not ended cannot be compared with whole ones."""
    first_monday = context.settings().picture_first_monday
    newest = newest_closed_period(local_today(), first_monday)
    try:
        asked = date.fromisoformat(request.form.get("period", ""))
    except ValueError:
        return newest
    return min(period_of(max(asked, EARLIEST), first_monday), newest)
