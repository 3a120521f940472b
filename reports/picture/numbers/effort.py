"""How much each source reported, and which changes come from more or fewer reports rather than from what happened."""

from collections import Counter
from dataclasses import replace

from reports.picture.inputs import PictureInput, SourceInput
from reports.picture.numbers.baseline import baseline_of
from reports.picture.numbers.cells import Key, Tally, history_of, tally
from reports.picture.numbers.comparing import (
    CELLS_RATE,
    SOURCES_RATE,
    compare,
    judged,
    judged_together,
    latest,
    limit_among,
)
from reports.picture.numbers.rates import LEVEL
from reports.picture.record import Cell, Comparison, SourceCell, SourceRow

LEAST_SHARE = 0.5
"""Of a change that one source drives, at least this much is its own."""


def source_rows(data: PictureInput) -> tuple[SourceRow, ...]:
    """Reports of each source against its own fortnights, in the order given, and how many incidents it told of.

    The same test as for incidents, with false discoveries controlled over the sources. Fortnights before a source's
    first report are not its own.
    """
    fortnights = len(baseline_of(data))
    told = Counter[str]()
    for count in data.counts:
        if count.period_start == data.period.start:
            told.update(dict.fromkeys(count.sources, count.number))
    reports = [compare(source.now, latest(source.before, _own(source, fortnights))) for source in data.sources]
    return tuple(
        SourceRow(source.key, source.name, source.kind, comparison, told[source.key])
        for source, comparison in zip(data.sources, judged_together(reports, SOURCES_RATE), strict=True)
    )


def _own(source: SourceInput, fortnights: int) -> int:
    return fortnights if source.exposure is None else min(fortnights, source.exposure)


def source_cells(data: PictureInput) -> tuple[SourceCell, ...]:
    """Incidents told by each source per district and category, where there were any, in a fixed order."""
    now, before = Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]()
    starts = {period.start for period in baseline_of(data)}
    for count in data.counts:
        sums = now if count.period_start == data.period.start else before
        if sums is now or count.period_start in starts:
            for source in count.sources:
                sums[source, count.district or "", count.category] += count.number
    return tuple(
        SourceCell(
            source, district or None, category, now[source, district, category], before[source, district, category]
        )
        for source, district, category in sorted(now | before)
    )


def with_drivers(cells: dict[Key, Cell], data: PictureInput) -> dict[Key, Cell]:
    """The cells, with `driven_by` where one source alone drives a clear change.

    It does where its number of reports changed in the same direction, at the 5 % level and not corrected for many (a
    mark that warns should rather come too often), where half of the change or more is its own, and where without the
    incidents that nobody else told of the change is not there. Two sources that each do so leave no one to name.
    Fortnights before a source's first report count here: that it joined is what drives the change.
    """
    changed = {key: cell for key, cell in cells.items() if cell.is_change}
    limit = limit_among([cell.comparison for cell in cells.values()], CELLS_RATE)
    drivers: dict[Key, list[str]] = {key: [] for key in changed}
    fortnights = len(baseline_of(data))
    for source in data.sources if changed else ():
        reports = compare(source.now, latest(source.before, fortnights))
        rest = tally(data.counts, without=source.key)
        for key, cell in changed.items():
            if _drives(reports, cell, _without(rest, key, data), limit):
                drivers[key].append(source.name)
    named = {key: names[0] for key, names in drivers.items() if len(names) == 1}
    return {key: replace(cell, driven_by=named.get(key)) for key, cell in cells.items()}


def _without(rest: Tally, key: Key, data: PictureInput) -> Comparison:
    starts = (period.start for period in baseline_of(data))
    return compare(rest[key, data.period.start], history_of(rest, key, starts))


def _drives(reports: Comparison, cell: Cell, rest: Comparison, limit: float) -> bool:
    change = _change(cell.comparison)
    if reports.p_value is None or reports.p_value > LEVEL or _change(reports) * change <= 0:
        return False
    own = change - _change(rest)
    return own / change >= LEAST_SHARE and not judged(rest, limit, CELLS_RATE).is_change


def _change(comparison: Comparison) -> float:
    return comparison.counted - (comparison.expected or 0.0)
