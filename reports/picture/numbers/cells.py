"""An edition's counts set against the fortnights before: one cell per district and category, and the totals."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from reports.picture.inputs import CountInput, PictureInput
from reports.picture.numbers.rates import LEVEL, discovery_limit, expected_range, p_value, smallest_p_value
from reports.picture.periods import Period
from reports.picture.record import Cell, Verdict

BASELINE_LENGTH = 13
FEWEST_EVENTS = 5

Key = tuple[str | None, str | None]


def baseline_of(data: PictureInput) -> tuple[Period, ...]:
    """The fortnights to compare with, oldest first: those of the 13 before that begin on or after the first data."""
    first = data.first_data
    return tuple(
        period for period in data.period.before(BASELINE_LENGTH) if first is not None and period.start >= first
    )


def compare_counts(data: PictureInput) -> dict[Key, Cell]:
    """Every cell by (district, category); None stands for all, so (None, None) is the whole municipality's total.

    False discoveries are controlled (see `rates.discovery_limit`) within each kind of question that a reader asks: the
    whole, the districts, the categories, and categories within districts. Of the clear changes named there at most one
    in twenty is expected to be chance. Cells with fewer than 5 events, the period and the baseline together, or which
    no outcome could have shown as changed, are too few to judge and take no part.
    Raises ValueError where a count names an unknown district, category or fortnight.
    """
    _require_known(data)
    baseline = baseline_of(data)
    now = _tally(data.counts, {data.period.start})
    before = _tally(data.counts, {period.start for period in baseline})
    cells = [_cell(key, now[key], before[key], len(baseline)) for key in _keys(data)]
    chances: dict[tuple[bool, bool], list[float]] = defaultdict(list)
    for cell in cells:
        if cell.verdict is Verdict.WITHIN_NORMAL and cell.p_value is not None:
            chances[_question(cell)].append(cell.p_value)
    limits = {question: discovery_limit(found) for question, found in chances.items()}
    return {(cell.district, cell.category): _judged(cell, limits.get(_question(cell), 0.0)) for cell in cells}


def _question(cell: Cell) -> tuple[bool, bool]:
    return cell.district is None, cell.category is None


def _keys(data: PictureInput) -> Iterator[Key]:
    for district in (None, *(district.key for district in data.districts)):
        for category in (None, *(category.code for category in data.categories)):
            yield district, category


def _tally(counts: Iterable[CountInput], starts: Collection[object]) -> Counter[Key]:
    """Sums per cell and total; what lies in no known district counts for the whole municipality only."""
    sums: Counter[Key] = Counter()
    for count in counts:
        if count.period_start in starts:
            for key in {(d, c) for d in (count.district, None) for c in (count.category, None)}:
                sums[key] += count.number
    return sums


def _cell(key: Key, now: int, before: int, fortnights: int) -> Cell:
    """A cell whose verdict is still open: within normal stands for all that the test may yet call a change."""
    expected = before / fortnights if fortnights else None
    low, high = expected_range(before, fortnights) or (None, None)
    chance = p_value(now, before, fortnights) if fortnights else None
    return Cell(*key, now, before, expected, low, high, chance, _testable(now + before, fortnights))


def _testable(events: int, fortnights: int) -> Verdict:
    if not fortnights:
        return Verdict.NO_BASELINE
    if events < FEWEST_EVENTS or smallest_p_value(events, fortnights) > LEVEL:
        return Verdict.TOO_FEW
    return Verdict.WITHIN_NORMAL


def _judged(cell: Cell, limit: float) -> Cell:
    if cell.verdict is not Verdict.WITHIN_NORMAL or cell.p_value is None or cell.p_value > limit:
        return cell
    is_more = cell.now > (cell.expected or 0)
    return replace(cell, verdict=Verdict.CLEAR_INCREASE if is_more else Verdict.CLEAR_DECREASE)


def _require_known(data: PictureInput) -> None:
    districts = {None, *(district.key for district in data.districts)}
    categories = {category.code for category in data.categories}
    starts = {data.period.start, *(period.start for period in data.period.before(BASELINE_LENGTH))}
    for count in data.counts:
        if count.district not in districts or count.category not in categories or count.period_start not in starts:
            raise ValueError(f"no such district, category or fortnight in this edition: {count}")
