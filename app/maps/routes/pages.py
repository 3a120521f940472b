"""The map page, the incidents on it, and what is told of one when its mark is opened."""

from dataclasses import replace
from typing import Any

import orjson
from flask import Response, abort, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import context
from app.access import READERS, allow
from app.formatting import local_today
from app.incidents.choices import choices_for, filter_of
from app.incidents.filters import NO_DISTRICT
from app.incidents.queries import incident_page
from app.incidents.sources import telling_organisations
from app.maps.queries import ground
from app.maps.queries import marks as map_marks
from app.maps.queries.overlays import has_watched, overlay_features
from app.maps.queries.saved import saved_views
from app.maps.routes.blueprint import bp
from app.maps.routes.compare import sources_of
from app.maps.routes.layers import layer_of
from app.maps.routes.time import time_parts
from app.maps.rules import bounds_of, columns, is_drawn, undrawn_args
from app.maps.saved_views import Refused, may_remove, may_save_for
from app.maps.views import Layer, MapView, Overlay
from app.maps.wording import mark_words
from app.models import Role, User
from app.places.queries import area_index, districts
from reports.incoming.drafts import Certainty

OVERLAY_KEYS = ((Overlay.WATCHED, "b"), (Overlay.REFERENCE, "h"))


@bp.get("/map")
@allow(*READERS, Role.REPORTER)
def index() -> str:
    return map_page()


def map_page(refused: Refused | None = None) -> str:
    """The view that stands in the address, with what could not be saved of it."""
    session, user, today = context.session(), context.signed_in_user(), local_today()
    choices = choices_for(session, user)
    chosen = filter_of(request.args, today, choices).on_page(1)
    areas = {area.key: area.shape for area in area_index(session, today).areas}
    view = MapView.from_args(request.args, chosen)
    filter_args: dict[str, Any] = chosen.to_args()
    tally = map_marks.tally(session, chosen, user)
    own = [district.key for district in user.districts] if user.role is Role.AREA_MEMBER else []
    return render_template(
        "maps/index.html",
        choices=choices,
        chosen=replace(chosen, problems=view.problems),
        view=view,
        layers=Layer,
        certainties=Certainty,
        overlay_keys=OVERLAY_KEYS,
        has_watched=has_watched(session),
        overlays=url_for("maps.overlays", show=view.overlays, **filter_args),
        page=incident_page(session, chosen, user),
        tally=tally,
        **time_parts(session, view, user),
        outlines=ground.outlines(session, today),
        origins=ground.boundary_origins(session),
        bounds={key: bounds_of([shape]) for key, shape in areas.items()},
        whole=bounds_of(areas.values()),
        start=bounds_of(areas[key] for key in chosen.districts or own if key in areas),
        places=_places(session),
        asks=_asks(view),
        **sources_of(chosen, tally, user),
        words=_words(),
        most=map_marks.MOST_MARKS,
        undrawn_args=undrawn_args,
        is_drawn=is_drawn,
        **_saved_parts(session, user),
        refused=refused,
        **layer_of(session, view, user, today),
    )


@bp.get("/map/incidents.json")
@allow(*READERS, Role.REPORTER)
def layer() -> Response:
    """The marks of the map, packed; see `app.maps.rules.columns`."""
    session, user = context.session(), context.signed_in_user()
    chosen = filter_of(request.args, local_today(), choices_for(session, user))
    packed = orjson.dumps(columns(map_marks.marks(session, chosen, user)))
    response = Response(packed, mimetype="application/json")
    response.add_etag(weak=True)
    response.make_conditional(request)
    return response


@bp.get("/map/overlays.json")
@allow(*READERS, Role.REPORTER)
def overlays() -> Response:
    """What may be drawn beside the incidents, as GeoJSON."""
    session, user = context.session(), context.signed_in_user()
    chosen = filter_of(request.args, local_today(), choices_for(session, user))
    view = MapView.from_args(request.args, chosen)
    found = overlay_features(session, view, user)
    return Response(orjson.dumps(found), mimetype="application/geo+json")


@bp.get("/map/incidents/<ids>")
@allow(*READERS, Role.REPORTER)
def popup(ids: str) -> str:
    """A piece of a page about one incident, or a list of several; `of` is how many there are in all.

    `apart` is asked for where they lie near each other and not at one spot.
    """
    numbers = [int(part) for part in ids.split(",") if part.isdecimal() and len(part) < 19]
    user = context.signed_in_user()
    incidents = map_marks.incidents_on_map(context.session(), user, numbers)
    if not incidents:
        abort(404)
    return render_template(
        "maps/popup.html",
        incidents=incidents,
        number=max(request.args.get("of", 0, int), len(incidents)),
        is_apart="apart" in request.args,
        sources={incident.id: telling_organisations(incident.sources, user) for incident in incidents},
        user=user,
    )


def _asks(view: MapView) -> dict[str, str]:
    """Where the page's scripts ask anew when view or time change: for the table's rows, and for a layer."""
    filter_args: dict[str, Any] = view.filter.to_args()
    args: dict[str, Any] = view.to_args()
    asked = {"rows": url_for("maps.rows", **filter_args)}
    if view.layer is not Layer.INCIDENTS:
        asked["beside"] = url_for("maps.beside", **args)
    return asked | ({"density": url_for("maps.density", **args)} if view.layer is Layer.DENSITY else {})


def _saved_parts(session: Session, user: User) -> dict[str, Any]:
    """What the map page needs to offer saved views: those there are, and for which groups one may be saved."""
    named: list[tuple[int | None, str]] = [(each.id, each.name) for each in districts(session)]
    return {
        "views": saved_views(session, user),
        "groups": [(id_, name) for id_, name in [(None, _("alla")), *named] if may_save_for(user, id_)],
        "may_remove": may_remove,
    }


def _places(session: Session) -> list[tuple[int | None, str, str]]:
    """Id, key and name of what incidents without a point are counted under."""
    known: list[tuple[int | None, str, str]] = [(each.id, each.key, each.name) for each in districts(session)]
    return [*known, (None, NO_DISTRICT, _("Okänd kommundel"))]


def _words() -> dict[str, Any]:
    """What the map's scripts say."""
    return {
        "zoomIn": _("Zooma in"),
        "zoomOut": _("Zooma ut"),
        "close": _("Stäng"),
        "loading": _("Hämtar …"),
        "cluster": _("{number} händelser, öppna"),
        "failed": _("Det gick inte att hämta händelsen. Den finns i tabellen nedanför kartan."),
        "unreachable": _("Det gick inte att hämta händelserna till kartan. Ladda om sidan; tabellen visar dem ändå."),
        "noOverlays": _("Det gick inte att hämta det som skulle visas bredvid händelserna. Ladda om sidan."),
        "noLayer": _("Det gick inte att hämta lagret till kartan. Ladda om sidan; tabellen visar det ändå."),
        "noRows": _("Det gick inte att hämta tabellen för det som är i bild. Den visar vad den visade förut."),
        "zoomHere": _("Zooma in hit"),
        "atPlace": _("{place}: {number} händelser, {verdict}"),
        **mark_words(),
    }
