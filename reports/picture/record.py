"""The data record behind an edition: everything that its page and documents show, and nothing else.

A `Picture` is plain data: it goes to JSON and back unchanged, so a published edition can be opened years later.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from reports.picture.periods import Period


@dataclass(frozen=True, slots=True)
class CategoryLabel:
    """A top-level category: `mark` names its shape, `colour` is #rrggbb, `enforcement` tells that police work drives it."""

    code: str
    name: str
    mark: str
    colour: str
    enforcement: bool = False


@dataclass(frozen=True, slots=True)
class CountInput:
    """Number of confirmed incidents of one category in one district and fortnight.

    `district` is a district's key, or None where not even the district is known.
    """

    period_start: date
    district: str | None
    category: str
    number: int


@dataclass(frozen=True, slots=True)
class SourceInput:
    """Reports received from one organisation: in the period and, oldest first, in each fortnight of the baseline."""

    name: str
    kind: str
    now: int
    before: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlaceInput:
    """Incidents at one named place: in the period, and in all of the baseline's fortnights together."""

    name: str
    district: str | None
    now: int
    before: int


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
    """A district: key, name, its outline as GeoJSON geometry (WGS 84), whether that is approximate, its marks."""

    key: str
    name: str
    outline: dict[str, object]
    is_approximate: bool
    marks: tuple[MarkInput, ...] = ()
    place_names: tuple[tuple[str, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class PictureInput:
    """All that `build_picture` needs. Counts cover the period and up to 13 whole fortnights before it.

    `first_data` is the first day with any data: fortnights before it are no exposure, not zeros.
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


@dataclass(frozen=True, slots=True)
class Cell:
    """One district and category, or a total (`category` None; `district` None over all).

    `expected` is the baseline's mean per fortnight, `low`..`high` the range that holds 95 % of counts when nothing has
    changed, `p_value` that of the exact test; all None where no fortnight of the baseline exists. `verdict` is a word
    of `Verdict`.
    """

    district: str | None
    category: str | None
    now: int
    baseline_total: int
    expected: float | None
    low: int | None
    high: int | None
    p_value: float | None
    verdict: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One edition's content. `fortnights` is the number of fortnights in the baseline (0–13)."""

    municipality: str
    number: int
    year: int
    period: Period
    cutoff: datetime
    fortnights: int
    total: Cell
    district_totals: tuple[Cell, ...]
    category_totals: tuple[Cell, ...]
    cells: tuple[Cell, ...]
    categories: tuple[CategoryLabel, ...]
    districts: tuple[DistrictInput, ...]
    sources: tuple[SourceInput, ...]
    places: tuple[PlaceInput, ...]
    unplaced: tuple[UnplacedInput, ...]
    unplaced_total: int
    summary: tuple[str, ...] = ()
    maps: dict[str, str] = field(default_factory=dict)
    language: str = "sv"
