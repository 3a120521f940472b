"""The location box at 3,000,000 made addresses, on both databases, beside LIKE 'x%' on a table without our index.

Reading them in is measured on a tenth as many rows of a file: reading is as long for each. ADDRESSES=300000 asks for
fewer.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app import create_app
from app.bulk import insert_columns
from app.config import Settings
from app.db import Database
from app.models import Address, District
from app.place_files.actions import ADDRESS, make_streets
from app.place_files.runs import How, Tally, import_places
from app.places.addresses import location_box
from app.places.rules import meaning
from geo.addresses import address_key, street_of
from geo.gazetteer import Gazetteer
from geo.points import to_sweref
from tests.bench.measuring import spread, times
from tests.bench.scratch import CENTRES, postgis, spatialite

NUMBER = int(os.environ.get("ADDRESSES", "3000000"))
FROM_A_FILE = NUMBER // 10
AT_ONCE = 100_000
PER_STREET = 40
ASKED = 300
GOALS = {"postgresql": 30, "sqlite": 60}
FIRST = ("Alm", "Asp", "Björk", "Ek", "En", "Gran", "Hägg", "Lind", "Lönn", "Rönn", "Tall", "Ask", "Bok", "Sjö", "Berg")
MIDDLE = ("", "ås", "backs", "dals", "ängs", "bergs", "torps", "by", "näs", "viks", "holms", "lunds", "sjö", "marks")
LAST = ("gatan", "vägen", "stigen", "gränd", "backen", "allén", "torget", "slingan")


def main() -> None:
    for name, prepared in (("PostGIS", postgis), ("SpatiaLite", spatialite)):
        with prepared() as settings:
            database = Database(settings.sqlalchemy_url)
            measure_file(name, settings, database)
            begun = time.perf_counter()
            fill(database)
            print(f"{name}: {NUMBER:,} addresses made and laid in, {time.perf_counter() - begun:.0f} s")
            with database.reading() as session:
                measure(name, session)
            database.engine.dispose()


def streets() -> Iterator[str]:
    """Made names, each of its own; a number tells the parishes apart when they run out."""
    number = 0
    while True:
        parish = f" {number}:e" if number else ""
        yield from (f"{first}{middle}{last}{parish}" for first in FIRST for middle in MIDDLE for last in LAST)
        number += 1


def fill(database: Database) -> None:
    chance, named = random.Random(5), streets()
    with database.reading() as session:
        ids = {key: id_ for id_, key in session.execute(select(District.id, District.key))}
    for start in range(0, NUMBER, AT_ONCE):
        rows = list(_rows(chance, named, min(AT_ONCE, NUMBER - start)))
        with database.writing() as session:
            insert_columns(session, ADDRESS, _columns(rows, start, ids))
    with database.writing() as session:
        make_streets(session, "made")
        session.execute(text("CREATE TABLE unindexed AS SELECT id, name, key, lon, lat, district_id FROM address"))
    with database.engine.execution_options(may_write=True).begin() as connection:
        connection.execute(text("ANALYZE"))


def _rows(chance: random.Random, named: Iterator[str], number: int) -> Iterator[tuple[str, float, float, str]]:
    for _ in range(0, number, PER_STREET):
        street, key = next(named), chance.choice(list(CENTRES))
        lon, lat = CENTRES[key]
        for house in range(1, PER_STREET + 1):
            yield f"{street} {house}", lon + chance.gauss(0, 0.004), lat + chance.gauss(0, 0.002), key


def _columns(rows: Sequence[tuple[str, float, float, str]], start: int, ids: dict[str, int]) -> dict[str, object]:
    names, lons, lats, keys = (list(column) for column in zip(*rows, strict=True))
    return {
        "source": "made",
        "external_id": [f"{(start + number) * 2654435761 % 2**32:08x}{start + number}" for number in range(len(rows))],
        "is_street": False,
        "name": names,
        "key": [address_key(name) for name in names],
        "street_key": [address_key(street_of(name)) for name in names],
        "lon": lons,
        "lat": lats,
        "district_id": [ids[key] for key in keys],
    }


def measure(name: str, session: Session) -> None:
    chance = random.Random(7)
    most = session.scalar(select(func.max(Address.id))) or 0
    names = [found for found in (_name(session, chance.randrange(1, most)) for _ in range(ASKED)) if found]
    typed = [words[: chance.randrange(2, len(words) + 1)] for words in names]
    goal = GOALS[session.get_bind().dialect.name]
    boxes = iter([(location_box(session), words) for words in (typed[0], *typed)])
    print(f"{name}, suggestions: {spread(times(lambda: suggested(*next(boxes)), len(typed)))} (goal p95 ≤ {goal} ms)")
    boxes = iter([(location_box(session), words) for words in (typed[0], *typed)])
    both = spread(times(lambda: told(*next(boxes)), len(typed)))
    print(f"{name}, with what is meant, as the page asks: {both} (goal p95 ≤ {goal} ms)")
    few = iter([typed[0], *typed[:20]])
    plain = text("SELECT id, name FROM unindexed WHERE key LIKE :key ORDER BY key LIMIT 8")
    baseline = times(lambda: session.execute(plain, {"key": address_key(next(few)) + "%"}).all(), 20)
    print(f"{name}, beside it LIKE 'x%' on a table without an index: {spread(baseline)}")


def suggested(box: Gazetteer, words: str) -> object:
    return box.suggest(words)


def told(box: Gazetteer, words: str) -> object:
    """What the page asks for at every key: suggestions, and the place that is meant if there is but one."""
    return box.suggest(words), meaning(words, box)


def _name(session: Session, id_: int) -> str | None:
    return session.scalar(select(Address.name).where(Address.id == id_))


def measure_file(name: str, settings: Settings, database: Database) -> None:
    """The command's work on a table as a land survey gives it, then on the same again."""
    app = create_app(settings, database)
    with tempfile.TemporaryDirectory(prefix="laget-bench-") as folder, app.app_context():
        path = Path(folder) / "adresser.csv"
        _write(path)
        for what in ("new", "the same again"):
            begun = time.perf_counter()
            tally = Tally()
            with database.session(may_write=True) as session:
                for _step in import_places(session, path, How("file"), Path(folder) / "bad.csv", tally):
                    session.commit()
            seconds = time.perf_counter() - begun
            rate = tally.rows / seconds
            print(f"{name}: {tally.rows:,} rows of a file, {what}: {seconds:.1f} s ({rate:,.0f} a second)")
    with database.writing() as session:
        session.execute(text("DELETE FROM address"))


def _write(path: Path) -> None:
    chance, named = random.Random(9), streets()
    with path.open("w", encoding="utf-8") as out:
        print("objektidentitet;adressområde;adressplats;n;e", file=out)
        for number, (name, lon, lat, _) in enumerate(_rows(chance, named, FROM_A_FILE)):
            east, north = to_sweref(lon, lat)
            street, _space, house = name.rpartition(" ")
            print(f"{number:x};{street};{house};{north:.2f};{east:.2f}", file=out)


if __name__ == "__main__":
    sys.exit(main())
