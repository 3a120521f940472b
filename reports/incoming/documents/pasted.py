"""What stands above a text that somebody has copied from a mail program: who sent it, and when."""

import re
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from reports.incoming.times.local_time import to_utc

_LOOKED_AT = 12
_FROM = re.compile(r"(?:från|from|avsändare)\s*:.*?([\w.+-]+@[\w-]+\.[\w.-]+)", re.IGNORECASE)
_SENT = re.compile(r"(?:skickat|skickades|sent|datum|date)\s*:\s*(.+)", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:\D{1,6}(\d\d?)[.:](\d\d))")
_WORDS = re.compile(r"(\d{1,2})\s+([a-zåäö]{3,9})\.?\s+(\d{4})(?:\D{1,12}(\d{1,2})[.:](\d\d))", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ENGLISH = {"may": "maj", "oct": "okt"}


class Head(NamedTuple):
    """`sender` is an address, folded; empty where none is named. `sent` is in UTC."""

    sender: str = ""
    sent: datetime | None = None


def head_of_pasted(text: str) -> Head:
    """The sender and the time in the first lines of a text, as mail programs write them above a message."""
    lines = text.lstrip().splitlines()[:_LOOKED_AT]
    senders = (found[1].casefold().rstrip(".") for line in lines if (found := _FROM.match(line.strip())))
    times = (_moment(found[1]) for line in lines if (found := _SENT.match(line.strip()[:200])))
    return Head(next(senders, ""), next(filter(None, times), None))


def _moment(words: str) -> datetime | None:
    try:
        if found := _ISO.search(words):
            return _wall(*map(int, found.groups()))
        if found := _WORDS.search(words):
            return _in_words(*found.groups())
        moment = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.astimezone(UTC) if moment.tzinfo else to_utc(moment)


def _in_words(day: str, month: str, year: str, hour: str, minute: str) -> datetime:
    short = month.casefold()[:3]
    number = _MONTHS.index(_ENGLISH.get(short, short)) + 1
    return _wall(int(year), number, int(day), int(hour), int(minute))


def _wall(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return to_utc(datetime.combine(date(year, month, day), time(hour, minute)))
