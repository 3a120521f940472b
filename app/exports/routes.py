"""What is taken away from list and map: rows as files, and the map on paper."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory, TemporaryFile
from typing import BinaryIO, Literal

from flask import Blueprint, Response, abort, request, send_file

from app import context
from app.access import READERS, allow
from app.background.in_use import on_paper
from app.exports.asked import Asked
from app.exports.choice_words import about, choice_words
from app.exports.columns import Tongue
from app.exports.csv_file import write_csv
from app.exports.geo_files import write_geojson, write_geopackage
from app.exports.imprint import Imprint
from app.exports.queries import batches, names, number_of_rows, with_tellers
from app.exports.rows import Row
from app.exports.turns import turn_for
from app.formatting import local_today
from app.i18n import language
from app.incidents.choices import choices_for, filter_of
from app.models import Role
from app.places.queries import gazetteer

Batches = Iterator[list[Row]]
EVERYBODY = (*READERS, Role.REPORTER)
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

bp = Blueprint("exports", __name__, url_prefix="/export")


@bp.get("/incidents.csv")
@allow(*EVERYBODY)
def csv() -> Response:
    return _written("text/csv", "csv", write_csv)


@bp.get("/incidents.geojson")
@allow(*EVERYBODY)
def geojson() -> Response:
    return _written("application/geo+json", "geojson", write_geojson)


@bp.get("/incidents.xlsx")
@allow(*EVERYBODY)
def xlsx() -> Response:
    # Loaded here alone, as all that writes documents and draws: the web process must start fast.
    from app.exports.sheet import check_fits, write_sheet

    asked = _asked()
    lines = about(asked, _choice(asked), context.municipality().name, datetime.now(UTC))
    return _written(EXCEL, "xlsx", lambda file, rows, told: write_sheet(file, rows, told, lines), check_fits)


@bp.get("/incidents.gpkg")
@allow(*EVERYBODY)
def gpkg() -> Response:
    return _written("application/geopackage+sqlite3", "gpkg", _write_gpkg)


@bp.get("/map.pdf")
@allow(*EVERYBODY)
def pdf() -> Response:
    from app.exports.printing import print_map

    asked = _asked()
    content = print_map(context.session(), context.signed_in_user(), asked, _imprint(asked))
    return _sent(BytesIO(content), "application/pdf", _name(asked, "pdf"), is_shown=True)


@bp.get("/map.svg")
@allow(*EVERYBODY)
def svg() -> Response:
    return _sent(BytesIO(_picture("svg")), "image/svg+xml", _name(_asked(), "svg"))


@bp.get("/map.png")
@allow(*EVERYBODY)
def png() -> Response:
    return _sent(BytesIO(_picture("png")), "image/png", _name(_asked(), "png"))


def _picture(kind: Literal["svg", "png"]) -> bytes:
    from app.exports.printing import picture_map

    asked = _asked()
    return picture_map(context.session(), context.signed_in_user(), asked, _imprint(asked), kind)


def _imprint(asked: Asked) -> Imprint:
    background = on_paper(context.settings())
    return Imprint(_choice(asked), context.municipality().name, datetime.now(UTC), background)


def _write_gpkg(file: BinaryIO, rows: Batches, told: Tongue) -> None:
    with TemporaryDirectory(prefix="laget-export-") as folder:
        path = Path(folder) / "incidents.gpkg"
        write_geopackage(path, rows, told)
        with path.open("rb") as whole:
            copyfileobj(whole, file)


def _any_number(_rows: int) -> None:
    """Most kinds of file hold as many rows as there are."""


def _written(
    mimetype: str,
    ending: str,
    write: Callable[[BinaryIO, Batches, Tongue], None],
    check: Callable[[int], None] = _any_number,
) -> Response:
    """A file of rows, written whole before anything of it is sent: who gets it has all of it.

    It lies on disk without a name meanwhile, so that any number of rows takes little memory and nothing is left behind.
    `check` raises where it cannot hold so many.
    """
    session, user, asked = context.session(), context.signed_in_user(), _asked()
    number, known = number_of_rows(session, asked.filter, user, asked.box), names(session)
    check(number)
    found = batches(session, asked.filter, user, asked.box, known)
    told = (with_tellers(session, user, rows) for rows in found)
    file = TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    with turn_for(number):
        write(file, told, Tongue(known, language()))
    file.seek(0)
    return _sent(file, mimetype, _name(asked, ending))


def _sent(file: BinaryIO, mimetype: str, name: str, *, is_shown: bool = False) -> Response:
    response = send_file(file, mimetype, as_attachment=not is_shown, download_name=name, max_age=0)
    response.content_length = file.seek(0, 2)
    file.seek(0)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _asked() -> Asked:
    choices = choices_for(context.session(), context.signed_in_user())
    chosen = filter_of(request.args, local_today(), choices).on_page(1)
    try:
        return Asked.from_args(request.args, chosen, choices)
    except ValueError:
        abort(400)


def _choice(asked: Asked) -> str:
    known = gazetteer(context.session())
    places = {place.id: place.name for place in map(known.place, asked.filter.places) if place}
    return choice_words(asked, context.signed_in_user(), places)


def _name(asked: Asked, ending: str) -> str:
    """ "handelser-2026-10-25--2026-11-21.csv"."""
    days = [day.isoformat() for day in (asked.filter.start, asked.filter.end) if day]
    return f"{'-'.join(['handelser', '--'.join(days)]).rstrip('-')}.{ending}"
