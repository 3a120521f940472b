"""What the map's script is told of the background, on any page that shows a map."""

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from app import context, security
from app.background.in_use import Outside, OwnFile, Unusable, background_in_use
from app.background.rules import NAMES, first_zoom
from app.background.words import title


def init_app(app: Flask) -> None:
    app.jinja_env.globals["map_background"] = map_background
    app.jinja_env.globals["background_state"] = background_state


def map_background() -> dict[str, Any] | None:
    """None where nothing lies under the map. Where its images come from elsewhere, this page alone may show them."""
    found = background_in_use(context.settings())
    if isinstance(found, Outside):
        security.allow_images_from(found.origin)
        return {"kind": "outside", "url": found.url, "attribution": found.attribution, **_always()}
    if not isinstance(found, OwnFile):
        return None
    file = found.file
    west, south, east, north = file.bounds
    return {
        "kind": "vector" if file.is_vector else "images",
        "url": url_for("background.tiles", v=found.tag),
        "type": "" if file.is_vector else f"image/{file.kind}",
        "firstZoom": first_zoom(file),
        "lastLevel": file.zooms[1],
        "bounds": [[south, west], [north, east]],
        "attribution": found.attribution or file.name or found.path.name,
        **_always(),
        "hasNames": not file.is_vector or NAMES in file.layers,
    }


def background_state() -> tuple[str, bool]:
    """What is in use in a few words, and whether that is something to look at."""
    found = background_in_use(context.settings())
    return title(found), isinstance(found, Outside | Unusable)


def _always() -> dict[str, Any]:
    failed = _("Det gick inte att hämta kartans bakgrund. Strand, kommundelar och händelser visas ändå.")
    return {"failed": failed, "hasNames": True}
