"""What is run in a process of its own: what it is told, and how many there are at once."""

import os
import subprocess

import pytest

from geo.apart import AT_ONCE, followed_apart, run_apart
from tests.at_once import at_once

TOLD = "import os, time; print(os.environ.get('SECRET_KEY'), os.environ.get('DATABASE_URL'), bool(os.environ['PATH']))"
BEGUN_AND_ENDED = "import time; begun = time.time(); time.sleep(0.3); print(begun, time.time())"


def timed(statement: str) -> tuple[str, ...]:
    """A module that runs a statement, once."""
    return "timeit", "-n", "1", "-r", "1", statement


@pytest.fixture
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "SECRET_KEY", "hemligt")
    monkeypatch.setitem(os.environ, "DATABASE_URL", "postgresql://laget:hemligt@localhost/laget")


@pytest.mark.usefixtures("_secrets")
def test_no_secret_is_handed_on() -> None:
    assert run_apart(*timed(TOLD), seconds=20).startswith(b"None None True\n")
    with followed_apart(*timed(TOLD)) as process:
        assert process.stdout is not None
        assert next(process.stdout) == "None None True\n"


def test_each_waits_for_its_turn() -> None:
    written = at_once(*[lambda: run_apart(*timed(BEGUN_AND_ENDED), seconds=20)] * (AT_ONCE + 1))
    spans = [tuple(map(float, words.split()[:2])) for words in written]
    for begun, _ended in spans:
        assert sum(other <= begun < ended for other, ended in spans) <= AT_ONCE


def test_what_takes_too_long_is_ended_and_gives_its_turn_back() -> None:
    for _time in range(AT_ONCE + 1):
        with pytest.raises(subprocess.TimeoutExpired):
            run_apart(*timed("import time; time.sleep(60)"), seconds=0.1)
