"""A whole edition: three districts, thirteen categories, 26 fortnights before, in every format for every audience.

100,000 incidents in the embedded database and 1,000,000 in PostGIS, all of them within the fortnights that are
compared. Some are added before each run, so that every figure and page is new. What is read from the database is held
against SQL written by hand for the same numbers, in turns. `python -m tests.bench.bench_whole_edition 100` takes a
hundredth of them.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.config import Settings
from app.db import Database
from app.pictures.building import build_edition
from app.pictures.documents import EVERY_PART, draw_documents
from app.pictures.drawing import gather
from reports.picture.inputs import BASELINE_LENGTH
from reports.picture.periods import Period, newest_closed_period
from reports.picture.remarks import Remarks
from reports.picture.storage import remarks_to_json
from tests.bench.measuring import seconds
from tests.bench.scratch import NOW, fill, postgis, spatialite

GOALS = ((spatialite, 100_000, 1.5), (postgis, 1_000_000, 2.0))
RUNS = 5
MORE = 60
"""Incidents added to the fortnight before each run."""
Cost = tuple[float, float]


def main() -> None:
    share = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    for kind, number, goal in GOALS:
        with kind() as settings:
            measure(kind.__name__, settings, number // share, goal)


def measure(kind: str, settings: Settings, number: int, goal: float) -> None:
    database = Database(settings.sqlalchemy_url)
    period = newest_closed_period(NOW.date(), settings.picture_first_monday)
    fill(database, number, period.before(BASELINE_LENGTH)[0].starts_at, period.ends_at)
    vacuum(database)
    first = edition(database, settings, period)
    told = f"{kind}, {number} incidents, edition with {len(EVERY_PART)} documents"
    print(f"{told}: first of the process {words(first)}")
    runs = []
    for run in range(RUNS):
        fill(database, MORE, period.starts_at, period.ends_at, seed=100 + run)
        runs.append(edition(database, settings, period))
    walls, cpus = zip(*runs, strict=True)
    print(f"{told}: median {words((statistics.median(walls), statistics.median(cpus)))} (goal wall ≤ {goal} s)")
    compare_reading(kind, database, period)
    database.engine.dispose()


def vacuum(database: Database) -> None:
    """As PostgreSQL does by itself within a minute of so many rows: until then it cannot read indexes alone."""
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM"))


def edition(database: Database, settings: Settings, period: Period) -> Cost:
    began = time.process_time()

    def draw() -> None:
        with database.reading() as session:
            built = build_edition(session, settings, period, NOW)
        draw_documents(built.record, remarks_to_json(Remarks()))

    return seconds(draw), time.process_time() - began


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

    Fortnights and weeks are ranges that the index is read by, and of an incident that one report told of only that is
    put together.
    """
    periods = (*period.before(BASELINE_LENGTH), period)
    start, now, end = (written(moment) for moment in (periods[0].starts_at, period.starts_at, periods[-1].ends_at))
    weeks = [one.starts_at + timedelta(days=days) for one in periods for days in (0, 7)]
    by_fortnight = ranges(dialect, [one.starts_at for one in periods], period.ends_at)
    cases = " ".join(f"WHEN occurred_from < {written(one.ends_at)} THEN {at}" for at, one in enumerate(periods))
    current = f"status = 'confirmed' AND occurred_from >= {now} AND occurred_from < {end}"
    return [
        f"""{by_fortnight}
            SELECT n, district_id, coalesce(c.parent_id, c.id), organisation_id, several, sum(number) FROM (
            SELECT n, district_id, category_id, organisation_id, several, count(*) AS number FROM span
            JOIN incident i ON occurred_from >= span.a AND occurred_from < span.b AND status = 'confirmed'
            LEFT JOIN (SELECT incident_id, min(report_id) AS report_id, count(*) > 1 AS several
                FROM source GROUP BY incident_id) AS told ON told.incident_id = i.id
            LEFT JOIN report r ON r.id = told.report_id GROUP BY 1, 2, 3, 4, 5) AS grouped
            JOIN category c ON c.id = category_id GROUP BY 1, 2, 3, 4, 5""",
        f"""{ranges(dialect, weeks, period.ends_at)}
            SELECT n, district_id, hour_of_week, hours_touched, count(*) FROM span
            JOIN incident ON occurred_from >= span.a AND occurred_from < span.b AND status = 'confirmed'
            WHERE category_id NOT IN (SELECT id FROM category WHERE is_sensitive) GROUP BY 1, 2, 3, 4""",
        f"""SELECT CASE {cases} END, place_id, district_id, count(*) FROM incident WHERE status = 'confirmed'
            AND occurred_from >= {start} AND occurred_from < {end} AND place_id IS NOT NULL GROUP BY 1, 2, 3""",
        f"""{by_fortnight}
            SELECT n, organisation_id, count(*) FROM span
            JOIN report ON received_at >= span.a AND received_at < span.b GROUP BY 1, 2""",
        f"""SELECT district_id, ST_X(point), ST_Y(point), category_id, count(*) FROM incident
            WHERE {current} AND point IS NOT NULL GROUP BY 1, 2, 3, 4""",
        f"SELECT id, occurred_from, district_id, place_words FROM incident WHERE {current} AND point IS NULL LIMIT 200",
        f"SELECT count(*) FROM incident WHERE {current} AND point IS NULL",
    ]


def ranges(dialect: str, begins: list[datetime], end: datetime) -> str:
    """ "WITH span(n, a, b) AS …": each from one moment to the next."""
    kind = "" if dialect == "sqlite" else "TIMESTAMPTZ "
    both = enumerate(pairwise((*begins, end)))
    rows = ", ".join(f"({number}, {kind}{written(a)}, {kind}{written(b)})" for number, (a, b) in both)
    return f"WITH span(n, a, b) AS (VALUES {rows})"


def written(moment: datetime) -> str:
    """As both databases write a moment, in UTC."""
    return f"'{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}'"


if __name__ == "__main__":
    main()
