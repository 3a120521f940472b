"""The process beside the web's that draws: kept while it is used, made anew where it is gone."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from app.exports.beside import Beside


@pytest.fixture(scope="module")
def beside() -> Iterator[Beside]:
    made = Beside(idle=60)
    yield made
    made._end_if_idle()


def test_it_is_another_process_and_stays_the_same_one(beside: Beside):
    number = beside.run(os.getpid)
    assert number != os.getpid()
    assert beside.run(os.getpid) == number


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
    deadline = time.monotonic() + 20
    with suppress(ProcessLookupError):
        while time.monotonic() < deadline:
            os.kill(number, 0)
            time.sleep(0.02)
    assert not beside.is_there
    assert time.monotonic() < deadline
