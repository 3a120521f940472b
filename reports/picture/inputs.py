"""What the app gathers for an edition: plain values, counted and listed, not yet judged."""

from dataclasses import dataclass
from datetime import date, datetime

from reports.picture.periods import Period

BASELINE_LENGTH = 26
"""Most fortnights that a period is compared with: those of the year before, in which each season comes once."""


@dataclass(frozen=True, slots=True)
class CategoryLabel:
    """A top-level category: `mark` names its shape (see `geo.symbols`), `colour` is #rrggbb.

    `enforcement` tells that its number follows police work rather than trouble.
    """

    code: str
    name: str
    mark: str
    colour: str
    enforcement: bool = False


@dataclass(frozen=True, slots=True)
class CountInput:
    """Number of confirmed incidents of one category in one district and fortnight, told by the same organisations.

    `district` is a district's key, or None where not even the district is known. `sources` are the keys of all who told
    of each of these incidents; one that the guards and the police both told of is in no other count.
    """

    period_start: date
    district: str | None
    category: str
    number: int
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceInput:
    """Reports received from one organisation: in the period and, oldest first, in each of the fortnights before.

    `exposure` is the number of fortnights before that began when it had already reported: those before them are no
    silence. None: all of them.
    """

    key: str
    name: str
    kind: str
    now: int
    before: tuple[int, ...]
    exposure: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceInput:
    """Incidents at one named place: in the period and, oldest first, in each of the fortnights before."""

    name: str
    district: str | None
    now: int
    before: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SpanInput:
    """Incidents of one district that lie in the same span, in whole hours since 1970 (UTC).

    `start` is the hour that the span begins in and `end` the first that it does not touch, so that a known moment has
    `end` = `start` + 1. Of one of a day or more no hour is known: it is enough that `end` is 24 hours after, or later.
    """

    district: str | None
    start: int
    end: int
    number: int = 1


@dataclass(frozen=True, slots=True)
class PointInput:
    """One incident with a point (WGS 84 degrees) and the local day on which it, or its span, began."""

    lon: float
    lat: float
    day: date
    district: str | None
    category: str


@dataclass(frozen=True, slots=True)
class MarkInput:
    """One incident, or several of a category at one spot, to draw on a district's map (WGS 84 degrees)."""

    lon: float
    lat: float
    category: str
    number: int = 1


@dataclass(frozen=True, slots=True)
class UnplacedInput:
    """An incident of the period without a point, for the list beside the maps. `when` is already in words."""

    incident_id: int
    when: str
    category: str
    district: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class DistrictInput:
    """A district: key, name, its outline as GeoJSON geometry (WGS 84), whether that is approximate, its marks.

    `origin` says who drew the outline, as it is to be named beside the map.
    """

    key: str
    name: str
    outline: dict[str, object]
    is_approximate: bool
    marks: tuple[MarkInput, ...] = ()
    place_names: tuple[tuple[str, float, float], ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class PictureInput:
    """All that `build_picture` needs. Counts cover the period and up to 26 whole fortnights before it.

    `first_data` is the first day with any data: fortnights before it, or before a long gap in the counts and reports,
    are no exposure, not zeros. `cutoff` is an aware
    time. Every district and category that a count names must be among `districts` and `categories`: the app maps
    retired ones beforehand. `unplaced` may be a part of the `unplaced_total` incidents without a point. `spans` and
    `points` leave out what is sensitive, for a place and an hour tell too much; `points`, of half a year, are empty
    where the edition has no half-year section (see `Period.ends_half_year`). `land` is what lies around the districts,
    as a GeoJSON geometry (WGS 84): what is neither is drawn as water, where it is given.
    """

    municipality: str
    period: Period
    cutoff: datetime
    first_data: date | None
    categories: tuple[CategoryLabel, ...]
    districts: tuple[DistrictInput, ...]
    counts: tuple[CountInput, ...]
    sources: tuple[SourceInput, ...]
    places: tuple[PlaceInput, ...]
    unplaced: tuple[UnplacedInput, ...]
    unplaced_total: int
    language: str = "sv"
    spans: tuple[SpanInput, ...] = ()
    points: tuple[PointInput, ...] = ()
    land: dict[str, object] | None = None
