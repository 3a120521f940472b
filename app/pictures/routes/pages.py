"""Pages that show editions: all of them, one, its document."""

from datetime import UTC, datetime

from flask import Response, render_template

from app import context
from app.access import allow
from app.formatting import local_today
from app.models import Role
from app.pictures import queries
from app.pictures.routes.blueprint import PREPARING, bp, may_prepare, readable_edition
from app.pictures.wording import words_of
from reports.picture.periods import Period, newest_closed_period
from reports.picture.storage import from_json


@bp.get("/pictures")
@allow(*PREPARING, Role.STEERING)
def index() -> str:
    newest = newest_closed_period(local_today(), context.settings().picture_first_monday)
    return render_template(
        "pictures/index.html",
        editions=queries.editions(context.session(), only_published=not may_prepare()),
        may_prepare=may_prepare(),
        periods=[newest, *newest.before(3)[::-1]],
        period_type=Period,
    )


@bp.get("/pictures/<int:year>-<int:number>")
@allow(*PREPARING, Role.STEERING)
def show(year: int, number: int) -> str:
    edition = readable_edition(year, number)
    picture = from_json(edition.record)
    return render_template(
        "pictures/show.html",
        edition=edition,
        picture=picture,
        **words_of(picture),
        may_prepare=may_prepare(),
        has_ended=datetime.now(UTC) >= Period(edition.period_start).ends_at,
    )


@bp.get("/pictures/<int:year>-<int:number>.pdf")
@allow(*PREPARING, Role.STEERING)
def pdf(year: int, number: int) -> Response:
    edition = readable_edition(year, number)
    name = f"lagesbild-{year}-{number:02}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(edition.pdf, mimetype="application/pdf", headers=headers)
