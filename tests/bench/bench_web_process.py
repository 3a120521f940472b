"""The web process as it is served: seconds to its first answer, and the memory it holds."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from app.config import Settings
from tests.bench.measuring import resident_megabytes
from tests.bench.scratch import spatialite
from tests.postgis_server import free_port

RUNS = 5


def main() -> None:
    with spatialite() as settings:
        measured = [start_and_stop(settings) for _ in range(RUNS + 1)][1:]
    waits = sorted(wait for wait, _, _ in measured)
    print(f"first answer after {waits[RUNS // 2]:.2f} s (median of {RUNS}; goal ≤ 2 s)")
    _, worker, master = measured[-1]
    print(f"resident memory of the worker {worker:.0f} MB (goal ≤ 150 MB), of its master {master:.0f} MB")


def start_and_stop(settings: Settings) -> tuple[float, float, float]:
    """Seconds to the first answer, and megabytes of worker and master after a page."""
    port = free_port()
    environment = os.environ | {
        "PORT": str(port),
        "INSTANCE_DIR": str(settings.instance_dir),
        "SECRET_KEY": "measuring",
    }
    start = time.perf_counter()
    process = subprocess.Popen([".venv/bin/gunicorn"], env=environment, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/sign-in")
        wait = time.perf_counter() - start
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        return wait, max(map(resident_megabytes, children)), resident_megabytes(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def wait_for(address: str) -> None:
    while True:
        try:
            with urllib.request.urlopen(address):
                return
        except urllib.error.URLError:
            time.sleep(0.01)


if __name__ == "__main__":
    main()
