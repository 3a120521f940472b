"""Times things and says the result in one line."""

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path


def times(action: Callable[[], object], runs: int, warm_up: int = 1) -> list[float]:
    """Seconds of each of `runs` runs, after some that do not count."""
    for _ in range(warm_up):
        action()
    return [seconds(action) for _ in range(runs)]


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def spread(values: Sequence[float]) -> str:
    """Median and 95th percentile in milliseconds."""
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    return f"median {statistics.median(ordered) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms ({len(ordered)} runs)"


def resident_megabytes(process: int | str = "self") -> float:
    """Memory that a process holds now (Linux)."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * 4096 / 1e6
