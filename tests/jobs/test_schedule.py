"""When jobs run, that they speak with nobody by default, and that their process starts and stops."""

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
from app.fetching import POLISEN, own_row
from app.models import Picture
from app.schema import upgrade
from jobs.__main__ import picture_trigger, scheduler
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


def test_the_mailbox_is_read_where_there_is_one() -> None:
    without, with_mailbox = Settings(), Settings(imap_host="mail.provstad.example", imap_minutes=7)
    assert not {job.id for job in scheduler(Database("sqlite://"), without).get_jobs()} & {"mailbox"}
    jobs = {job.id: job for job in scheduler(Database("sqlite://"), with_mailbox).get_jobs()}
    assert jobs["mailbox"].trigger.interval == timedelta(minutes=7)
    # What has not been started yet has its defaults still to come.
    defaults = scheduler(Database("sqlite://"), with_mailbox)._job_defaults
    assert defaults == {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}


def test_by_default_no_job_opens_a_line_to_anybody(tmp_path: Path) -> None:
    """Every job of an installation as it comes, in a process that dies of any connection."""
    database = seeded(tmp_path)
    told = every_job(tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    of_pictures = {"pictures", "pictures-catch-up", "pictures-refresh"}
    assert set(told.stdout.split()) == {"polisen", "review-memories", *of_pictures}
    with database.writing() as session:
        row = own_row(session, POLISEN)
        row.is_on, row.state = True, {"contact": "samordnare@exempel.se"}
    assert "a line to ('polisen.se'" in every_job(tmp_path).stderr


def seeded(folder: Path) -> Database:
    settings = Settings(instance_dir=folder)
    database = Database(settings.sqlalchemy_url)
    upgrade(database)
    with database.writing() as session:
        seed_tables(session, settings.municipality)
    return database


def every_job(folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", RUN_EVERY_JOB],
        env={"PATH": os.environ["PATH"], "INSTANCE_DIR": str(folder)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )


RUN_EVERY_JOB = """
import os, sys
from app.config import Settings
from app.db import Database
from app.fetching import POLISEN, own_row
from jobs.__main__ import scheduler

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname"):
        print("a line to", arguments, file=sys.stderr, flush=True)
        os._exit(1)

sys.addaudithook(refuse)
settings = Settings.from_env()
for job in scheduler(Database(settings.sqlalchemy_url), settings).get_jobs():
    job.func(*job.args)
    print(job.id)
"""


def test_the_process_catches_up_at_start_and_stops_when_told(tmp_path: Path) -> None:
    database = seeded(tmp_path)
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
