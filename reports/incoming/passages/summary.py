"""What is told of an incident: all of its passage but its time, and at its head its label and its place."""

import re
from collections.abc import Iterable, Iterator

from reports.incoming.passages.form_fields import without_names
from reports.incoming.passages.outlines import Told
from reports.incoming.reading import CategoryRead, Passage, PlaceRead, Span
from reports.incoming.times.time_marks import marks

_PART = re.compile(r"(?:[^,;:|\t\n.]|\.(?=\d)|(?<=\d)[:,](?=\d))+")
_WORD = re.compile(r"[^\W_]{2,}")
_SAYS_LITTLE = frozenset(
    [
        *(
            "vid",
            "mot",
            "med",
            "från",
            "till",
            "och",
            "eller",
            "utanför",
            "bakom",
            "under",
            "över",
            "samt",
            "för",
            "hos",
        ),
        *("kl", "klockan", "en", "ett", "ca", "cirka", "runt", "omkring", "kring", "strax", "före", "efter", "mellan"),
        *("av", "på", "om", "den", "det", "tid", "tiden", "plats"),
    ]
)
_BEFORE_TIME = re.compile(
    r"(?:(?<!\w)(?:kl(?:ockan)?\.?|ca\.?|vid|runt|omkring|kring|cirka|strax|efter|före)\s*)+$", re.IGNORECASE
)
# "kl" without its time, with what leads up to it, before a stop or at the end.
_LEADS_TO_TIME = r"(?:(?:strax|ca\.?|cirka|runt|vid|omkring|före|efter|at|around)\s+){0,3}"
_BEFORE_STOP = re.compile(
    rf"\s+{_LEADS_TO_TIME}kl(?:ockan)?(?:\.(?=\s+[A-ZÅÄÖ])|(?=[,;]|\.\s+[A-ZÅÄÖ]))|\s+at(?=[.,])", re.IGNORECASE
)
_BEFORE_NOTHING = re.compile(
    rf"[\s,]+(?:{_LEADS_TO_TIME}kl(?:ockan)?|(?:strax|ca|cirka|runt|omkring|vid|strax (?:före"
    rf"|efter)))\.?\s*$",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[Kk][Ll][o.,;]|[Aa][Tt][.,]")  # what `_BEFORE_STOP` cannot find anything without
_LEADS = (
    "kl",
    "klockan",
    "strax",
    "ca",
    "cirka",
    "runt",
    "omkring",
    "vid",
    "före",
    "efter",
)  # how `_BEFORE_NOTHING` ends
_OUTCOME = re.compile(
    r"fals(?:k|kt )larm|oskadd|avvis|omhänder|\bgr[ei]p|obefog|släckt|anmäl|\bfoto|låst|stäng", re.IGNORECASE
)
_SENTENCE_GOES_ON = re.compile(
    r"\s+(?:(?:strax|ute|inne|uppe|nere) )?(?:vid|på|i|utanför|bakom|längs|intill|nära|mellan|mot|hos|från|av|med)\b"
)
_LOOKED_AT = 300  # characters of prose in which another time may stand
_EDGES = " \t\xa0,.:;–-|•*·"
_FEWEST = 2  # words with which what stands below a label tells what happened
_FEW = 4  # words with which it does where it tells how it ended


def summary(passage: Passage, told: Told, what: CategoryRead, place: PlaceRead) -> str:
    """The prose, and before it what its heading says beside time, label and place; white space folded.

    The label stays where nothing but how it ended stands beside it. Where there is nothing but label and place, it is
    the heading without its time.
    """
    return _without_cut_marks(_told(passage, told, what, place))


def _told(passage: Passage, told: Told, what: CategoryRead, place: PlaceRead) -> str:
    if told.cells:
        return ". ".join(_folded(passage.text[slice(*cell)]).rstrip(".") for cell in told.cells.texts)
    if told.about:
        return _folded(without_names(passage.text[slice(*told.about)]))
    prose = _folded(passage.prose).rstrip(" |;").lstrip(_EDGES)
    if prose and not (passage.heading and _is_place(passage, what, place)):
        return _joined(passage.text, _head(passage, told, what, place), prose)
    return _timeless(passage, told, passage.heading_end if prose else passage.end) or prose or _folded(passage.heading)


def _without_cut_marks(words: str) -> str:
    """The words without what is left where a time was taken out: ". kallas polis", "vid Sylta kl. Ägaren"."""
    told = _BEFORE_STOP.sub("", words) if _SIGN.search(words) else words
    if told.rstrip().removesuffix(".").casefold().endswith(_LEADS):
        told = _BEFORE_NOTHING.sub("", told)
    told = told.lstrip(_EDGES)
    return told if any(map(str.isalpha, told)) else words


def _timeless(passage: Passage, told: Told, end: int) -> str:
    """The passage up to `end` without its time, wherever in it that stands."""
    kept, at = "", passage.start
    for first, last in [*sorted(_times(passage, told)), Span(end, end)]:
        words = passage.text[at:first].lstrip(_EDGES).rstrip(" \t\xa0|;" if first == end else _EDGES)
        kept += f"{'. ' if words[0].isupper() else ' '}{words}" if kept and words else words
        at = max(at, last)
    return _folded(kept)


def _joined(text: str, parts: Iterable[Span], prose: str) -> str:
    """The parts of a heading and the prose below it; a full stop stands between parts where one stood."""
    told, last = "", 0
    for part in parts:
        if told:
            told += ". " if re.search(r"\.\s", text[last : part.start]) else ", "
        told, last = told + _folded(text[slice(*part)]), part.end
    return f"{told}{', ' if prose[0].islower() else '. '}{prose}" if told else prose


def _head(passage: Passage, told: Told, what: CategoryRead, place: PlaceRead) -> Iterator[Span]:
    """The parts of a heading that tell more than its time and its place, or its label where the prose needs none."""
    text, start, end = passage.text, passage.start, passage.heading_end
    timeless = _without(text, start, end, _times(passage, told))
    left = _without_place(timeless, start, what, place)
    if what.label and _tells(passage.prose) and not _is_told_of(passage, what.label):
        left = _without(left, 0, len(left), [Span(what.label.start - start, what.label.end - start)])
    for part in _PART.finditer(timeless):
        if _counted(left[slice(*part.span())]):
            words = part[0].strip(_EDGES)
            first = start + part.start() + part[0].index(words)
            yield Span(first, first + len(words))


def _times(passage: Passage, told: Told) -> Iterator[Span]:
    """The date and the time of a passage, with what leads up to it: "kl", "strax efter"."""
    for span in filter(None, (told.mark.span if told.mark else None, told.date)):
        if passage.start <= span.start < passage.end:
            lead = _BEFORE_TIME.search(passage.text, passage.start, span.start)
            yield Span(lead.start() if lead else span.start, span.end)


def _tells(prose: str) -> bool:
    """Whether prose tells what happened, and not only how it ended: "Släckt", "Mannen gripen"."""
    words = _counted(prose)
    return words >= _FEW or (words >= _FEWEST and not _OUTCOME.search(prose))


def _is_told_of(passage: Passage, label: Span) -> bool:
    """Whether a label is one event of several: "Klotter vid stationen" before more on its line, or another time."""
    is_beside = "\n" not in passage.text[label.end : passage.heading_end + 1]
    if is_beside and _SENTENCE_GOES_ON.match(passage.text, label.end, passage.heading_end):
        return True
    return any(marks(passage.text, passage.heading_end, min(passage.end, passage.heading_end + _LOOKED_AT)))


def _is_place(passage: Passage, what: CategoryRead, place: PlaceRead) -> bool:
    """Whether all that stands below the heading, or in the last cell of a row, is the place."""
    return not re.search(r"\w", _without_place(passage.prose, passage.heading_end, what, place))


def _without_place(words: str, start: int, what: CategoryRead, place: PlaceRead) -> str:
    """The words, which begin at `start` of the report's text, without the place; what tells what happened stays."""
    own = [
        span
        for span in place.basis.words
        if not any(span.start < last and first < span.end for first, last in what.basis.words)
    ]
    left = _without(words, 0, len(words), (Span(first - start, last - start) for first, last in own))
    for name in filter(None, (place.unknown_place, place.town)):
        left = left.replace(name, " " * len(name))
    return left


def _without(text: str, start: int, end: int, spans: Iterable[Span]) -> str:
    """text[start:end] with spaces where the spans stand."""
    left = text[start:end]
    for first, last in spans:
        begins, ends = max(first, start) - start, min(last, end) - start
        if begins < ends:
            left = f"{left[:begins]}{' ' * (ends - begins)}{left[ends:]}"
    return left


def _counted(words: str) -> int:
    return sum(word.casefold() not in _SAYS_LITTLE for word in _WORD.findall(words))


def _folded(words: str) -> str:
    return " ".join(words.split())
