"""1,000 random editions: each number in their Word files, slides, workbooks and JSON against a direct count.

`python -m tests.bench.bench_document_sums 50` takes 50. The audiences take turns.
"""

import sys
from itertools import cycle

from reports.picture.audiences.audience import Audience
from tests.unit.document_sums import made, random_input, wrong_numbers

EDITIONS = 1_000


def main() -> None:
    editions = int(sys.argv[1]) if len(sys.argv) > 1 else EDITIONS
    wrong = 0
    for seed, audience in zip(range(1000, 1000 + editions), cycle(Audience), strict=False):
        data = random_input(seed)
        faults = wrong_numbers(data, *made(data, audience))
        wrong += bool(faults)
        if faults:
            print(f"seed {seed}, {audience}: {faults[0]}")
    print(f"{wrong} of {editions} random editions have a number that a direct count does not give (goal 0)")


if __name__ == "__main__":
    main()
