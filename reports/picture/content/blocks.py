"""What an edition's content is made of: sections of blocks with every text ready, whatever the format.

A renderer lays blocks out and decides nothing: no number, word or order is made there.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from reports.picture.periods import Period
from reports.picture.record import Verdict
from reports.picture.wording.texts import SIGNS

NO_DISTRICT = "none"
"""Stands in `About` for incidents whose district is unknown."""


@dataclass(frozen=True, slots=True)
class About:
    """Which incidents a number counts, so that a page can lead to them; None stands for all.

    `incident` is the one that is meant where it is but one. `place` is a name to search for: a place's name leads to
    the incidents that tell of it, and its number nowhere.
    """

    period: Period
    district: str | None = None
    category: str | None = None
    place: str | None = None
    incident: int | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """`text` as it is read, `number` where a sheet shall count with it, `verdict` for its sign and colour.

    A verdict's `sign` stands before the text and says the same, so aids may pass it over; `anchor` is the key of the
    term that explains it, where the document has that term (see `Document.anchors`). `is_hidden`: the audience may not
    have the number, and the text says so. `day` where the text is a date. `note` stands beside a verdict where it needs
    a word more; `basis` is what it rests on, as (what, its value), for pages to open.
    """

    text: str
    number: float | None = None
    verdict: Verdict | None = None
    about: About | None = None
    is_hidden: bool = False
    day: date | None = None
    note: str = ""
    basis: tuple[tuple[str, str], ...] = ()

    @property
    def sign(self) -> str:
        return SIGNS[self.verdict] if self.verdict else ""

    @property
    def anchor(self) -> str:
        return verdict_anchor(self.verdict) if self.verdict else ""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A category's mark: shape (see `geo.symbols`) and colour as #rrggbb."""

    shape: str
    colour: str


@dataclass(frozen=True, slots=True)
class Band:
    """A count as a dot on the range expected; all in the table's own `scale`."""

    now: float
    low: float | None
    high: float | None


def verdict_anchor(verdict: Verdict) -> str:
    """The key of the term of the method that explains a verdict's word."""
    return "method-change" if verdict.is_change else f"method-{verdict.value.replace('_', '-')}"


class Side(StrEnum):
    """How a column is set."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """`weight` is the share of the width that a column of words may take; 0: as narrow as its content."""

    head: str
    side: Side = Side.LEFT
    weight: float = 0


@dataclass(frozen=True, slots=True)
class Row:
    """The first value names the row."""

    values: tuple[Value, ...]
    symbol: Symbol | None = None
    band: Band | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """`key` is unique among the tables. With a `scale` above 0 each row's band is drawn as its last column.

    `rest` names one row and several rows ("{number} till") that have no room where a table is shortened.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    notes: tuple[str, ...] = ()
    scale: float = 0
    rest: tuple[str, str] = ("", "")


class Width(StrEnum):
    """How much of the measure a figure takes."""

    FULL = "full"
    HALF = "half"
    THIRD = "third"


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as SVG; `alt` says what it shows, `table` holds the same figures (None where another table does).

    `projected` is the same for a projector, in large type, maps without their legend; empty where there is none. Where
    it shows less, `projected_alt` and `projected_caption` stand for the other two.
    """

    key: str
    title: str
    svg: str
    alt: str
    caption: str = ""
    width: Width = Width.FULL
    table: Table | None = None
    projected: tuple[str, ...] = ()
    projected_alt: str = ""
    projected_caption: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A district's assessment: word, colour and pattern together; `warning` where colour and statistics disagree.

    `by` says who set it and when; it and `reason` are empty for audiences that do not get them. `warned` is the warning
    in its fewest words.
    """

    label: str
    colour: str
    pattern: str
    reason: str
    by: str
    warning: str = ""
    warned: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A district at a glance on the first page: `key` is that of its section, `calm` stands where nothing changed.

    `big` is its number of incidents with its verdict, `verdict` that verdict in words, `expected` the range in words.
    `is_together`: nothing has happened there, and it stands with the others of which that is so, without a map.
    """

    key: str
    title: str
    big: Value
    verdict: Value | None
    expected: str
    changes: tuple[Value, ...]
    calm: str
    judgement: Judgement | None
    figure: Figure | None
    is_together: bool = False


@dataclass(frozen=True, slots=True)
class Cards:
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`is_quiet`: small print; `is_lead`: the sentences an edition opens with."""

    text: str
    is_quiet: bool = False
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Words and what they mean, perhaps under a small `title`.

    `anchors`, one for each term or none, are where words in the text lead; unique in the document.
    """

    terms: tuple[tuple[Value, str], ...]
    anchors: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that must be seen: a silent source, an approximate boundary, a draft."""

    text: str


Block = Paragraph | Bullets | Terms | Notice | Judgement | Cards | Table | Figure


class SectionKind(StrEnum):
    """What a section is about; slides and the steering group's version choose by it."""

    SUMMARY = "summary"
    CHANGES = "changes"
    DISTRICT = "district"
    COMMENTS = "comments"
    WHOLE = "whole"
    HISTORIES = "histories"
    PLACES = "places"
    HOURS = "hours"
    SOURCES = "sources"
    UNPLACED = "unplaced"
    EVENTS = "events"
    DECISIONS = "decisions"
    HALF_YEAR = "half_year"
    CORRECTIONS = "corrections"
    LIMITS = "limits"
    CHILDREN = "children"
    FEEDBACK = "feedback"
    MORE = "more"
    METHOD = "method"


@dataclass(frozen=True, slots=True)
class Section:
    """`starts_page`: begins a new page or slide."""

    kind: SectionKind
    key: str
    title: str
    blocks: tuple[Block, ...]
    starts_page: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """`edition` is "Lägesbild 2026:23", `audience` its readers in words, `fingerprint` the hash's first signs.

    `status` is empty for a published edition, else says that it is a draft. `comments_word` is over what was written
    of the districts, where that stands apart from them, `calm_word` over the districts in which nothing has happened.
    """

    language: str
    edition: str
    municipality: str
    period: str
    days: str
    audience: str
    cutoff: str
    made_at: datetime
    fingerprint: str
    status: str
    page_word: str
    comments_word: str
    calm_word: str
    sections: tuple[Section, ...]

    @property
    def anchors(self) -> frozenset[str]:
        """Keys of the terms that words can lead to in this document."""
        blocks = (block for section in self.sections for block in section.blocks)
        return frozenset(anchor for block in blocks if isinstance(block, Terms) for anchor in block.anchors if anchor)
