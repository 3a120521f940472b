"""An edition's counts set against the fortnights before: one cell per district and category, and the totals."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from reports.picture.inputs import BASELINE_LENGTH, CountInput, PictureInput
from reports.picture.numbers.comparing import CELLS_RATE, compare, judged_together, last_year_rate
from reports.picture.numbers.spread import Spread
from reports.picture.numbers.stretches import unbroken
from reports.picture.periods import Period
from reports.picture.record import Cell, Comparison, Model

LONGEST_QUIET = 3
"""Fortnights in a row with neither an incident nor a report that may still be calm; of more, nobody was watching."""
Key = tuple[str | None, str | None]
Tally = Counter[tuple[Key, date]]


def baseline_of(data: PictureInput) -> tuple[Period, ...]:
    """The fortnights to compare with, oldest first: those of the 26 before from which data are continuous.

    They begin on or after the first data, and after the last long gap: a single incident with a mistyped year must not
    turn the time before there were any data into zeros. The fortnight that ends such a gap may hold but a part of its
    incidents, and is left out as well.
    """
    first = data.first_data
    since = [period for period in data.period.before(BASELINE_LENGTH) if first is not None and period.start >= first]
    watched = _watched(data)
    return tuple(since[unbroken([period.start in watched for period in since], LONGEST_QUIET) :])


def _watched(data: PictureInput) -> set[date]:
    """The fortnights of which there are data: incidents, or reports received."""
    starts = {count.period_start for count in data.counts if count.number}
    rows = [source.before for source in data.sources] + [place.before for place in data.places]
    for numbers in rows:
        periods = data.period.before(len(numbers))
        starts |= {period.start for period, number in zip(periods, numbers, strict=True) if number}
    return starts


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
