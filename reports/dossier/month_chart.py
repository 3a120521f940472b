"""Months as bars, drawn without any library so that a page can hold them at once."""

from collections.abc import Sequence
from html import escape
from itertools import accumulate

from reports.dossier.record import Month
from reports.picture.drawings.scale import Plot, ticks

WIDTH, HEIGHT = 320, 106
"""Pixels; so small that the letters are of 7 pt in half a page's width on paper."""
LEFT, RIGHT, TOP, FOOT = 26, 4, 8, 31
INK, QUIET, RULE, BAND, NOW, BEFORE, OTHER = (
    "#14212b", "#4d5b63", "#d5dad7", "#cfd6d2", "#0b5d5e", "#7fa9a9", "#c3cbc7",
)  # fmt: skip
LOWEST_TOP = 4
HIDDEN_AS = 2
"""How high a hidden number is drawn: it is one or two, or something that would tell what that is."""
NAMED_EVERY = (1, 2, 3, 6, 12)
ROOM_OF_NAME, ROOM_OF_YEAR = 24, 34
"""Pixels: "mars" and "2026" with some air; its neighbours are narrower."""
_LETTERS = 'font-family="\'Source Sans 3\', sans-serif" font-size="11"'


def months_svg(
    months: Sequence[Month], expected: tuple[int, int] | None, names: Sequence[str], description: str
) -> str:
    """An SVG of 320 × 106 px: a bar per month from zero; of the period dark, of the time before lighter.

    `names` are the year's twelve, short: as many are written as there is room for, January among them.
    `expected` is the range of one month, a grey band over those of the period. A hidden number is a dashed box that
    says nothing of its height. Raises ValueError without a month.
    """
    if not months:
        raise ValueError("a chart needs something to show")
    most = max(*(month.number or 0 for month in months), expected[1] if expected else 0, LOWEST_TOP)
    plot = Plot(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - FOOT, most)
    step = plot.width / len(months)
    parts = [*_axes(plot), *_names(plot, months, step, names), *_years(plot, months, step)]
    if expected:
        parts.append(_band(plot, months, step, expected))
    parts += [_bar(plot, at, month, step) for at, month in enumerate(months)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-label="{escape(description)}">{"".join(parts)}</svg>'
    )


def _axes(plot: Plot) -> list[str]:
    return [
        f'<path d="M{plot.left} {plot.y(number):.1f}H{plot.right}" stroke="{RULE}" stroke-width="0.7"/>'
        + _word(plot.left - 4, plot.y(number) + 4, number, "end")
        for number in ticks(plot.most)
    ]


def _years(plot: Plot, months: Sequence[Month], step: float) -> list[str]:
    """The year below its first month that is shown, where there is room before the next."""
    begins = [at for at, month in enumerate(months) if at == 0 or month.first.month == 1]
    ends = [*begins[1:], len(months)]
    return [
        f'<path d="M{plot.left + at * step:.1f} {plot.top + plot.height}v4" stroke="{QUIET}"/>'
        + _word(plot.left + at * step + 2, HEIGHT - 4, months[at].first.year, "start")
        for at, end in zip(begins, ends, strict=True)
        if (end - at) * step > ROOM_OF_YEAR
    ]


def _names(plot: Plot, months: Sequence[Month], step: float, names: Sequence[str]) -> list[str]:
    """Each month below its bar, or every so many of the year where the bars are narrow."""
    every = next(number for number in NAMED_EVERY if number * step >= ROOM_OF_NAME or number == NAMED_EVERY[-1])
    return [
        _word(plot.left + (at + 0.5) * step, plot.top + plot.height + 14, names[month.first.month - 1], "middle")
        for at, month in enumerate(months)
        if (month.first.month - 1) % every == 0
    ]


def _word(x: float, y: float, word: int | str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{QUIET}" {_LETTERS}>{word}</text>'


def _band(plot: Plot, months: Sequence[Month], step: float, expected: tuple[int, int]) -> str:
    now = [at for at, month in enumerate(months) if month.is_now]
    low, high = plot.y(expected[0]), plot.y(expected[1])
    left, width = plot.left + now[0] * step, len(now) * step
    return f'<rect x="{left:.1f}" y="{high:.1f}" width="{width:.1f}" height="{max(low - high, 2):.1f}" fill="{BAND}"/>'


def _bar(plot: Plot, at: int, month: Month, step: float) -> str:
    """Of a month in which a time begins or ends, each part by itself: what is of the period lowest."""
    box = f'x="{plot.left + at * step + step * 0.15:.1f}" width="{step * 0.7:.1f}"'
    if month.number is None:
        look = f'fill="none" stroke="{QUIET}" stroke-width="0.8" stroke-dasharray="2 2"'
        return f"<rect {box} {_heights(plot, 0, HIDDEN_AS)} {look}/>"
    now, before = month.now or 0, month.before or 0
    parts = ((now, NOW), (before, BEFORE), (month.number - now - before, OTHER))
    below = accumulate((number for number, _ in parts), initial=0)
    return "".join(
        f'<rect {box} {_heights(plot, low, low + number)} fill="{colour}"/>'
        for low, (number, colour) in zip(below, parts, strict=False)
        if number
    )


def _heights(plot: Plot, low: float, high: float) -> str:
    top, foot = plot.y(high), plot.y(low)
    return f'y="{top:.1f}" height="{foot - top:.1f}"'
