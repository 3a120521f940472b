"""The data record behind an edition: everything that its page and documents show, and nothing else.

A `Picture` is plain data: it goes to JSON and back unchanged, so a published edition can be opened years later. What an
audience may not see is left out of it: a hidden number is None, and so is all that was worked out from it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from reports.picture.half_year import HalfYear
from reports.picture.inputs import CategoryLabel, UnplacedInput
from reports.picture.periods import Period, edition_name


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


class Model(StrEnum):
    """How counts are taken to vary when nothing changes: evenly by chance, or in clumps and seasons."""

    POISSON = "poisson"
    NEGATIVE_BINOMIAL = "negative_binomial"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fortnight's count against others.

    `history` holds the fortnights before, oldest first, only those with exposure; empty where there are none or where
    the audience does not get them. `expected` is their mean, `low`..`high` the range that holds 95 % of counts when
    nothing has changed, `p_value` that of the test; all None without a baseline, range and p-value also where that is
    too short for counts so uneven. `now` None: the number is hidden from this audience, and so is all else.
    """

    now: int | None
    history: tuple[int, ...] = ()
    expected: float | None = None
    low: int | None = None
    high: int | None = None
    p_value: float | None = None
    verdict: Verdict | None = None
    model: Model = Model.POISSON

    @property
    def baseline_total(self) -> int:
        return sum(self.history)

    @property
    def is_hidden(self) -> bool:
        return self.now is None

    @property
    def is_change(self) -> bool:
        return self.verdict is not None and self.verdict.is_change

    @property
    def is_stray(self) -> bool:
        """Outside its range, yet no clear change: among many cells some land there by chance."""
        if self.now is None or self.low is None or self.high is None:
            return False
        return self.verdict is Verdict.WITHIN_NORMAL and not self.low <= self.now <= self.high

    @property
    def counted(self) -> int:
        """The number, for those who may see it. Raises ValueError where it is hidden."""
        if self.now is None:
            raise ValueError("a hidden number cannot be shown")
        return self.now

    @property
    def judged(self) -> Verdict:
        """The verdict, for those who may see it. Raises ValueError where it is hidden."""
        if self.verdict is None:
            raise ValueError("the verdict on a hidden number cannot be shown")
        return self.verdict


HIDDEN = Comparison(None)


@dataclass(frozen=True, slots=True)
class Cell:
    """One district and category, or a total (`category` None: all categories; `district` None: whole municipality).

    `last_year` compares with the same weeks 364 days before; None where there was no watch then. `driven_by` names the
    one source whose number of reports changed and without which the change would not be there.
    """

    district: str | None
    category: str | None
    comparison: Comparison
    last_year: Comparison | None = None
    driven_by: str | None = None

    @property
    def now(self) -> int | None:
        return self.comparison.now

    @property
    def counted(self) -> int:
        return self.comparison.counted

    @property
    def history(self) -> tuple[int, ...]:
        return self.comparison.history

    @property
    def baseline_total(self) -> int:
        return self.comparison.baseline_total

    @property
    def expected(self) -> float | None:
        return self.comparison.expected

    @property
    def low(self) -> int | None:
        return self.comparison.low

    @property
    def high(self) -> int | None:
        return self.comparison.high

    @property
    def p_value(self) -> float | None:
        return self.comparison.p_value

    @property
    def verdict(self) -> Verdict | None:
        return self.comparison.verdict

    @property
    def judged(self) -> Verdict:
        return self.comparison.judged

    @property
    def model(self) -> Model:
        return self.comparison.model

    @property
    def is_hidden(self) -> bool:
        return self.comparison.is_hidden

    @property
    def is_change(self) -> bool:
        return self.comparison.is_change

    @property
    def is_stray(self) -> bool:
        return self.comparison.is_stray


@dataclass(frozen=True, slots=True)
class SourceCell:
    """Incidents of one district and category that one organisation told of: in the period and in all the baseline.

    An incident that several told of is in the cell of each, so these do not add up to a district's number.
    """

    source: str
    district: str | None
    category: str
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One organisation: its reports in the period against its own fortnights, and the incidents it told of.

    `incidents_now` is None where the audience does not get it.
    """

    key: str
    name: str
    kind: str
    reports: Comparison
    incidents_now: int | None = 0

    @property
    def is_silent(self) -> bool:
        return self.reports.now == 0


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One named place against its own fortnights; `year` counts the twelve months up to the end of the period.

    A road through several districts is a place in each.
    """

    name: str
    district: str | None
    comparison: Comparison
    year: int

    @property
    def now(self) -> int | None:
        return self.comparison.now


@dataclass(frozen=True, slots=True)
class HourGrid:
    """How many incidents fell in each hour of the week: seven days from Monday, 24 local hours each.

    An incident known only to lie in a span is spread over its hours, so the numbers are no whole ones and their sum is
    the number of incidents placed in time. `before` is the mean fortnight of the baseline. `undated` incidents of the
    period have a span too long to say anything of the hour.
    """

    district: str | None
    now: tuple[tuple[float, ...], ...]
    before: tuple[tuple[float, ...], ...]
    undated: int = 0


@dataclass(frozen=True, slots=True)
class DistrictLabel:
    """A district as the edition shows it; `drawn` is the number of incidents on its map.

    `outside_projected` of these lie outside the map for a projector, which has no overview: None where that is not
    known, as in editions of before it was counted.
    """

    key: str
    name: str
    is_approximate: bool
    drawn: int
    outside_projected: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """One edition's content.

    `fortnights` is the number of fortnights in the baseline (0–26). `without_district` incidents count in the totals
    of the whole municipality but in no district. `places` holds those with most incidents now and those with most in
    twelve months, most now first. `hours` begins with the whole municipality. `maps` and `small_maps` hold an SVG per
    district key (see `drawings.worth.projected` for the same in large type), `charts` one per figure; all
    safe to stand inside a page: no script, no style, no ids. `revision` is above 1 where it replaces a withdrawn one.
    """

    municipality: str
    number: int
    year: int
    period: Period
    cutoff: datetime
    fortnights: int
    total: Cell
    without_district: int | None
    district_totals: tuple[Cell, ...]
    category_totals: tuple[Cell, ...]
    cells: tuple[Cell, ...]
    categories: tuple[CategoryLabel, ...]
    districts: tuple[DistrictLabel, ...]
    sources: tuple[SourceRow, ...]
    places: tuple[PlaceRow, ...]
    unplaced: tuple[UnplacedInput, ...]
    unplaced_total: int | None
    summary: tuple[str, ...] = ()
    maps: dict[str, str] = field(default_factory=dict)
    small_maps: dict[str, str] = field(default_factory=dict)
    charts: dict[str, str] = field(default_factory=dict)
    language: str = "sv"
    source_cells: tuple[SourceCell, ...] = ()
    hours: tuple[HourGrid, ...] = ()
    half_year: HalfYear | None = None
    revision: int = 1

    @property
    def name(self) -> str:
        """ "2026:23", and of one that replaces a withdrawn edition "2026:23 rev. 2"."""
        return edition_name(self.year, self.number, self.revision)

    @property
    def replaced(self) -> str:
        """The name of the withdrawn edition that it replaces; empty where it replaces none."""
        return edition_name(self.year, self.number, self.revision - 1) if self.revision > 1 else ""

    def cells_of(self, district: str) -> tuple[Cell, ...]:
        """A district's cells, in the order of the categories."""
        return tuple(cell for cell in self.cells if cell.district == district)

    @property
    def silent_sources(self) -> tuple[SourceRow, ...]:
        return tuple(source for source in self.sources if source.is_silent)
