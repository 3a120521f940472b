"""What the public edition hides: 1,000 random editions, and readers who solve all their published numbers.

Goal: neither a stranger nor a member who knows all of one district works out a 1 or 2, and a stranger no hidden number
at all. Beside it, how much is hidden for that, and how many of the small numbers would be known to somebody who knew
which of the hidden ones are small. `python -m tests.bench.bench_suppression 100` takes 100.
"""

import sys
from collections.abc import Iterator
from time import process_time

import numpy as np

from reports.picture.audiences.suppression import LEAST, positions_to_hide
from tests.unit.public_numbers import Attacker, picture_of, published

EDITIONS = 1_000
ROWS, COLUMNS = (2, 6), (5, 15)
MEANS = (0.3, 1, 3, 10)


def main() -> None:
    editions = int(sys.argv[1]) if len(sys.argv) > 1 else EDITIONS
    chance = np.random.default_rng(20)
    found = known = hidden = strangers = small = numbers = members = by_members = 0
    slowest = 0.0
    for _ in range(editions):
        shape = (int(chance.integers(*ROWS)), int(chance.integers(*COLUMNS)))
        counts = chance.poisson(chance.choice(MEANS, size=shape)).tolist()
        began = process_time()
        positions_to_hide(counts, (shape[0] - 1,), range(shape[0] - 1))
        slowest = max(slowest, process_time() - began)
        edition, truth = published(picture_of(counts)), with_sums(counts)
        attacker = Attacker(edition)
        few = {key for key in attacker.hidden if 0 < truth[key] < LEAST}
        found += len(attacker.works_out() | attacker.works_out_small())
        known += len(few & set(Attacker(edition, known_small=few).works_out()))
        by_members += sum(len(member.works_out_small()) for member in members_of(edition, truth))
        members += shape[0] - 1
        strangers += len(positions_to_hide(counts, (shape[0] - 1,)) & set(attacker.told))
        hidden, small, numbers = hidden + len(attacker.hidden), small + len(few), numbers + len(attacker.told)
    print(f"{editions} random editions, {numbers} printed places: {small} small numbers, {hidden} hidden in all")
    print(f"hidden if nobody knew a district of their own: {strangers}")
    print(f"worked out by a stranger: {found} (goal 0); by one who knows which are small: {known} of {small}")
    print(f"small numbers worked out by {members} members, each knowing all of a district: {by_members} (goal 0)")
    print(f"slowest edition: {slowest * 1000:.0f} ms (goal ≤ 50 ms)")


def members_of(edition: dict[str, object], truth: np.ndarray) -> Iterator[Attacker]:
    """One of each district."""
    for row, numbers in enumerate(truth[:-2].tolist()):
        yield Attacker(edition, own={(row, column): number for column, number in enumerate(numbers)})


def with_sums(counts: list[list[int]]) -> np.ndarray:
    rows = np.column_stack([counts, np.sum(counts, axis=1)])
    return np.vstack([rows, rows.sum(axis=0)])


if __name__ == "__main__":
    main()
