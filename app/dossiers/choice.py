"""Which place and which times a dossier is about: the address is the choice, so a copied link shows the same."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from app.incidents.filters import Arguments, read_value
from geo.corners import CornerError, read_ring
from geo.points import Point
from reports.dossier.inputs import FEWEST_DAYS
from reports.picture.numbers.stretches import Stretch

USUAL_DAYS = 364
"""A year of whole weeks: each weekday comes as often."""
WEEK = 7
USUAL_RADIUS, LEAST_RADIUS, MOST_RADIUS = 300, 100, 1000
RADII = (100, 150, 200, 300, 400, 500, 750, 1000)
MOST_CORNERS = 60
MOST_DAYS = 366 * 5
LONG = 10
_DAY = timedelta(days=1)

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Choice:
    """A place (an id of the location box), a point, or an area by its corners; None of them: nothing is chosen yet.

    `words` are what somebody typed for the place. Without `before` it is as long a time just before the period.
    `saved` is the id of the saved dossier whose texts are meant. `problems` are values that mean nothing. Corners that
    make no area are kept as they were `typed`, with what is wrong with them: then nothing is chosen, as no other place
    was meant.
    """

    period: Stretch
    place: int | None = None
    at: Point | None = None
    corners: tuple[Point, ...] = ()
    radius: int = USUAL_RADIUS
    before: Stretch | None = None
    for_sharing: bool = False
    words: str = ""
    saved: int | None = None
    problems: tuple[str, ...] = field(default=(), compare=False)
    typed: str = ""
    fault: CornerError | None = field(default=None, compare=False)

    @classmethod
    def from_args(cls, args: Arguments, today: date, usual: Callable[[date], Stretch] | None = None) -> "Choice":
        """`usual` tells the period where the address has none."""
        usual = usual or usual_period
        problems: list[str] = []

        def read(name: str, reader: Callable[[str], Read]) -> Read | None:
            return read_value((args.get(name) or "").strip(), reader, problems)

        period = _stretch(read("from", _day), read("to", _day)) or usual(today)
        if period.first > today or period.days > MOST_DAYS:
            problems.append(f"{period.first}–{period.last}")
            period = usual(today)
        period = Stretch(period.first, min(period.last, today))
        before = _stretch(read("before_from", _day), read("before_to", _day))
        if before and (before.last >= period.first or before.days > MOST_DAYS):
            problems.append(f"{before.first}–{before.last}")
            before = None
        typed = (args.get("area") or "").strip()
        corners, fault = _ring(typed)
        return cls(
            period=period,
            place=read("place", read_number),
            at=read("at", _point),
            corners=corners,
            radius=read("radius", _radius) or USUAL_RADIUS,
            before=before,
            for_sharing=args.get("for") == "sharing",
            words=" ".join((args.get("q") or "").split())[:200],
            saved=read("saved", read_number),
            problems=tuple(problems),
            typed=typed if fault else "",
            fault=fault,
        )

    @property
    def is_made(self) -> bool:
        return self.fault is None and (bool(self.corners or self.at) or self.place is not None)

    @property
    def compared_with(self) -> Stretch:
        """The time before."""
        return self.before or self.period.back(timedelta(days=self.period.days))

    def to_args(self) -> dict[str, str]:
        """The address's arguments in a fixed order, so that the same choice has the same address."""
        is_round = not self.corners
        written = {
            "place": str(self.place) if self.place is not None and is_round else "",
            "at": write_point(self.at) if self.at and self.place is None and is_round else "",
            "area": self.typed or write_corners(self.corners),
            "radius": str(self.radius) if is_round else "",
            "from": self.period.first.isoformat(),
            "to": self.period.last.isoformat(),
            "before_from": self.before.first.isoformat() if self.before else "",
            "before_to": self.before.last.isoformat() if self.before else "",
            "for": "sharing" if self.for_sharing else "",
            "saved": str(self.saved) if self.saved is not None else "",
        }
        return {name: value for name, value in written.items() if value}

    def shared(self, for_sharing: bool) -> "Choice":
        return replace(self, for_sharing=for_sharing)

    def kept(self) -> "Choice":
        """What is stored of it: which saved one it is stands elsewhere."""
        return replace(self, saved=None, words="")


def usual_period(today: date, since: date | None = None) -> Stretch:
    """The last year of whole weeks up to yesterday.

    Where data are continuous for less than two such years, since `since`: the weeks that are their latter half, so that
    there is as long a time before. Where that is too short to be compared with, the year all the same.
    """
    weeks = 0 if since is None else (today - since).days // 2 // WEEK
    is_enough = FEWEST_DAYS <= weeks * WEEK < USUAL_DAYS
    return Stretch(today - timedelta(days=weeks * WEEK if is_enough else USUAL_DAYS), today - _DAY)


def _ring(text: str) -> tuple[tuple[Point, ...], CornerError | None]:
    """The corners, one to a line or, as in addresses, on one line with ";" between; or what is wrong with them."""
    if not text:
        return (), None
    try:
        ring = read_ring(text if "\n" in text else text.replace(";", "\n"))
        if len(ring) > MOST_CORNERS:
            raise CornerError("too_many")
    except CornerError as error:
        return (), error
    return ring, None


def write_corners(corners: tuple[Point, ...], between: str = ";") -> str:
    return between.join(write_point(corner) for corner in corners)


def write_point(point: Point) -> str:
    """Latitude first, as people read it out; to about a metre."""
    return f"{point.lat:.5f},{point.lon:.5f}"


def _point(text: str) -> Point:
    lat, lon = (float(part) for part in text.strip().strip("()").replace(", ", ",").split(","))
    if not (50 <= lat <= 72 and 5 <= lon <= 30):
        raise ValueError(text)
    return Point(lon, lat)


def _stretch(first: date | None, last: date | None) -> Stretch | None:
    """Days typed the wrong way round mean the days between them."""
    return Stretch(min(first, last), max(first, last)) if first and last else None


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not 1990 <= day.year <= 2200:
        raise ValueError(text)
    return day


def _radius(text: str) -> int:
    radius = int(text)
    if not LEAST_RADIUS <= radius <= MOST_RADIUS:
        raise ValueError(text)
    return radius


def read_number(text: str) -> int:
    """An id or a version; addresses have numbers below zero. Raises ValueError for any that no database holds."""
    if not (text.isascii() and text.removeprefix("-").isdecimal() and len(text) < LONG):
        raise ValueError(text)
    return int(text)
