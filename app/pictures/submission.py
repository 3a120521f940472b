"""What is sent from the page that an edition is written on: each part with the version that its writer has seen."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field

from app.errors import DomainError
from app.models import TextSection
from app.privacy import AllowReason

LONGEST = {
    TextSection.SUMMARY: 1_200,
    TextSection.PUBLIC_SUMMARY: 1_200,
    TextSection.COMMENT: 4_000,
    TextSection.PUBLIC_REASON: 500,
    TextSection.DECISIONS: 4_000,
    TextSection.CHILD_PERSPECTIVE: 4_000,
    TextSection.FEEDBACK: 4_000,
}
LONGEST_REASON = 1_000
LONGEST_EVENT = 300
LONGEST_WITHDRAWAL = 500
PICKABLE = ("places", "hours", "half_year", "child_perspective", "feedback", "corrections")
"""What may be picked for the steering group beside comments and events; the same keys as in the remarks."""


@dataclass(frozen=True, slots=True)
class Written:
    """`opened` is the text that the page was opened with, where it says so: what was not touched overwrites nothing."""

    text: str
    version: int
    opened: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """`level` is the step's code, empty where none is chosen; `opened`: both as the page was opened."""

    level: str
    reason: str
    version: int
    opened: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class NewEvent:
    """As typed: days as YYYY-MM-DD, `district` a key or empty."""

    starts_on: str
    ends_on: str
    district: str
    words: str

    @property
    def is_empty(self) -> bool:
        return not (self.starts_on or self.ends_on or self.words)


@dataclass(frozen=True, slots=True)
class Submission:
    """Texts by part ("summary", "comment-bro"), assessments by district key; `picked_before`: as the page was opened.

    `allowed` says, by part, why what looks like personal data may stand there.
    """

    texts: Mapping[str, Written] = field(default_factory=dict)
    assessments: Mapping[str, Judged] = field(default_factory=dict)
    event: NewEvent | None = None
    remove_event: int | None = None
    picks: Set[str] = frozenset()
    picked_before: Set[str] = frozenset()
    allowed: Mapping[str, AllowReason] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """All that is typed and stands in the documents."""
        event = self.event.words if self.event else ""
        typed = (*(text.text for text in self.texts.values()), *(one.reason for one in self.assessments.values()))
        return "\n".join((*typed, event))


@dataclass
class Outcome:
    """What became of a page that was sent: what was saved, and why each other part was not, by the part's name."""

    saved: list[str] = field(default_factory=list)
    refused: dict[str, DomainError] = field(default_factory=dict)

    def attempt(self, part: str, change: Callable[[], bool]) -> None:
        try:
            if change():
                self.saved.append(part)
        except DomainError as error:
            self.refused[part] = error


def text_part(section: TextSection, district: str | None = None) -> str:
    """The name of a text's part of the page: "summary", "comment-bro"."""
    return f"{section.value}-{district}" if district else section.value


def assessment_part(district: str) -> str:
    return f"assessment-{district}"


def section_of(part: str) -> tuple[TextSection, str | None]:
    """The section and district key of a text's part. Raises ValueError for what is none."""
    name, _, district = part.partition("-")
    return TextSection(name), district or None
