"""List, map and incident page at 100,000 incidents, one process, beside an empty signed-in page."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import cycle

from flask.testing import FlaskClient
from sqlalchemy import select

from app import create_app
from app.config import Settings
from app.db import Database
from app.models import Incident, Role
from tests.bench.measuring import spread, times
from tests.bench.scratch import NOW, fill, postgis, signed_in, spatialite

NUMBER = 100_000
RUNS = 100
LISTS = (
    "/incidents",
    "/incidents?from=&to=",
    "/incidents?from=&to=&page=1500",
    "/incidents?from=&to=&district=bro&category=ordning",
    "/incidents?from=&to=&q=storgatan",
    "/incidents?from=&to=&q=finnsinte",
    "/incidents?from=&to=&sort=category&page=40",
    "/incidents?from=&to=&source=polisen&precision=district",
)
MAPS = ("/map", "/map?district=bro", "/map?category=trafik")


def main() -> None:
    for kind in (spatialite, postgis):
        with kind() as settings:
            measure(kind.__name__, settings)


def measure(kind: str, settings: Settings) -> None:
    database = Database(settings.sqlalchemy_url)
    fill(database, NUMBER, NOW - timedelta(days=365), NOW)
    app = create_app(settings, database)
    coordinator, steering = signed_in(app, Role.COORDINATOR), signed_in(app, Role.STEERING)
    print(f"{kind}: empty signed-in page: {spread(times(visit(steering, cycle(['/'])), RUNS))}")
    for name, addresses in (("list", cycle(LISTS)), ("map", cycle(MAPS)), ("incident", incidents(database))):
        print(f"{kind}: {name}: {spread(times(visit(coordinator, addresses), RUNS))} (goal p95 ≤ 100 ms)")
    for address in LISTS:
        print(f"{kind}:   {address}: {spread(times(visit(coordinator, cycle([address])), 15))}")
    database.engine.dispose()


def visit(client: FlaskClient, addresses: Iterator[str]) -> Callable[[], None]:
    def once() -> None:
        address = next(addresses)
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status}"

    return once


def incidents(database: Database) -> Iterator[str]:
    with database.reading() as session:
        ids = list(session.scalars(select(Incident.id).order_by(Incident.id)))
    chance = random.Random(3)
    while True:
        yield f"/incidents/{chance.choice(ids)}"


if __name__ == "__main__":
    main()
