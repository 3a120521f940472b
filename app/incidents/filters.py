"""Which incidents somebody wants to see. The filter is the URL: list, map and exports read the same one."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from app.incidents.hours import Hours, read_hours, write_hours
from app.models import IncidentStatus
from geo.points import LocationPrecision

USUAL_DAYS = 28
NO_DISTRICT = "none"
"""Stands among the districts' keys for "no district known"."""
LONG = 10
"""Digits of a number that is the id of nothing."""

Word = TypeVar("Word", bound=StrEnum)


class Arguments(Protocol):
    """A request's query arguments (werkzeug's MultiDict)."""

    def get(self, key: str, /) -> str | None: ...
    def getlist(self, key: str, /) -> list[str]: ...
    def __contains__(self, key: object, /) -> bool: ...


class Sort(StrEnum):
    """In which order: newest first, oldest first, or grouped and newest first within the group."""

    NEWEST = "newest"
    OLDEST = "oldest"
    CATEGORY = "category"
    DISTRICT = "district"


class Placing(StrEnum):
    """Whether an incident has a point. Precision does not tell: a street may be known by its name alone."""

    WITH_POINT = "with_point"
    WITHOUT_POINT = "without_point"


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """What to choose: an empty tuple leaves its field open; `start` and `end` are local days, both included.

    Without statuses drafts and confirmed incidents are chosen. `places` are ids. `hours` are runs of hours of the week;
    what lies in a span of a day or more is in none. `problems` holds values of the URL that mean nothing.
    """

    start: date | None = None
    end: date | None = None
    districts: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    precisions: tuple[LocationPrecision, ...] = ()
    placings: tuple[Placing, ...] = ()
    statuses: tuple[IncidentStatus, ...] = ()
    hours: tuple[Hours, ...] = ()
    words: str = ""
    sort: Sort = Sort.NEWEST
    page: int = 1
    problems: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_args(cls, args: Arguments, today: date) -> "IncidentFilter":
        """Read a URL: neither "from" nor "to" is the last four weeks, present but empty is an open end."""
        problems: list[str] = []
        if "from" in args or "to" in args:
            start, end = _in_order(*(read_value(args.get(name), _day, problems) for name in ("from", "to")))
        else:
            start, end = today - timedelta(days=USUAL_DAYS - 1), today
        return cls(
            start=start,
            end=end,
            districts=_keys(args.getlist("district")),
            categories=_keys(args.getlist("category")),
            sources=_keys(args.getlist("source")),
            places=_ids(args.getlist("place"), problems),
            precisions=_chosen(LocationPrecision, args.getlist("precision"), problems),
            placings=_chosen(Placing, args.getlist("placing"), problems),
            statuses=_chosen(IncidentStatus, args.getlist("status"), problems),
            hours=read_value(args.get("hours"), read_hours, problems) or (),
            words=" ".join((args.get("q") or "").replace("\0", "").split())[:200],
            sort=read_value(args.get("sort"), Sort, problems) or Sort.NEWEST,
            page=read_value(args.get("page"), _page_number, problems) or 1,
            problems=tuple(problems),
        )

    def limited_to(
        self, districts: Collection[str], categories: Collection[str], sources: Collection[str]
    ) -> "IncidentFilter":
        """The same filter without keys that are not there; what is dropped is added to `problems`."""
        problems = list(self.problems)
        return replace(
            self,
            districts=_known(self.districts, {*districts, NO_DISTRICT}, problems),
            categories=_known(self.categories, categories, problems),
            sources=_known(self.sources, sources, problems),
            problems=tuple(problems),
        )

    def to_args(self) -> dict[str, str | list[str]]:
        """The URL's arguments in a fixed order, so that the same filter has the same address."""
        written: dict[str, str | list[str]] = {
            "from": self.start.isoformat() if self.start else "",
            "to": self.end.isoformat() if self.end else "",
            "district": list(self.districts),
            "category": list(self.categories),
            "source": list(self.sources),
            "place": [str(id_) for id_ in self.places],
            "precision": [precision.value for precision in self.precisions],
            "placing": [placing.value for placing in self.placings],
            "status": [status.value for status in self.statuses],
            "hours": write_hours(self.hours),
            "q": self.words,
            "sort": "" if self.sort is Sort.NEWEST else self.sort.value,
            "page": "" if self.page == 1 else str(self.page),
        }
        return {name: value for name, value in written.items() if value or name in ("from", "to")}

    def sorted_by(self, sort: str) -> "IncidentFilter":
        return replace(self, sort=Sort(sort), page=1)

    def at_all_hours(self) -> "IncidentFilter":
        return replace(self, hours=(), page=1)

    def anywhere(self) -> "IncidentFilter":
        return replace(self, places=(), page=1)

    def on_page(self, page: int) -> "IncidentFilter":
        return replace(self, page=page)


def _in_order(start: date | None, end: date | None) -> tuple[date | None, date | None]:
    """Days typed the wrong way round mean the days between them: an empty list would look like calm."""
    return (end, start) if start and end and start > end else (start, end)


def _keys(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value and "\0" not in value}))


def _ids(values: Iterable[str], problems: list[str]) -> tuple[int, ...]:
    read = (read_value(value, _id, problems) for value in values)
    return tuple(sorted({id_ for id_ in read if id_ is not None}))


def _chosen(kind: type[Word], values: Iterable[str], problems: list[str]) -> tuple[Word, ...]:
    read = {read_value(value, kind, problems) for value in values}
    return tuple(word for word in kind if word in read)


Read = TypeVar("Read")


def read_value(text: str | None, reader: Callable[[str], Read], problems: list[str]) -> Read | None:
    """A value of the URL; None where there is none, or where it means nothing, which is told in `problems`."""
    try:
        return reader(text) if text else None
    except ValueError:
        problems.append(str(text)[:60])
        return None


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not 1900 <= day.year <= 2200:
        raise ValueError(text)
    return day


def _id(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < LONG):
        raise ValueError(text)
    return int(text)


def _page_number(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1_000_000:
        raise ValueError(text)
    return number


def _known(keys: Iterable[str], known: Collection[str], problems: list[str]) -> tuple[str, ...]:
    problems += [key[:60] for key in keys if key not in known]
    return tuple(key for key in keys if key in known)
