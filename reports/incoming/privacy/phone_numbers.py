"""Finds phone numbers in Swedish texts, in all ways of writing them."""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from reports.incoming.privacy.personal_numbers import GAP

Span = tuple[int, int]

_SIGN = r"[-\u2010-\u2015\u2212/.()]"
_BETWEEN = rf"{GAP}{{0,2}}{_SIGN}{{0,2}}{GAP}{{0,2}}"
_RUN = re.compile(rf"(?:\+{GAP}?|\()?\d(?:{_BETWEEN}\d){{7,}}")
_AFTER_WORD = re.compile(
    r"(?<![^\W\d])(?:(?:tele?|telefon|mobil)(?:nr|nummer|numret)?|tfn|tlf|mob|ringa?|sms:?a?|whats ?app|nås (?:på|via))"
    rf"\b[^\w\n\]]{{0,4}}(?P<number>\d(?:{_BETWEEN}\d){{5,11}})(?!\d)",
    re.IGNORECASE,
)
_GROUP = re.compile(r"\d+")
_HOUR = r"(?:[01]\d|2[0-4])"
_CLOCKS = re.compile(
    rf"{_HOUR}(?P<dot>[.:]?)[0-5]\d(?!\d|(?P=dot)\d\d\.)\s{{0,3}}[-\u2010-\u2015 ]\s{{0,3}}{_HOUR}(?P=dot)[0-5]\d(?!\d)"
)
_TIME = re.compile(rf"{_HOUR}\.[0-5]\d(?![\d.])")
_DATE = re.compile(r"(?:19|20)\d\d[-/. ]?[01]\d[-/. ]?[0-3]\d(?!\d)|[0-3]?\d[-/.][01]?\d[-/.](?:19|20)\d\d(?!\d)")
_SERVICE = re.compile(r"(?:46\D{0,2})?11\d")
_START = re.compile(r"\+|\(?0\d|46")
_DIGITS = range(8, 16)
"""How many digits a whole number has, with the zero or the code of the country."""
_NOBODYS = {PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST}
"""Kinds of numbers that no person has, only organisations."""
_ORGANISATIONS = re.compile(r"0(?:77|20|900)")


def phone_spans(text: str) -> Iterator[Span]:
    """Where phone numbers stand in a text, end exclusive: whole ones, and what the text says is one to ring.

    Times, dates, the numbers of services (112, 114 14) and of no person (020, 077) are none.
    """
    for run in _RUN.finditer(text):
        yield from _whole_numbers(text, *run.span())
    for match in _AFTER_WORD.finditer(text):
        if not _is_something_else(match["number"]):
            yield match.span("number")


def _whole_numbers(text: str, start: int, end: int) -> Iterator[Span]:
    """The numbers in a run of digits, each the longest that there is from where it begins."""
    groups = [match.span() for match in _GROUP.finditer(text, start, end)]
    free_from = start
    for first, (at, _) in enumerate(groups):
        begin = _beginning(text, at, start)
        if time := _time_at(text, at):
            free_from = max(free_from, time.end())
        if at < free_from or begin is None:
            continue
        for last in reversed(groups[first : first + max(_DIGITS)]):
            if _is_phone_number(text[begin : last[1]]):
                yield begin, last[1]
                free_from = last[1]
                break


def _beginning(text: str, at: int, start: int) -> int | None:
    """Where a number begins whose first digits stand at `at`, if one may begin there."""
    before = text[max(start, at - 3) : at]
    if sign := re.search(rf"\+{GAP}?\(?$", before):
        return at - len(sign[0])
    if before.endswith("(") and re.match(r"0\d{1,3}\)", text[at : at + 5]):
        return at - 1
    return at if _START.match(text, at) else None


def _time_at(text: str, at: int) -> re.Match[str] | None:
    return _CLOCKS.match(text, at) or _TIME.match(text, at) or _DATE.match(text, at)


def _is_phone_number(words: str) -> bool:
    digits = re.sub(r"\D", "", words)
    if len(digits) not in _DIGITS or not _START.match(words):
        return False
    sign = "+" if words.startswith("+") or digits.startswith("46") else ""
    try:
        number = phonenumbers.parse(sign + digits, "SE")
    except NumberParseException:
        return False
    if words.startswith("+") and number.country_code != phonenumbers.country_code_for_region("SE"):
        return phonenumbers.is_possible_number(number)
    return phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) not in _NOBODYS


def _is_something_else(words: str) -> bool:
    is_other = _SERVICE.match(words) or _ORGANISATIONS.match(words)
    return bool(is_other or _time_at(words, 0))
