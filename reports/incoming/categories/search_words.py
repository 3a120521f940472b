"""By which words, beside its name, somebody may look for a category: those that the reader knows it by."""

from collections.abc import Iterable, Iterator
from functools import cache

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


def _words(phrases: Iterable[str]) -> Iterator[str]:
    words = (word for phrase in phrases for word in phrase.split())
    return (word for word in words if len(word.rstrip("*")) >= _SHORTEST and word not in _SAYS_NOTHING)
