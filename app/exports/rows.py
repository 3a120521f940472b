"""One incident as it is taken away, and what a reader may have of it."""

from datetime import datetime
from typing import NamedTuple

from app.incidents.filters import Placing
from app.models import IncidentStatus
from geo.points import LocationPrecision
from reports.incoming.drafts import Certainty


class Row(NamedTuple):
    """An incident; a tuple, as there may be a million.

    What may not be told is not there: of something sensitive no place and, but for the coordinator, no text. `lon` and
    `lat` (WGS 84 degrees) are those of its mark on the map; without one it is not drawn.
    """

    id: int
    start: datetime
    end: datetime | None
    category: int
    district: int | None
    place: str | None
    precision: LocationPrecision
    certainty: Certainty
    status: IncidentStatus
    quantity: int | None
    text: str | None
    lon: float | None
    lat: float | None
    tellers: tuple[str, ...] = ()

    @property
    def is_drawn(self) -> bool:
        return self.lon is not None

    @property
    def placing(self) -> Placing:
        return Placing.WITH_POINT if self.is_drawn else Placing.WITHOUT_POINT
