"""What the map's scripts ask for when the view or the time shown changes: layers, and the table's rows in view."""

from datetime import date
from typing import Any

import orjson
from flask import Response, abort, render_template, request
from sqlalchemy.orm import Session

from app import context
from app.access import READERS, allow
from app.formatting import local_today
from app.incidents.choices import choices_for, filter_of
from app.maps.queries.rows import Box, rows_in
from app.maps.routes.blueprint import bp
from app.maps.rules import args_at, is_drawn
from app.maps.views import REACHES, Layer, MapView
from app.models import Role, User


@bp.get("/map/density.json")
@allow(*READERS, Role.REPORTER)
def density() -> Response:
    """The steps of density as shapes."""
    view = _view()
    shown = layer_of(context.session(), view.on(Layer.DENSITY), context.signed_in_user(), local_today())
    return Response(orjson.dumps(shown["density"].features()), mimetype="application/geo+json")


@bp.get("/map/layer")
@allow(*READERS, Role.REPORTER)
def beside() -> str:
    """A piece of a page: the legend and the table of a layer; the incidents themselves have none."""
    view = _view()
    if view.layer is Layer.INCIDENTS:
        abort(404)
    shown = layer_of(context.session(), view, context.signed_in_user(), local_today())
    return render_template("maps/layer.html", view=view, chosen=view.filter, **shown)


@bp.get("/map/rows")
@allow(*READERS, Role.REPORTER)
def rows() -> str:
    """A piece of a page: the table of what is in view."""
    box = Box.read(request.args.get("bbox", ""))
    if box is None:
        abort(400)
    found = rows_in(context.session(), _view().filter, context.signed_in_user(), box)
    return render_template("maps/rows.html", found=found, is_drawn=is_drawn)


def layer_of(session: Session, view: MapView, user: User, today: date) -> dict[str, Any]:
    """What the templates need to tell of the layer that is shown."""
    # What counts and smooths is loaded when it is asked for: the web process must start fast.
    if view.layer is Layer.DENSITY:
        from app.maps.queries.density import dense_places, density_layer

        found = density_layer(session, view.filter, user, view.reach)
        return {"density": found, "dense_places": dense_places(session, found), "reaches": REACHES}
    if view.layer is Layer.PLACES:
        from app.maps.queries.hot_places import hot_places

        return {"hot": hot_places(session, view.filter, user, today), "args_at": args_at}
    return {}


def _view() -> MapView:
    session, user = context.session(), context.signed_in_user()
    chosen = filter_of(request.args, local_today(), choices_for(session, user)).on_page(1)
    return MapView.from_args(request.args, chosen)
