"""What is taken away: the map as a PDF on A3, warm, and 60,000 rows in each kind of file.

Every run asks for another part of the map, so that nothing drawn or typeset before is used again. A machine that does
other things takes longer: its load is printed beside, and the processor's time, which it changes little.
"""

import os
import statistics
import time
from datetime import timedelta

from flask.testing import FlaskClient

from app import create_app
from app.beside import drawing
from app.models import Role
from tests.bench.measuring import resident_megabytes
from tests.bench.scratch import NOW, fill, signed_in, spatialite

ROWS = 60_000
DAYS = 364
RUNS = 9
WARM_UP = 3
PERIODS = ((14, "a fortnight"), (60, "two months"))
FILES = ("csv", "xlsx", "geojson", "gpkg")
Cost = tuple[float, float]


def main() -> None:
    with spatialite() as settings:
        app = create_app(settings)
        fill(app.extensions["database"], ROWS, NOW - timedelta(days=DAYS), NOW)
        client = signed_in(app, Role.COORDINATOR)
        measure_print(client)
        measure_rows(client)


def measure_print(client: FlaskClient) -> None:
    for days, words in PERIODS:
        since = NOW.date() - timedelta(days=days - 1)
        asked = [
            f"/export/map.pdf?from={since}&to={NOW.date()}&paper=a3&turn=landscape"
            f"&bbox=17.{56 + run},59.44,17.8{run % 10},59.56"
            for run in range(WARM_UP + RUNS)
        ]
        costs = [cost(client, address) for address in asked][WARM_UP:]
        walls, cpus = zip(*costs, strict=True)
        print(
            f"A3 PDF of {words}, {rows_of(client, asked[-1]):,} incidents in view, whole request warm: "
            f"wall median {statistics.median(walls) * 1000:.0f} ms, fastest {min(walls) * 1000:.0f} ms, "
            f"processor {statistics.median(cpus) * 1000:.0f} ms (goal wall ≤ 500 ms; {load()})"
        )

    print(f"the web process holds {resident_megabytes():.0f} MB, the one that draws beside it", end=" ")
    print(f"{drawing.run(resident_megabytes):.0f} MB")


def measure_rows(client: FlaskClient) -> None:
    for ending in FILES:
        before = resident_megabytes()
        wall, cpu = cost(client, f"/export/incidents.{ending}?from=&to=")
        more = resident_megabytes() - before
        print(f"{ROWS:,} rows as {ending}: wall {wall:.1f} s, processor {cpu:.1f} s, {more:+.0f} MB ({load()})")


def rows_of(client: FlaskClient, address: str) -> int:
    with client.get(address.replace("map.pdf", "incidents.geojson")) as answer:
        return len(answer.get_json()["features"])


def cost(client: FlaskClient, address: str) -> Cost:
    """Seconds on the wall, and of the processor in this process and the one that draws beside it."""
    began, cpu = time.perf_counter(), busy()
    with client.get(address, buffered=False) as answer:
        assert answer.status_code == 200, answer.status
        size = sum(map(len, answer.iter_encoded()))
        assert size == int(answer.headers["Content-Length"])
    took = time.perf_counter() - began
    return took, busy() - cpu


def busy() -> float:
    return time.process_time() + drawing.run(time.process_time)


def load() -> str:
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


if __name__ == "__main__":
    main()
