"""The numbers of one place, judged; a number that is hidden from those outside is None."""

from dataclasses import dataclass
from datetime import date

from reports.picture.inputs import CategoryLabel
from reports.picture.record import Comparison


@dataclass(frozen=True, slots=True)
class Month:
    """A month by its first day; what of it lies in the period and in the time before, None where nothing does.

    `is_cut`: one of these begins or ends within it.
    """

    first: date
    number: int | None
    now: int | None = None
    before: int | None = None
    is_cut: bool = False

    @property
    def is_now(self) -> bool:
        return self.now is not None

    @property
    def is_before(self) -> bool:
        return self.before is not None


@dataclass(frozen=True, slots=True)
class Line:
    """A category (None: all), how many before, and now against that."""

    label: CategoryLabel | None
    before: int | None
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Rest:
    """The rest of the district over the same two times; `p_value` of "the place changed as much as the rest"."""

    before: int | None
    comparison: Comparison
    p_value: float | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """`period` sets the period against all stretches as long before it; `month` says what one month is expected to
    hold (`low`-`high`). `lines` begins with all, then the categories that had any. `week` holds seven days of 24 hours,
    None where it is hidden; `undated` incidents have no known hour. `exposure` is how many times as long the time
    before is, None without one; numbers of before are then None. `is_uneven`: the months swing more than chance gives.
    """

    period: Comparison
    month: Comparison
    months: tuple[Month, ...]
    lines: tuple[Line, ...]
    rest: Rest | None
    week: tuple[tuple[float, ...], ...] | None
    undated: int
    exposure: float | None
    is_uneven: bool
