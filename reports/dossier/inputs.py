"""What the app gathers for one place: plain values, counted, not yet judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from reports.picture.inputs import CategoryLabel
from reports.picture.numbers.stretches import Stretch

MOST_MONTHS = 60
"""That the chart of months shows."""
FEWEST_DAYS = 14
"""Of a shorter time before nothing can be said."""
Days = Mapping[tuple[date, str], int]
"""How many incidents of a local day and a top-level category (its code)."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What somebody has written instead of the drafted answers to the four questions; empty: the drafted one."""

    why: str = ""
    sources: str = ""
    selection: str = ""
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Vague:
    """Of the period: `inside` lie at the place, but only the street or a named place is known of them; `near` lie
    beside it and may have been there; `unplaced` are known by district alone."""

    inside: int = 0
    near: int = 0
    unplaced: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about: `title` names the place, `where` says what of it counts, `district` where it lies.

    `before` is what the period is compared with, perhaps not as long. `is_limited`: only the incidents of one's own
    districts count. `for_sharing`: numbers below three are hidden.
    """

    title: str
    where: str
    district: str
    period: Stretch
    before: Stretch
    is_limited: bool = False
    for_sharing: bool = False


@dataclass(frozen=True, slots=True)
class DossierInput:
    """All that `build` needs. `days` are the place's, from the first day of `history`, `before` and the months on.

    `history` are the stretches as long as the period that it may be set against, oldest first. `since` is the day since
    which data are continuous: of the times that are compared only what lies after it counts (see `counted_part`).
    `rest` are the sums of the rest of the district, before and now. `spans` counts incidents of the period by
    (hour of the week, hours touched). `sources` are (name, incidents of the period), most first; `silent` those of
    which none told of the place.
    """

    asked: Asked
    municipality: str
    language: str
    made_at: datetime
    categories: tuple[CategoryLabel, ...]
    days: Days
    since: date | None
    history: tuple[Stretch, ...]
    spans: Mapping[tuple[int, int], int] = field(default_factory=dict)
    vague: Vague = Vague()
    rest: tuple[int, int] = (0, 0)
    sources: tuple[tuple[str, int], ...] = ()
    silent: tuple[str, ...] = ()
    texts: Texts = Texts()
    is_running: bool = False

    @property
    def period(self) -> Stretch:
        """What of the period counts; all of it where nothing is known at all."""
        return counted_part(self.asked.period, self.since, 1) or self.asked.period

    @property
    def before(self) -> Stretch | None:
        """What of the time before counts; None where too little of it does."""
        return counted_part(self.asked.before, self.since, FEWEST_DAYS)


def counted_part(stretch: Stretch, since: date | None, fewest: int) -> Stretch | None:
    """The days of a stretch from `since` on, if there are as many as `fewest`."""
    if since is None:
        return None
    part = Stretch(max(stretch.first, since), stretch.last)
    return part if part.days >= fewest else None
