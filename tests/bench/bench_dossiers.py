"""The page of one place: what is counted and judged for it, where a place of many incidents is looked at for long.

60,000 incidents in the embedded database, 1,000,000 in PostGIS, over five years. Beside it, in turns, what the same
reader needs for the list of the same days, as a page that only reads.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from app.models import Role
from tests.bench.measuring import seconds, spread
from tests.bench.scratch import CENTRES, NOW, fill, postgis, signed_in, spatialite

NUMBERS = ((spatialite, 60_000), (postgis, 1_000_000))
YEARS = 5
RUNS = 9
GOAL = 2.0
"""Seconds after which a page would have to show how far it is."""
ASKED = (("a fortnight, 300 m", 14, 300), ("a year, 300 m", 364, 300), ("two years, 1,000 m", 728, 1000))


def main() -> None:
    for kind, number in NUMBERS:
        with kind() as settings:
            measure(kind.__name__, settings, number)


def measure(kind: str, settings: Settings, number: int) -> None:
    app = create_app(settings)
    fill(app.extensions["database"], number, NOW - timedelta(days=365 * YEARS), NOW)
    client = signed_in(app, Role.COORDINATOR)
    lon, lat = CENTRES["bro"]
    for words, days, radius in ASKED:
        span = f"from={NOW.date() - timedelta(days=days)}&to={NOW.date() - timedelta(days=1)}"
        places = (f"/dossiers/place?at={lat},{lon + run / 10_000:.4f}&radius={radius}&{span}" for run in count())
        both = [visit(client, f"/incidents?{span}"), lambda places=places: visit(client, next(places))()]  # type: ignore[misc]
        listing, page = zip(*([seconds(one) for one in both] for _ in range(RUNS)), strict=True)
        print(f"{kind}, {number:,} incidents, {words}: {spread(page[1:])} (goal ≤ {GOAL:.0f} s)")
        print(f"  the list of the same days: {spread(listing[1:])}")


def visit(client: FlaskClient, address: str) -> Callable[[], None]:
    def once() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status}"

    return once


if __name__ == "__main__":
    main()
