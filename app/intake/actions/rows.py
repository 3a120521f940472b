"""Takes in rows of a table, a batch at a time: the good ones become incidents, the bad ones are told."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy.orm import Session

from app import logbook
from app.intake.queries import earlier
from app.intake.row_places import RowPlaces
from app.intake.tally import Outcome, Tally
from app.logbook import Lookups
from app.models import Channel, IncidentStatus, Organisation, Report, ReportKind, User
from app.places.queries import districts
from app.privacy import number_masked
from app.readers import category_of_label, category_reader, place_reader
from geo.spelling import fold
from reports.incoming.drafts import DraftIncident
from reports.incoming.reading import Confidence, Passage
from reports.incoming.tables.row_errors import RowError
from reports.incoming.tables.rows import SWEDEN, Area, ImportRow, Vocabulary, parse_row
from reports.incoming.tables.table import BadRow, Row

_folded = lru_cache(maxsize=1024)(fold)


class Reporter(NamedTuple):
    """An organisation: asked for at every row, so it is no row of the database that looks up its own columns."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class File:
    """The file that is read: its name, and a hash that recognises it when it comes again."""

    name: str
    sha256: str

    @property
    def external_id(self) -> str:
        return f"sha256:{self.sha256}"


@dataclass(frozen=True, slots=True)
class RowRun:
    """What rows are read against, gathered once for a whole run. `source` reports the rows that name nobody.

    `is_alone`: the run is one transaction that nobody else can write beside, and nothing of the file is here yet.
    """

    file: File
    source: Reporter | None
    reporters: Mapping[str, Reporter]
    vocabulary: Vocabulary
    places: RowPlaces
    look: Lookups
    status: IncidentStatus
    by: User | None
    is_alone: bool
    taken: Counter[int] = field(default_factory=Counter)
    """How many incidents were taken in, by the id of their report."""
    own: set[int] = field(default_factory=set)
    """The reports that this run has made: another run of the same file may have made one since it was prepared."""

    @classmethod
    def prepare(
        cls,
        session: Session,
        file: File,
        *,
        source: str = "",
        status: IncidentStatus = IncidentStatus.CONFIRMED,
        by: User | None = None,
        area: Area = SWEDEN,
        is_alone: bool = False,
    ) -> "RowRun":
        """`source` is an organisation's key, `area` where points must lie. Raises UnknownOrganisationError."""
        names = {district.key: district.name for district in districts(session)}
        known = earlier.reporting_organisations(session)
        chosen = earlier.organisation(session, source) if source else None
        look = logbook.lookups(session)
        vocabulary = Vocabulary(
            category_of_label(session),
            {fold(word): key for key, name in names.items() for word in (key, name)},
            area=area,
            reads=_sure_category(session, look.categories),
        )
        return cls(
            file,
            Reporter(chosen.id, chosen.name) if chosen else None,
            {fold(word): Reporter(one.id, one.name) for one in known for word in (one.key, one.name)},
            vocabulary,
            RowPlaces(place_reader(session), names, look.areas),
            look,
            status,
            by,
            is_alone and not earlier.is_file_known(session, file.external_id),
        )

    def drafts(self, rows: Sequence[ImportRow], tally: Tally) -> list[DraftIncident]:
        """What the rows tell, with whereabouts and texts as they are kept."""
        within = self.look.areas_of([row.point for row in rows])
        places = [self.places.of(row, district) for row, district in zip(rows, within, strict=True)]
        drafts = [
            DraftIncident(
                row.when,
                where,
                row.category,
                row.text or row.category_words,
                row.certainty,
                row.quantity,
                (row.line, row.line + 1),
                row.case_number,
            )
            for row, where in zip(rows, places, strict=True)
        ]
        settled = logbook.settle_drafts(drafts, self.look, [where.district for where in places])
        tally.masked += number_masked(drafts, settled)
        return settled

    def reporter(self, row: ImportRow) -> Reporter:
        """Who tells of a row. Raises RowError."""
        if row.source:
            reporter = self.reporters.get(_folded(row.source))
            if reporter is None:
                raise RowError(row.line, "unknown_source", value=row.source)
            return reporter
        if self.source is None:
            raise RowError(row.line, "source_missing")
        return self.source


def _sure_category(session: Session, known: Collection[str]) -> Callable[[str], str | None]:
    """Reads a category from a row's own words where no name of one stands; None where it is not sure."""
    reader = category_reader(session)

    @lru_cache(maxsize=1024)
    def read(words: str) -> str | None:
        found = reader.read_passage(Passage(words, 0, 0, len(words)))
        if found.basis.confidence is not Confidence.SURE:
            return None
        return next((code for code in (found.code, found.code.partition(".")[0]) if code in known), None)

    return read


def take_in_rows(
    session: Session, rows: Iterable[Row | BadRow], run: RowRun, tally: Tally, *, keep: bool
) -> list[BadRow]:
    """Count what becomes of each row and, where `keep`, do it; gives the bad ones."""
    good, bad = _read(rows, run)
    for reporter in sorted(good):  # in one order, so that two imports never wait for each other in a ring
        _take_in(session, reporter, good[reporter], run, tally, keep=keep)
    return bad


def _read(rows: Iterable[Row | BadRow], run: RowRun) -> tuple[dict[Reporter, list[ImportRow]], list[BadRow]]:
    """The rows that can be read, by who tells of them, and the bad ones."""
    good: dict[Reporter, list[ImportRow]] = defaultdict(list)
    bad: list[BadRow] = []
    for row in rows:
        if isinstance(row, BadRow):
            bad.append(row)
            continue
        try:
            read = parse_row(row, run.vocabulary)
            good[run.reporter(read)].append(read)
        except RowError as error:
            bad.append(BadRow(row, error))
    return good, bad


def _take_in(
    session: Session, reporter: Reporter, rows: Sequence[ImportRow], run: RowRun, tally: Tally, *, keep: bool
) -> None:
    if keep:
        logbook.take_turns(session, reporter.id)
    report = earlier.report_of_file(session, reporter.id, run.file.external_id)
    new = list(_new(session, reporter, report, rows, run))
    drafts = run.drafts(new, tally)
    tally.count(Outcome.KNOWN, len(rows) - len(new))
    tally.add_new(drafts, reporter.name)
    if keep and new:
        report = report or _receive(session, reporter, run)
        logbook.log_settled(session, drafts, report.id, run.status, run.look, [*map(_own_id, new)])
        run.taken[report.id] += len(new)


def _own_id(row: ImportRow) -> str | None:
    return row.external_id and row.external_id[:200]


def _receive(session: Session, reporter: Reporter, run: RowRun) -> Report:
    report, is_new = logbook.receive_report(
        session,
        session.get_one(Organisation, reporter.id),
        ReportKind.FILE,
        external_id=run.file.external_id,
        title=run.file.name[:300],
        received_at=datetime.now(UTC),
        channel=Channel.FILE,
        entered_by_id=run.by.id if run.by else None,
    )
    if is_new:
        run.own.add(report.id)
    return report


def _new(
    session: Session, reporter: Reporter, report: Report | None, rows: Sequence[ImportRow], run: RowRun
) -> Iterator[ImportRow]:
    """Those that are not here: neither by the sender's own id, nor as this line of this file."""
    lines: set[int] = set()
    if report and not (run.is_alone and report.id in run.own):
        lines = earlier.known_lines(session, report, rows[0].line, rows[-1].line)
    ids = earlier.known_ids(session, reporter.id, {row.external_id[:200] for row in rows if row.external_id})
    for row in rows:
        if row.line in lines or (row.external_id and _own_id(row) in ids):
            continue
        if row.external_id:
            ids.add(_own_id(row))
        yield row
