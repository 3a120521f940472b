"""What the public edition hides: 1,000 random editions, and an attacker who solves all their published numbers.

Goal: no hidden number can be worked out. Beside it, how much is hidden for that, and how many of the small numbers
would be known to somebody who knew which of the hidden ones are small.
"""

from time import process_time

import numpy as np

from reports.picture.audiences.suppression import LEAST, positions_to_hide
from tests.unit.public_numbers import Attacker, picture_of, published

EDITIONS = 1_000
ROWS, COLUMNS = (2, 6), (5, 15)
MEANS = (0.3, 1, 3, 10)


def main() -> None:
    chance = np.random.default_rng(20)
    found = known = hidden = small = numbers = 0
    slowest = 0.0
    for _ in range(EDITIONS):
        shape = (int(chance.integers(*ROWS)), int(chance.integers(*COLUMNS)))
        counts = chance.poisson(chance.choice(MEANS, size=shape)).tolist()
        began = process_time()
        positions_to_hide(counts, (shape[0] - 1,))
        slowest = max(slowest, process_time() - began)
        attacker = Attacker(published(picture_of(counts)))
        truth = with_sums(counts)
        few = {key for key in attacker.hidden if 0 < truth[key] < LEAST}
        found += len(attacker.works_out())
        known += len(few & set(Attacker(published(picture_of(counts)), known_small=few).works_out()))
        hidden, small, numbers = hidden + len(attacker.hidden), small + len(few), numbers + len(attacker.told)
    print(f"{EDITIONS} random editions, {numbers} printed places: {small} small numbers, {hidden} hidden in all")
    print(f"worked out by an attacker: {found} (goal 0); by one who knows which are small: {known} of {small}")
    print(f"slowest edition: {slowest * 1000:.0f} ms (goal ≤ 50 ms)")


def with_sums(counts: list[list[int]]) -> np.ndarray:
    rows = np.column_stack([counts, np.sum(counts, axis=1)])
    return np.vstack([rows, rows.sum(axis=0)])


if __name__ == "__main__":
    main()
