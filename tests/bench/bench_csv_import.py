"""A million rows of CSV into PostGIS, beside a bare COPY of the very same rows and making their indexes."""

import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pyarrow.csv
import pyarrow.parquet
import shapely
from geoalchemy2.shape import from_shape
from sqlalchemy import select

from app.config import Settings
from app.db import Database
from app.intake.runs import How, import_rows
from app.models import Category, District, DistrictBoundary, PoliceType
from reports.incoming.tables.rows import Area
from tests.bench.bench_polisen_import import followed, memory_words
from tests.bench.real_data import real_file
from tests.bench.scratch import postgis

CHICAGO = Area("Chicago", south=36.0, west=-92.0, north=43.0, east=-87.0)
DISTRICTS = 25
TABLES = ("incident", "source")
INDEXES = "SELECT indexdef FROM pg_indexes WHERE tablename = %s ORDER BY indexname"
KEYS = """
    SELECT pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND conrelid = CAST(%s AS regclass) ORDER BY conname
"""


def main() -> None:
    path = real_file("incidents/chicago_1m.parquet")
    if path is None:
        return
    with postgis() as settings, tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "chicago.csv"
        types = as_csv(path, table)
        database = Database(settings.sqlalchemy_url)
        prepare(database, types)
        taken = take_in(database, table)
        bare, keys = copied(settings, Path(folder))
        database.engine.dispose()
    bare_seconds = sum(bare.values())
    print(f"bare: COPY {bare['copy']:.1f} s, indexes {bare['index']:.1f} s; foreign keys would take {keys:.1f} s more")
    print(f"ratio {taken / bare_seconds:.2f} (goal ≤ 3); with foreign keys {taken / (bare_seconds + keys):.2f}")


def as_csv(parquet: Path, table: Path) -> list[str]:
    """Write the rows as CSV; gives the words that stand for categories in it."""
    rows = pyarrow.parquet.read_table(parquet)
    pyarrow.csv.write_csv(rows, table)
    return sorted(set(rows["primary_type"].to_pylist()))


def prepare(database: Database, types: list[str]) -> None:
    """Districts that cover the city, and a meaning for each word."""
    with database.writing() as session:
        ids = list(session.scalars(select(Category.id).where(~Category.is_sensitive).order_by(Category.id)))
        session.add_all(PoliceType(label=label, category_id=ids[at % len(ids)]) for at, label in enumerate(types))
        for number, cell in enumerate(cells()):
            area = from_shape(shapely.MultiPolygon([cell]), srid=4326)
            boundary = DistrictBoundary(valid_from=date(2000, 1, 1), area=area, origin="made for measuring")
            session.add(District(key=f"chicago-{number}", name=f"Chicago {number}", boundaries=[boundary]))


def cells() -> list[Any]:
    """Polygons with borders that are not straight lines of the map, as real districts have."""
    side = int(DISTRICTS**0.5)
    centres = [(-87.9 + 0.08 * (n % side), 41.66 + 0.09 * (n // side) + 0.01 * (n % 3)) for n in range(DISTRICTS)]
    diagram = shapely.voronoi_polygons(shapely.MultiPoint(centres), extend_to=shapely.box(-92, 36, -87, 43))
    return [cell.segmentize(0.02) for cell in shapely.get_parts(diagram)]


def take_in(database: Database, path: Path) -> float:
    start = time.perf_counter()
    with path.open("rb") as file:
        tally, memory = followed(import_rows(database, file, path.name, How(keep=True), "polisen", area=CHICAGO))
    seconds = time.perf_counter() - start
    print(
        f"import: {tally.outcomes['new']} of {tally.read} rows, {len(tally.districts)} districts, in {seconds:.1f} s: "
        f"{tally.read / seconds:.0f} rows/s; {memory_words(memory[0], memory)}"
    )
    return seconds


def copied(settings: Settings, folder: Path) -> tuple[dict[str, float], float]:
    """Seconds for COPY and for making the indexes, of the rows just taken in; and for the foreign keys besides."""
    times, keys = {"copy": 0.0, "index": 0.0}, 0.0
    with psycopg.connect(settings.database_url) as connection, connection.cursor() as cursor:
        for table in TABLES:
            write_out(cursor, table, folder / table)
            cursor.execute(f"CREATE TABLE bare_{table} (LIKE {table})".encode())
        for table in TABLES:
            times["copy"] += timed(lambda table=table: read_in(cursor, table, folder / table))
        for table in TABLES:
            cursor.execute(INDEXES, [table])
            made = [definition for (definition,) in cursor.fetchall()]
            times["index"] += timed(lambda table=table, made=made: index(cursor, table, made))
        for table in TABLES:
            cursor.execute(KEYS, [table])
            made = [definition for (definition,) in cursor.fetchall()]
            keys += timed(lambda table=table, made=made: constrain(cursor, table, made))
        times["index"] += timed(connection.commit)
    return times, keys


def write_out(cursor: "psycopg.Cursor[Any]", table: str, path: Path) -> None:
    with path.open("wb") as out, cursor.copy(f"COPY {table} TO STDOUT".encode()) as copy:
        for block in copy:
            out.write(block)


def read_in(cursor: "psycopg.Cursor[Any]", table: str, path: Path) -> None:
    with path.open("rb") as file, cursor.copy(f"COPY bare_{table} FROM STDIN".encode()) as copy:
        while block := file.read(1 << 20):
            copy.write(block)


def index(cursor: "psycopg.Cursor[Any]", table: str, definitions: list[str]) -> None:
    """The indexes of the real table, under names that PostgreSQL chooses."""
    for definition in definitions:
        unique = "UNIQUE " if "UNIQUE" in definition else ""
        cursor.execute(f"CREATE {unique}INDEX ON bare_{table} {definition[definition.index('USING') :]}".encode())


def constrain(cursor: "psycopg.Cursor[Any]", table: str, definitions: list[str]) -> None:
    for definition in definitions:
        cursor.execute(f"ALTER TABLE bare_{table} ADD {definition}".encode())


def timed(action: Any) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
