"""A million incidents on the map: our tiles, first and again, beside tipg serving the same table of the same PostGIS.

tipg is no part of the project: it is installed in a virtual environment of its own, `.cache/tipg`. Both servers run as
one process, asked for the same tiles around incidents drawn by chance, as many at every zoom level that the map has.
"""

import gzip
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

import numpy as np
import pyarrow.parquet
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import func, select

from app import create_app
from app.accounts.actions import open_session
from app.config import Settings
from app.db import Database
from app.models import Category, District, Incident, Role
from app.tiles.queries import COUNTED_LEVEL
from app.tiles.rules import FINER
from geo.maps import FIRST_ZOOM, LAST_ZOOM
from geo.tiles import Tile, mercator_x, mercator_y
from tests.bench.bench_web_process import wait_for
from tests.bench.chicago import fill_with_chicago
from tests.bench.measuring import spread
from tests.bench.real_data import real_file
from tests.bench.scratch import postgis
from tests.factories import make_user
from tests.postgis_server import free_port

TIPG = "tipg==1.6.1"
TIPG_HOME = Path(".cache/tipg")
EACH_ZOOM = 24
AT_ONCE = 4
DISTRICT_RUNS = 5
NOTHING = "/static/js/keys.js"
TIPG_MOST = 10_000
"""Features that tipg gives at once."""
TOLD = "category_id,precision,certainty,occurred_from,hours_touched"
"""The columns that tell in tipg's tiles what ours tell."""


@dataclass
class Server:
    """Something that answers; `headers` go with every request."""

    address: str
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, connection: http.client.HTTPConnection) -> tuple[int, bytes]:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip", **self.headers})
        answer = connection.getresponse()
        return answer.status, answer.read()

    def connect(self) -> http.client.HTTPConnection:
        where = urlsplit(self.address)
        return http.client.HTTPConnection(where.hostname or "", where.port, timeout=120)

    def seconds_of_each(self, paths: Sequence[str]) -> list[float]:
        """One after the other, over one connection."""
        connection, taken = self.connect(), []
        for path in paths:
            start = time.perf_counter()
            status, _ = self.ask(path, connection)
            taken.append(time.perf_counter() - start)
            assert status in (200, 204), f"{status} {path}"
        return taken

    def rate(self, paths: Sequence[str]) -> float:
        """Requests a second, by `AT_ONCE` who ask at once."""
        start = time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(self.seconds_of_each, (paths[n::AT_ONCE] for n in range(AT_ONCE))))
        return len(paths) / (time.perf_counter() - start)


def main(most: int = 1_000_000) -> None:
    path = real_file("incidents/chicago_1m.parquet")
    if path is None:
        return
    with postgis() as settings:
        database = Database(settings.sqlalchemy_url)
        fill_with_chicago(database, path, most)
        compare(settings, database, tiles_of(path, most))
        database.engine.dispose()


def compare(settings: Settings, database: Database, tiles: list[Tile]) -> None:
    print(
        f"{len(tiles)} tiles, {EACH_ZOOM} around incidents at each zoom level of the map; load {os.getloadavg()[0]:.1f}"
    )
    with gunicorn(settings) as address:
        ours = Server(address, {"Cookie": signed_in(settings, database)})
        measure_ours(ours, tiles)
        again = ours.rate([our_path(tile) for tile in tiles])
        code, category, district = one_kind(database)
        one = f"/map/incidents.json?from=&to=&district={district}&category={code}"
        fast = measure_district(ours, one, "ours, one layer")
        same = measure_district(
            ours, one.replace("/map/incidents.json", "/export/incidents.geojson"), "ours, GeoJSON with all columns"
        )
    with gunicorn(settings) as address:
        cold = Server(address, ours.headers).rate([our_path(tile) for tile in tiles])
    print(f"ours: {cold:.0f} requests a second at first, {again:.0f} again ({AT_ONCE} at once)")
    with tipg(settings) as address:
        theirs = Server(address or "")
        if address:
            paths = [their_path(tile) for tile in tiles]
            print(f"tipg: {spread(theirs.seconds_of_each(paths))}")
            rate = theirs.rate(paths)
            print(
                f"tipg: {rate:.0f} requests a second; ours {cold / rate:.1f} times as many at first (goal ≥ 1)",
                end=", ",
            )
            print(f"{again / rate:.1f} times again")
            wanted = quote(f"district_id = 1 AND category_id = {category}")
            items = (
                f"/collections/public.incident/items?f=geojson&limit={TIPG_MOST}&filter-lang=cql2-text&filter={wanted}"
            )
            slow = measure_district(theirs, f"{items}&properties={TOLD}", "tipg, GeoJSON")
            print(f"one kind in one district: tipg takes {slow / fast:.1f} times as long (goal ≥ 1)", end=", ")
            print(f"{slow / same:.1f} times as long as our GeoJSON")


def one_kind(database: Database) -> tuple[str, int, str]:
    """Of the categories that tipg gives whole, the one with most incidents in the first district: code, id and that."""
    number = func.count(Incident.id)
    query = (
        select(Category.code, Category.id, District.key)
        .join(Incident, Incident.category_id == Category.id)
        .join(District, (District.id == Incident.district_id) & (District.id == 1))
        .group_by(Category.code, Category.id, District.key)
        .having(number <= TIPG_MOST)
        .order_by(number.desc())
    )
    with database.reading() as session:
        code, category, district = session.execute(query).first() or ("", 0, "")
    return code, category, district


def measure_ours(ours: Server, tiles: list[Tile]) -> None:
    """The first tile counts all that is chosen; it is told apart, and counts among the others too."""
    by_chance = random.Random(2).sample(tiles, len(tiles))
    first = ours.seconds_of_each([our_path(by_chance[0])])
    cold = [*first, *ours.seconds_of_each([our_path(tile) for tile in by_chance[1:]])]
    print(f"ours, first: {spread(cold)} (goal p95 ≤ 60 ms); the very first, of all {first[0] * 1000:.0f} ms")
    near = [taken for taken, tile in zip(cold, by_chance, strict=True) if tile.z + FINER > COUNTED_LEVEL]
    print(f"ours, first, those from their own incidents: {spread(near)}")
    print(f"ours, again: {spread(ours.seconds_of_each([our_path(tile) for tile in tiles]))} (goal p95 ≤ 5 ms)")
    print(
        f"ours, a file without sign-in or database, for scale: {spread(ours.seconds_of_each([NOTHING] * len(tiles)))}"
    )
    tags = not_sent_twice(ours, tiles)
    print(f"ours, unchanged in the browser: {spread(tags)}")
    span = "from=2015-03-01&to=2015-03-14"
    print(f"ours, first, one fortnight: {spread(ours.seconds_of_each([our_path(tile, span) for tile in by_chance]))}")


def not_sent_twice(ours: Server, tiles: list[Tile]) -> list[float]:
    connection, taken = ours.connect(), []
    for tile in tiles[::4]:
        connection.request("GET", our_path(tile), headers=ours.headers)
        answer = connection.getresponse()
        answer.read()
        known = {**ours.headers, "If-None-Match": answer.headers["ETag"]}
        start = time.perf_counter()
        connection.request("GET", our_path(tile), headers=known)
        again = connection.getresponse()
        again.read()
        taken.append(time.perf_counter() - start)
        assert again.status == 304
    return taken


def measure_district(server: Server, path: str, what: str) -> float:
    """Seconds for each incident of a district."""
    connection, taken = server.connect(), []
    for _ in range(DISTRICT_RUNS + 1):
        start = time.perf_counter()
        status, body = server.ask(path, connection)
        taken.append(time.perf_counter() - start)
        assert status == 200, status
    packed = len(body)
    told = json.loads(gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body)
    number = len(told["features"] if "features" in told else told["id"])
    seconds = statistics.median(taken[1:])
    print(f"{what}: {number:,} incidents of one district in {seconds * 1000:.0f} ms, {packed / 1000:,.0f} kB as sent")
    return seconds / number


def tiles_of(path: Path, most: int) -> list[Tile]:
    """Tiles around incidents drawn by chance; a tile is drawn 512 pixels wide, so it is of the zoom level before."""
    rows = pyarrow.parquet.read_table(path, columns=["lon", "lat"]).slice(0, most)
    lons, lats = (rows[name].to_numpy() for name in ("lon", "lat"))
    chosen = np.random.default_rng(1).integers(len(lons), size=(LAST_ZOOM - FIRST_ZOOM + 1, EACH_ZOOM))
    return [
        Tile(
            zoom - 1,
            int(mercator_x(float(lons[at])) * 2 ** (zoom - 1)),
            int(mercator_y(float(lats[at])) * 2 ** (zoom - 1)),
        )
        for zoom, row in zip(range(FIRST_ZOOM, LAST_ZOOM + 1), chosen, strict=True)
        for at in row
    ]


def our_path(tile: Tile, span: str = "from=&to=") -> str:
    return f"/map/tiles/{tile.z}/{tile.x}/{tile.y}.mvt?{span}"


def their_path(tile: Tile) -> str:
    return f"/collections/public.incident/tiles/WebMercatorQuad/{tile.z}/{tile.x}/{tile.y}?properties={TOLD}"


def signed_in(settings: Settings, database: Database) -> str:
    """The cookie of a new coordinator."""
    app = create_app(settings)
    with database.writing() as session:
        user = make_user(session, role=Role.COORDINATOR)
        token = open_session(session, user, browser="", hours=10, now=datetime.now(UTC))
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps({'token': token})}"


@contextmanager
def gunicorn(settings: Settings) -> Iterator[str]:
    """The web process as people run it."""
    about = {"INSTANCE_DIR": str(settings.instance_dir), "SECRET_KEY": settings.secret_key}
    with serving([".venv/bin/gunicorn"], {"DATABASE_URL": settings.database_url, **about}, "/sign-in") as address:
        yield address


@contextmanager
def tipg(settings: Settings) -> Iterator[str | None]:
    """tipg on the same database; None, and a line that says so, where it cannot be installed."""
    if not (TIPG_HOME / "bin" / "uvicorn").exists():
        try:
            subprocess.run([sys.executable, "-m", "venv", TIPG_HOME], check=True)
            subprocess.run(
                [TIPG_HOME / "bin" / "pip", "install", "--quiet", TIPG, "uvicorn"],
                check=True,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, subprocess.CalledProcessError):
            print(f"skipped: {TIPG} cannot be installed in {TIPG_HOME}")
            yield None
            return
    command = [str(TIPG_HOME / "bin" / "uvicorn"), "tipg.main:app", "--log-level", "error", "--port"]
    with serving(command, {"DATABASE_URL": settings.database_url}, "/healthz", has_port=True) as address:
        yield address


@contextmanager
def serving(command: list[str], environment: dict[str, str], until: str, *, has_port: bool = False) -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen(
        [*command, str(port)] if has_port else command,
        env=os.environ | environment | {"PORT": str(port)},
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}{until}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
