"""Runs every measurement, each in a process of its own so that none sees another's memory."""

import subprocess
import sys
from pathlib import Path


def main() -> None:
    for script in sorted(Path(__file__).parent.glob("bench_*.py")):
        print(f"\n== {script.stem} ==", flush=True)
        subprocess.run([sys.executable, "-m", f"tests.bench.{script.stem}"], check=True)


if __name__ == "__main__":
    main()
