"""Tiles of the map's incidents, and what a group in them holds."""

import gzip
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import TypeVar
from weakref import WeakKeyDictionary

import orjson
from flask import Blueprint, Response, abort, request

from app import context
from app.access import READERS, allow
from app.db import Database
from app.formatting import local_today
from app.incidents.choices import choices_for, filter_of
from app.incidents.filters import IncidentFilter
from app.maps.queries.marks import drawable_kinds
from app.tiles.kept import Kept
from app.tiles.queries import COUNTED_LEVEL, Choice, counted, data_version, far_tile, members, near_tile, sight
from app.tiles.rules import DEEPEST, FINER
from geo.tiles import Tile

MOST_KEPT = 32 * 1024 * 1024
"""Bytes of tiles, and of the counts they are made from, that a process keeps."""
ENTRY = 500
"""Bytes that an entry takes beside what it holds and the filter's address."""
FORMAT = 1
"""Another number when tiles of the same data become others: what browsers have kept is asked for anew."""
MOST_CELLS = 24

bp = Blueprint("tiles", __name__)
_kept: WeakKeyDictionary[Database, Kept] = WeakKeyDictionary()

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody is shown: equal ones get the same bytes, and a change of the data makes another one of it."""

    sight: Hashable
    query: bytes
    today: date
    version: Hashable
    format: int = FORMAT

    @classmethod
    def now(cls) -> "Asked":
        session, user = context.session(), context.signed_in_user()
        return cls(sight(user), request.query_string, local_today(), data_version(session))

    def kept(self, what: Hashable, make: Callable[[], tuple[Made, int]]) -> Made:
        kept = _kept.setdefault(context.database(), Kept(MOST_KEPT))

        def weighed() -> tuple[Made, int]:
            made, size = make()
            return made, size + ENTRY + len(self.query)

        return kept.get((self, what), weighed)

    def tag(self, what: Hashable) -> str:
        return blake2b(repr((self, what)).encode(), digest_size=16).hexdigest()


@bp.get("/map/tiles/<int:z>/<int:x>/<int:y>.mvt")
@allow(*READERS)
@context.glances
def tile(z: int, x: int, y: int) -> Response:
    """The incidents in a tile that the filter chooses, as a Mapbox vector tile; see docs/tiles.md."""
    if z > DEEPEST:
        abort(404)
    where, asked = _tile(z, x, y), Asked.now()
    response = Response(mimetype="application/vnd.mapbox-vector-tile")
    response.set_etag(asked.tag(where), weak=True)
    response.vary.update(("Accept-Encoding", "Cookie"))
    if not request.if_none_match.contains_weak(asked.tag(where)):
        packed = asked.kept(where, lambda: _sized(gzip.compress(_made(asked, where), mtime=0)))
        is_packed = bool(request.accept_encodings["gzip"])
        response.set_data(packed if is_packed else gzip.decompress(packed))
        if is_packed:
            response.content_encoding = "gzip"
    response.make_conditional(request)
    return response


@bp.get("/map/tiles/members.json")
@allow(*READERS)
def group() -> Response:
    """The newest incidents of the cells that a group is made of, how many all are, and where they lie."""
    cells = [_cell(text) for text in request.args.getlist("cell")[:MOST_CELLS]]
    if not cells:
        abort(404)
    found = members(context.session(), _choice(Asked.now()), cells)
    return Response(orjson.dumps(found), mimetype="application/json")


def _tile(z: int, x: int, y: int) -> Tile:
    try:
        return Tile(z, x, y)
    except ValueError:
        abort(404)


def _cell(text: str) -> Tile:
    z, x, y = (int(part) if part.isdecimal() and len(part) < 10 else -1 for part in (text.split("/") + [""] * 3)[:3])
    return _tile(z, x, y)


def _made(asked: Asked, where: Tile) -> bytes:
    choice = _choice(asked)
    if where.z + FINER > COUNTED_LEVEL:
        return near_tile(context.session(), choice, where)
    whole = asked.kept("counted", lambda: (found := counted(context.session(), choice), found.size))
    return far_tile(context.session(), choice, where, whole)


def _choice(asked: Asked) -> Choice:
    return Choice(context.signed_in_user(), *asked.kept("choice", lambda: (_chosen(), 20 * ENTRY)))


def _chosen() -> tuple[IncidentFilter, dict[int, int]]:
    """The filter, and the kind of each category that is drawn: a dozen readings, the same for all tiles."""
    session = context.session()
    choices = choices_for(session, context.signed_in_user())
    return filter_of(request.args, local_today(), choices), drawable_kinds(session)


def _sized(packed: bytes) -> tuple[bytes, int]:
    return packed, len(packed)
