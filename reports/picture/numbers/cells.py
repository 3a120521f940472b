"""An edition's counts set against the fortnights before: one cell per district and category, and the totals."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from reports.picture.inputs import BASELINE_LENGTH, CountInput, PictureInput
from reports.picture.numbers.baseline import baseline_of
from reports.picture.numbers.comparing import CELLS_RATE, compare, judged_together, last_year_rate
from reports.picture.numbers.spread import Spread
from reports.picture.record import Cell, Comparison, Model

Key = tuple[str | None, str | None]
Tally = Counter[tuple[Key, date]]


def compare_counts(data: PictureInput) -> dict[Key, Cell]:
    """Every cell by (district, category); None stands for all, so (None, None) is the whole municipality's total.

    False discoveries are controlled over all cells and totals of the edition together (see `rates.discovery_limit` and
    `comparing.CELLS_RATE`), and over their comparisons with last year together. Cells with fewer than 5 events, the
    period and the baseline together, or which no outcome could have shown as changed, are too few to judge and take no
    part. Raises ValueError where a count names an unknown district, category or fortnight.
    """
    _require_known(data)
    sums, starts = tally(data.counts), [period.start for period in baseline_of(data)]
    keys = list(keys_of(data))
    found = judged_together(
        [compare(sums[key, data.period.start], history_of(sums, key, starts)) for key in keys], CELLS_RATE
    )
    years: list[Comparison | None] = [None] * len(keys)
    if len(starts) == BASELINE_LENGTH:
        rate = last_year_rate(has_half_year=bool(data.points))
        years = list(judged_together([_with_last_year(comparison) for comparison in found], rate))
    return {key: Cell(*key, now, year) for key, now, year in zip(keys, found, years, strict=True)}


def _with_last_year(comparison: Comparison) -> Comparison:
    """The same weeks 364 days before are the oldest fortnight of a whole baseline; counts as uneven as the cell's."""
    is_wide = comparison.model is Model.NEGATIVE_BINOMIAL
    spread = Spread(comparison.history) if is_wide else None
    return compare(comparison.counted, comparison.history[:1], spread)


def keys_of(data: PictureInput) -> Iterator[Key]:
    """Of the totals and all cells: (district, category), None for all."""
    for district in (None, *(district.key for district in data.districts)):
        for category in (None, *(category.code for category in data.categories)):
            yield district, category


def tally(counts: Iterable[CountInput], without: str | None = None) -> Tally:
    """Sums per cell or total and fortnight; what lies in no known district counts for the whole municipality only.

    `without` is a source's key: what that one alone told of is left out.
    """
    sums: Tally = Counter()
    for count in counts:
        if without is None or count.sources != (without,):
            start, number = count.period_start, count.number
            for key in {(d, c) for d in (count.district, None) for c in (count.category, None)}:
                sums[key, start] += number
    return sums


def history_of(sums: Tally, key: Key, starts: Iterable[date]) -> tuple[int, ...]:
    """A cell's counts in fortnights that begin then."""
    return tuple(sums[key, start] for start in starts)


def _require_known(data: PictureInput) -> None:
    districts = {None, *(district.key for district in data.districts)}
    categories = {category.code for category in data.categories}
    starts = {data.period.start, *(period.start for period in data.period.before(BASELINE_LENGTH))}
    for count in data.counts:
        if count.district not in districts or count.category not in categories or count.period_start not in starts:
            raise ValueError(f"no such district, category or fortnight in this edition: {count}")
