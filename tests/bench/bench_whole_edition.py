"""A whole edition: three districts, thirteen categories, 26 fortnights before, in every format for every audience.

100,000 incidents in the embedded database and 1,000,000 in PostGIS: all of them within the fortnights that are
compared, and spread over ten years. Some are added before each run, so that every figure and page is new. What is read
from the database is held against SQL written by hand for the same numbers, in turns.
`python -m tests.bench.bench_whole_edition 100` takes a hundredth of them.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.config import Settings
from app.db import Database
from app.pictures.building import build_edition
from app.pictures.documents import FONTS, draw_documents
from app.pictures.drawing import gather
from app.pictures.queries.counting import same_clock
from reports.picture.audiences.audience import Audience
from reports.picture.build import build_picture
from reports.picture.documents.drawing import EVERY_PART, drawing_ahead
from reports.picture.documents.formats import Format
from reports.picture.inputs import BASELINE_LENGTH
from reports.picture.periods import Period, newest_closed_period
from reports.picture.remarks import Remarks
from reports.picture.storage import remarks_to_json, to_json
from tests.bench.measuring import seconds
from tests.bench.scratch import NOW, fill, postgis, spatialite

GOALS = ((spatialite, 100_000, 1.5), (postgis, 1_000_000, 2.0))
RUNS = 5
YEARS = 10
MORE = 10
"""Incidents added to the fortnight before each run: few, so that it stays a fortnight like those before it."""
Cost = tuple[float, float]
Parts = dict[str, Cost]
Made = TypeVar("Made")


def main() -> None:
    share = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    for kind, number, goal in GOALS:
        for years in (0, YEARS):
            with kind() as settings:
                measure(kind.__name__, settings, number // share, years, goal)


def measure(kind: str, settings: Settings, number: int, years: int, goal: float) -> None:
    """`years` over which the incidents are spread; 0: all within the fortnights compared."""
    database = Database(settings.sqlalchemy_url)
    period = newest_closed_period(NOW.date(), settings.picture_first_monday)
    oldest = period.before(BASELINE_LENGTH)[0].starts_at
    fill(database, number, period.ends_at - years * timedelta(days=365) if years else oldest, period.ends_at)
    vacuum(database)
    first = edition(database, settings, period)
    spread = f"over {years} years" if years else "within the fortnights compared"
    told = f"{kind}, {number} incidents {spread}, edition with {len(EVERY_PART)} documents"
    print(f"{told}: first of the process {words(whole(first))}")
    runs = []
    for run in range(RUNS):
        fill(database, MORE, period.starts_at, period.ends_at, seed=100 + run)
        runs.append(edition(database, settings, period))
    print(f"{told}: median {words(middle([whole(parts) for parts in runs]))} (goal wall ≤ {goal} s)")
    for part in first:
        print(f"  {part}: median {words(middle([parts[part] for parts in runs]))}")
    fill(database, MORE, period.starts_at, period.ends_at, seed=100 + RUNS)
    each_part(database, period)
    compare_reading(kind, database, period)
    database.engine.dispose()


def vacuum(database: Database) -> None:
    """As PostgreSQL does by itself within a minute of so many rows: until then it cannot read indexes alone."""
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM"))


def edition(database: Database, settings: Settings, period: Period) -> Parts:
    """What building (reading, counting, maps and charts) and drawing the documents cost."""
    with database.reading() as session, drawing_ahead(FONTS) as drawn:
        built, building = cost_of(lambda: build_edition(session, settings, period, NOW, drawn))
        _, drawing = cost_of(lambda: draw_documents(built.record, remarks_to_json(Remarks())))
    return {"build": building, "draw": drawing}


def each_part(database: Database, period: Period) -> None:
    """Each by itself, as if it were the first to need what others share: together they take less."""
    with database.reading() as session:
        told, reading = cost_of(lambda: gather(session, "sv", period, NOW))
    picture, building = cost_of(lambda: build_picture(told, period.start.year, 1, 1))
    print(f"  reading: {words(reading)}; numbers, maps and charts: {words(building)}")
    record, remarks = to_json(picture), remarks_to_json(Remarks())
    for format_ in Format:
        _, drawing = cost_of(partial(draw_documents, record, remarks, [(readers, format_) for readers in Audience]))
        print(f"  {format_} for {len(Audience)} audiences: {words(drawing)}")


def cost_of(action: Callable[[], Made]) -> tuple[Made, Cost]:
    wall, processor = time.perf_counter(), time.process_time()
    made = action()
    return made, (time.perf_counter() - wall, time.process_time() - processor)


def whole(parts: Parts) -> Cost:
    walls, processors = zip(*parts.values(), strict=True)
    return sum(walls), sum(processors)


def middle(costs: list[Cost]) -> Cost:
    walls, processors = zip(*costs, strict=True)
    return statistics.median(walls), statistics.median(processors)


def words(cost: Cost) -> str:
    return f"wall {cost[0]:.2f} s, processor {cost[1]:.2f} s"


def compare_reading(kind: str, database: Database, period: Period) -> None:
    """In turns, so that both meet the same noise; each once before it counts."""

    statements = hand_written(database.engine.dialect.name, period)

    def by_hand(session: Session) -> None:
        for statement in statements:
            session.execute(text(statement)).all()

    def ours(session: Session) -> None:
        gather(session, "sv", period, NOW)

    timed: dict[Callable[[Session], None], list[float]] = {by_hand: [], ours: []}
    with database.reading() as session:
        for _ in range(RUNS + 1):
            for read, found in timed.items():
                found.append(seconds(lambda read=read: read(session)))  # type: ignore[misc]
    hand, own = (statistics.median(timed[read][1:]) for read in (by_hand, ours))
    print(f"{kind}: reading {own * 1000:.0f} ms, by hand {hand * 1000:.0f} ms, ratio {own / hand:.2f} (goal ≤ 1.5)")


def hand_written(dialect: str, period: Period) -> list[str]:
    """What one would write for the same numbers: counts by who told, hours, places, reports, spots, those without.

    Stretches are read from the index alone; what one report told of is put together with nothing else.
    """
    periods = (*period.before(BASELINE_LENGTH), period)
    start, now, end = (written(moment) for moment in (periods[0].starts_at, period.starts_at, periods[-1].ends_at))
    fortnights = [one.starts_at for one in periods] + [period.ends_at]
    current = f"status = 'confirmed' AND occurred_from >= {now} AND occurred_from < {end}"
    all_of = f"status = 'confirmed' AND occurred_from >= {start} AND occurred_from < {end}"
    return [
        f"""SELECT n, district_id, coalesce(c.parent_id, c.id), organisation_id, sum(number) FROM (
            SELECT n, district_id, category_id, organisation_id, count(*) AS number
            FROM {stretches(dialect, fortnights, "district_id, category_id")} AS i
            LEFT JOIN source s ON s.incident_id = i.id LEFT JOIN report r ON r.id = s.report_id
            GROUP BY 1, 2, 3, 4) AS grouped JOIN category c ON c.id = category_id GROUP BY 1, 2, 3, 4""",
        f"SELECT count(*) FROM incident WHERE {all_of}",
        f"""SELECT n, district_id, hour_of_week, hours_touched, min(occurred_from), count(*)
            FROM {stretches(dialect, same_clock(periods), "district_id, category_id, hour_of_week, hours_touched")} AS i
            WHERE category_id NOT IN (SELECT id FROM category WHERE is_sensitive) GROUP BY 1, 2, 3, 4""",
        f"""SELECT n, place_id, district_id, count(*)
            FROM {stretches(dialect, fortnights, "place_id, district_id")} AS i
            WHERE place_id IS NOT NULL GROUP BY 1, 2, 3""",
        f"""SELECT n, organisation_id, count(*) FROM {stretches(dialect, fortnights, "organisation_id", "report")} AS i
            GROUP BY 1, 2""",
        f"""SELECT district_id, ST_X(point), ST_Y(point), category_id, count(*) FROM incident
            WHERE {current} AND point IS NOT NULL GROUP BY 1, 2, 3, 4""",
        f"SELECT id, occurred_from, district_id, place_words FROM incident WHERE {current} AND point IS NULL LIMIT 200",
        f"SELECT count(*) FROM incident WHERE {current} AND point IS NULL",
    ]


def stretches(dialect: str, moments: list[datetime], columns: str, table: str = "incident") -> str:
    """The rows between the moments, each with the number of its stretch as `n`, as what each database reads fastest."""
    when, which = ("received_at", "") if table == "report" else ("occurred_from", " AND status = 'confirmed'")
    if dialect == "sqlite":
        rows = ", ".join(f"({at}, {written(a)}, {written(b)})" for at, (a, b) in enumerate(pairwise(moments)))
        return f"""(WITH span(n, a, b) AS (VALUES {rows}) SELECT n, id, {when}, {columns} FROM span
            JOIN {table} ON {when} >= span.a AND {when} < span.b{which})"""
    edges = ", ".join(map(written, moments))
    return f"""(SELECT width_bucket({when}, ARRAY[{edges}]::timestamptz[]) - 1 AS n, id, {when}, {columns} FROM {table}
        WHERE {when} >= {written(moments[0])} AND {when} < {written(moments[-1])}{which})"""


def written(moment: datetime) -> str:
    """As both databases write a moment, in UTC."""
    return f"'{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}'"


if __name__ == "__main__":
    main()
