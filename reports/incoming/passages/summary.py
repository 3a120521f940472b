"""What is told of an incident, without its time, its label and its place."""

import re
from collections.abc import Iterable, Iterator

from reports.incoming.passages.outlines import Told
from reports.incoming.reading import Basis, Passage, PlaceRead, Span

_PART = re.compile(r"(?:[^,;:|\t\n.]|\.(?=\d)|(?<=\d)[:,](?=\d))+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SAYS_LITTLE = frozenset(
    ["vid", "mot", "med", "från", "till", "och", "eller", "utanför", "bakom", "under", "över", "samt", "för", "hos"]
)
_OUTCOME = re.compile(r"fals(?:k|kt )larm|oskadd|avvis|omhänder|\bgr[ei]p|obefog|släckt", re.IGNORECASE)
_FEWEST = 2  # words beside label and place with which a part of a heading tells something of its own
_MANY = 4  # words with which it does whatever its label is


def summary(passage: Passage, told: Told, what: Basis, place: PlaceRead) -> str:
    """The prose, and before it what its heading says beside time, label and place; white space folded.

    Where there is nothing but label and place, the heading without its time.
    """
    if told.cells:
        return ". ".join(_folded(passage.text[slice(*cell)]).rstrip(".") for cell in told.cells.texts)
    if told.about:
        return _folded(passage.text[slice(*told.about)])
    prose = _folded(passage.prose.strip("|;"))
    if prose and not (passage.heading and _is_place(passage, place)):
        return ". ".join([*([", ".join(head)] if (head := [*_head(passage, told, what, place)]) else []), prose])
    after_time = told.mark.span.end if told.mark else passage.start
    end = passage.heading_end if prose else passage.end
    after = passage.text[after_time:end].lstrip(" \t\xa0,.:;–-|").rstrip(" \t\xa0|;")
    return _folded(after or prose or passage.heading)


def _head(passage: Passage, told: Told, what: Basis, place: PlaceRead) -> Iterator[str]:
    """The parts of a heading that tell more than its time, label and place."""
    times = [span for span in (told.mark.span if told.mark else None, told.date) if span]
    head = _without(passage.text, passage.start, passage.heading_end, times)
    no_place = _without_place(passage, passage.start, passage.heading_end, place)
    both = [Span(first - passage.start, last - passage.start) for first, last in what.words]
    no_either = _without(no_place, 0, len(no_place), both)
    for part in _PART.finditer(head):
        placeless, neither = no_place[slice(*part.span())], no_either[slice(*part.span())]
        if _counted(neither) >= _FEWEST or _counted(placeless) >= _MANY or _OUTCOME.search(placeless):
            yield _folded(part[0].strip(" \t\xa0–-•*·"))


def _is_place(passage: Passage, place: PlaceRead) -> bool:
    """Whether all that stands below the heading, or in the last cell of a row, is the place."""
    return not re.search(r"\w", _without_place(passage, passage.heading_end, passage.end, place))


def _without_place(passage: Passage, start: int, end: int, place: PlaceRead) -> str:
    left = _without(passage.text, start, end, place.basis.words)
    for name in filter(None, (place.unknown_place, place.town)):
        left = left.replace(name, " " * len(name))
    return left


def _without(text: str, start: int, end: int, spans: Iterable[Span]) -> str:
    """text[start:end] with spaces where the spans stand."""
    left = list(text[start:end])
    for first, last in spans:
        for at in range(max(first, start), min(last, end)):
            left[at - start] = " "
    return "".join(left)


def _counted(words: str) -> int:
    return sum(word.casefold() not in _SAYS_LITTLE for word in _WORD.findall(words))


def _folded(words: str) -> str:
    return " ".join(words.split())
