"""What the reading of a report's text gives: draft incidents, how sure each field is, and what was left out.

All offsets are in the report's text, end exclusive.
"""

from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from reports.incoming.drafts import DraftIncident, Whereabouts


class Confidence(StrEnum):
    """Whether a person ought to look. DOUBTFUL is also what stands in for something the text does not tell."""

    SURE = "sure"
    DOUBTFUL = "doubtful"


class Span(NamedTuple):
    """A stretch of the report's text."""

    start: int
    end: int


class Basis(NamedTuple):
    """How a field was read: how sure it is, and the words of the text that led to it (none: nothing said so)."""

    confidence: Confidence = Confidence.DOUBTFUL
    words: tuple[Span, ...] = ()


class Passage(NamedTuple):
    """text[start:end] tells of one incident; text[start:heading_end] is its heading (time, label, town), if any."""

    text: str
    start: int
    heading_end: int
    end: int

    @property
    def heading(self) -> str:
        return self.text[self.start : self.heading_end]

    @property
    def prose(self) -> str:
        return self.text[self.heading_end : self.end]


class PlaceRead(NamedTuple):
    """Where a passage says that it happened. For `town` and `unknown_place` see `ReadIncident`."""

    where: Whereabouts
    basis: Basis = Basis()
    town: str | None = None
    unknown_place: str | None = None


class CategoryRead(NamedTuple):
    """What a passage says that happened: the code of a category or sub-category; `label` where its heading has one.

    `may_be_near` tells that its words name people who are close, though the category is another.
    """

    code: str
    basis: Basis = Basis()
    label: Span | None = None
    may_be_near: bool = False


class ReadsPlaces(Protocol):
    """What finds the place in a passage, such as reports.incoming.places.reader.PlaceReader."""

    def read_passage(self, passage: Passage) -> PlaceRead: ...


class ReadsCategories(Protocol):
    """What finds the category of a passage, such as reports.incoming.categories.reader.CategoryReader."""

    def read_passage(self, passage: Passage) -> CategoryRead: ...


class Doubt(StrEnum):
    """Why a person ought to look at a draft as a whole."""

    NEAR = "near"  # the words name people who are close, though the category is another
    SEVERAL = "several"  # it may tell of more than one event


class ReadIncident(NamedTuple):
    """A draft with the basis of its fields.

    `town` is the town or municipality that the text names for it. `unknown_place` are words that look like a place
    but that the gazetteer does not know: they may become a new one. `case_number` is the sender's own.
    """

    draft: DraftIncident
    when: Basis = Basis()
    where: Basis = Basis()
    what: Basis = Basis()
    certainty: Basis = Basis()
    quantity: Basis = Basis()
    town: str | None = None
    unknown_place: str | None = None
    case_number: str | None = None
    doubts: tuple[Doubt, ...] = ()


class LeftOutReason(StrEnum):
    """Why a stretch of text is no incident."""

    GREETING = "greeting"
    TOTAL = "total"
    ADVICE = "advice"
    NO_INCIDENT = "no_incident"
    HEADING = "heading"


class LeftOut(NamedTuple):
    """A stretch of text that tells of no incident."""

    start: int
    end: int
    reason: LeftOutReason


class Reading(NamedTuple):
    """What a report's text holds, in its order. `is_english`: the reader knows Swedish, so that nothing is sure."""

    incidents: tuple[ReadIncident, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    is_english: bool = False


BASES = ("when", "where", "what", "certainty", "quantity")


def to_json(read: ReadIncident) -> dict[str, Any]:
    """What is kept of a reading beside the draft: the basis of each field, and what was offered. See `from_json`."""
    bases = {name: {"confidence": basis.confidence.value, "words": basis.words} for name, basis in _bases(read)}
    told = {"category": read.draft.category, "unknown_place": read.unknown_place, "town": read.town}
    return {**bases, **told, "doubts": [doubt.value for doubt in read.doubts]}


def from_json(fields: dict[str, Any]) -> dict[str, Basis]:
    """The basis of each field, by its name in `BASES`."""
    return {
        name: Basis(Confidence(fields[name]["confidence"]), tuple(Span(*span) for span in fields[name]["words"]))
        for name in BASES
        if name in fields
    }


def doubts_in(fields: dict[str, Any]) -> tuple[Doubt, ...]:
    """What a kept reading doubts of the draft as a whole."""
    return tuple(Doubt(value) for value in fields.get("doubts", ()))


def _bases(read: ReadIncident) -> list[tuple[str, Basis]]:
    return [(name, getattr(read, name)) for name in BASES]
