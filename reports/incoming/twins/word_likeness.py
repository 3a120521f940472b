"""How alike two texts are in their words, where a word that few others use tells most."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from math import log, sqrt
from typing import NamedTuple

from rapidfuzz.distance import Prefix

from geo.spelling import WORD, fold

GRAM = 4
"""Letters of the pieces that words are compared by: endings, compounds and slips of the keys change but a few."""
SHORTEST = 3
SHORTEST_BEGINNING = 4
SMOOTHING = 12
"""So many texts are thought of beside those that are there: of a handful no word is rare."""
_GENERAL = """
alla andra anledning anmälan anmäls anmält att avvisas bland blev bli blir blivit båda börjar där därefter
därifrån efter eller enligt ett finns fler flera fram från får fått före genom ger gjorde grund går gått gör
göra hade han hans har hela hennes hon hos händelse händelsen händer hänt här håller höra ifrån igen ihop in
inga ingen inget initialt inkommer innan innebär inom inte inträffade inträffat just kan kl klockan kom kommer
kommit kunde kvar larm larmades larmar larmas larmet man med medan mellan men mer mindre minst mot mycket ned
när någon något några och också oklart okänd okända okänt olika om område området ordningsvakt ordningsvakter
patrull patrullen patruller per person personen personer personerna plats platsen polis polisen polisens
polispatrull på rapport rapporterade rapporteras redan sagt sedan ser sig sin sina sitt ska skall skedde sker
skett skickas som stor strax större så sågs tagit tar tid tiden till tillkallades tillkallas tre trolig
troligen två under upp uppger uppgift uppgifter upprättad upprättar upprättas uppstod uppstår ut utan ute
utredning utreds vad var vara varit vart vid vilket vill visar väktare väktaren väktarna är även åka åkte år
åren åter
"""
GENERAL = frozenset(_GENERAL.split())
"""Words of every report: they tell nothing of whether two are about the same."""


class Span(NamedTuple):
    """A stretch of a text, end exclusive."""

    start: int
    end: int


class Likeness(NamedTuple):
    """How alike two texts are, 0 to 1, and how much they say: the smaller of their weights and of their words."""

    share: float
    weight: float
    words: int = 0


class Rarity:
    """How rare each piece of a word is among some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        found = [pieces(text) for text in texts]
        self.number = len(found)
        self.times = Counter(piece for each in found for piece in each)
        self._squares = lru_cache(maxsize=4096)(self._square)

    def weight(self, piece: str) -> float:
        """Inverse document frequency, smoothed (Spärck Jones 1972)."""
        return log((self.number + SMOOTHING) / (self.times[piece] + 1))

    def likeness(self, one: str, other: str, names: tuple[str, str] = ("", "")) -> Likeness:
        """Cosine of the two texts' pieces weighed by rarity, without the names of what each is known to be at."""
        ours, theirs = pieces(one, names[0]), pieces(other, names[1])
        mine, yours, common = self._squares(ours), self._squares(theirs), self._square(ours & theirs)
        least = min(mine, yours)
        words = min(beginnings(ours), beginnings(theirs))
        return Likeness(common / sqrt(mine * yours) if least else 0.0, least, words)

    def _square(self, found: Iterable[str]) -> float:
        return sum(self.weight(piece) ** 2 for piece in found)


@lru_cache(maxsize=4096)
def pieces(text: str, names: str = "") -> frozenset[str]:
    """The pieces of a text's telling words, each word beginning with a space, but for those of some names."""
    named = _telling(names)
    told = (word for word in _telling(text) if not (named and _stands_in(named, word)))
    return frozenset(piece for word in told for piece in _pieces_of(word))


@lru_cache(maxsize=4096)
def beginnings(found: frozenset[str]) -> int:
    """How many words pieces are of."""
    return sum(piece.startswith(" ") for piece in found)


def common_words(one: str, other: str) -> list[Span]:
    """Where in `one` the telling words stand that `other` has too, whatever their endings."""
    theirs = set(_telling(other))
    places = [(match.span(), fold(match.group())) for match in WORD.finditer(one)]
    return [Span(*span) for span, word in places if _is_telling(word) and _stands_in(theirs, word)]


def _telling(text: str) -> Sequence[str]:
    return [word for word in WORD.findall(fold(text)) if _is_telling(word)]


def _is_telling(word: str) -> bool:
    return len(word) >= SHORTEST and word not in GENERAL


def _pieces_of(word: str) -> Iterable[str]:
    framed = f" {word}"
    return (framed[at : at + GRAM] for at in range(max(1, len(framed) - GRAM + 1)))


def _stands_in(words: Collection[str], word: str) -> bool:
    return word in words or any(_is_form_of(word, known) for known in words)


def _is_form_of(one: str, other: str) -> bool:
    """Whether two words differ but in their endings, as "moped" and "mopedens"."""
    begins = Prefix.similarity(one, other)
    return begins >= max(SHORTEST_BEGINNING, min(len(one), len(other)) - 2) and max(len(one), len(other)) - begins <= 4
