"""What the cutting of a report gives: its passages with what stands around them, and what is left out."""

from dataclasses import dataclass, field
from typing import NamedTuple

from reports.incoming.passages.untimed import counted_apart
from reports.incoming.reading import LeftOut, LeftOutReason, Passage, Span
from reports.incoming.times.time_marks import Mark


class Cells(NamedTuple):
    """Of a table's row: the cells that tell what happened, and those for the place and its district."""

    texts: tuple[Span, ...]
    place: Span | None = None
    district: Span | None = None


@dataclass(slots=True)
class Told:
    """A passage and what the report tells around it.

    `mark` is the time at its head, `date` names its day, `section` the place that it stands under. `about` is the whole
    stretch that tells what happened, where the passage is but a part of it. `cells` are those of a table's row.
    `follows` tells that it was cut from the words of the passage before it, `mixed` that it may tell of more. `night`
    tells that those tell it who were out in the evening and the night after it.
    """

    start: int
    heading_end: int
    end: int
    mark: Mark | None = None
    date: Span | None = None
    section: Span | None = None
    about: Span | None = None
    pieces: int = 1
    follows: bool = False
    mixed: bool = False
    cells: Cells | None = None
    night: bool = False

    def passage(self, text: str) -> Passage:
        return Passage(text, self.start, self.heading_end, self.end)


@dataclass(slots=True)
class Outline:
    """The passages of a report and what was left out of it, each in the order of the text."""

    told: list[Told] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def add(self, other: "Outline") -> None:
        """Take in what stands further down in the report."""
        self.told += other.told
        self.left_out += other.left_out

    def leave_out(self, text: str, start: int, end: int, reason: LeftOutReason) -> None:
        """Leave a stretch out; of a count of accidents, those that name their road are passages all the same."""
        parts = counted_apart(text, start, end) if reason is LeftOutReason.TOTAL else []
        for part in parts:
            last = part.start + len(text[slice(*part)].rstrip())
            self.told.append(Told(part.start, part.start, last, about=Span(start, end)))
        if not parts:
            self.left_out.append(LeftOut(start, end, reason))
