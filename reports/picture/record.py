"""The data record behind an edition: everything that its page and documents show, and nothing else.

A `Picture` is plain data: it goes to JSON and back unchanged, so a published edition can be opened years later.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from reports.picture.inputs import CategoryLabel, PlaceInput, SourceInput, UnplacedInput
from reports.picture.periods import Period


class Verdict(StrEnum):
    """What a comparison with the fortnights before allows to be said."""

    CLEAR_INCREASE = "clear_increase"
    WITHIN_NORMAL = "within_normal"
    CLEAR_DECREASE = "clear_decrease"
    TOO_FEW = "too_few"
    NO_BASELINE = "no_baseline"

    @property
    def is_change(self) -> bool:
        return self in (Verdict.CLEAR_INCREASE, Verdict.CLEAR_DECREASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One district and category, or a total (`category` None: all categories; `district` None: whole municipality).

    `expected` is the baseline's mean per fortnight, `low`..`high` the range that holds 95 % of counts when nothing has
    changed, `p_value` that of the exact test; all None where no fortnight of the baseline exists.
    """

    district: str | None
    category: str | None
    now: int
    baseline_total: int
    expected: float | None
    low: int | None
    high: int | None
    p_value: float | None
    verdict: Verdict

    @property
    def is_stray(self) -> bool:
        """Outside its range, yet no clear change: among many cells some land there by chance."""
        is_outside = self.low is not None and self.high is not None and not self.low <= self.now <= self.high
        return is_outside and self.verdict is Verdict.WITHIN_NORMAL


@dataclass(frozen=True, slots=True)
class DistrictLabel:
    """A district as the edition shows it; `drawn` is the number of incidents on its map."""

    key: str
    name: str
    is_approximate: bool
    drawn: int


@dataclass(frozen=True, slots=True)
class Picture:
    """One edition's content.

    `fortnights` is the number of fortnights in the baseline (0–13). `without_district` incidents count in the totals
    of the whole municipality but in no district. `places` are the ten with most incidents, most first. `maps` and
    `small_maps` hold an SVG per district key, safe to stand inside a page: no script, no style, no ids.
    """

    municipality: str
    number: int
    year: int
    period: Period
    cutoff: datetime
    fortnights: int
    total: Cell
    without_district: int
    district_totals: tuple[Cell, ...]
    category_totals: tuple[Cell, ...]
    cells: tuple[Cell, ...]
    categories: tuple[CategoryLabel, ...]
    districts: tuple[DistrictLabel, ...]
    sources: tuple[SourceInput, ...]
    places: tuple[PlaceInput, ...]
    unplaced: tuple[UnplacedInput, ...]
    unplaced_total: int
    summary: tuple[str, ...] = ()
    maps: dict[str, str] = field(default_factory=dict)
    small_maps: dict[str, str] = field(default_factory=dict)
    language: str = "sv"

    def cells_of(self, district: str) -> tuple[Cell, ...]:
        """A district's cells, in the order of the categories."""
        return tuple(cell for cell in self.cells if cell.district == district)

    @property
    def silent_sources(self) -> tuple[SourceInput, ...]:
        return tuple(source for source in self.sources if source.now == 0)
