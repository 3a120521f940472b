"""What is hidden of a place's numbers before they are shared outside: 1 and 2, and what would tell them."""

from collections.abc import Sequence
from dataclasses import replace

from reports.dossier.record import Dossier, Line, Month
from reports.picture.audiences.suppression import LEAST
from reports.picture.record import HIDDEN


def is_small(number: int) -> bool:
    return 0 < number < LEAST


def for_sharing(dossier: Dossier) -> Dossier:
    """The same with every number below three hidden, and as many more as it takes that none can be worked out.

    The hours of the week are left out: single incidents could be read from them. So is the history of a number, and of
    the rest of the district all where it is small.
    """
    lines = _lines(dossier.lines)
    total = lines[0]
    rest = dossier.rest
    if rest and (is_small(rest.before or 0) or is_small(rest.comparison.counted) or total.comparison.is_hidden):
        rest = None
    return replace(
        dossier,
        period=HIDDEN if total.comparison.is_hidden else replace(dossier.period, history=()),
        month=replace(dossier.month, history=()),
        months=_months(dossier.months, total),
        lines=lines,
        rest=rest,
        week=None,
        undated=0,
    )


def to_hide(numbers: Sequence[int]) -> frozenset[int]:
    """Which of some numbers to hide, len(numbers) meaning their sum, so that no 1 or 2 among them can be worked out.

    It is told what the numbers are of, and their sum unless it is hidden. Where 1 and 2 are both hidden, each may be
    the other. Where all that is hidden is alike, their sum would tell, even to one who knows that none of them is 0: so
    the smallest of the larger ones goes with them, or where there is none, the sum.
    """
    small = {at for at, number in enumerate(numbers) if is_small(number)}
    total = len(numbers)
    if is_small(sum(numbers)):
        return frozenset({*small, total})
    if len({numbers[at] for at in small}) != 1:
        return frozenset(small)
    larger = [(number, at) for at, number in enumerate(numbers) if number >= LEAST]
    return frozenset({*small, min(larger)[1] if larger else total})


def _lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The first line is the total of the others. What came before and what is now are summed up each by itself alone,
    and so they are hidden."""
    total, *parts = lines
    before = to_hide([part.before or 0 for part in parts])
    now = to_hide([part.comparison.counted for part in parts])
    shown = [
        _line(line, is_before_hidden=at in before, is_now_hidden=at in now) for at, line in enumerate([*parts, total])
    ]
    return (shown[-1], *sorted(shown[:-1], key=_place_of))


def _place_of(line: Line) -> tuple[bool, str]:
    """Where a hidden number stood among the others would tell how large it is: such ones come last, by name."""
    is_hidden = line.comparison.verdict is None
    return is_hidden, line.label.name if is_hidden and line.label else ""


def _line(line: Line, *, is_before_hidden: bool, is_now_hidden: bool) -> Line:
    """What is compared needs both numbers."""
    before, now = None if is_before_hidden else line.before, line.comparison.now
    if not is_before_hidden and not is_now_hidden:
        return replace(line, comparison=replace(line.comparison, history=()))
    return replace(line, before=before, comparison=HIDDEN if is_now_hidden else replace(HIDDEN, now=now))


def _months(months: Sequence[Month], total: Line) -> tuple[Month, ...]:
    """Of the period, and of the time before, the sum is known; of a month that one of them cuts its parts would be."""
    hidden = {at for at, month in enumerate(months) if month.is_cut or is_small(month.number or 0)}
    hidden |= _of_run([month.now for month in months], is_hidden=total.comparison.is_hidden)
    hidden |= _of_run([month.before for month in months], is_hidden=total.before is None)
    return tuple(replace(month, number=None) if at in hidden else month for at, month in enumerate(months))


def _of_run(parts: Sequence[int | None], *, is_hidden: bool) -> set[int]:
    """Which of the months in one of the times to hide: all of them where their sum must not be told."""
    run = [(at, part) for at, part in enumerate(parts) if part is not None]
    found = to_hide([part for _, part in run])
    return {at for position, (at, _) in enumerate(run) if is_hidden or len(run) in found or position in found}
