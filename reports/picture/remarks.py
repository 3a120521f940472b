"""What people have written and decided about an edition, beside its numbers.

`Remarks` is plain data like the record: it goes to JSON and back unchanged, and is frozen with the edition.
"""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Assessment:
    """The step of the municipality's scale that somebody has set for a district, and why.

    `level` is the step's code, `order` its place in the scale (0 the calmest), `colour` #rrggbb and `pattern` what
    stands beside the colour (see `geo.symbols`). `at` is an aware time. `disagrees`: colour and statistics point
    apart; None where the audience cannot know.
    """

    district: str
    level: str
    label: str
    colour: str
    pattern: str
    order: int
    reason: str
    by: str
    at: datetime
    disagrees: bool | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step as it was set: its place in the scale of then (0 the calmest) and its name."""

    order: int
    label: str


@dataclass(frozen=True, slots=True)
class EarlierAssessments:
    """How districts were assessed in an edition published before: by their keys, of that whose period begins so."""

    edition: str
    start: date
    steps: dict[str, Step]


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """Something known ahead, on `start` or from it to `end`; without a district it concerns the whole municipality."""

    start: date
    end: date | None
    district: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Remarks:
    """All that people have added to an edition.

    `summary` is the coordinator's sentences to those who meet; where it is empty those drafted from the numbers stand.
    `public_summary` is the same to everybody; None in an edition from before there was one, whose `summary` all read.
    `public_reasons` holds, per district key, why it is assessed so in words for everybody; a district without gets no
    step in the public version. None in an edition from before there were any, whose steps stood there alone.
    `comments` holds a text per district key, `corrections` in words what has changed in the edition before
    since it was published.
    `for_steering` names what is picked for the steering group's two pages: `comment:<district>`, `event:<number>`
    (counted from 0), and the keys of sections.
    `earlier` are the assessments of the editions before, newest first.
    """

    summary: tuple[str, ...] = ()
    comments: dict[str, str] = field(default_factory=dict)
    assessments: tuple[Assessment, ...] = ()
    events: tuple[KnownEvent, ...] = ()
    decisions_wanted: tuple[str, ...] = ()
    child_perspective: str = ""
    feedback: str = ""
    corrections: tuple[str, ...] = ()
    for_steering: tuple[str, ...] = ()
    public_summary: tuple[str, ...] | None = None
    public_reasons: dict[str, str] | None = None
    earlier: tuple[EarlierAssessments, ...] = ()

    @property
    def said_to_everybody(self) -> tuple[str, ...]:
        return self.summary if self.public_summary is None else self.public_summary

    @property
    def public_texts(self) -> tuple[str, ...]:
        """All that somebody wrote and everybody reads."""
        return (*self.said_to_everybody, *(self.public_reasons or {}).values())

    def assessment_of(self, district: str) -> Assessment | None:
        return next((found for found in self.assessments if found.district == district), None)
