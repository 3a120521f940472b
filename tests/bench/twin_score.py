"""How well likely twins are found in a year whose pairs are known."""

import random
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from reports.incoming.twins.finder import FARTHEST_APART, LONGEST, find_twins, gap
from reports.incoming.twins.word_likeness import Rarity
from tests.bench.twin_pairs import Year

SAMPLE = 400


class Score(NamedTuple):
    """`recall` of the pairs, seen from either side, and how many others are suggested per incident."""

    recall: float
    false: float

    def __str__(self) -> str:
        return f"recall {self.recall:.3f}, false suggestions per incident {self.false:.3f}"


def score(year: Year) -> Score:
    """Each incident of the year is asked for its twins, as the product asks."""
    twin = {a.id: b.id for pair in year.pairs for a, b in (pair, reversed(pair))}
    ordered = sorted(year.all, key=lambda seen: seen.when.start)
    starts = [seen.when.start for seen in ordered]
    rarity = Rarity(seen.text for seen in random.Random(1).sample(ordered, SAMPLE))
    found = false = 0
    for one in ordered:
        first = bisect_left(starts, one.when.start - LONGEST)
        last = bisect_right(starts, (one.when.end or one.when.start) + FARTHEST_APART)
        near = [other for other in ordered[first:last] if gap(one.when, other.when) <= FARTHEST_APART]
        suggested = [match.id for match in find_twins(one, near, rarity)]
        found += twin.get(one.id) in suggested
        false += sum(id_ != twin.get(one.id) for id_ in suggested)
    return Score(found / len(twin), false / len(ordered))
