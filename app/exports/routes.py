"""What is taken away from list and map: rows as files, and the map on paper."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO

from flask import Blueprint, Response, abort, request, send_file

from app import context
from app.access import READERS, allow
from app.exports.asked import Asked
from app.exports.choice_words import choice_words
from app.exports.columns import Tongue
from app.exports.csv_file import write_csv
from app.exports.queries import batches, names, with_tellers
from app.exports.rows import Row
from app.formatting import local_today
from app.i18n import language
from app.incidents.choices import choices_for, filter_of
from app.models import Role
from app.places.queries import gazetteer

Batches = Iterator[list[Row]]
EVERYBODY = (*READERS, Role.REPORTER)

bp = Blueprint("exports", __name__, url_prefix="/export")


@bp.get("/incidents.csv")
@allow(*EVERYBODY)
def csv() -> Response:
    return _written("text/csv", "csv", write_csv)


@bp.get("/map.pdf")
@allow(*EVERYBODY)
def pdf() -> Response:
    # Loaded here alone: what draws and typesets takes a second, which the web process need not wait for when it starts.
    from app.exports.printing import print_map

    session, user, asked = context.session(), context.signed_in_user(), _asked()
    content = print_map(session, user, asked, _choice(asked), context.municipality().name, datetime.now(UTC))
    return _sent(BytesIO(content), "application/pdf", _name(asked, "pdf"), is_shown=True)


def _written(mimetype: str, ending: str, write: Callable[[BinaryIO, Batches, Tongue], None]) -> Response:
    """A file of rows, written whole before anything of it is sent: who gets it has all of it.

    It lies on disk without a name meanwhile, so that any number of rows takes little memory and nothing is left behind.
    """
    session, user, asked = context.session(), context.signed_in_user(), _asked()
    found = batches(session, asked.filter, user, asked.box)
    told = (with_tellers(session, user, rows) for rows in found)
    file = TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    write(file, told, Tongue(names(session), language()))
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
