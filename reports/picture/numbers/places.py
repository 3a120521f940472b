"""Named places: where most incidents were, now and over twelve months, and how unusual that is."""

from reports.picture.inputs import PictureInput, PlaceInput
from reports.picture.numbers.baseline import baseline_of
from reports.picture.numbers.comparing import PLACES_RATE, compare, judged_together, latest
from reports.picture.record import PlaceRow

MOST_PLACES = 10
YEAR = 25
"""Fortnights that make twelve months (364 days) together with the period."""


def place_rows(data: PictureInput) -> tuple[PlaceRow, ...]:
    """The ten places with most incidents now and the ten with most over twelve months, most now first.

    Each is set against its own fortnights, with false discoveries controlled over all places that had any incident
    there, not only those shown: the busiest of many would always look unusual among themselves.
    """
    fortnights = len(baseline_of(data))
    compared = [compare(place.now, latest(place.before, fortnights)) for place in data.places]
    rows = [
        PlaceRow(place.name, place.district, comparison, year_of(place))
        for place, comparison in zip(data.places, judged_together(compared, PLACES_RATE), strict=True)
    ]
    now = sorted((row for row in rows if row.now), key=lambda row: (-row.comparison.counted, *_order(row)))
    shown = {*now[:MOST_PLACES], *sorted((row for row in rows if row.year), key=_order)[:MOST_PLACES]}
    return tuple(sorted(shown, key=lambda row: (-row.comparison.counted, *_order(row))))


def year_of(place: PlaceInput) -> int:
    """Incidents of the twelve months up to the period's end."""
    return place.now + sum(place.before[-YEAR:])


def _order(row: PlaceRow) -> tuple[int, str, str]:
    return -row.year, row.name, row.district or ""
