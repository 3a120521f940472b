"""Real night summaries and notices read by the command: the shares that were reached stay reached.

Skipped where the data are absent. The goals stand in the script that scores.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.config import Settings
from app.db import Database

SHARED = Path(__file__).parents[3] / "shared"
DATA = SHARED / "data" / "polisen"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data/polisen, the real summaries, is not here")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An app whose database is empty and has no tables: none is needed."""
    folder = tmp_path_factory.mktemp("instance")
    return create_app(Settings(instance_dir=folder, secret_key="only for tests"), Database("sqlite://"))


def shares(app: Flask, tmp_path: Path, kind: str, name: str, municipality: str) -> dict[str, float]:
    """What the script that scores says of a file of texts, by the name of the figure."""
    texts, gold, read = DATA / f"{name}.jsonl", DATA / f"{name}.gold.jsonl", tmp_path / "read.jsonl"
    arguments = ["read-reports", "--municipality", municipality]
    result = app.test_cli_runner().invoke(args=arguments, input=texts.read_bytes())
    assert (result.exit_code, result.stderr) == (0, "")
    read.write_bytes(result.stdout_bytes)
    command = [sys.executable, str(SHARED / "score_intake.py"), kind, str(texts), str(gold), str(read)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    print(said)
    return {figure: float(share) for figure, share in re.findall(r"(\w+) (\d\.\d{3})", said)}


def test_night_summaries(app: Flask, tmp_path: Path):
    reached = shares(app, tmp_path, "summaries", "summaries", "none")
    floors = {"found_f1": 0.97, "time": 0.99, "day": 0.99, "place": 0.95, "town": 0.97}
    assert {figure: reached[figure] for figure, floor in floors.items() if reached[figure] < floor} == {}


def test_notices_about_the_municipality(app: Flask, tmp_path: Path):
    reached = shares(app, tmp_path, "local", "local", "upplands-bro")
    floors = {"district": 0.95, "district_not_invented": 0.85, "place": 0.95}
    assert {figure: reached[figure] for figure, floor in floors.items() if reached[figure] < floor} == {}
