"""Works on an upload: at once where that takes a moment, else in the background while a page shows how far it is."""

import logging
import time
from collections.abc import Iterator
from threading import Thread
from typing import IO

from app.db import Database
from app.errors import DomainError
from app.intake.runs import How, Received, import_notices, import_rows
from app.intake.tally import Fault, Tally
from app.intake.uploads import Kind, Phase, Upload
from app.models import User
from reports.incoming.errors import ReadingError

AT_ONCE = 1024 * 1024
"""Bytes of a file that is read within the request."""
MOST_FAULTS = 100
SECONDS_BETWEEN_NOTES = 0.5

log = logging.getLogger(__name__)


def check(database: Database, upload: Upload, by: User) -> None:
    """Find out what reading it in would do."""
    _work(database, upload, Phase.CHECKING, Phase.CHECKED, How(by=by, language=upload.choice.language))


def read_in(database: Database, upload: Upload, by: User) -> None:
    """Read it in. The file is thrown away afterwards, its bad rows stay."""
    _work(database, upload, Phase.READING, Phase.DONE, How(keep=True, by=by, language=upload.choice.language))


def _work(database: Database, upload: Upload, during: Phase, after: Phase, how: How) -> None:
    """Raises BusyError while somebody else works on it."""
    lock = upload.hold()
    if not upload.file.exists():
        return lock.close()
    upload.note(during)
    arguments = (database, upload, lock, during, after, how)
    if upload.file.stat().st_size <= AT_ONCE:
        return _follow(*arguments)
    return Thread(target=_follow, args=arguments, daemon=True).start()


def _follow(database: Database, upload: Upload, lock: IO[str], during: Phase, after: Phase, how: How) -> None:
    """Go through the run and write down how far it has come, and what went wrong."""
    with lock:
        try:
            tally = _run(database, upload, during, how)
        except ReadingError as error:
            upload.note(Phase.FAILED, fault=error.in_words(how.language))
        except DomainError as error:
            upload.note(Phase.FAILED, fault=str(error))
        except Exception:
            log.exception("failed: reading an upload")
            upload.note(Phase.FAILED)
        else:
            if how.keep:
                upload.forget_file()
            upload.note(after, tally)


def _run(database: Database, upload: Upload, during: Phase, how: How) -> Tally:
    tally, noted = Tally(), 0.0
    faults: list[Fault] = []
    upload.bad_rows.unlink(missing_ok=True)
    for tally in _steps(database, upload, how):
        faults += tally.faults[: MOST_FAULTS - len(faults)]
        if time.monotonic() > noted + SECONDS_BETWEEN_NOTES:
            upload.note(during, tally)
            noted = time.monotonic()
    tally.faults = faults
    return tally


def _steps(database: Database, upload: Upload, how: How) -> Iterator[Tally]:
    choice = upload.choice
    with upload.file.open("rb") as file:
        if choice.kind is Kind.NOTICES:
            yield from import_notices(database, file, how, choice.municipality)
        else:
            received = Received(choice.name, choice.media_type, upload.original)
            yield from import_rows(
                database,
                file,
                choice.name,
                how,
                choice.source,
                upload.bad_rows,
                columns=choice.columns,
                received=received,
            )
