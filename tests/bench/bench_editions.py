"""Editions under strain: 50 frozen ones whose incidents are edited, and one fortnight built by several at once.

`python -m tests.bench.bench_editions 20` builds 20 fortnights instead of 200.
"""

import random
import sys
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context

from flask import Flask
from sqlalchemy import func, select

from app import create_app
from app.accounts.actions import open_session
from app.config import Settings
from app.db import Database
from app.models import District, Incident, IncidentStatus, Picture
from app.pictures.actions.deciding import Drawn, publish_picture, review_picture
from app.pictures.actions.keeping import keep_edition
from app.pictures.building import build_edition
from app.pictures.documents import draw_documents
from app.pictures.freezing import faults
from app.pictures.queries.written import written
from reports.picture.periods import Period, newest_closed_period
from tests.bench.scratch import NOW, fill, postgis, spatialite
from tests.factories import make_user

FROZEN = 50
TIMES = 200


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    for kind in (spatialite, postgis):
        with kind() as settings:
            freeze(kind.__name__, settings)
        with kind() as settings:
            at_once(kind.__name__, settings, times)


def freeze(kind: str, settings: Settings) -> None:
    """Publish 50 editions, edit and move incidents at random, and verify all."""
    database = Database(settings.sqlalchemy_url)
    fill(database, 3000, NOW - timedelta(days=14 * FROZEN), NOW)
    newest = newest_closed_period(NOW.date(), settings.picture_first_monday)
    before = [publish(database, settings, period) for period in (*newest.before(FROZEN - 1), newest)]
    edit_incidents(database, random.Random(7))
    with database.reading() as session:
        editions = list(session.scalars(select(Picture).order_by(Picture.period_start)))
        verified = sum(not faults(edition) for edition in editions)
        after = [documents(edition) for edition in editions]
    same = sum(one == other for one, other in zip(before, after, strict=True))
    print(f"{kind}: after random edits {verified} of {FROZEN} verify, {same} byte-identical (goal {FROZEN} of each)")
    database.engine.dispose()


def publish(database: Database, settings: Settings, period: Period) -> dict[tuple[str, str], bytes]:
    with database.writing() as session:
        picture = keep_edition(session, build_edition(session, settings, period, datetime.now(UTC)), None)
        review_picture(session, picture, picture.cutoff, None)
        record, remarks = picture.record, written(session, picture)
        drawn = Drawn(record, remarks, draw_documents(record, remarks))
        publish_picture(session, picture, drawn, picture.cutoff, None)
        return documents(picture)


def documents(picture: Picture) -> dict[tuple[str, str], bytes]:
    return {(one.audience, one.format): one.content for one in picture.documents}


def edit_incidents(database: Database, chance: random.Random) -> None:
    """Half of all incidents get another time or district, or are withdrawn."""
    with database.writing() as session:
        districts = list(session.scalars(select(District.id)))
        for incident in session.scalars(select(Incident).order_by(Incident.id)):
            match chance.randrange(6):
                case 0:
                    incident.occurred_from += timedelta(days=chance.randint(-20, 20))
                    incident.occurred_to = None
                case 1:
                    incident.district_id = chance.choice(districts)
                case 2:
                    incident.status = IncidentStatus.WITHDRAWN


def at_once(kind: str, settings: Settings, times: int) -> None:
    """Two processes and the button build the same fortnight at the same moment."""
    app = create_app(replace(settings, web_threads=4))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    database: Database = app.extensions["database"]
    with database.writing() as session:
        token = open_session(session, make_user(session), browser="", hours=1, now=datetime.now(UTC))
    newest = newest_closed_period(NOW.date(), settings.picture_first_monday)
    failed = 0
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes, ThreadPoolExecutor(1) as buttons:
        for period in newest.before(times):
            building: list[Future[object]] = [
                *(processes.submit(build_by_itself, settings, period) for _ in range(2)),
                buttons.submit(press, app, token, period),
            ]
            failed += sum(one.exception() is not None for one in building)
    with database.reading() as session:
        editions = session.scalar(select(func.count()).select_from(Picture))
        periods = session.scalar(select(func.count(Picture.period_start.distinct())))
    told = f"{editions} editions of {periods} fortnights, {failed} builds failed"
    print(f"{kind}: {times} fortnights built by two processes and a button at once: {told} (goal {times}, {times}, 0)")
    database.engine.dispose()


def build_by_itself(settings: Settings, period: Period) -> int:
    database = Database(settings.sqlalchemy_url)
    with database.reading() as session:
        edition = build_edition(session, settings, period, datetime.now(UTC))
    with database.writing() as session:
        number = keep_edition(session, edition, None).id
    database.engine.dispose()
    return number


def press(app: Flask, token: str, period: Period) -> None:
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["token"] = token
    answer = client.post("/pictures/build", data={"period": str(period.start)})
    if answer.status_code != 302:
        raise RuntimeError(f"the button answered {answer.status_code}")


if __name__ == "__main__":
    main()
