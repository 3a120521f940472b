"""What became of one text or file that somebody pasted or dropped, in words and with the page to go on with."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """NEW and KNOWN have a report, TABLE waits to be checked; ASK lacks its sender; FAULT cannot be read."""

    NEW = "new"
    KNOWN = "known"
    TABLE = "table"
    ASK = "ask"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`name` is the file's, empty for a pasted text; `remarks` tell what was left out."""

    name: str
    state: State
    words: str
    href: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def is_in(self) -> bool:
        return self.state in (State.NEW, State.KNOWN, State.TABLE)
