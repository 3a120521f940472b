"""What holds for everything that is read in: how a report's text is shown with the passages that were read from it."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from app.errors import DomainError


class UnknownOrganisationError(DomainError):
    """No organisation here has this key."""


class BusyError(DomainError):
    """An upload that is being worked on cannot be started again or thrown away."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a report's text: `number` is the place of its incident in the report, from 1; None for the rest."""

    text: str
    number: int | None = None


def passages(text: str, spans: Iterable[tuple[int, int, int]]) -> list[Passage]:
    """Cut a text at its spans (start, end, number). Where spans overlap the earlier one keeps the common part."""
    found, reached = [], 0
    for start, end, number in sorted(spans):
        start, end = max(start, reached), min(end, len(text))
        if start >= end:
            continue
        if start > reached:
            found.append(Passage(text[reached:start]))
        found.append(Passage(text[start:end], number))
        reached = end
    return [*found, Passage(text[reached:])] if reached < len(text) else found


def check_is_idle(is_busy: bool) -> None:
    if is_busy:
        raise BusyError(_("Filen läses just nu. Vänta tills den är klar."))
