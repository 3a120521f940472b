"""Finds incidents that may be one, told by two: each likeness adds evidence for it or against it.

The evidence is summed as Fellegi and Sunter link records ("A Theory for Record Linkage", 1969): a likeness weighs the
logarithm of how much more often it is found between two tellings of one incident than between two incidents.
"""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from math import cos, exp, hypot, log, radians
from typing import NamedTuple

from geo.points import LocationPrecision, Point
from geo.spelling import fold
from reports.incoming.categories.kinship import Kinship, kinship
from reports.incoming.drafts import Interval, Whereabouts
from reports.incoming.twins.quiet_rounds import is_quiet_round
from reports.incoming.twins.word_likeness import Likeness, Rarity

LIKELY = 0.5
"""The likeness from which two incidents are worth showing to somebody."""
SURE = 0.999
FARTHEST_APART = timedelta(hours=3)
"""Incidents between whose times more than this lies are not compared."""
LONGEST = timedelta(hours=36)
"""How long the span of an incident may be that is looked for."""

RADIUS = {LocationPrecision.POINT: 60.0, LocationPrecision.STREET: 300.0, LocationPrecision.PLACE: 500.0}
"""Metres within which a place of this precision is where it is said to be."""
DEGREE = 111_200.0
"""Metres of a degree of latitude."""
SPREAD = 2_000.0
"""Metres from a town's centre within which most of what happens there happens."""
PRIOR = -6.4
"""Few of the incidents near in time are the same."""
SAME_SENDER = -2.0
REPEATED = 0.9
"""The likeness of texts from which a report says the same thing twice."""
OF_SHARES = ((0.0, -1.5), (0.04, -1.0), (0.12, 1.5), (0.3, 4.0), (0.8, 7.0))
"""What shares of common words weigh: among real notices that make no pair nine of ten lie below 0.12."""
MOST_OF_WORDS = 7.0
ENOUGH_WORDS = 3
"""Fewer alike may be no more than what both call such a thing."""
ENOUGH_SAID = 60.0
"""The weight of words from which a text says enough to be compared: some three that few others use."""
OF_KINSHIP = {
    Kinship.SAME: 1.4,
    Kinship.PARENT: 1.2,
    Kinship.SIBLINGS: 0.6,
    Kinship.KIN: 0.2,
    Kinship.UNSPECIFIC: 0.0,
    Kinship.STRANGERS: -3.0,
}


class Aspect(StrEnum):
    """In what two incidents are alike."""

    CASE_NUMBER = "case_number"
    PLACE = "place"
    TIME = "time"
    CATEGORY = "category"
    WORDS = "words"
    QUANTITY = "quantity"


class Seen(NamedTuple):
    """An incident as it is compared. `category` is a code, `reports` and `organisations` the ids of those that told it.

    `text` is all that is told of it: the summary and the words for its place. `area` and `spot` are the names of the
    district and the place where it is known to be: as those are compared by themselves, their words tell nothing more.
    """

    id: int
    when: Interval
    where: Whereabouts
    category: str
    text: str = ""
    quantity: int | None = None
    case_number: str | None = None
    reports: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()
    area: str = ""
    spot: str = ""


class Match(NamedTuple):
    """How much one incident is like another: 0 to 1, and what speaks for it, what says most first."""

    id: int
    likeness: float
    reasons: tuple[Aspect, ...]


def find_twins(one: Seen, others: Sequence[Seen], rarity: Rarity | None = None) -> list[Match]:
    """The likely twins among others, best first. Of words it counts how rare they are among `others`, unless given."""
    among = rarity or Rarity(other.text for other in others)
    matches = (match(one, other, among) for other in others if other.id != one.id)
    return sorted((found for found in matches if is_likely_twin(found)), key=lambda found: (-found.likeness, found.id))


def is_likely_twin(found: Match) -> bool:
    return found.likeness >= LIKELY


def likeness(one: Seen, other: Seen, rarity: Rarity | None = None) -> float:
    """How likely two incidents are one, 0 to 1; symmetric."""
    return match(one, other, rarity or Rarity((one.text, other.text))).likeness


def match(one: Seen, other: Seen, rarity: Rarity) -> Match:
    """How much two incidents are alike, and in what."""
    if _is_same_case(one, other):
        return Match(other.id, SURE, (Aspect.CASE_NUMBER,))
    if is_quiet_round(one.text) or is_quiet_round(other.text):
        return Match(other.id, 0.0, ())
    apart = gap(one.when, other.when)
    evidence = _without_words(one, other, apart) if apart <= FARTHEST_APART else {}
    if not evidence or sum(evidence.values()) + PRIOR + MOST_OF_WORDS < 0:
        return Match(other.id, 0.0, ())  # whatever the words say
    alike = rarity.likeness(one.text, other.text, _names(one, other))
    if one.reports & other.reports and alike.share < REPEATED:
        return Match(other.id, 0.0, ())
    evidence[Aspect.WORDS] = _of_words(alike)
    sender = SAME_SENDER if one.organisations & other.organisations else 0.0
    total = PRIOR + sender + sum(evidence.values())
    reasons = sorted((aspect for aspect in evidence if evidence[aspect] > 0), key=lambda aspect: -evidence[aspect])
    return Match(other.id, min(SURE, 1 / (1 + exp(-total))), tuple(reasons))


def _names(one: Seen, other: Seen) -> tuple[str, str]:
    """What each text may call its place, where that is known of both: else its words are all there is of it."""
    if one.spot and other.spot:
        return f"{one.area} {one.spot}", f"{other.area} {other.spot}"
    return one.area, other.area


def _without_words(one: Seen, other: Seen, apart: timedelta) -> dict[Aspect, float]:
    return {
        Aspect.TIME: _of_times(one.when, other.when, _hours(apart)),
        Aspect.PLACE: _of_places(one.where, other.where),
        Aspect.CATEGORY: OF_KINSHIP[kinship(one.category, other.category)],
        Aspect.QUANTITY: _of_quantities(one.quantity, other.quantity),
    }


def gap(one: Interval, other: Interval) -> timedelta:
    """What lies between two times; nothing where they meet."""
    first, second = (one, other) if one.start <= other.start else (other, one)
    return max(timedelta(0), second.start - (first.end or first.start))


def _is_same_case(one: Seen, other: Seen) -> bool:
    if not (one.case_number and other.case_number):
        return False
    ours, theirs = ("".join(fold(number).split()) for number in (one.case_number, other.case_number))
    return bool(ours) and ours == theirs


def _of_times(one: Interval, other: Interval, apart: float) -> float:
    """Two moments a few minutes (`apart` in hours) apart say much; that a moment lies within a whole day, nothing."""
    reach = sum(_hours((when.end or when.start) - when.start) for when in (one, other)) + 2 * max(apart, 0.25)
    return log(24 / reach) - max(0.0, apart - 0.25) / 0.75


def _hours(span: timedelta) -> float:
    return span.total_seconds() / 3600


def _of_places(one: Whereabouts, other: Whereabouts) -> float:
    if one.point and other.point:
        reach = RADIUS.get(one.precision, SPREAD) + RADIUS.get(other.precision, SPREAD)
        apart = _metres(one.point, other.point)
        beyond = max(0.0, apart - reach)
        return max(-8.0, min(4.0, 2 * log(SPREAD / max(apart, reach))) - beyond / (60 + reach / 3))
    if one.place_id is not None and one.place_id == other.place_id:
        return 2.5
    if one.district and other.district:
        return 0.9 if one.district == other.district else -2.5
    return 0.0


def _metres(one: Point, other: Point) -> float:
    """As on a plane: a metre or two wrong within a municipality, and made for thousands of pairs."""
    east = (one.lon - other.lon) * cos(radians(one.lat))
    return DEGREE * hypot(east, one.lat - other.lat)


def _of_quantities(one: int | None, other: int | None) -> float:
    if one is None or other is None:
        return 0.0
    return 0.7 if one == other and one > 1 else -0.3 * (one != other)


def _of_words(alike: Likeness) -> float:
    """Along the line through `OF_SHARES`; the less the texts say the less it weighs."""
    (low, least), *higher = OF_SHARES
    evidence = MOST_OF_WORDS
    for share, weight in higher:
        if alike.share < share:
            evidence = least + (weight - least) * (alike.share - low) / (share - low)
            break
        low, least = share, weight
    said = min(1.0, alike.weight / ENOUGH_SAID)
    return evidence * (min(said, alike.words / ENOUGH_WORDS) if evidence > 0 else said)
