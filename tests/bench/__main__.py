"""Runs every measurement, each in a process of its own so that none sees another's memory, and sums up."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """What one script has printed that has a goal, whether it came to its end, and how long it took."""

    name: str
    goals: Sequence[str]
    is_whole: bool
    seconds: float

    def __str__(self) -> str:
        broken = "" if self.is_whole else " BROKE OFF"
        return "\n  ".join([f"{self.name}, {self.seconds:.0f} s{broken}", *self.goals])


def main() -> int:
    scripts = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    measured = [measure(name, [sys.executable, "-u", "-m", f"tests.bench.{name}"]) for name in scripts]
    print("\n== summary: every figure that has a goal ==", *measured, sep="\n")
    return sum(not one.is_whole for one in measured)


def measure(name: str, command: Sequence[str]) -> Measured:
    """Run one script, showing what it prints as it comes; one that breaks off stops no other."""
    print(f"\n== {name} ==", flush=True)
    start = time.perf_counter()
    goals = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            if "goal" in line:
                goals.append(line.strip())
    return Measured(name, goals, process.returncode == 0, time.perf_counter() - start)


if __name__ == "__main__":
    sys.exit(main())
