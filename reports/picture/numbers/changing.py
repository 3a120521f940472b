"""What has changed between a stretch of days and others as long, by the test of an edition's cells."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from reports.picture.numbers.comparing import CELLS_RATE, LAST_YEAR_RATE, compare, judged_together
from reports.picture.numbers.spread import Spread, is_uneven
from reports.picture.record import Comparison

Key = TypeVar("Key", bound=Hashable)


def compared_with_before(counts: Mapping[Key, tuple[int, Sequence[int]]]) -> dict[Key, Comparison]:
    """Each count with its history, judged together: by the test and the rate of an edition's cells."""
    found = [compare(now, tuple(history)) for now, history in counts.values()]
    return dict(zip(counts, judged_together(found, CELLS_RATE), strict=True))


def compared_with_years(
    counts: Mapping[Key, tuple[int, Sequence[int]]], before: Mapping[Key, Sequence[int]]
) -> dict[Key, Comparison]:
    """The same with the counts of earlier years; `before` are those of the stretches just before.

    A few years tell little of how uneven counts are: where those just before are uneven, they are taken to be as well.
    """
    found = [
        compare(now, tuple(history), _spread(tuple(before[key]))) if history else compare(now, ())
        for key, (now, history) in counts.items()
    ]
    return dict(zip(counts, judged_together(found, LAST_YEAR_RATE), strict=True))


def _spread(before: tuple[int, ...]) -> Spread | None:
    return Spread(before) if is_uneven(before) else None
