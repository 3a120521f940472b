"""Likely twins: how many pairs of reworded notices are found, how many others are suggested, and how long it takes.

Real notices, told again by another organisation: reworded, up to half an hour off, with another precision, among 10,000
others of one municipality and year. The speed is that of the incident page's query among 100,000 incidents.
"""

import random
import sys
from datetime import timedelta

from sqlalchemy import select

from app.config import Settings
from app.db import Database
from app.models import Incident
from app.twins.queries import suspected, twins_of
from tests.bench.measuring import seconds, spread
from tests.bench.real_data import real_file
from tests.bench.scratch import NOW, fill, postgis, spatialite
from tests.bench.twin_pairs import make_year
from tests.bench.twin_score import score

OTHERS, PAIRS, SEEDS = 10_000, 500, (1, 2)
NUMBER, ASKED = 100_000, 300


def main() -> None:
    notices = real_file("polisen/events_to_2025-06.jsonl.gz")
    for seed in SEEDS if notices else ():
        assert notices is not None
        print(f"year {seed}: {score(make_year(notices, OTHERS, PAIRS, seed))} (goals ≥ 0.95, ≤ 0.050)")
    for kind in (spatialite, postgis) if "--pairs" not in sys.argv else ():
        with kind() as settings:
            measure(kind.__name__, settings)


def measure(kind: str, settings: Settings) -> None:
    database = Database(settings.sqlalchemy_url)
    fill(database, NUMBER, NOW - timedelta(days=365), NOW)
    with database.reading() as session:
        ids = list(session.scalars(select(Incident.id).order_by(Incident.id)))
        chosen = [session.get_one(Incident, id_) for id_ in random.Random(4).sample(ids, ASKED + 1)]
        twins_of(session, chosen.pop())  # counts how rare words are, once for some hundred new incidents
        times = [seconds(lambda incident=incident: twins_of(session, incident)) for incident in chosen]
        print(f"{kind}: twins of one among {NUMBER:,}: {spread(times)} (goal p95 ≤ 30 ms)")
        first, again = (seconds(lambda: suspected(session)) for _ in range(2))
        print(f"{kind}: all pairs of the newest: {first * 1000:.0f} ms, then {again * 1000:.0f} ms")
    database.engine.dispose()


if __name__ == "__main__":
    main()
