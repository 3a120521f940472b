"""Editions under strain: 50 frozen ones whose incidents are edited, and one fortnight built by several at once.

`python -m tests.bench.bench_editions` does all of it. `… freeze`, `… at-once` and `… at-once postgis 20` do a part:
only frozen ones, only building at once, and that of 20 fortnights instead of 200 on one database. A fortnight costs
about three seconds of a core, most of it for the button's own process, which loads what counts and draws.
"""

import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context

from flask import Flask
from sqlalchemy import func, select

from app import create_app
from app.accounts.actions import open_session
from app.config import Settings
from app.db import Database
from app.models import District, Event, Incident, IncidentStatus, Picture
from app.pictures.actions.deciding import Drawn, publish_picture, review_picture
from app.pictures.actions.keeping import keep_edition
from app.pictures.building import build_edition
from app.pictures.documents import draw_documents
from app.pictures.freezing import faults
from app.pictures.queries.archive import newest_of
from app.pictures.queries.written import written
from reports.picture.periods import Period, newest_closed_period
from tests.bench.scratch import NOW, fill, postgis, spatialite
from tests.factories import make_user

FROZEN = 50
TIMES = 200
LONGEST_BUILD = 1.0
"""Seconds."""


def main() -> None:
    asked = sys.argv[1:]
    times = next((int(word) for word in asked if word.isdecimal()), TIMES)
    parts = [word for word in ("freeze", "at-once") if word in asked] or ["freeze", "at-once"]
    for kind in [one for one in (spatialite, postgis) if one.__name__ in asked] or [spatialite, postgis]:
        if "freeze" in parts:
            with kind() as settings:
                freeze(kind.__name__, settings)
        if "at-once" in parts:
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
    """Two processes and the button build the same fortnight at the same moment.

    The button's process starts anew each time, so the other two wait for as long as that took the last time, a little
    more or less, and all three come to keep their edition together.
    """
    app = create_app(replace(settings, web_threads=4))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    database: Database = app.extensions["database"]
    with database.writing() as session:
        token = open_session(session, make_user(session), browser="", hours=1, now=datetime.now(UTC))
    newest = newest_closed_period(NOW.date(), settings.picture_first_monday)
    failed, unbuilt, pause, began, chance = 0, 0, 0.0, time.perf_counter(), random.Random(7)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes, ThreadPoolExecutor(1) as buttons:
        for period in newest.before(times):
            button = buttons.submit(press, app, token, period)
            waits = [max(0.0, pause - chance.uniform(0, LONGEST_BUILD)) for _ in range(2)]
            builds = [processes.submit(build_by_itself, settings, period, wait) for wait in waits]
            failed += sum(one.exception() is not None for one in (button, *builds))
            unbuilt += all(one.exception() is None and one.result() for one in builds)
            pause = pause if button.exception() else button.result()
    with database.reading() as session:
        editions = session.scalar(select(func.count()).select_from(Picture))
        periods = session.scalar(select(func.count(Picture.period_start.distinct())))
        by_button = session.scalar(
            select(func.count()).select_from(Event).where(Event.verb == "built", Event.user_id.is_not(None))
        )
    told = f"{editions} editions of {periods} fortnights, {failed} builds failed"
    print(
        f"{kind}: with {unbuilt} fortnights all three began before there was an edition; the button was first with "
        f"{by_button}; {time.perf_counter() - began:.0f} s in all"
    )
    print(f"{kind}: {times} fortnights built by two processes and a button at once: {told} (goal {times}, {times}, 0)")
    database.engine.dispose()


def build_by_itself(settings: Settings, period: Period, wait: float) -> bool:
    """Build after a while; whether there was no edition when it began."""
    time.sleep(wait)
    database = Database(settings.sqlalchemy_url)
    with database.reading() as session:
        is_first = newest_of(session, period) is None
        edition = build_edition(session, settings, period, datetime.now(UTC))
    with database.writing() as session:
        keep_edition(session, edition, None)
    database.engine.dispose()
    return is_first


def press(app: Flask, token: str, period: Period) -> float:
    """How long the button took, in seconds."""
    began = time.perf_counter()
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["token"] = token
    answer = client.post("/pictures/build", data={"period": str(period.start)})
    if answer.status_code != 302:
        raise RuntimeError(f"the button answered {answer.status_code}")
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
