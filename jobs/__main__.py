"""The jobs process: `python -m jobs`."""

import logging
import signal
from datetime import UTC, datetime
from threading import Thread
from types import FrameType

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.calendarinterval import CalendarIntervalTrigger

from app.config import Settings
from app.db import Database
from app.intake.feed import fetch_notices
from app.intake.mailbox import read_mailbox
from app.intake.retention import remove_old_originals
from app.mailing import send_waiting
from app.pictures.due import build_due_pictures, refresh_drafts
from app.pictures.reminding import lay_due_letters
from app.review.actions.memories import forget_memories
from reports.picture.periods import LENGTH, LOCAL_TIME


def picture_trigger(settings: Settings) -> CalendarIntervalTrigger:
    """Every second Monday at the configured hour, local time, in step with the fortnights."""
    return CalendarIntervalTrigger(
        days=LENGTH.days, start_date=settings.picture_first_monday, hour=settings.picture_hour, timezone=LOCAL_TIME
    )


def scheduler(database: Database, settings: Settings) -> BlockingScheduler:
    """All jobs. A run that was missed is made up for once, however late, and none runs beside itself.

    What two of these processes would do twice, the database's keys and rows prevent.
    """
    made = BlockingScheduler(
        timezone=LOCAL_TIME, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    )
    arguments = (database, settings)
    made.add_job(build_due_pictures, picture_trigger(settings), arguments, id="pictures")
    # At the start and every hour: what failed or was missed is made up for, and nothing is done twice.
    now = datetime.now(UTC)
    made.add_job(build_due_pictures, "interval", arguments, hours=1, id="pictures-catch-up", next_run_time=now)
    made.add_job(refresh_drafts, "interval", arguments, minutes=10, id="pictures-refresh", next_run_time=now)
    if settings.imap_host:
        made.add_job(
            read_mailbox, "interval", arguments, minutes=settings.imap_minutes, id="mailbox", next_run_time=now
        )
    if settings.smtp_host:
        made.add_job(lay_due_letters, "interval", arguments, minutes=5, id="letters", next_run_time=now)
        made.add_job(send_waiting, "interval", arguments, minutes=1, id="mail", next_run_time=now)
    made.add_job(forget_memories, "interval", arguments, hours=1, id="review-memories", next_run_time=now)
    if settings.original_days:
        made.add_job(remove_old_originals, "interval", arguments, days=1, id="originals", next_run_time=now)
    # Asks the database every minute whether it is switched on and due; the police far more seldom.
    made.add_job(fetch_notices, "interval", arguments, minutes=1, id="polisen", next_run_time=now)
    return made


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    settings = Settings.from_env()
    made = scheduler(Database(settings.sqlalchemy_url), settings)

    running = Thread(target=made.start, daemon=True)
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        running.start()
        while running.is_alive():
            running.join(1)
        raise SystemExit("The scheduler has stopped by itself.")
    finally:
        if made.running:
            made.shutdown(wait=False)


def stop(_signal: int, _frame: FrameType | None) -> None:
    """A signal may come while its thread holds what shutting down needs: that waits, and the scheduler has another."""
    raise SystemExit


if __name__ == "__main__":
    main()
