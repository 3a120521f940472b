"""The tripwire: what it misses of planted personal data, how often it stops real notices, and how fast it is."""

import gzip
import json
import time
from collections import Counter
from collections.abc import Sequence

from reports.incoming.privacy.tripwire import find_personal_data, masked
from tests.bench.real_data import real_file
from tests.planted import planted_texts

MADE, NOTICES, SEEDS = 1_000, 5_000, 10
SHORT = ["Bråk vid torget", "Storgatan", "Klotter på en busskur kl 22.15, skada 2 000 kr", "037XX W 26TH ST"]


def main() -> None:
    measure_planted()
    measure_notices()
    measure_short_texts()


def measure_planted() -> None:
    for seed in range(1, SEEDS + 1):
        missed = Counter(
            planted.kind.value
            for text, planted in planted_texts(MADE, seed)
            if not any(one.start <= planted.start and planted.end <= one.end for one in find_personal_data(text))
        )
        print(f"seed {seed}: {missed.total()} of {MADE} planted missed (goal 0) {dict(missed) or ''}")


def measure_notices() -> None:
    path = real_file("polisen/events_to_2025-06.jsonl.gz")
    if path is None:
        return
    with gzip.open(path, "rt") as lines:
        notices = [json.loads(line) for line in lines]
    texts = [" ".join(filter(None, (notice["summary"], notice.get("body")))) for notice in notices]
    told("the first real notices", texts[:NOTICES])
    told("all real notices", texts)


def told(name: str, texts: Sequence[str]) -> None:
    start = time.perf_counter()
    found = [find_personal_data(text) for text in texts]
    seconds = time.perf_counter() - start
    kinds = Counter(kind for one in found for kind in {each.kind.value for each in one})
    stopped = sum(map(bool, found))
    print(
        f"{name}: {stopped} of {len(texts)} stopped, {100 * stopped / len(texts):.2f} % (goal ≤ 1 %), "
        f"{dict(kinds)}; {len(texts) / seconds:.0f} texts/s"
    )


def measure_short_texts() -> None:
    """What an import of a million rows asks of it: most texts are let through at once."""
    texts = SHORT * 50_000
    start = time.perf_counter()
    for text in texts:
        masked(text)
    print(f"short texts: {1e6 * (time.perf_counter() - start) / len(texts):.1f} µs each")


if __name__ == "__main__":
    main()
