"""Reading of real reports: how right it is, by the script that scores, and how fast, with places and categories."""

import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from app.intake.read_reports import BadLineError, answers
from tests.bench.measuring import resident_megabytes
from tests.bench.real_data import FOLDER, real_file

SCORE = FOLDER.parent / "score_intake.py"
ROUNDS = 12  # the summaries are read so often that a second or two pass


def main() -> None:
    summaries, local = real_file("polisen/summaries.jsonl"), real_file("polisen/local.jsonl")
    notices = real_file("polisen/events_to_2025-06.jsonl.gz")
    with tempfile.TemporaryDirectory() as folder:
        if summaries:
            score("summaries", summaries, summaries.with_suffix(".gold.jsonl"), "none", Path(folder))
            speed(summaries.read_bytes().splitlines())
        if local:
            score("local", local, local.with_suffix(".gold.jsonl"), "upplands-bro", Path(folder))
        if notices:
            texts, gold = single_notices(notices, Path(folder))
            score("notices", texts, gold, "none", Path(folder))


def read(lines: Iterable[bytes], municipality: str) -> Iterator[dict[str, Any]]:
    return answers(lines, municipality, complain)


def complain(number: int, error: BadLineError) -> None:
    raise AssertionError(number) from error


def score(kind: str, texts: Path, gold: Path, municipality: str, folder: Path) -> None:
    """What the script says of the texts, read as the command reads them."""
    found = folder / f"{kind}.read.jsonl"
    with texts.open("rb") as lines, found.open("wb") as out:
        out.writelines(orjson.dumps(answer) + b"\n" for answer in read(lines, municipality))
    command = [sys.executable, str(SCORE), kind, str(texts), str(gold), str(found)]
    print(subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip())


def speed(lines: list[bytes]) -> None:
    for _ in read(lines, "none"):  # what is made once is not counted
        pass
    before, memory = time.process_time(), resident_megabytes()
    texts = sum(1 for _ in read(lines * ROUNDS, "none"))
    seconds = time.process_time() - before
    grown = resident_megabytes() - memory
    print(f"{texts / seconds:,.0f} summaries a second on one core, memory grown by {grown:.1f} MB over {texts:,} texts")


def single_notices(archive: Path, folder: Path) -> tuple[Path, Path]:
    """The notices of one event from 2025 on, without their label, and the category by which the label counts."""
    counted = json.loads((archive.parent / "type_categories.json").read_text())
    texts, gold = folder / "notices.jsonl", folder / "notices.gold.jsonl"
    with gzip.open(archive, "rt", encoding="utf-8") as rows, texts.open("w") as told, gold.open("w") as known:
        for row in map(json.loads, rows):
            if row["datetime"] >= "2025" and row["type"] in counted:
                text = f"{row['summary']}\n{row.get('body') or ''}"
                told.write(json.dumps({"id": row["id"], "datetime": row["datetime"], "text": text}) + "\n")
                known.write(json.dumps({"id": row["id"], "category": counted[row["type"]]}) + "\n")
    return texts, gold


if __name__ == "__main__":
    main()
