"""Guesses whether a text is in English, by its small words: the reader of reports knows Swedish."""

_ENGLISH = frozenset(
    [
        "the",
        "and",
        "was",
        "were",
        "at",
        "of",
        "by",
        "with",
        "had",
        "from",
        "they",
        "there",
        "who",
        "near",
        "two",
        "after",
        "police",
    ]
)
_SWEDISH = frozenset(
    [
        "och",
        "på",
        "av",
        "den",
        "det",
        "som",
        "en",
        "ett",
        "vid",
        "att",
        "är",
        "var",
        "har",
        "med",
        "till",
        "från",
        "för",
        "inte",
        "efter",
        "polis",
        "polisen",
    ]
)
_LOOKED_AT = 4_000  # characters
_FEWEST = 3  # English words from which it is no quotation


def is_english(text: str) -> bool:
    """Whether most of the small words of a text (its first 4,000 characters) are English ones, and at least three."""
    words = text[:_LOOKED_AT].lower().split()
    english = sum(map(_ENGLISH.__contains__, words))
    return english >= _FEWEST and english > sum(map(_SWEDISH.__contains__, words))
