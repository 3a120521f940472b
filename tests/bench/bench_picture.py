"""The picture, numbers and PDF, with 10,000 and with 1,000,000 incidents in the database.

The million holds the same last 26 weeks as the ten thousand, and ten years before them: what is measured is whether the
size of the database matters.
"""

import statistics
from datetime import timedelta

from app.config import Settings
from app.db import Database
from app.pictures.building import build_edition
from app.pictures.drawing import gather
from reports.picture.periods import newest_closed_period
from tests.bench.measuring import seconds, spread, times
from tests.bench.scratch import NOW, fill, postgis, spatialite

RECENT = timedelta(weeks=28)


def main() -> None:
    for kind in (spatialite, postgis):
        with kind() as settings:
            compare(kind.__name__, settings)


def compare(kind: str, settings: Settings) -> None:
    database = Database(settings.sqlalchemy_url)
    fill(database, 10_000, NOW - RECENT, NOW)
    cold = seconds(lambda: draw(database, settings))
    print(f"{kind}: first picture of the process {cold * 1000:.0f} ms")
    small = report(kind, "10,000 incidents", database, settings)
    fill(database, 990_000, NOW - timedelta(days=3652), NOW - RECENT, seed=2)
    large = report(kind, "1,000,000 incidents", database, settings)
    print(f"{kind}: ratio {large / small:.2f} (goal ≤ 1.3, and ≤ 1 s)")
    database.engine.dispose()


def report(kind: str, what: str, database: Database, settings: Settings) -> float:
    runs = times(lambda: draw(database, settings), 7)
    numbers = times(lambda: gather_only(database, settings), 7)
    print(f"{kind}, {what}: numbers and PDF {spread(runs)}; reading the numbers alone {spread(numbers)}")
    return statistics.median(runs)


def draw(database: Database, settings: Settings) -> None:
    with database.reading() as session:
        build_edition(session, settings, newest_closed_period(NOW.date(), settings.picture_first_monday), NOW)


def gather_only(database: Database, settings: Settings) -> None:
    with database.reading() as session:
        gather(session, "sv", newest_closed_period(NOW.date(), settings.picture_first_monday), NOW)


if __name__ == "__main__":
    main()
