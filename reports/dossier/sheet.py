"""What stands on a place's page, every text ready: screen and paper lay out the same."""

from dataclasses import dataclass
from datetime import datetime

from reports.picture.content.blocks import Table, Value


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing as SVG, what it shows in words, what stands under it, and the same numbers as a table."""

    title: str
    svg: str
    alt: str
    caption: str
    table: Table


@dataclass(frozen=True, slots=True)
class Hours:
    """Seven days of 24 hours with the days' names; `week` None where nothing is to be shown, and `about` says why."""

    title: str
    week: tuple[tuple[float, ...], ...] | None
    days: tuple[str, ...]
    about: str
    alt: str


@dataclass(frozen=True, slots=True)
class Question:
    """One of the four questions with its answer; `drafted` is what is proposed, `is_own` whether it was rewritten."""

    key: str
    title: str
    text: str
    drafted: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One place. `said` are the sentences that come first; `marking` says for whom it is."""

    language: str
    heading: str
    title: str
    where: str
    municipality: str
    period: str
    before: str
    made: str
    made_at: datetime
    page_word: str
    marking: str
    is_shared: bool
    remarks: tuple[str, ...]
    said: tuple[Value, ...]
    months: Chart
    lines: Table
    hours: Hours
    uncertain_title: str
    uncertain: tuple[str, ...]
    sources_title: str
    sources: str
    map_alt: str
    map_note: str
    questions: tuple[Question, ...]
