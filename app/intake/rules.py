"""What holds for everything that is read in: how a report's text is shown with the passages that were read from it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _

from app.errors import DomainError
from app.incidents.rules import may_read_text
from app.models import Channel, Report, ReportKind, Role, Source, User

NOTICES = "polisen-se"
"""The key of the police as those who publish notices."""


class UnknownOrganisationError(DomainError):
    """No organisation here has this key."""


class UnknownSenderError(DomainError):
    """Nothing tells whose report it is."""


def may_change_sender(report: Report) -> bool:
    """Whether somebody has said whose a report is; a letter's or a token's sender is known."""
    return report.channel in (Channel.PASTE, Channel.FILE) and report.kind is ReportKind.DAY_REPORT


class BusyError(DomainError):
    """An upload that is being worked on cannot be started again or thrown away."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a report's text: `number` is the place of its incident in the report, from 1; None for the rest.

    `text` is None where it is not for this reader.
    """

    text: str | None
    number: int | None = None


def readable_passages(text: str, sources: Sequence[Source], user: User) -> list[Passage]:
    """A report's text, cut at its passages (all of them: `sources`), without what somebody may not read.

    What stands between the passages may be about anything: only the coordinator and the report's own organisation
    read that. A passage about violence in close relations is for the coordinator alone.
    """
    spans = [(source.start, source.end, number) for number, source in enumerate(sources, 1)]
    hidden: set[int | None] = {n for n, one in enumerate(sources, 1) if not may_read_text(user, one.incident)}
    if user.role not in (Role.COORDINATOR, Role.REPORTER):
        hidden.add(None)
    return [Passage(None, one.number) if one.number in hidden else one for one in passages(text, spans, hidden)]


def may_fetch_original(user: User, report: Report, sources: Sequence[Source]) -> bool:
    """The coordinator, and the report's own organisation where nothing in it is hidden from them.

    A file of rows may hold those of other organisations.
    """
    if user.role is not Role.REPORTER:
        return user.role is Role.COORDINATOR
    is_own = report.organisation_id == user.organisation_id and report.kind is not ReportKind.FILE
    return is_own and all(may_read_text(user, source.incident) for source in sources)


def passages(
    text: str, spans: Iterable[tuple[int, int, int]], hidden: Collection[int | None] = frozenset()
) -> list[Passage]:
    """Cut a text at its spans (start, end, number). Where spans overlap, one whose number is hidden has the common
    part before others, and the earlier before the later."""
    owners: list[int | None] = [None] * len(text)
    for start, end, number in sorted(sorted(spans, reverse=True), key=lambda span: span[2] in hidden):
        end = min(end, len(text))
        owners[start:end] = [number] * (end - start)
    found, reached = [], 0
    for owner, letters in groupby(owners):
        start, reached = reached, reached + len(list(letters))
        found.append(Passage(text[start:reached], owner))
    return found


def check_is_idle(is_busy: bool) -> None:
    if is_busy:
        raise BusyError(_("Filen läses just nu. Vänta tills den är klar."))
