"""The file of map tiles, in the parts that browsers ask for, and the page that tells what is in use."""

import os
from typing import IO

from flask import Blueprint, Response, abort, render_template, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wsgi import FileWrapper

from app import context
from app.access import allow, signed_in
from app.background import words
from app.background.in_use import OwnFile, background_in_use, tag_of
from app.models import Role

A_DAY = 24 * 60 * 60
AT_ONCE = 64 * 1024
KIND = "application/vnd.pmtiles"

bp = Blueprint("background", __name__)


@bp.get("/map/background.pmtiles")
@signed_in
def tiles() -> Response:
    """The file, or with Range a part of it; it is never held whole in memory."""
    found = background_in_use(context.settings())
    if not isinstance(found, OwnFile):
        abort(404)
    try:
        opened = found.path.open("rb")
    except OSError:
        abort(404)
    return _answer(opened)


@bp.get("/settings/background")
@allow(Role.ADMINISTRATOR, Role.COORDINATOR)
def index() -> str:
    found = background_in_use(context.settings())
    return render_template(
        "background/index.html",
        title=words.title(found),
        facts=words.facts(found),
        warnings=words.warnings(found),
        path=context.settings().background_path,
    )


def _answer(opened: IO[bytes]) -> Response:
    """Told of the file that is open: another may be laid in its place meanwhile."""
    stat = os.fstat(opened.fileno())
    tag = tag_of(stat)
    response = Response(FileWrapper(opened, AT_ONCE), mimetype=KIND, direct_passthrough=True)
    response.content_length = stat.st_size
    response.accept_ranges = "bytes"
    response.set_etag(tag)
    if request.args.get("v") == tag:  # this very file: it need not be asked for again, by this person's browser
        response.cache_control.private = True
        response.cache_control.max_age = A_DAY
    try:
        # A range is something of GET alone.
        response.make_conditional(request, accept_ranges=request.method == "GET", complete_length=stat.st_size)
    except RequestedRangeNotSatisfiable:
        opened.close()
        headers = {"Content-Range": f"bytes */{stat.st_size}", "Accept-Ranges": "bytes"}
        return Response(status=416, headers=headers, mimetype=KIND)
    return response
