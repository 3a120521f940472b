"""Which fortnights an edition's numbers are compared with."""

from datetime import date

from reports.picture.inputs import BASELINE_LENGTH, PictureInput
from reports.picture.numbers.stretches import unbroken
from reports.picture.periods import Period

LONGEST_QUIET = 3
"""Fortnights in a row with neither an incident nor a report that may still be calm; of more, nobody was watching."""


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
