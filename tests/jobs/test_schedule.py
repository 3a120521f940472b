"""When the picture's job runs, and that its process starts and stops."""

import os
import signal
import subprocess
import sys
import time
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy import select

from app.config import Settings
from app.db import Database
from app.models import Picture
from app.schema import upgrade
from jobs.__main__ import picture_trigger
from reports.picture.periods import LOCAL_TIME
from seed.tables import seed_tables


def test_it_fires_every_second_monday_at_the_same_local_hour_for_years() -> None:
    """Through summer time and the 53-week year 2026."""
    trigger, moment, fired = picture_trigger(Settings(picture_hour=6)), None, []
    now = datetime(2026, 1, 1, tzinfo=LOCAL_TIME)
    for _ in range(80):
        moment = trigger.get_next_fire_time(moment, now)
        assert moment is not None
        fired.append(moment)
        now = moment + timedelta(seconds=1)
    assert fired[0].date() == date(2026, 1, 5)
    assert {(moment.weekday(), moment.hour, moment.minute) for moment in fired} == {(0, 6, 0)}
    assert {(later.date() - earlier.date()).days for earlier, later in pairwise(fired)} == {14}


def test_the_process_catches_up_at_start_and_stops_when_told(tmp_path: Path) -> None:
    settings = Settings(instance_dir=tmp_path)
    database = Database(settings.sqlalchemy_url)
    upgrade(database)
    with database.writing() as session:
        seed_tables(session, settings.municipality)
    process = subprocess.Popen([sys.executable, "-m", "jobs"], env=os.environ | {"INSTANCE_DIR": str(tmp_path)})
    try:
        assert _appears(database), "no edition was built"
    finally:
        process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0


def _appears(database: Database) -> bool:
    for _ in range(300):
        with database.reading() as session:
            if session.scalar(select(Picture.id)):
                return True
        time.sleep(0.1)
    return False
