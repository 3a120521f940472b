"""What the map's layers, overlays and comparisons are called on screen."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.maps.views import Against, Arrangement, Layer, Overlay

WORDS: dict[type[StrEnum], Mapping[StrEnum, Any]] = {
    Layer: {
        Layer.INCIDENTS: _l("Händelser"),
        Layer.DENSITY: _l("Täthet"),
        Layer.PLACES: _l("Platser"),
    },
    Overlay: {
        Overlay.WATCHED: _l("bevakade områden"),
        Overlay.REFERENCE: _l("hållpunkter"),
    },
    Against: {
        Against.BEFORE: _l("perioden före"),
        Against.LAST_YEAR: _l("samma veckor i fjol"),
    },
    Arrangement: {
        Arrangement.SIDE: _l("sida vid sida"),
        Arrangement.SWIPE: _l("svep"),
    },
}


def map_word(value: StrEnum) -> str:
    return str(WORDS[type(value)][value])


def init_app(app: Flask) -> None:
    app.jinja_env.filters["map_word"] = map_word
