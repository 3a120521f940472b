"""Throw-away databases with many made-up incidents in the seeded municipality."""

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from app import logbook, schema
from app.accounts.actions import open_session
from app.config import Settings
from app.db import Database
from app.models import Category, IncidentStatus, Organisation, ReportKind, Role
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import DraftIncident, Interval, Whereabouts
from seed.tables import seed_tables
from tests.factories import make_user
from tests.postgis_server import postgis_server

BATCH = 20_000
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
CENTRES = {"bro": (17.6425, 59.5144), "brunna": (17.7430, 59.5085), "kungsangen": (17.7414, 59.4826)}


@contextmanager
def spatialite() -> Iterator[Settings]:
    """Settings of a seeded database in a file."""
    with tempfile.TemporaryDirectory(prefix="laget-bench-") as folder:
        settings = Settings(instance_dir=Path(folder), secret_key="only for measuring")
        _prepare(settings)
        yield settings


@contextmanager
def postgis() -> Iterator[Settings]:
    """Settings of a seeded database on a PostGIS of its own."""
    with postgis_server() as server, tempfile.TemporaryDirectory(prefix="laget-bench-") as folder:
        url = f"postgresql://{server}/postgres"
        settings = Settings(instance_dir=Path(folder), secret_key="only for measuring", database_url=url)
        _prepare(settings)
        yield settings


def fill(database: Database, number: int, start: datetime, end: datetime, seed: int = 1) -> None:
    """Log `number` confirmed incidents spread evenly over a span; nine of ten have a point."""
    chance = random.Random(seed)
    with database.reading() as session:
        codes = list(session.scalars(select(Category.code).where(~Category.is_sensitive).order_by(Category.id)))
    for done in range(0, number, BATCH):
        drafts = [_draft(chance, codes, start, end) for _ in range(min(BATCH, number - done))]
        with database.writing() as session:
            police = session.scalars(select(Organisation).where(Organisation.key == "polisen")).one()
            report, _ = logbook.receive_report(
                session, police, ReportKind.FILE, external_id=f"bench:{seed}:{done}", received_at=NOW
            )
            look = logbook.lookups(session)
            logbook.log_incidents(session, [(draft, report.id) for draft in drafts], IncidentStatus.CONFIRMED, look)
    with database.engine.execution_options(may_write=True).begin() as connection:
        connection.execute(text("ANALYZE"))


def signed_in(app: Flask, role: Role) -> FlaskClient:
    """A client that is a new user of that role."""
    database: Database = app.extensions["database"]
    with database.writing() as session:
        token = open_session(session, make_user(session, role=role), browser="", hours=1, now=datetime.now(UTC))
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["token"] = token
    return client


def _prepare(settings: Settings) -> None:
    database = Database(settings.sqlalchemy_url)
    schema.upgrade(database)
    with database.writing() as session:
        seed_tables(session, settings.municipality)
    database.engine.dispose()


def _draft(chance: random.Random, codes: list[str], start: datetime, end: datetime) -> DraftIncident:
    moment = start + timedelta(seconds=chance.randrange(int((end - start).total_seconds())))
    district = chance.choice(list(CENTRES))
    where = Whereabouts(precision=LocationPrecision.DISTRICT, district=district)
    if chance.random() < 0.9:
        lon, lat = CENTRES[district]
        point = Point(lon + chance.gauss(0, 0.006), lat + chance.gauss(0, 0.003))
        where = Whereabouts("Storgatan 1", None, point, LocationPrecision.POINT)
    return DraftIncident(Interval(moment), where, chance.choice(codes), "Påhittad händelse för mätning av fart")
