"""The crime that a text itself names: "misstänkt för rån", "anmälan om skadegörelse"."""

from collections.abc import Iterator, Sequence

from reports.incoming.categories.lexicon.labels import Label, Labels
from reports.incoming.categories.lexicon.matching import NEGATED, NEGATIONS
from reports.incoming.categories.lexicon.tokens import Token
from reports.incoming.categories.lexicon.word_lists import stated_words


def stated_crime(words: Sequence[Token], labels: Labels) -> Label | None:
    """The first crime that is named and not denied."""
    return next(_stated(words, labels), None)


def _stated(words: Sequence[Token], labels: Labels) -> Iterator[Label]:
    known = stated_words()
    for at in range(len(words) - 2):
        if (words[at].word, words[at + 1].word) in known.before and not _is_denied(words, at):
            named = at + 2
            while named < len(words) and words[named].word in known.between:
                named += 1
            label = labels.at(words, named)
            if label and not (label.end == words[named].end and words[named].word in known.unspecific):
                yield label


def _is_denied(words: Sequence[Token], at: int) -> bool:
    return any(token.word in NEGATIONS for token in words[max(0, at - NEGATED) : at])
