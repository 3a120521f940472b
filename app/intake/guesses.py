"""Who a report comes from, told by what stands in it: its sender, how it begins and ends, how it begins as a rule."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from app.models import Organisation, OrganisationKind
from app.senders import sender_among
from reports.incoming.passages.sender_words import ends_of, kinds_named

_NAMED, _AS_BEFORE, _OF_KIND = 3, 4, 2
_LEAD = 2
"""By how much the likeliest must be ahead: a wrong sender would let the wrong people read the text."""
_SHORTEST_BEGINNING = 10
POLICE_DOMAIN = "polisen.se"


def likely_sender(
    text: str, address: str, organisations: Sequence[Organisation], earlier: Mapping[int, Collection[str]]
) -> Organisation | None:
    """The organisation that a report comes from, None where that is not clear.

    `address` is its sender's, where known; `earlier` holds beginnings (`beginning`) of each organisation's reports.
    """
    if address and (owner := sender_among(address, organisations)):
        return owner
    if is_of_police(address):
        police = [one for one in organisations if one.kind is OrganisationKind.POLICE]
        return police[0] if len(police) == 1 else None
    scores = _scores(text, organisations, earlier).most_common(2)
    second = scores[1][1] if len(scores) > 1 else 0
    if not scores or scores[0][1] < second + _LEAD:
        return None
    return next(one for one in organisations if one.id == scores[0][0])


def is_of_police(address: str) -> bool:
    """Whether a mail comes from the police's own domain; a name before the "@" can be anybody's."""
    domain = address.strip().casefold().rpartition("@")[2]
    return domain == POLICE_DOMAIN or domain.endswith(f".{POLICE_DOMAIN}")


def beginning(text: str) -> str:
    """The letters of a text's first line: "Dygnsrapport 18/11" begins like "Dygnsrapport 19/11"; empty if too few."""
    first = text.lstrip().partition("\n")[0][:200]
    letters = " ".join(re.findall(r"[^\W\d_]+", first.casefold()))
    return letters if len(letters) >= _SHORTEST_BEGINNING else ""


def beginnings(texts: Iterable[tuple[int, str]]) -> dict[int, set[str]]:
    """How each organisation's reports begin, where no other's do."""
    owners: dict[str, set[int]] = {}
    for organisation_id, text in texts:
        owners.setdefault(beginning(text), set()).add(organisation_id)
    found: dict[int, set[str]] = {}
    for words, ids in owners.items():
        if words and len(ids) == 1:
            found.setdefault(ids.pop(), set()).add(words)
    return found


def _scores(text: str, organisations: Iterable[Organisation], earlier: Mapping[int, Collection[str]]) -> "Counter[int]":
    scores: Counter[int] = Counter()
    ends = ends_of(text)
    kinds = kinds_named(ends)
    for one in organisations:
        named = re.search(rf"\b{re.escape(one.name.casefold())}\b", ends)
        scores[one.id] += _NAMED * bool(named) + _OF_KIND * (one.kind.value in kinds)
        scores[one.id] += _AS_BEFORE * (beginning(text) in earlier.get(one.id, ()))
    return +scores
