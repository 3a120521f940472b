"""What the cutting of a report gives: its passages with what stands around them, and what is left out."""

from dataclasses import dataclass, field

from reports.incoming.reading import LeftOut, Passage, Span
from reports.incoming.time_marks import Mark


@dataclass(slots=True)
class Told:
    """A passage and what the report tells around it: the time at its head, its day, and the place it stands under."""

    start: int
    heading_end: int
    end: int
    mark: Mark | None = None
    date: Span | None = None
    section: Span | None = None
    pieces: int = 1

    def passage(self, text: str) -> Passage:
        return Passage(text, self.start, self.heading_end, self.end)


@dataclass(slots=True)
class Outline:
    """The passages of a report and what was left out of it, each in the order of the text."""

    told: list[Told] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
