"""What happened, by the words of a passage: the label of its heading, else the words of its text."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from reports.incoming.categories.brawls import BRAWL, VIOLENCE, harm_in_brawl, harmless_brawl
from reports.incoming.categories.fireworks import DANGEROUS, aimed_fireworks
from reports.incoming.categories.lexicon.labels import Label, Labels
from reports.incoming.categories.lexicon.matching import Match, Matcher
from reports.incoming.categories.lexicon.scoring import Scales, lead_end
from reports.incoming.categories.lexicon.stated import stated_crime
from reports.incoming.categories.lexicon.tokens import Token, tokens, words_of
from reports.incoming.categories.lexicon.word_lists import (
    all_entries,
    brawls,
    common_labels,
    fireworks,
    relations,
    word_lists,
)
from reports.incoming.categories.relationships import NEAR, close_words, may_be_near
from reports.incoming.reading import Basis, CategoryRead, Confidence, Passage, Span

UNKNOWN_CATEGORY = "ovrigt"
# Points from the first category to the second. 94 of 100 notices have them, and 98 of 100 of these are right.
SURE_MARGIN = 0.8
STATED = 1.0  # points for the crime that the text itself names: it beats a few words, and not a clear text
WHO = frozenset({"ordning.ungdomar", "ordning.samling"})
UNTOLD_OF_WHO = frozenset({"ordning", UNKNOWN_CATEGORY, "trafik"})
REASONS = 4  # words shown as the reason


class CategoryReader:
    """Finds the category of a passage, and the words that tell it."""

    def __init__(self, labels: Mapping[str, str], lessons: Mapping[str, str] = MappingProxyType({})) -> None:
        """`labels`: category code by label, as the police, the guards or people here write it.

        `lessons`: category code by folded words that mean it on this installation; they go before everything else.
        """
        lists = word_lists()
        self._labels = Labels(_with_common(labels))
        self._lessons = {" ".join(words): code for taught, code in lessons.items() if (words := words_of(taught))}
        self._scales = Scales(lists)
        self._subs = {code: words.subs for code, words in lists.items()}
        self._matcher = Matcher(
            {*all_entries(lists), *relations().entries, *brawls().entries, *self._lessons, *chain(*fireworks())}
        )

    def read_passage(self, passage: Passage) -> CategoryRead:
        """The category that the passage tells of; UNKNOWN_CATEGORY, doubtful, where no word tells one."""
        label = self._labels.first_in(passage.text, passage.start, passage.heading_end)
        words = list(tokens(passage.text, passage.start, passage.end))
        found = self._matcher.matches(words)
        read = self._taught(found) or self._told(label, words, found, lead_end(words, passage.heading_end))
        return self._turned_near(read, words, found)

    def _told(self, label: Label | None, words: Sequence[Token], found: Sequence[Match], lead: int) -> CategoryRead:
        """What the label of the heading says, else the words; of a brawl what became of it."""
        if label and (aimed := aimed_fireworks(label.code, found)):
            return CategoryRead(DANGEROUS, Basis(Confidence.SURE, _spans(aimed)), Span(label.start, label.end))
        if label:
            return self._turned_violent(self._labelled_or_told(label, found, lead), found)
        read = self._weighed(found, lead, stated_crime(words, self._labels))
        if aimed := aimed_fireworks(read.code, found):
            return CategoryRead(DANGEROUS, Basis(Confidence.SURE, _spans(aimed)))
        if fought := harmless_brawl(read.code, found, lead):
            return CategoryRead(BRAWL, Basis(Confidence.DOUBTFUL, _spans(fought)))
        return self._turned_violent(read, found)

    def _labelled_or_told(self, label: Label, found: Sequence[Match], lead: int) -> CategoryRead:
        """What a label says; where it says but who they are, "Ungdomar röker hasch", what the words surely tell."""
        read = self._labelled(label, found)
        if label.code not in WHO:
            return read
        told = self._weighed(found, lead, None)
        is_sure = told.basis.confidence is Confidence.SURE and told.code.partition(".")[0] not in UNTOLD_OF_WHO
        return told if is_sure else read

    def _taught(self, found: Sequence[Match]) -> CategoryRead | None:
        """What a lesson says; of several the one with most words."""
        taught = [match for match in found if match.entry in self._lessons]
        if not taught:
            return None
        longest = max(taught, key=lambda match: len(match.entry))
        return CategoryRead(self._lessons[longest.entry], Basis(Confidence.SURE, _spans([longest])))

    def _labelled(self, label: Label, found: Sequence[Match]) -> CategoryRead:
        code, told = (label.code, []) if "." in label.code else self._sub(label.code, found)
        basis = Basis(Confidence.SURE, _spans([*_matches([label]), *told]))
        return CategoryRead(code, basis, Span(label.start, label.end))

    def _weighed(self, found: Sequence[Match], lead: int, stated: Label | None) -> CategoryRead:
        points = self._scales.weigh(found, lead)
        if stated:
            points[stated.code.partition(".")[0]] += STATED
        code = max(points, key=points.__getitem__)
        reasons = self._scales.reasons(code, found, lead)[:REASONS]
        names = [stated] if stated and stated.code.partition(".")[0] == code else []
        if not reasons and not names:
            return CategoryRead(UNKNOWN_CATEGORY)
        margin = points.pop(code) - max(points.values())
        confidence = Confidence.SURE if margin >= SURE_MARGIN else Confidence.DOUBTFUL
        sub, told = self._sub(code, found)
        named = next((name.code for name in names if "." in name.code), sub)
        return CategoryRead(named, Basis(confidence, _spans([*_matches(names), *reasons, *told])))

    def _turned_violent(self, read: CategoryRead, found: Sequence[Match]) -> CategoryRead:
        """A brawl in which somebody came to harm is violence."""
        harm = harm_in_brawl(read.code, found)
        if not harm:
            return read
        code, told = self._sub(VIOLENCE, found)
        words = _joined([*read.basis.words, *_spans([*harm[:1], *told])])
        return read._replace(code=code, basis=Basis(read.basis.confidence, words))

    def _sub(self, code: str, found: Sequence[Match]) -> tuple[str, list[Match]]:
        """The sub-category that the words tell, with the word; else the category itself."""
        first = {match.entry: match for match in reversed(found)}
        for sub, entries in self._subs.get(code, {}).items():
            for entry in entries:
                if entry in first:
                    return sub, [first[entry]]
        return code, []

    def _turned_near(self, read: CategoryRead, words: Sequence[Token], found: Sequence[Match]) -> CategoryRead:
        """Violence between people who are close is of its own category; where it may be so, nothing is sure."""
        close = close_words(read.code, words, found)
        if not close:
            if not may_be_near(read.code, words, found):
                return read
            return read._replace(basis=Basis(Confidence.DOUBTFUL, read.basis.words), may_be_near=True)
        code, told = self._sub(NEAR, found)
        spans = _joined([*read.basis.words, *_spans([*close, *told])])
        return read._replace(code=code, basis=Basis(read.basis.confidence, spans))


def _with_common(labels: Mapping[str, str]) -> dict[str, str]:
    """The labels of this installation, and those that everybody writes; these only make a category more exact."""
    common = common_labels()
    own = {label: code for label, code in labels.items() if not common.get(label, "").startswith(f"{code}.")}
    return {**common, **own}


def _matches(labels: Iterable[Label]) -> list[Match]:
    return [Match("", label.start, label.end) for label in labels]


def _spans(found: Iterable[Match]) -> tuple[Span, ...]:
    return _joined(Span(match.start, match.end) for match in found)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in the order of the text, those that overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)
