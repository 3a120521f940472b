"""Answers about places while somebody types or points: what may be meant, what is here, where the districts are."""

from typing import Any

from flask import Blueprint, jsonify, request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app import context
from app.access import allow
from app.formatting import local_today
from app.models import Role
from app.places import queries
from app.places.addresses import location_box
from app.places.rules import meaning, unclear_words
from app.places.words import place_words, point_words, with_district
from geo.gazetteer import Place
from geo.points import LocationPrecision, Point

bp = Blueprint("places", __name__)

ASKERS = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.REPORTER, Role.AREA_MEMBER)


@bp.get("/places/suggest")
@allow(*ASKERS)
def suggest() -> dict[str, Any]:
    """The places that somebody may be typing, and the one that is meant if there is but one."""
    words = request.args.get("q", "")[:200]
    gazetteer, names = location_box(context.session()), _district_names()
    meant = meaning(words, gazetteer, request.args.get("place", type=int))
    return {
        "places": [_described(found.place, names) for found in gazetteer.suggest(words)],
        "meant": _described(meant.place, names) if meant.place else None,
        "written": meant.words,
        "advice": None if meant.place else unclear_words(meant),
    }


@bp.get("/places/at")
@allow(*ASKERS)
def at() -> dict[str, Any]:
    """The nearest place and the district of a point."""
    point = _point()
    session = context.session()
    district = queries.area_index(session, local_today()).area_of(point)
    nearest = queries.gazetteer(session).nearest(point)
    return {
        "place": nearest[0].name if nearest else None,
        "metres": round(nearest[1]) if nearest else None,
        "near": _("nära %(place)s", place=nearest[0].name) if nearest else None,
        "district": district,
        "words": point_words(nearest, _district_names()[district] if district else None),
    }


@bp.get("/places/outlines.json")
@allow(*ASKERS)
def outlines() -> Response:
    """The districts' outlines and the places with a point, for small maps."""
    response = jsonify(queries.outlines(context.session(), local_today()))
    response.add_etag()
    return response.make_conditional(request)


def _district_names() -> dict[str, str]:
    return {district.key: district.name for district in queries.districts(context.session())}


def _described(place: Place, districts: dict[str, str]) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "label": with_district(place, districts),
        "words": place_words(place, districts),
        "lon": place.point.lon if place.point else None,
        "lat": place.point.lat if place.point else None,
        "is_about": place.precision is LocationPrecision.PLACE,
    }


def _point() -> Point:
    lon, lat = (request.args.get(name, type=float) for name in ("lon", "lat"))
    if lon is None or lat is None or not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise BadRequest
    return Point(lon, lat)
