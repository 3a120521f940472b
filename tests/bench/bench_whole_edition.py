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
from datetime import UTC, datetime

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

    def by_hand(session: Session) -> None:
        for statement in hand_written(database.engine.dialect.name, period):
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
    """What one would write for the same numbers: counts by who told, hours, places, reports, spots, those without."""
    periods = (*period.before(BASELINE_LENGTH), period)
    start, now, end = (written(moment) for moment in (periods[0].starts_at, period.starts_at, period.ends_at))
    tellers = "group_concat" if dialect == "sqlite" else "string_agg"
    separator = "" if dialect == "sqlite" else ", ','"
    cases = " ".join(f"WHEN @ < {written(one.ends_at)} THEN {number}" for number, one in enumerate(periods))
    fortnight = f"CASE {cases} END"
    living = f"status = 'confirmed' AND occurred_from >= {start} AND occurred_from < {end}"
    current = f"status = 'confirmed' AND occurred_from >= {now} AND occurred_from < {end}"
    of_incident = fortnight.replace("@", "occurred_from")
    return [
        f"""SELECT period, district_id, coalesce(c.parent_id, c.id), tellers, sum(n) FROM (
            SELECT period, district_id, category_id, tellers, count(*) AS n FROM (
                SELECT i.id, {of_incident} AS period, i.district_id, i.category_id,
                    {tellers}(CAST(r.organisation_id AS TEXT){separator}) AS tellers
                FROM incident i LEFT JOIN source s ON s.incident_id = i.id LEFT JOIN report r ON r.id = s.report_id
                WHERE i.{living.replace("AND ", "AND i.")} GROUP BY i.id) AS told
            GROUP BY 1, 2, 3, 4) AS grouped
            JOIN category c ON c.id = category_id GROUP BY 1, 2, 3, 4""",
        f"""SELECT district_id, substr(CAST(occurred_from AS TEXT), 1, 13), substr(CAST(occurred_to AS TEXT), 1, 13),
            substr(CAST(occurred_to AS TEXT), 15, 5) <> '00:00', count(*) FROM incident WHERE {living}
            AND category_id NOT IN (SELECT id FROM category WHERE is_sensitive) GROUP BY 1, 2, 3, 4""",
        f"""SELECT place_id, district_id, {of_incident}, count(*) FROM incident
            WHERE {living} AND place_id IS NOT NULL GROUP BY 1, 2, 3""",
        f"""SELECT organisation_id, {fortnight.replace("@", "received_at")}, count(*) FROM report
            WHERE received_at >= {start} AND received_at < {end} GROUP BY 1, 2""",
        f"""SELECT district_id, ST_X(point), ST_Y(point), category_id, count(*) FROM incident
            WHERE {current} AND point IS NOT NULL GROUP BY 1, 2, 3, 4""",
        f"SELECT id, occurred_from, district_id, place_words FROM incident WHERE {current} AND point IS NULL LIMIT 200",
        f"SELECT count(*) FROM incident WHERE {current} AND point IS NULL",
    ]


def written(moment: datetime) -> str:
    """As both databases write a moment, in UTC."""
    return f"'{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}'"


if __name__ == "__main__":
    main()
