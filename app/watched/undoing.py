"""What takes a change or a removal back, carried by the page that tells of it: signed, so that it comes as it was sent.

The area is carried as it was stored. Its corners as they are written are fewer than it may have, and rounded.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass

import shapely
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer

from app.watched.rules import NewArea, WatchedAreaError
from geo.boundaries import polygons


@dataclass(frozen=True, slots=True)
class Undo:
    """An area as it was, and which one is to be so again while its mark still is `after`; None: it was removed."""

    before: NewArea
    area_id: int | None = None
    after: str = ""

    def written(self, secret: str) -> str:
        was = self.before
        shape = b64encode(was.shape.wkb).decode()
        told = [was.name, was.district, shape, was.is_approximate, was.origin, self.area_id, self.after]
        return str(_signing(secret).dumps(told))


def read_undo(text: str, secret: str) -> Undo:
    """Raises WatchedAreaError where it is not as it was written here."""
    try:
        name, district, shape, is_approximate, origin, area_id, after = _signing(secret).loads(text)
    except BadSignature:
        raise WatchedAreaError(_("Det går inte att ångra här. Områdena är som de står nedan.")) from None
    before = NewArea(name, district, polygons(shapely.from_wkb(b64decode(shape))), is_approximate, origin)
    return Undo(before, area_id, after)


def _signing(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="watched-area")
