"""The tripwire: finds personal data that must not stand in the text of an incident, and masks it."""

import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from reports.incoming.facts.case_numbers import case_number_spans
from reports.incoming.privacy.personal_numbers import mistyped_spans, personal_number_spans
from reports.incoming.privacy.phone_numbers import phone_spans
from reports.incoming.privacy.plates import plate_spans

Span = tuple[int, int]
Finder = Callable[[str], Iterable[Span]]


class PersonalDataKind(StrEnum):
    """What was found. Where two overlap they are told as the first of them in this order."""

    PERSONAL_NUMBER = "personal_number"
    EMAIL = "email"
    APARTMENT = "apartment"
    PHONE = "phone"
    PLATE = "plate"


class PersonalData(NamedTuple):
    """text[start:end] tells of one person."""

    kind: PersonalDataKind
    start: int
    end: int


MASKS = {
    PersonalDataKind.PERSONAL_NUMBER: "[personnummer]",
    PersonalDataKind.EMAIL: "[e-postadress]",
    PersonalDataKind.APARTMENT: "[lägenhetsnummer]",
    PersonalDataKind.PHONE: "[telefonnummer]",
    PersonalDataKind.PLATE: "[registreringsnummer]",
}
"""What stands in the text instead. It becomes part of the Swedish text and is not translated."""

_ORDER = list(PersonalDataKind)
_DIGIT = re.compile(r"\d")
_L = "A-HJ-PR-UW-Za-hj-pr-uw-z"
_S = r"[-.:_ \t\u00a0\u202f\u2010-\u2015]"
_MANY_DIGITS = re.compile(r"\d(?:\W{0,6}\d){5}")
_LETTERS = "|".join(f"(?<=[{_L}]{{3}}{_S * n}\\d)" for n in range(3))
_LOOKS_SO = re.compile(rf"\d(?:(?:\W{{0,6}}\d){{5}}|(?=\d[\d{_L}](?!\w))(?:{_LETTERS}))")
"""Six digits near each other, or the number of a plate."""
_NAME = r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}"
_AT = r"(?:\s?@\s?|\s?[(\[{](?:at|@|snabel-?a)[)\]}]\s?|\ssnabel-?a\s)"
_DOT = r"(?:\.|\s?[(\[{](?:dot|punkt)[)\]}]\s?|\s(?:dot|punkt)\s)"
_EMAIL = re.compile(rf"(?<![\w.]){_NAME}{_AT}\w[\w-]*(?:{_DOT}\w[\w-]*)+", re.IGNORECASE)
_NO_LETTER = r"(?<![^\W\d])"
_APARTMENT = re.compile(
    rf"{_NO_LETTER}(?:(?:lgh|lght|lgt|apt|lägenhets?|apartment)[-.]?\s?(?:nummer|numret|nr|no)\.?|lgh|lght|lgt|apt)"
    r"[.:#]?\s{0,2}#?\d{1,4}(?:\s?[a-h]\b)?(?![\d:]|[.,]\d|-\d)"
    rf"|{_NO_LETTER}(?:lägenhet(?:en|s)?|apartment|flat)[.:]?\s{{0,2}}[0-4]\d{{3}}(?![\d:]|[.,]\d|-\d)",
    re.IGNORECASE,
)


def find_personal_data(text: str) -> list[PersonalData]:
    """Personal identity and coordination numbers, phone numbers, e-mail addresses, registration plates, apartments.

    In the order of the text, none overlapping, offsets in characters with the end exclusive. Numbers of cases, times,
    dates, sums, roads and patrols are none, nor are ages.
    """
    return _apart(_found(text)) if _may_hold(text) else []


def mask(text: str, found: Iterable[PersonalData]) -> str:
    """The text with what `find_personal_data` found in it replaced by words that say what stood there."""
    parts, end = [], 0
    for one in sorted(found, key=lambda one: one.start):
        parts += [text[end : one.start], MASKS[one.kind]]
        end = one.end
    return "".join(parts) + text[end:]


def masked(text: str) -> str:
    """The text with all personal data in it masked, the same one where there is none.

    What hangs together without a space ("ABC 123lgh 12") is only found once its neighbour is masked. Each time some
    digits or an at sign go, so it ends.
    """
    while _may_hold(text) and (found := _apart(_found(text))):
        text = mask(text, found)
    return text


def _may_hold(text: str) -> bool:
    """Whether a text needs looking through: of an import every one is asked, and nearly all hold nothing."""
    small = text.lower()
    if not _DIGIT.search(small):
        return _has_at(small)
    return (
        _LOOKS_SO.search(text) is not None
        or _has_home(small)
        or _has_at(small)
        or "reg" in small
        or "nummer" in small
        or "föd" in small
    )


def _has_at(small: str) -> bool:
    return "@" in small or "snabel" in small or "at)" in small or "at]" in small or "at}" in small


def _has_home(small: str) -> bool:
    return "lg" in small or "lägenhet" in small or "apt" in small or "apartment" in small or "flat" in small


def _found(text: str) -> list[PersonalData]:
    found = [PersonalData(kind, *span) for kind, finder in _likely(text) for span in finder(text)]
    mistyped = [PersonalData(PersonalDataKind.PERSONAL_NUMBER, *span) for span in mistyped_spans(text)]
    if not mistyped and all(one.kind not in _LIKE_CASES for one in found):
        return found
    cases = case_number_spans(text)
    certain = [one for one in found if one.kind not in _LIKE_CASES]
    likely = [one for one in [*found, *mistyped] if one not in certain]
    return [*certain, *(one for one in likely if not _is_within(one, cases))]


def _likely(text: str) -> Iterator[tuple[PersonalDataKind, Finder]]:
    """What to look for: each kind has something that it cannot do without."""
    small = text.lower()
    if _has_at(small):
        yield PersonalDataKind.EMAIL, _email_spans
    if _has_home(small):
        yield PersonalDataKind.APARTMENT, _apartment_spans
    has_many_digits = _MANY_DIGITS.search(text) is not None
    if has_many_digits or "föd" in small:
        yield PersonalDataKind.PERSONAL_NUMBER, personal_number_spans
    if has_many_digits:
        yield PersonalDataKind.PHONE, phone_spans
    yield PersonalDataKind.PLATE, plate_spans


def _is_within(one: PersonalData, cases: Iterable[Span]) -> bool:
    return any(one.start < last and first < one.end for first, last in cases)


def _apart(found: Iterable[PersonalData]) -> list[PersonalData]:
    """Overlapping ones as one, so that nothing of either is left when it is masked."""
    apart: list[PersonalData] = []
    for one in sorted(found, key=lambda one: (one.start, one.end)):
        if apart and one.start < apart[-1].end:
            last = apart.pop()
            one = PersonalData(min(last.kind, one.kind, key=_ORDER.index), last.start, max(last.end, one.end))
        apart.append(one)
    return apart


def _email_spans(text: str) -> Iterator[Span]:
    return (match.span() for match in _EMAIL.finditer(text))


def _apartment_spans(text: str) -> Iterator[Span]:
    return (match.span() for match in _APARTMENT.finditer(text))


_LIKE_CASES = {PersonalDataKind.PHONE, PersonalDataKind.PLATE}
"""What the number of a case may look like."""
