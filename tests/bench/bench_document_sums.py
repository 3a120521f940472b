"""1,000 random editions: each number in their Word files, slides, workbooks and JSON against a direct count.

`python -m tests.bench.bench_document_sums 50` takes 50. The audiences take turns; of each edition all four formats are
made and read back. Drawings are left plain, and the PDF is not made: it is set of the same tables as Word.
"""

import sys
import time
from collections import Counter
from itertools import cycle

from reports.picture.audiences.audience import Audience
from reports.picture.documents.formats import Format
from tests.unit.document_sums import made, random_input, wrong_numbers

EDITIONS = 1_000


def main() -> None:
    editions = int(sys.argv[1]) if len(sys.argv) > 1 else EDITIONS
    wrong, began = 0, time.process_time()
    read: Counter[Format] = Counter()
    readers: Counter[Audience] = Counter()
    for seed, audience in zip(range(1000, 1000 + editions), cycle(Audience), strict=False):
        data = random_input(seed)
        document, contents = made(data, audience)
        faults = wrong_numbers(data, document, contents)
        wrong += bool(faults)
        read.update(contents.keys())
        readers[audience] += 1
        if faults:
            print(f"seed {seed}, {audience}: {faults[0]}")
    told = ", ".join(f"{kind} {number}" for kind, number in (*read.items(), *readers.items()))
    print(f"read back: {told}; {(time.process_time() - began) / editions:.2f} s of one core per edition")
    print(f"{wrong} of {editions} random editions have a number that a direct count does not give (goal 0)")


if __name__ == "__main__":
    main()
