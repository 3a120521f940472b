"""An edition's counts set against the fortnights before: one cell per district and category, and the totals."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from reports.picture.inputs import BASELINE_LENGTH, CountInput, PictureInput
from reports.picture.numbers.rates import LEVEL, discovery_limit, expected_range, p_value, smallest_p_value
from reports.picture.periods import Period
from reports.picture.record import Cell, Comparison, Verdict

FEWEST_EVENTS = 5

Key = tuple[str | None, str | None]
History = tuple[int, ...]


def baseline_of(data: PictureInput) -> tuple[Period, ...]:
    """The fortnights to compare with, oldest first: those of the 26 before that begin on or after the first data."""
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
    sums, starts = _tally(data.counts), [period.start for period in baseline_of(data)]
    last_year = data.period.before(BASELINE_LENGTH)[0].start
    cells = []
    for key in _keys(data):
        now, history = sums[key, data.period.start], tuple(sums[key, start] for start in starts)
        year = compare(now, (sums[key, last_year],)) if last_year in starts else None
        cells.append(Cell(*key, compare(now, history), year))
    chances: dict[tuple[bool, bool], list[float]] = defaultdict(list)
    for cell in cells:
        if cell.verdict is Verdict.WITHIN_NORMAL and cell.p_value is not None:
            chances[_question(cell)].append(cell.p_value)
    limits = {question: discovery_limit(found) for question, found in chances.items()}
    return {(cell.district, cell.category): _judged(cell, limits.get(_question(cell), 0.0)) for cell in cells}


def compare(now: int, history: History) -> Comparison:
    """A comparison whose verdict is still open: within normal stands for all that the test may yet call a change."""
    before, fortnights = sum(history), len(history)
    low, high = expected_range(before, fortnights) or (None, None)
    return Comparison(
        now,
        history,
        expected=before / fortnights if fortnights else None,
        low=low,
        high=high,
        p_value=p_value(now, before, fortnights) if fortnights else None,
        verdict=_testable(now + before, fortnights),
    )


def _question(cell: Cell) -> tuple[bool, bool]:
    return cell.district is None, cell.category is None


def _keys(data: PictureInput) -> Iterator[Key]:
    for district in (None, *(district.key for district in data.districts)):
        for category in (None, *(category.code for category in data.categories)):
            yield district, category


def _tally(counts: Iterable[CountInput]) -> Counter[tuple[Key, date]]:
    """Sums per cell or total and fortnight; what lies in no known district counts for the whole municipality only."""
    sums: Counter[tuple[Key, date]] = Counter()
    for count in counts:
        for key in {(d, c) for d in (count.district, None) for c in (count.category, None)}:
            sums[key, count.period_start] += count.number
    return sums


def _testable(events: int, fortnights: int) -> Verdict:
    if not fortnights:
        return Verdict.NO_BASELINE
    if events < FEWEST_EVENTS or smallest_p_value(events, fortnights) > LEVEL:
        return Verdict.TOO_FEW
    return Verdict.WITHIN_NORMAL


def _judged(cell: Cell, limit: float) -> Cell:
    if cell.verdict is not Verdict.WITHIN_NORMAL or cell.p_value is None or cell.p_value > limit:
        return cell
    is_more = cell.counted > (cell.expected or 0)
    verdict = Verdict.CLEAR_INCREASE if is_more else Verdict.CLEAR_DECREASE
    return replace(cell, comparison=replace(cell.comparison, verdict=verdict))


def _require_known(data: PictureInput) -> None:
    districts = {None, *(district.key for district in data.districts)}
    categories = {category.code for category in data.categories}
    starts = {data.period.start, *(period.start for period in data.period.before(BASELINE_LENGTH))}
    for count in data.counts:
        if count.district not in districts or count.category not in categories or count.period_start not in starts:
            raise ValueError(f"no such district, category or fortnight in this edition: {count}")
