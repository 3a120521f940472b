"""Runs a whole import from a file, a transaction for each batch, telling after each how far it has come.

A crash leaves whole batches; what is here is recognised, so running again mends it. Besides routes and commands this
is where an import commits.
"""

import gc
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import events
from app.arrivals import Original, kept_original
from app.bulk import can_index_last, indexes_last
from app.db import Database
from app.intake.actions.notices import NoticeRun, take_in_notices
from app.intake.actions.rows import File, RowRun, take_in_rows
from app.intake.tally import Outcome, Tally
from app.logbook import table_of
from app.models import Channel, Incident, IncidentStatus, Report, ReportOriginal, Source, User
from reports.incoming.notices.polisen import BadNotice, Notice, read_notices
from reports.incoming.tables.rows import SWEDEN, Area
from reports.incoming.tables.table import BadRow, Row, read_rows, write_bad_rows

NOTICES_A_BATCH = 2_000
ROWS_A_BATCH = 10_000
VERY_LARGE = 16 * 1024 * 1024
BYTES_A_ROW = 60

Item = TypeVar("Item")
TakeIn = Callable[[Session, list[Row | BadRow]], Tally]


@dataclass(frozen=True, slots=True)
class How:
    """How a run goes. Without `keep` it only tells what it would do. `by` is None for the command line."""

    keep: bool = False
    status: IncidentStatus = IncidentStatus.CONFIRMED
    by: User | None = None
    language: str = "sv"
    channel: Channel = Channel.FILE


@dataclass(frozen=True, slots=True)
class Received:
    """The file that the rows came in, as it was received: it is kept with the report."""

    name: str
    media_type: str
    path: Path


def import_notices(database: Database, file: BinaryIO, how: How, municipality: str = "") -> Iterator[Tally]:
    """The police's notices in a seekable file: those of this municipality, of "all", or of another one by name.

    Gives the same tally after each batch. Raises UnreadableFileError, UnknownOrganisationError.
    """
    with database.reading() as session:
        run = NoticeRun.prepare(session, how.channel, municipality=municipality, status=how.status, by=how.by)
    tally = Tally(size=_size(file))
    for batch in _batches(read_notices(file), NOTICES_A_BATCH):
        tally.begin_batch(file.tell())
        notices = _good_notices(batch, tally, how.language)
        with _transaction(database, how) as session:
            take_in_notices(session, notices, run, tally, keep=how.keep)
        yield tally
    changed = {str(name): (0, tally.outcomes[name]) for name in (Outcome.NEW, Outcome.UPDATED, Outcome.BY_HAND)}
    if how.keep and any(number for _, number in changed.values()):
        with database.writing() as session:
            events.record(session, "imported", "organisation", run.police.id, changed, how.by)


def _good_notices(batch: Iterable[Notice | BadNotice], tally: Tally, language: str) -> list[Notice]:
    """The notices of a batch; of those with one id the last."""
    good: dict[int, Notice] = {}
    for notice in batch:
        if isinstance(notice, BadNotice):
            tally.add_bad(notice.line, notice.reason.in_words(language))
        else:
            tally.count(Outcome.KNOWN, notice.id in good)
            good[notice.id] = notice
    return list(good.values())


def import_rows(
    database: Database,
    file: BinaryIO,
    name: str,
    how: How,
    source: str = "",
    bad_rows: Path | None = None,
    area: Area = SWEDEN,
    *,
    columns: Mapping[str, str] | None = None,
    received: Received | None = None,
) -> Iterator[Tally]:
    """The rows of a seekable CSV file; `source` (an organisation's key) reports those that name nobody.

    Bad rows are added to the file `bad_rows`; `columns` tells what headings mean that do not say so themselves. Gives
    the same tally after each batch. Raises UnreadableFileError, UnknownOrganisationError.
    """
    tally = Tally(size=_size(file))
    with database.reading() as session:
        is_alone = how.keep and _is_very_much(session, tally.size)
        run = RowRun.prepare(
            session, File(name, _hash(file)), source=source, status=how.status, by=how.by, area=area, is_alone=is_alone
        )

    def take_in(session: Session, batch: list[Row | BadRow]) -> Tally:
        tally.begin_batch(file.tell())
        bad = take_in_rows(session, batch, run, tally, keep=how.keep)
        for row in bad:
            tally.add_bad(row.error.line, row.error.in_words(how.language))
        _set_aside(bad, bad_rows, how.language)
        return tally

    batches = _batches(read_rows(file, columns or None), ROWS_A_BATCH)
    yield from (
        _together(database, batches, take_in, run) if run.is_alone else _apart(database, batches, take_in, run, how)
    )
    if received and run.taken:
        with database.writing() as session:
            _keep_original(session, min(run.taken), received)


def _together(
    database: Database, batches: Iterable[list[Row | BadRow]], take_in: TakeIn, run: RowRun
) -> Iterator[Tally]:
    """All rows in one transaction."""
    with database.writing() as session, indexes_last(session, table_of(Incident), table_of(Source)):
        for batch in batches:
            yield take_in(session, batch)
        _note_rows(session, run)


def _apart(
    database: Database, batches: Iterable[list[Row | BadRow]], take_in: TakeIn, run: RowRun, how: How
) -> Iterator[Tally]:
    """A transaction for each batch."""
    for batch in batches:
        with _transaction(database, how) as session:
            tally = take_in(session, batch)
        yield tally
    if run.taken:
        with database.writing() as session:
            _note_rows(session, run)


def _keep_original(session: Session, report_id: int, received: Received) -> None:
    """With the first of the reports of a file; it may hold rows of others, so only the coordinator may fetch it."""
    if session.get(ReportOriginal, report_id) is None:
        original = Original(received.name, received.media_type, received.path.read_bytes())
        session.get_one(Report, report_id).original = kept_original(original)


def _set_aside(bad: list[BadRow], path: Path | None, language: str) -> None:
    if bad and path:
        with path.open("ab") as out:
            write_bad_rows(out, bad, language)


def _note_rows(session: Session, run: RowRun) -> None:
    for report_id, number in sorted(run.taken.items()):
        events.record(session, "imported", "report", report_id, {"incidents": (0, number)}, run.by)


def _is_very_much(session: Session, size: int) -> bool:
    """So many rows that making the indexes of all incidents anew is quicker than keeping them up row by row."""
    if size < VERY_LARGE or not can_index_last(session):
        return False
    return (session.scalar(select(func.count()).select_from(Incident)) or 0) < 3 * size / BYTES_A_ROW


def _transaction(database: Database, how: How) -> AbstractContextManager[Session]:
    return database.writing() if how.keep else database.reading()


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    items = iter(items)
    # The garbage collector would go through the hundred thousand records of each batch again and again, a third of the
    # time; none of them is garbage before its batch is written, and then none is in a cycle.
    gc.disable()
    try:
        while batch := list(islice(items, size)):
            yield batch
    finally:
        gc.enable()


def _size(file: BinaryIO) -> int:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return size


def _hash(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
