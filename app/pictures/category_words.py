"""The words that people use of what an edition's categories count, as the reader of reports knows them."""

from collections.abc import Iterator

from reports.incoming.categories.lexicon.word_lists import common_labels, word_lists
from reports.picture.record import Picture

SURE = 3.0
"""What a word adds to a category in the reader's list that tells it nearly by itself."""


def everyday_words(picture: Picture) -> dict[str, tuple[str, ...]]:
    """By category code the words of it and of its sub-categories; "fyll*" is any word that begins so."""
    return {label.code: tuple(dict.fromkeys(_words(label.code))) for label in picture.categories}


def _words(code: str) -> Iterator[str]:
    """Single words: of those of a phrase most say nothing alone."""
    yield from (label for label, of in common_labels().items() if of.partition(".")[0] == code and " " not in label)
    listed = word_lists().get(code)
    if listed:
        yield from (entry for entries in listed.subs.values() for entry in entries if " " not in entry)
        yield from (entry for entry, weight in listed.weights.items() if weight >= SURE and " " not in entry)
