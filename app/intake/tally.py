"""What a run has read and done so far, counted: what the command prints and the page shows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from reports.incoming.drafts import DraftIncident

EXAMPLES = 10
NO_DISTRICT = ""


class Outcome(StrEnum):
    """What becomes of one row or notice."""

    NEW = "new"
    UPDATED = "updated"
    """Its text has changed since the last time, and so has its incident."""
    BY_HAND = "by_hand"
    """Its text has changed, but somebody has edited the incident: only the report's text follows."""
    KNOWN = "known"
    """Already here, unchanged."""
    ELSEWHERE = "elsewhere"
    """About another municipality."""
    NO_INCIDENT = "no_incident"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Example:
    """One of the first incidents of a run, as it is or would be taken in."""

    start: datetime
    end: datetime | None
    category: str
    summary: str
    place: str | None
    district: str | None
    precision: str

    @classmethod
    def of(cls, draft: DraftIncident) -> "Example":
        when, where = draft.when, draft.where
        return cls(when.start, when.end, draft.category, draft.summary, where.words, where.district, where.precision)

    def where(self, districts: Mapping[str, str]) -> str:
        """ "Fjärilsstigen, Bro"; `districts` gives each key its name, also NO_DISTRICT."""
        district = districts[self.district or NO_DISTRICT]
        if self.place and (not self.district or district in self.place):
            return self.place
        return f"{self.place}, {district}" if self.place else district


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that could not be read: its line in the file and why, in the language of who runs it."""

    line: int
    reason: str


@dataclass
class Tally:
    """Counts of a whole run; `faults` are those of the newest batch alone, so that memory stays flat.

    Categories, districts, precisions and organisations count the new incidents. `position` of `size` bytes are read.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    districts: Counter[str] = field(default_factory=Counter)
    precisions: Counter[str] = field(default_factory=Counter)
    organisations: Counter[str] = field(default_factory=Counter)
    unknown_types: Counter[str] = field(default_factory=Counter)
    masked: int = 0
    """New incidents in whose text personal data were masked."""
    first: list[Example] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    position: int = 0
    size: int = 0

    @property
    def read(self) -> int:
        return self.outcomes.total()

    def begin_batch(self, position: int) -> None:
        self.position = position
        self.faults = []

    def count(self, outcome: Outcome, number: int = 1) -> None:
        if number:
            self.outcomes[outcome.value] += number

    def add_new(self, drafts: Sequence[DraftIncident], organisation: str) -> None:
        """Count new incidents of one organisation (its name); their whereabouts are settled."""
        if not drafts:
            return
        self.count(Outcome.NEW, len(drafts))
        self.organisations[organisation] += len(drafts)
        self.categories.update(draft.category for draft in drafts)
        self.districts.update(draft.where.district or NO_DISTRICT for draft in drafts)
        self.precisions.update(draft.where.precision._value_ for draft in drafts)
        self.first += map(Example.of, drafts[: max(0, EXAMPLES - len(self.first))])

    def add_bad(self, line: int, reason: str) -> None:
        self.count(Outcome.BAD)
        self.faults.append(Fault(line, reason))
