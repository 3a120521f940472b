"""The words that the reader knows a category by: to look for it by, and to tell what needs no teaching."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from reports.incoming.categories.lexicon.word_lists import common_labels, word_lists

_SHORTEST = 3  # letters
_SAYS_NOTHING = frozenset(
    (
        *("annan", "att", "borta", "brott", "från", "gick", "inte", "man", "med", "mot", "och", "olaga", "person"),
        *("personer", "som", "till", "under", "utan", "vid", "över", "kvinna", "försök"),
    )
)


@cache
def search_words(code: str) -> tuple[str, ...]:
    """The words of a category or sub-category in the order of the word lists; "fyll*" is any word that begins so."""
    labels = (label for label, of in common_labels().items() if of == code)
    entries = word_lists()[code.partition(".")[0]].subs.get(code, ()) if code.partition(".")[0] in word_lists() else ()
    single = (entry for entry in entries if " " not in entry and not entry.startswith("*"))
    return tuple(dict.fromkeys([*_words(labels), *_words(single)]))


def known_to(words: str) -> frozenset[str]:
    """The codes of the categories that folded words are a sign of by themselves: one word, or a label."""
    label = common_labels().get(words)
    found = {label.partition(".")[0]} if label else set()
    for code, listed in word_lists().items() if " " not in words else ():
        entries = (entry for entry, weight in listed.weights.items() if weight > 0)
        if any(_is(entry, words) for entry in chain(entries, *listed.subs.values())):
            found.add(code)
    return frozenset(found)


def _is(entry: str, word: str) -> bool:
    if entry.startswith("*"):
        return word.endswith(entry[1:])
    return word.startswith(entry[:-1]) if entry.endswith("*") else word == entry


def _words(phrases: Iterable[str]) -> Iterator[str]:
    words = (word for phrase in phrases for word in phrase.split())
    return (word for word in words if len(word.rstrip("*")) >= _SHORTEST and word not in _SAYS_NOTHING)
