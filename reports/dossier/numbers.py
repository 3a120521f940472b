"""Counts of one place set against its own history, against a time before, and against the rest of the district."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from reports.dossier.inputs import MOST_MONTHS, DossierInput
from reports.dossier.record import Dossier, Line, Month, Rest
from reports.picture.hours_of_week import LONGEST, WEEK
from reports.picture.inputs import BASELINE_LENGTH, CategoryLabel
from reports.picture.numbers.comparing import compare, judged_together
from reports.picture.numbers.rates import LEVEL
from reports.picture.numbers.spread import is_uneven
from reports.picture.numbers.stretches import Stretch
from reports.picture.numbers.two_periods import TwoCounts, compared_rates, p_of_same_change

_DAY = timedelta(days=1)


def judged(data: DossierInput) -> Dossier:
    """All numbers of a place with their verdicts, nothing hidden.

    The period is judged by itself against its own history; before and after by category, all of them together, with the
    total apart: it is what is asked about. Days of which there are no data count on neither side. Raises ValueError for
    a time before that overlaps the period.
    """
    if data.asked.before.last >= data.asked.period.first:
        raise ValueError("the time before must end before the period")
    at_all = Counter[date]()
    for (day, _), number in data.days.items():
        at_all[day] += number
    exposure = data.before.days / data.period.days if data.before else None
    months = tuple(_months(data, at_all))
    earlier = _earlier_months(data, at_all)
    history = tuple(sum_of(at_all, stretch) for stretch in data.history)
    now = sum_of(at_all, data.period)
    [period] = judged_together([compare(now, history)])
    return Dossier(
        period=period,
        month=compare(0, earlier),
        months=months,
        lines=(_line(data, None, exposure), *_category_lines(data, exposure)),
        rest=None if exposure is None else _rest(data, exposure),
        week=week_of(data.spans),
        undated=sum(number for (_, touched), number in data.spans.items() if touched >= LONGEST),
        exposure=exposure,
        is_uneven=is_uneven(earlier),
    )


def sum_of(days: Mapping[date, int], stretch: Stretch) -> int:
    return sum(number for day, number in days.items() if stretch.first <= day <= stretch.last)


def month_starts(first: date, last: date) -> list[date]:
    """The first day of each month that has any day from `first` to `last`; the last 60 of them."""
    number = (last.year - first.year) * 12 + last.month - first.month + 1
    begun = first.year * 12 + first.month - 1
    starts = [date(at // 12, at % 12 + 1, 1) for at in range(begun, begun + max(number, 0))]
    return starts[-MOST_MONTHS:]


def month_of(first: date) -> Stretch:
    return Stretch(first, (first + timedelta(days=31)).replace(day=1) - _DAY)


def week_of(spans: Mapping[tuple[int, int], int]) -> tuple[tuple[float, ...], ...]:
    """Seven days of 24 hours: each incident counts one, spread evenly over the hours of the clock that it touches.

    Those that touch a whole day are in none. Source: as `reports.picture.numbers.hours`.
    """
    hours = [0.0] * WEEK
    for (hour, touched), number in spans.items():
        if touched < LONGEST:
            for at in range(hour, hour + touched):
                hours[at % WEEK] += number / touched
    return tuple(tuple(round(weight, 6) for weight in hours[day : day + 24]) for day in range(0, WEEK, 24))


def _months(data: DossierInput, at_all: Mapping[date, int]) -> Iterable[Month]:
    for start in month_starts(data.since or data.period.first, data.period.last):
        whole = month_of(start)
        month = Stretch(max(whole.first, data.since or whole.first), min(whole.last, data.period.last))
        now, before = (_common(month, one) for one in (data.period, data.before))
        yield Month(
            start,
            sum_of(at_all, month),
            now=None if now is None else sum_of(at_all, now),
            before=None if before is None else sum_of(at_all, before),
            is_cut=any(part not in (None, month) for part in (now, before)),
        )


def _common(one: Stretch, other: Stretch | None) -> Stretch | None:
    """The days of both."""
    if other is None or one.first > other.last or other.first > one.last:
        return None
    return Stretch(max(one.first, other.first), min(one.last, other.last))


def _earlier_months(data: DossierInput, at_all: Mapping[date, int]) -> tuple[int, ...]:
    """Of the whole months before the period since data are continuous, the last 26."""
    if not data.history:
        return ()
    begin, end = data.history[0].first, data.asked.period.first
    months = [month_of(start) for start in month_starts(begin, end)]
    whole = [month for month in months if month.first >= begin and month.last < end]
    return tuple(sum_of(at_all, month) for month in whole[-BASELINE_LENGTH:])


def _line(data: DossierInput, label: CategoryLabel | None, exposure: float | None) -> Line:
    counts = _two_counts(data, label)
    if exposure is None:
        return Line(label, None, compare(counts.now, ()))
    [comparison] = compared_rates([counts], exposure)
    return Line(label, counts.before, comparison)


def _category_lines(data: DossierInput, exposure: float | None) -> list[Line]:
    """Most now first. Categories are judged together."""
    counts = [(label, _two_counts(data, label)) for label in data.categories]
    held = [(label, one) for label, one in counts if one.before or one.now]
    if exposure is None:
        lines = [Line(label, None, compare(one.now, ())) for label, one in held]
    else:
        compared = compared_rates([one for _, one in held], exposure)
        lines = [Line(label, one.before, comparison) for (label, one), comparison in zip(held, compared, strict=True)]
    return sorted(lines, key=lambda line: (-line.comparison.counted, -(line.before or 0)))


def _two_counts(data: DossierInput, label: CategoryLabel | None) -> TwoCounts:
    """History are the stretches as long as the period up to its beginning, the time before not among them."""
    days = Counter[date]()
    for (day, code), number in data.days.items():
        if label is None or code == label.code:
            days[day] += number
    history = tuple(sum_of(days, one) for one in data.history)
    return TwoCounts(sum_of(days, data.before) if data.before else 0, sum_of(days, data.period), history)


def _rest(data: DossierInput, exposure: float) -> Rest:
    before, now = data.rest
    [comparison] = compared_rates([TwoCounts(before, now)], exposure)
    here = _two_counts(data, None)
    return Rest(before, comparison, p_of_same_change(here.now, here.before, now, before))


def is_sure(p_value: float | None) -> bool:
    return p_value is not None and p_value <= LEVEL
