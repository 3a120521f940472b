"""What happened, by the words of a passage: the label of its heading, else the words of its text."""

from collections.abc import Mapping
from types import MappingProxyType

from reports.incoming.lexicon.labels import Labels
from reports.incoming.reading import Basis, CategoryRead, Confidence, Passage, Span

UNKNOWN_CATEGORY = "ovrigt"


class CategoryReader:
    """Finds the category of a passage, and the words that tell it."""

    def __init__(self, labels: Mapping[str, str], lessons: Mapping[str, str] = MappingProxyType({})) -> None:
        """`labels`: category code by label, as the police, the guards or people here write it.

        `lessons`: category code by words that mean it on this installation.
        """
        self._labels = Labels(labels)
        self._lessons = lessons

    def read_passage(self, passage: Passage) -> CategoryRead:
        if label := self._labels.first_in(passage.text, passage.start, passage.heading_end):
            return CategoryRead(label.code, Basis(Confidence.SURE, (Span(label.start, label.end),)))
        return CategoryRead(UNKNOWN_CATEGORY)
