"""From a row of a table to an incident to import."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, Self

from geo.points import Point
from geo.spelling import fold
from reports.incoming.drafts import Certainty, Interval
from reports.incoming.facts.case_numbers import tidy
from reports.incoming.privacy.personal_numbers import SHORTEST, is_personal_number
from reports.incoming.tables.row_errors import RowError
from reports.incoming.tables.row_times import read_times
from reports.incoming.tables.table import Row

_MOST = 999_999
_AHEAD = timedelta(days=1)
_PLANNED_AHEAD = timedelta(days=2 * 366)
_PLANNED = "evenemang"
_CERTAINTIES = {
    "observed": Certainty.OBSERVED,
    "iakttagen": Certainty.OBSERVED,
    "observerad": Certainty.OBSERVED,
    "suspected": Certainty.SUSPECTED,
    "misstänkt": Certainty.SUSPECTED,
    "second_hand": Certainty.SECOND_HAND,
    "second-hand": Certainty.SECOND_HAND,
    "andrahand": Certainty.SECOND_HAND,
    "andrahandsuppgift": Certainty.SECOND_HAND,
}
_folded = lru_cache(maxsize=8192)(fold)


class Area(NamedTuple):
    """A box in WGS 84 degrees in which points are taken to be right."""

    name: str
    south: float
    west: float
    north: float
    east: float


SWEDEN = Area("Sverige", 55.0, 10.5, 69.2, 24.3)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a municipality's words mean. Keys are folded (geo.spelling.fold); `of` folds them.

    `categories` gives a category's code by code, name or police type, `districts` a district's key by key or name.
    `reads` tells a category's code of words that are no name of one, or None where it is not sure; `other` is the code
    for a category that nobody knows; where there is none, such a row is an error. `now` is a moment with an offset;
    what starts more than a day after it has not happened, unless its category is of planned events.
    """

    categories: Mapping[str, str]
    districts: Mapping[str, str]
    other: str | None = None
    area: Area = SWEDEN
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    reads: Callable[[str], str | None] = lambda _words: None

    @classmethod
    def of(
        cls,
        categories: Mapping[str, str],
        districts: Mapping[str, str],
        other: str | None = None,
        area: Area = SWEDEN,
        now: datetime | None = None,
    ) -> Self:
        return cls(_by_folded(categories), _by_folded(districts), other, area, now or datetime.now(UTC))


def _by_folded(meanings: Mapping[str, str]) -> dict[str, str]:
    return {fold(words): meaning for words, meaning in meanings.items()}


class ImportRow(NamedTuple):
    """An incident as a row tells it: what a draft holds, before its place words or point are looked up.

    `category_words` is how the row names the category, `place` how it names the place. A row without an id of its own
    is known by its case number; a personal identity number is neither.
    """

    line: int
    when: Interval
    category: str
    category_words: str
    place: str | None
    point: Point | None
    district: str | None
    text: str
    source: str | None
    certainty: Certainty
    quantity: int | None
    external_id: str | None
    case_number: str | None = None


def parse_row(row: Row, vocabulary: Vocabulary) -> ImportRow:
    """The incident in a row. Raises RowError with the first fault found, in the order of the columns."""
    line = row.line
    cells = map(str.strip, row.picked())
    date, time, end, category, place, lat, lon, district, text, source, certainty, quantity, own_id, case = cells
    when = read_times(line, date, time, end, vocabulary.now)
    code, number = _category(line, category, text, vocabulary), _number(case)
    if when.start > vocabulary.now and _is_too_far_ahead(when, code, vocabulary):
        raise RowError(line, "future", value=f"{date} {time}".strip())
    return ImportRow(
        line,
        when,
        code,
        category,
        place or None,
        _point(line, lat, lon, vocabulary.area) if lat or lon else None,
        _district(line, district, vocabulary) if district else None,
        text,
        source or None,
        _certainty(line, certainty) if certainty else Certainty.OBSERVED,
        _quantity(line, quantity) if quantity else None,
        _number(own_id) or number,
        tidy(number) if number else None,
    )


def _number(words: str) -> str | None:
    return None if not words or (len(words) >= SHORTEST and is_personal_number(words)) else words


def _is_too_far_ahead(when: Interval, code: str, vocabulary: Vocabulary) -> bool:
    return when.start > vocabulary.now + (_PLANNED_AHEAD if code.startswith(_PLANNED) else _AHEAD)


def _category(line: int, words: str, text: str, vocabulary: Vocabulary) -> str:
    code = vocabulary.categories.get(_folded(words)) if words else None
    code = code or vocabulary.reads(f"{words}. {text}" if words else text) or vocabulary.other
    if code is None and not words:
        raise RowError(line, "category_missing")
    if code is None:
        raise RowError(line, "unknown_category", value=words)
    return code


def _district(line: int, words: str, vocabulary: Vocabulary) -> str:
    key = vocabulary.districts.get(_folded(words))
    if key is None:
        raise RowError(line, "unknown_district", value=words)
    return key


def _certainty(line: int, words: str) -> Certainty:
    certainty = _CERTAINTIES.get(_folded(words))
    if certainty is None:
        raise RowError(line, "unknown_certainty", value=words)
    return certainty


def _quantity(line: int, words: str) -> int:
    if not (words.isdecimal() and len(words) <= 6 and int(words) > 0):
        raise RowError(line, "bad_quantity", value=words, most=_MOST)
    return int(words)


def _point(line: int, lat: str, lon: str, area: Area) -> Point:
    if not (lat and lon):
        raise RowError(line, "half_point")
    try:
        south_north, west_east = float(lat), float(lon)
    except ValueError:
        south_north, west_east = _degrees(line, lat), _degrees(line, lon)
    if not _holds(area, south_north, west_east):
        raise RowError(line, _fault_of(area, south_north, west_east), lat=lat, lon=lon, area=area.name)
    return Point(west_east, south_north)


def _degrees(line: int, words: str) -> float:
    try:
        return float(words.replace(",", "."))
    except ValueError:
        raise RowError(line, "bad_coordinate", value=words) from None


def _holds(area: Area, lat: float, lon: float) -> bool:
    return area.south <= lat <= area.north and area.west <= lon <= area.east


def _fault_of(area: Area, lat: float, lon: float) -> str:
    if abs(lat) > 180 or abs(lon) > 180:
        return "not_degrees"
    return "swapped" if _holds(area, lon, lat) else "outside"
