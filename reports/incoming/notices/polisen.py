"""What a public notice of polisen.se tells: of which municipality, when, where, and the draft incident it makes.

The notices' own coordinates are the centre of a municipality or county and are never read.
"""

import re
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from geo.gazetteer import fold
from geo.points import LocationPrecision
from reports.incoming.categories.relationships import turned_near
from reports.incoming.drafts import Certainty, DraftIncident, Interval, Whereabouts
from reports.incoming.notices.file import BadNotice, Notice, NoticeError, read_notices
from reports.incoming.places.place_words import best_place_words
from reports.incoming.places.reader import PlaceReader
from reports.incoming.times.local_time import to_utc, to_wall
from reports.incoming.times.time_words import MONTHS

__all__ = [
    "BadNotice",
    "Notice",
    "NoticeError",
    "concerns",
    "draft_from",
    "is_incident",
    "municipality_of",
    "occurred",
    "read_notices",
]

UNKNOWN_CATEGORY = "ovrigt"

# Round-ups of many events, later news of one, office hours of the press service: no incidents of their own.
_NO_INCIDENT = re.compile(r"(?:sammanfattning|uppdatering|information|övrigt|presstalesperson|presstjänst)\b")

_MONTH = {name: number for number, name in enumerate(MONTHS["sv"], 1)}
_WHEN = re.compile(r"(\d{1,2}) ([a-z]+) (\d{1,2})[.:](\d\d)", re.IGNORECASE)
_AHEAD = timedelta(hours=2)  # titles are typed by hand: so far past the publishing may a time be and still be meant
_BACK = timedelta(days=60)  # and so long may a notice wait


def municipality_of(notice: Notice) -> str | None:
    """The municipality as the notice spells it, last in its name or else its location; None where only a county is."""
    _, typed, last = notice.name.rpartition(f"{notice.type}, ")
    if not typed:
        last = notice.name.rpartition(", ")[2]
    last = last.strip()
    if not last or last in notice.type or _is_county(last):
        last = notice.location
    return None if not last or _is_county(last) else last


def is_incident(notice: Notice) -> bool:
    """False for what the police publish among their notices that tells of no single event."""
    return not _NO_INCIDENT.match(_folded(notice.type))


def occurred(notice: Notice) -> Interval:
    """When it happened, in UTC: the day and time in the notice's name, with the year that fits its publishing.

    A night's notice is often dated the day on which it is written, which puts "23.40" in the future: then it was the
    day before. Without a time that can be meant, the time of publishing.
    """
    published = to_wall(notice.published)
    if named := _named_time(notice.name, published.year):
        for wall in (named, named - timedelta(days=1), _year_before(named)):
            if wall and published - _BACK <= wall <= published + _AHEAD:
                return Interval(to_utc(wall))
    return Interval(notice.published)


def concerns(notice: Notice, names: Collection[str], towns: Collection[str], neighbours: Collection[str]) -> bool:
    """Whether a notice is about the municipality with these `names` (all its spellings).

    It is when the municipality is the notice's own, or is named in its lead; and when the notice is a neighbour's
    (`neighbours`: municipalities, and the county as the police write it) and its lead names one of our `towns` with a
    capital. Elsewhere a town's name is a homonym's: Kungsängen in Uppsala, Bro in many places.
    """
    area = municipality_of(notice) or notice.location
    if _folded(area) in _all_folded(tuple(names)):
        return True
    if _any_of(tuple(names), re.IGNORECASE).search(notice.summary):
        return True
    is_near = _folded(area) in _all_folded(tuple(neighbours))
    return is_near and bool(_any_of(tuple(towns)).search(notice.summary))


def draft_from(notice: Notice, places: PlaceReader | None, category_of: Mapping[str, str]) -> DraftIncident:
    """A draft incident: category by the police's type ("ovrigt" for a type never seen), place from the text.

    Violence between people who are close is of its own category: the police have no type for it.

    The gazetteer of `places` is asked only if the notice concerns its municipality; else there are words at most.
    """
    return DraftIncident(
        when=occurred(notice),
        where=_where(notice, places),
        category=turned_near(category_of.get(notice.type, UNKNOWN_CATEGORY), notice.text),
        summary=notice.summary,
        certainty=Certainty.SUSPECTED if notice.type.endswith("misstänkt") else Certainty.OBSERVED,
        passage=(0, len(notice.text)),
    )


def _where(notice: Notice, places: PlaceReader | None) -> Whereabouts:
    if places and concerns(notice, places.municipality_names, places.district_names, places.neighbours):
        return places.read(notice.text)
    municipality = municipality_of(notice)
    words = best_place_words(notice.text) if places else None
    known = LocationPrecision.MUNICIPALITY if municipality else LocationPrecision.UNKNOWN
    return Whereabouts(words or municipality, precision=known)


def _named_time(name: str, year: int) -> datetime | None:
    """The naive local time that a name begins with, in a given year."""
    match = _WHEN.match(name)
    month = _MONTH.get(match[2].lower()) if match else None
    if not match or not month:
        return None
    try:
        return datetime(year, month, int(match[1]), int(match[3]), int(match[4]))  # noqa: DTZ001 - local wall clock
    except ValueError:
        return None


def _year_before(wall: datetime) -> datetime | None:
    try:
        return wall.replace(year=wall.year - 1)
    except ValueError:  # 29 February
        return None


def _is_county(area: str) -> bool:
    return area.endswith(" län")


@lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=8)
def _all_folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, names))


@lru_cache(maxsize=8)
def _any_of(names: tuple[str, ...], flags: int = 0) -> re.Pattern[str]:
    """The names as whole words; a hyphen joins words to other names (Upplands-Bro is no Bro)."""
    listed = "|".join(re.escape(name).replace(r"\-", "[- ]") for name in names) or "(?!)"
    return re.compile(rf"(?<![\w-])(?:{listed})s?(?![\w-])", flags)
