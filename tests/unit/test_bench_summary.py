"""The summary of all measurements: what has a goal is told again, and one that breaks off stops no other."""

import sys

import pytest

from tests.bench.__main__ import measure

PRINTS = "print('warming up'); print('read in 2.0 s (goal ≤ 3 s)'); {then}"


@pytest.mark.parametrize(("then", "status"), [("", ""), ("raise SystemExit(1)", " BROKE OFF")])
def test_figures_with_a_goal_are_told_again(capfd: pytest.CaptureFixture[str], then: str, status: str):
    measured = measure("bench_reading", [sys.executable, "-c", PRINTS.format(then=then)])
    head, *goals = str(measured).splitlines()
    assert head.startswith("bench_reading, ")
    assert head.endswith(f" s{status}")
    assert goals == ["  read in 2.0 s (goal ≤ 3 s)"]
    assert "warming up\n" in capfd.readouterr().out
