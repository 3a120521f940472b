"""Reads the incidents out of a day report of the police or the guards.

Only what begins a line with a clock time counts as an incident here.
"""

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Protocol

from geo.spelling import fold
from reports.incoming.drafts import DraftIncident, Interval, Whereabouts
from reports.incoming.local_time import to_utc, to_wall
from reports.incoming.passages import Passage, passages

UNKNOWN_CATEGORY = "ovrigt"
_NO_INCIDENT = re.compile(
    r"inget (?:särskilt )?att rapportera|\blugn (?:start|natt|kväll)|\binga (?:\w+ )?(?:händelser|brott|ärenden)\b"
    r"|\b\d+-tal\b|\bpass(?:et)? (?:börja|starta|sluta|avsluta)",
    re.IGNORECASE,
)
_CLOCKS_DIFFER = timedelta(minutes=5)  # a report may be dated just before the last thing that it tells


class ReadsPlaces(Protocol):
    """What finds the place in a text, such as reports.incoming.where.PlaceReader."""

    def read(self, text: str) -> Whereabouts: ...


def read_day_report(
    text: str, received: datetime, places: ReadsPlaces, category_of: Mapping[str, str]
) -> list[DraftIncident]:
    """The incidents in a report, in its order.

    `received` (aware) tells the day: a clock time is the last one before it, so that 22.12 in a night report is of the
    evening before. `category_of` gives a category's code by the police's or guards' label, folded (geo.spelling.fold);
    an unknown label counts as "ovrigt".
    """
    drafts = (_draft(passage, received, places, category_of) for passage in passages(text))
    return [draft for draft in drafts if draft]


def _draft(
    passage: Passage, received: datetime, places: ReadsPlaces, category_of: Mapping[str, str]
) -> DraftIncident | None:
    code, place_words = _labelled(passage.heading, category_of)
    told = passage.prose if code else ". ".join(filter(None, (passage.heading, passage.prose)))
    if code is None and (not told or _NO_INCIDENT.search(told)):
        return None
    return DraftIncident(
        when=Interval(_last(passage.clock, received)),
        where=_where(place_words, told, places),
        category=code or UNKNOWN_CATEGORY,
        summary=" ".join(told.split()) or passage.heading,
        passage=(passage.start, passage.end),
    )


def _labelled(heading: str, category_of: Mapping[str, str]) -> tuple[str | None, str]:
    """The category of a heading's label, and the heading without it.

    The label stands first and may hold commas ("Mord/dråp, försök, Bro"), or after the place ("Bro, brand"), or goes
    on into the place ("Misshandel Bro centrum").
    """
    parts = [part.strip() for part in re.split(r",|\s[-–]\s", heading)]
    words = heading.split()
    splits = (
        *((", ".join(parts[:size]), parts[size:]) for size in range(len(parts), 0, -1)),
        *((part, parts[:at] + parts[at + 1 :]) for at, part in enumerate(parts)),
        *((" ".join(words[:size]), [" ".join(words[size:])]) for size in range(min(4, len(words)), 0, -1)),
    )
    for label, rest in splits:
        if code := category_of.get(fold(label)):
            return code, ", ".join(rest)
    return None, ""


def _last(clock: time, received: datetime) -> datetime:
    """The last moment up to `received` at which clocks here showed `clock`."""
    now = to_wall(received)
    moment = datetime.combine(now, clock)
    return to_utc(moment if moment <= now + _CLOCKS_DIFFER else moment - timedelta(days=1))


def _where(heading: str, told: str, places: ReadsPlaces) -> Whereabouts:
    """The heading's place; the text's where the heading tells none that can be drawn."""
    named = places.read(heading)
    return named if named.precision.is_drawable else places.read(f"{heading}. {told}")
