"""No personal data in the text of incidents: masked where it comes by machine, stopped where a person types it.

The logbook asks for every text on its way in. What shows a form around it uses:

- `check_text(text)`: what was found in it; `marked(text)`: the same as pieces to show with <mark>;
- `mask(text)`: the text without it;
- `PersonalDataError`: raised by `logbook.log_incident` and `revise_incident`, before anything is changed, when they are
  given `typed=Typed()`; `error.texts` holds the findings by field, `str(error)` says what to do;
- `Typed(reason)`: the person has said why it may stand. It is then logged, by `allow_personal_data`, with the kinds and
  the reason and never with the text, and may stand in that incident from then on.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from babel.lists import format_list
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from app import events
from app.errors import DomainError
from app.formatting import number as number_words
from app.models import Incident, User
from reports.incoming.drafts import DraftIncident
from reports.incoming.privacy.personal_numbers import is_personal_number
from reports.incoming.privacy.tripwire import MASKS, PersonalData, PersonalDataKind, find_personal_data, masked

ALLOWED = "allowed_personal_data"
"""The verb of the event that says that personal data, or what looks like it, may stand."""
NAMES: Mapping[StrEnum, Any] = {
    PersonalDataKind.PERSONAL_NUMBER: _l("personnummer"),
    PersonalDataKind.EMAIL: _l("e-postadress"),
    PersonalDataKind.APARTMENT: _l("lägenhetsnummer"),
    PersonalDataKind.PHONE: _l("telefonnummer"),
    PersonalDataKind.PLATE: _l("registreringsnummer"),
}
_ONE = {
    PersonalDataKind.PERSONAL_NUMBER: _l("ett personnummer"),
    PersonalDataKind.EMAIL: _l("en e-postadress"),
    PersonalDataKind.APARTMENT: _l("ett lägenhetsnummer"),
    PersonalDataKind.PHONE: _l("ett telefonnummer"),
    PersonalDataKind.PLATE: _l("ett registreringsnummer"),
}


class AllowReason(StrEnum):
    """Why it may stand: a word of a closed set, so that the event log may keep it for ever."""

    ORGANISATION = "organisation"
    NOT_PERSONAL = "not_personal"
    PUBLISHED = "published"


REASONS: Mapping[StrEnum, Any] = {
    AllowReason.ORGANISATION: _l("Det hör till en organisation, inte till en person"),
    AllowReason.NOT_PERSONAL: _l("Det ser bara ut så: det är något annat"),
    AllowReason.PUBLISHED: _l("Polisen har själv gått ut med det"),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """Marks text that a person typed; with a reason what is found in it may stand."""

    reason: AllowReason | None = None


class Piece(NamedTuple):
    """A stretch of a text as it is shown; `kind` is what was found there, None for what is no personal data."""

    text: str
    kind: PersonalDataKind | None = None


class PersonalDataError(DomainError):
    """What a person typed holds personal data; `texts` has the findings by field: "summary", "place_words"."""

    def __init__(self, texts: Mapping[str, Sequence[PersonalData]]) -> None:
        self.texts = texts
        super().__init__(stop_words([one for found in texts.values() for one in found]))


def check_text(text: str | None) -> list[PersonalData]:
    """The personal data in a text, in its order."""
    return find_personal_data(text or "")


def mask(text: str) -> str:
    """The text with "[personnummer]" and the like in place of personal data; the same one where there is none."""
    return masked(text)


def marked(text: str) -> list[Piece]:
    """The text in pieces, so that a page can mark what was found."""
    pieces, end = [], 0
    for one in check_text(text):
        pieces += [Piece(text[end : one.start]), Piece(text[one.start : one.end], one.kind)]
        end = one.end
    return [piece for piece in (*pieces, Piece(text[end:])) if piece.text]


def stop_words(found: Iterable[PersonalData]) -> str:
    """What was found, why it is stopped, and how to mend it."""
    advice = _("Uppgifter om enskilda sparas inte i en händelse: ta bort dem eller maskera dem.")
    return f"{found_words(found)} {advice}"


def found_words(found: Iterable[PersonalData]) -> str:
    """What was found."""
    kinds = list(dict.fromkeys(one.kind for one in found))
    what = format_list([str(_ONE[kind]) for kind in kinds], locale=get_locale() or "sv")
    return str(_("Här står %(what)s.", what=what))


def masked_words(number: int) -> str:
    """In how many texts personal data are masked, for the outcome of an import; empty for none."""
    if not number:
        return ""
    words = ngettext(
        "Personuppgifter maskeras i %(count)s text.",
        "Personuppgifter maskeras i %(count)s texter.",
        number,
        count=number_words(number),
    )
    return str(words)


def number_with_masks(incidents: Iterable[Incident]) -> int:
    """How many incidents have a text in which personal data were masked."""
    texts = [f"{incident.summary} {incident.place_words or ''}" for incident in incidents]
    return sum(any(mask in text for mask in MASKS.values()) for text in texts)


def mask_draft(draft: DraftIncident, kept: Set[str | None] = frozenset()) -> DraftIncident:
    """The draft with its texts masked, but for those `kept`; the same one where there is nothing to mask."""
    summary, words, number = draft.summary, draft.where.words, draft.case_number
    if summary not in kept and (without := masked(summary)) is not summary:
        draft = draft._replace(summary=without)
    if words and words not in kept and (without := masked(words)) is not words:
        draft = draft._replace(where=draft.where._replace(words=without))
    return draft._replace(case_number=None) if number and is_personal_number(number) else draft


def mask_drafts(drafts: Sequence[DraftIncident]) -> list[DraftIncident]:
    """`mask_draft` of each. Many say the same few words, so a text is looked through once."""
    texts = {text for draft in drafts for text in (draft.summary, draft.where.words) if text}
    clean = {text for text in texts if masked(text) is text}
    return [mask_draft(draft, kept=clean) for draft in drafts]


def number_masked(before: Iterable[DraftIncident], after: Iterable[DraftIncident]) -> int:
    """How many drafts had a text masked between the two."""
    return sum(first is not second and _is_masked(first, second) for first, second in zip(before, after, strict=True))


def _is_masked(before: DraftIncident, after: DraftIncident) -> bool:
    if before.summary is not after.summary:
        return True
    words = after.where.words
    return words is not None and words is not before.where.words


def personal_data_words() -> dict[str, str]:
    """The words of the kinds and the reasons that the event log holds."""
    return {kind.value: str(words) for kind, words in (*NAMES.items(), *REASONS.items())}


def check_draft(draft: DraftIncident, typed: Typed | None, standing: Set[str] = frozenset()) -> list[PersonalData]:
    """What a person lets stand in a draft that was typed. Raises PersonalDataError where no reason is given.

    `standing` are words that were let stand before. Nothing is said of what comes by machine (None): it is masked.
    """
    if typed is None:
        return []
    return check_texts({"summary": draft.summary, "place_words": draft.where.words}, typed, standing)


def check_texts(texts: Mapping[str, str | None], typed: Typed, standing: Set[str] = frozenset()) -> list[PersonalData]:
    """The same of texts by the names of their fields, before they are a draft."""
    found = {name: _new(text or "", standing) for name, text in texts.items()}
    stopped = {name: findings for name, findings in found.items() if findings}
    if stopped and typed.reason is None:
        raise PersonalDataError(stopped)
    return [one for findings in stopped.values() for one in findings]


def standing_words(session: Session, incident: Incident) -> frozenset[str]:
    """What stands in an incident's texts because somebody has said why it may."""
    kinds = {
        kind
        for event in events.events_of(session, "incident", incident.id)
        if event.verb == ALLOWED
        for kind in (event.changes.get("kinds") or [None, []])[1]
    }
    texts = (incident.summary, incident.place_words or "")
    return frozenset(text[one.start : one.end] for text in texts for one in check_text(text) if one.kind in kinds)


def allow_personal_data(
    session: Session, incident: Incident, findings: Iterable[PersonalData], reason: AllowReason, by: User | None
) -> None:
    """Log that somebody lets what was found stand: the kinds and the reason, never the text."""
    kinds = sorted({one.kind for one in findings})
    events.record(session, ALLOWED, "incident", incident.id, {"kinds": ([], kinds), "reason": (None, reason)}, by)


def note_let_stand(
    session: Session, incident: Incident, found: Sequence[PersonalData], typed: Typed | None, by: User | None
) -> None:
    """Log what `check_draft` has let stand, if anything."""
    if found and typed and typed.reason:
        allow_personal_data(session, incident, found, typed.reason, by)


def _new(text: str, standing: Set[str]) -> list[PersonalData]:
    return [one for one in check_text(text) if text[one.start : one.end] not in standing]
