"""What holds for every incident, however it came in."""

from collections.abc import Callable

from geo.gazetteer import fold
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Whereabouts


def settle(where: Whereabouts, area_of: Callable[[Point], str | None], is_sensitive: bool) -> Whereabouts:
    """The whereabouts as they are kept: the district follows from the point, a sensitive incident has only that."""
    if where.point is not None and where.precision.is_drawable:
        where = Whereabouts(where.words, where.place_id, where.point, where.precision, area_of(where.point))
    elif where.point is not None:
        where = Whereabouts(where.words, where.place_id, None, where.precision, where.district)
    return _without_place(where) if is_sensitive else where


def _without_place(where: Whereabouts) -> Whereabouts:
    """Violence in close relations is kept per district alone: no point, no place words."""
    precision = LocationPrecision.DISTRICT if where.district else LocationPrecision.MUNICIPALITY
    return Whereabouts(precision=precision, district=where.district)


def search_text(*parts: str | None) -> str:
    """What the word filter looks in: folded, so that capitals and odd spaces do not matter."""
    return fold(" ".join(part for part in parts if part))
