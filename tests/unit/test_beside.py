"""The process beside the web's that draws: kept while it is used, made anew where it is gone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from app.beside import Beside, BusyError, TooLongError

KEPT = """
import os, time
from app.beside import drawing

if __name__ == "__main__":
    print(drawing.run(os.getpid), flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def beside() -> Iterator[Beside]:
    made = Beside(idle=60)
    yield made
    made._end_if_idle()


def test_it_is_another_process_and_stays_the_same_one(beside: Beside):
    number = beside.run(os.getpid)
    assert number != os.getpid()
    assert beside.run(os.getpid) == number


def test_it_loads_what_it_runs_and_not_the_application(beside: Beside):
    assert beside.run(eval, "'geo.ending' in __import__('sys').modules")
    assert not beside.run(eval, "'app' in __import__('sys').modules")


def test_what_goes_wrong_in_it_is_told(beside: Beside):
    with pytest.raises(ZeroDivisionError):
        beside.run(divmod, 1, 0)
    assert beside.run(divmod, 7, 2) == (3, 1)


def test_another_goes_on_where_it_was_ended(beside: Beside):
    number = beside.run(os.getpid)
    os.kill(number, signal.SIGKILL)
    assert beside.run(os.getpid) not in (number, os.getpid())


def test_it_is_ended_when_nobody_uses_it():
    beside = Beside(idle=0.05)
    number = beside.run(os.getpid)
    assert is_gone(number)
    assert not beside.is_there


def test_it_is_ended_when_it_has_grown_too_large():
    beside = Beside(idle=60, megabytes=1)
    number = beside.run(os.getpid)
    assert is_gone(number)
    assert not beside.is_there
    assert beside.run(divmod, 7, 2) == (3, 1)


def test_it_ends_when_what_began_it_is_killed():
    with subprocess.Popen([sys.executable, "-c", KEPT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        number = int(parent.stdout.readline())
        parent.kill()
    assert is_gone(number)


def test_what_takes_too_long_is_ended_and_another_goes_on():
    beside = Beside(idle=0.05, seconds=1)
    number = beside.run(os.getpid)
    with pytest.raises(TooLongError, match="lång tid"):
        beside.run(time.sleep, 60)
    assert is_gone(number)
    assert beside.run(os.getpid) != number


def test_more_than_may_wait_are_refused_and_the_others_served():
    beside = Beside(idle=0.05, waiting=2, patience=0.05)
    beside.run(os.getpid)
    with ThreadPoolExecutor(2) as threads:
        drawn = [threads.submit(beside.run, time.sleep, 0.5) for _ in range(2)]
        time.sleep(0.1)
        with pytest.raises(BusyError, match="Något annat ritas") as refused:
            beside.run(os.getpid)
        assert refused.value.code == 503
        assert [one.result() for one in drawn] == [None, None]
    assert beside.run(os.getpid)


def is_gone(number: int) -> bool:
    deadline = time.monotonic() + 20
    with suppress(ProcessLookupError):
        while time.monotonic() < deadline:
            os.kill(number, 0)
            time.sleep(0.02)
    return time.monotonic() < deadline
