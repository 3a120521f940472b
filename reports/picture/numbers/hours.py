"""At which hours of the week incidents fall, where many are known only to lie in a span."""

import numpy as np
from numpy.typing import NDArray

from reports.picture.hours_of_week import LONGEST, WEEK, hours_of_week, since_1970
from reports.picture.inputs import PictureInput, SpanInput
from reports.picture.numbers.baseline import baseline_of
from reports.picture.record import HourGrid

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


def hour_grids(data: PictureInput) -> tuple[HourGrid, ...]:
    """Weekday × hour for the whole municipality and then each district: the period, and the baseline's mean fortnight.

    Empty where no spans are given. An incident counts one in all, spread evenly over the whole hours that its span
    touches (aoristic weights): 22.30-01.15 gives a fourth each to 22, 23, 00 and 01. Hours are local; the hour that
    comes twice when summer time ends takes what fell in both.
    Source: Ratcliffe & McCullagh (1998), International Journal of Geographical Information Science 12, 751-764;
    Ratcliffe (2002), Journal of Quantitative Criminology 18, 23-43.
    """
    if not data.spans:
        return ()
    starts_at, baseline = since_1970(data.period.starts_at), baseline_of(data)
    first = since_1970(baseline[0].starts_at) if baseline else starts_at
    keys = [district.key for district in data.districts]
    spans = _table(data.spans, keys)
    now, before = spans[:, spans[0] >= starts_at], spans[:, (spans[0] >= first) & (spans[0] < starts_at)]
    return tuple(
        HourGrid(
            district,
            now=_rows(_spread(_in(now, at))),
            before=_rows(_spread(_in(before, at)) / max(len(baseline), 1)),
            undated=int(_in(now, at)[2, ~_is_dated(_in(now, at))].sum()),
        )
        for at, district in enumerate((None, *keys), -1)
    )


def _table(spans: tuple[SpanInput, ...], districts: list[str]) -> Whole:
    """Rows: start, end, number, index of the district (-1: none); columns: spans in an order of their own."""
    index = {key: at for at, key in enumerate(districts)}
    columns = ((span.start, span.end, span.number, index.get(span.district or "", -1)) for span in spans)
    table = np.fromiter((value for column in columns for value in column), np.int64, 4 * len(spans))
    table = table.reshape(len(spans), 4).T
    return table[:, np.lexsort(table)]


def _in(spans: Whole, district: int) -> Whole:
    """Those of one district; -1: all."""
    return spans if district < 0 else spans[:, spans[3] == district]


def _is_dated(spans: Whole) -> NDArray[np.bool_]:
    return np.asarray(spans[1] - spans[0] < LONGEST, dtype=np.bool_)


def _spread(spans: Whole) -> Floats:
    """Expected number of incidents in each of the week's hours, Monday 00 first: shape (168,)."""
    start, end, number, _ = spans[:, _is_dated(spans)]
    if not len(start):
        return np.zeros(WEEK)
    first, last = int(start.min()), int(end.max())
    # What begins raises the line of all hours by its weight and what ends lowers it again.
    weight = number / (end - start)
    steps = np.bincount(start - first, weight, last - first + 1) - np.bincount(end - first, weight, last - first + 1)
    line = np.maximum(np.cumsum(steps[:-1]), 0)
    return np.asarray(np.bincount(hours_of_week(first, last), line, WEEK), dtype=np.float64)


def _rows(week: Floats) -> tuple[tuple[float, ...], ...]:
    """Seven days of 24 hours, rounded so that the same incidents in another order give the same record."""
    return tuple(tuple(float(hour) for hour in day) for day in np.round(week, 6).reshape(7, 24))
