"""Import of all the police's notices of Sweden from a gzipped file, with place finding on."""

import time
from collections.abc import Iterable
from pathlib import Path

from app.config import Settings
from app.db import Database
from app.intake.runs import How, import_notices
from app.intake.tally import Tally
from tests.bench.measuring import resident_megabytes
from tests.bench.real_data import real_file
from tests.bench.scratch import postgis, spatialite


def main() -> None:
    path = real_file("polisen/events_to_2025-06.jsonl.gz")
    for kind in (spatialite, postgis) if path else ():
        with kind() as settings:
            measure(kind.__name__, settings, path)


def measure(kind: str, settings: Settings, path: Path) -> None:
    database = Database(settings.sqlalchemy_url)
    for run in ("first run", "second run"):
        start, before = time.perf_counter(), resident_megabytes()
        with path.open("rb") as file:
            tally, memory = followed(import_notices(database, file, How(keep=True), "all"))
        seconds = time.perf_counter() - start
        print(
            f"{kind}, {run}: {tally.read} rows, {tally.outcomes['new']} new, in {seconds:.1f} s: "
            f"{tally.read / seconds:.0f} rows/s (goal ≥ 5,000); {memory_words(before, memory)}"
        )
    database.engine.dispose()


def followed(run: Iterable[Tally]) -> tuple[Tally, list[float]]:
    """Go through an import; gives its tally and the memory after each batch."""
    last, memory = Tally(), []
    for tally in run:
        last = tally
        memory.append(resident_megabytes())
    return last, memory


def memory_words(before: float, memory: list[float]) -> str:
    tenth = max(memory[: max(1, len(memory) // 10)])
    return f"memory {before:.0f} MB before, {tenth:.0f} in the first tenth, at most {max(memory):.0f}"


if __name__ == "__main__":
    main()
