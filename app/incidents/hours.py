"""Hours of the week in a filter: which are chosen, as the URL writes them and as people say them."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from babel.dates import get_day_names

from reports.picture.hours_of_week import WEEK

Hours = tuple[int, int]
"""The first and the last hour of a run (0-167, local), both included."""


def read_hours(text: str) -> tuple[Hours, ...]:
    """ "116-122,164" as runs in order, those that touch joined. Raises ValueError for anything else."""
    chosen: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        start, end = int(first), int(last or first)
        if not 0 <= start <= end < WEEK:
            raise ValueError(text)
        chosen.update(range(start, end + 1))
    return runs(chosen)


def write_hours(chosen: Iterable[Hours]) -> str:
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in chosen)


def runs(hours: Iterable[int]) -> tuple[Hours, ...]:
    """Hours as runs; all of the week are no choice at all."""
    ordered = sorted(set(hours))
    if len(ordered) == WEEK:
        return ()
    grouped = (list(run) for _, run in groupby(enumerate(ordered), key=lambda at: at[1] - at[0]))
    return tuple((run[0][1], run[-1][1]) for run in grouped)


def hours_in(chosen: Iterable[Hours]) -> frozenset[int]:
    return frozenset(hour for first, last in chosen for hour in range(first, last + 1))


def hours_words(chosen: Iterable[Hours], language: str) -> list[str]:
    """ "fredag kl. 20-24", days with the same hours together: "lördag-söndag kl. 00-04"."""
    of_day: dict[int, list[tuple[int, int]]] = {}
    for first, last in chosen:
        for day in range(first // 24, last // 24 + 1):
            of_day.setdefault(day, []).append((max(first - 24 * day, 0), min(last - 24 * day, 23) + 1))
    names = {day: str(name) for day, name in get_day_names("wide", locale=language).items()}
    clock = "kl. " if language == "sv" else ""
    return [
        f"{_days(days, names)} {clock}{', '.join(f'{start:02}–{end:02}' for start, end in hours)}"
        for days, hours in _alike(of_day)
    ]


def _alike(of_day: dict[int, list[tuple[int, int]]]) -> Iterator[tuple[list[int], list[tuple[int, int]]]]:
    """Days that follow each other and have the same hours, with these."""
    for _, run in groupby(enumerate(sorted(of_day)), key=lambda at: (of_day[at[1]], at[1] - at[0])):
        days = [day for _, day in run]
        yield days, of_day[days[0]]


def _days(days: list[int], names: dict[int, str]) -> str:
    return names[days[0]] if len(days) == 1 else f"{names[days[0]]}–{names[days[-1]]}"
