"""A day report cut into passages: a time, a heading and the lines that belong to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

_SPACE = r"[^\S\r\n]"
# A line that begins with a clock time, after a bullet or not. A span ("22.00–07.00") is that of a summary.
_TIMED_LINE = re.compile(
    rf"^{_SPACE}*(?:[-–•*·]{_SPACE}*)?"
    rf"(?P<passage>(?:kl(?:ockan|\.)?{_SPACE}*)?"
    r"(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?![\d.:])"
    rf"(?!{_SPACE}*[-–]{_SPACE}*\d)[,;:]?{_SPACE}*(?:[-–]{_SPACE}*)?(?P<rest>[^\r\n]*))",
    re.MULTILINE | re.IGNORECASE,
)
_CLOSING_LINE = re.compile(
    rf"^{_SPACE}*(?:(?:i )?övrigt|totalt|sammanlagt|sammanfattningsvis|(?:med )?vänlig|mvh|hälsning|vid pennan)\b",
    re.MULTILINE | re.IGNORECASE,
)
_HEADING = re.compile(r"(?P<heading>[^\r\n]{0,80}?)(?:[:.](?=\s|\Z)|(?=[\r\n]|\Z))")


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: text[start:end]. `heading` is what follows the time, to its line's first stop; `prose` the rest.

    A long line without a stop is all prose.
    """

    start: int
    end: int
    clock: time
    heading: str
    prose: str


def passages(text: str) -> Iterator[Passage]:
    """The passages that begin with a time, in their order. What stands before, between and after them is left out."""
    timed = list(_TIMED_LINE.finditer(text))
    limits = [*(line.start() for line in timed), len(text)][1:]
    for found, limit in zip(timed, limits, strict=True):
        closing = _CLOSING_LINE.search(text, found.end(), limit)
        yield _passage(found, text[found.start("passage") : closing.start() if closing else limit].rstrip())


def _passage(found: re.Match[str], body: str) -> Passage:
    start = found.start("passage")
    told = body[found.start("rest") - start :]
    heading = _HEADING.match(told)
    return Passage(
        start,
        start + len(body),
        time(int(found["hour"]), int(found["minute"])),
        heading["heading"].strip() if heading else "",
        (told[heading.end() :] if heading else told).strip(),
    )
