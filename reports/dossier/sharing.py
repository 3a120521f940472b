"""What is hidden of a place's numbers before they are shared outside: 1 and 2, and what would tell them."""

from collections.abc import Sequence
from dataclasses import replace

from reports.dossier.record import Dossier, Line, Month
from reports.picture.audiences.suppression import LEAST, positions_to_hide
from reports.picture.record import HIDDEN


def is_small(number: int) -> bool:
    return 0 < number < LEAST


def for_sharing(dossier: Dossier) -> Dossier:
    """The same with every number below three hidden, and as many more as it takes that none can be worked out.

    The hours of the week are left out: single incidents could be read from them. So is the history of a number, and of
    the rest of the district all where it is small.
    """
    lines = _lines(dossier.lines, has_before=dossier.exposure is not None)
    rest = dossier.rest
    if rest and (is_small(rest.before or 0) or is_small(rest.comparison.counted) or lines[0].comparison.is_hidden):
        rest = None
    return replace(
        dossier,
        period=HIDDEN if lines[0].comparison.is_hidden else replace(dossier.period, history=()),
        month=replace(dossier.month, history=()),
        months=_months(dossier.months),
        lines=lines,
        rest=rest,
        week=None,
        undated=0,
    )


def _lines(lines: Sequence[Line], *, has_before: bool) -> tuple[Line, ...]:
    """The first line is the total of the others. Columns are before, where there is one, and now."""
    total, parts = lines[0], lines[1:]
    if not parts:
        return tuple(lines)
    counts = [[*([part.before or 0] if has_before else []), part.comparison.counted] for part in parts]
    hidden = positions_to_hide(counts)
    columns = [{column for row, column in hidden if row == at} for at in range(len(parts) + 1)]
    now = len(counts[0]) - 1
    shown = [
        _line(line, is_before_hidden=has_before and 0 in found, is_now_hidden=now in found)
        for line, found in zip((total, *parts), (columns[-1], *columns[:-1]), strict=True)
    ]
    return (shown[0], *sorted(shown[1:], key=_place_of))


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


def _months(months: Sequence[Month]) -> tuple[Month, ...]:
    """Of the period, and of the time before, the sum is known; of a month that one of them cuts its parts would be."""
    hidden = {at for at, month in enumerate(months) if month.is_cut or is_small(month.number or 0)}
    for parts in ([month.now for month in months], [month.before for month in months]):
        run = [(at, part) for at, part in enumerate(parts) if part is not None]
        if run:
            found = positions_to_hide([[part for _, part in run]])
            hidden |= {run[column][0] for row, column in found if row == 0 and column < len(run)}
    return tuple(replace(month, number=None) if at in hidden else month for at, month in enumerate(months))
