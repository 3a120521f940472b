"""The kind of event that a stretch of a passage tells of by itself, and which kinds go together."""

from collections.abc import Callable
from typing import NamedTuple

from reports.incoming.categories.kinship import KIN
from reports.incoming.reading import Span


class Kind(NamedTuple):
    """The category or sub-category that a stretch tells of by itself."""

    code: str
    is_sure: bool

    @property
    def top(self) -> str:
        return self.code.partition(".")[0]


KindOf = Callable[[Span], Kind | None]

# What is told of one scene: a brawl where somebody has a knife, is drunk and threatens a guard.
OF_PEOPLE = frozenset(
    {"vald_hot", "nara_relation", "vapen_sprangning", "ordning", "narkotika_alkohol", "skola_personal"}
)
SEEN_APART = frozenset({"skadegorelse_brand", "otrygg_plats"})  # one list tells of both: "trasig lampa, klotter"


def may_be_one_scene(one: Kind, other: Kind) -> bool:
    """Whether two kinds may be told of one scene, as people or as what is near akin."""
    both = frozenset({one.top, other.top})
    return both <= OF_PEOPLE or both in KIN
