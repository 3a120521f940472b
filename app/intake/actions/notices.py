"""Takes in the police's public notices, a batch at a time: new ones, and those whose text has changed since."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app import logbook
from app.bulk import Columns, insert_columns, next_ids
from app.incidents.rules import LIVING
from app.intake.queries.earlier import KnownNotice, is_revised_by_hand, known_notices, police, police_types
from app.intake.tally import Outcome, Tally
from app.logbook import Lookups
from app.models import Channel, IncidentStatus, Organisation, PoliceType, Report, ReportKind, Source, User
from app.privacy import number_masked
from app.readers import place_reader
from reports.incoming.drafts import DraftIncident
from reports.incoming.notices.polisen import UNKNOWN_CATEGORY, Notice, concerns, draft_from, is_incident
from reports.incoming.places.reader import PlaceReader


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose notices are wanted; see `reports.incoming.notices.polisen.concerns`."""

    names: tuple[str, ...]
    towns: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()

    @classmethod
    def here(cls, places: PlaceReader) -> "Wanted":
        return cls(places.municipality_names, places.district_names, places.neighbours)


@dataclass
class NoticeRun:
    """What notices are read against, gathered once for a whole run. `wanted` is None for those of all Sweden."""

    police: Organisation
    look: Lookups
    places: PlaceReader
    types: dict[str, str]
    unmapped: set[str]
    wanted: Wanted | None
    status: IncidentStatus
    by: User | None
    channel: Channel

    @classmethod
    def prepare(
        cls,
        session: Session,
        channel: Channel = Channel.FILE,
        *,
        municipality: str = "",
        status: IncidentStatus = IncidentStatus.CONFIRMED,
        by: User | None = None,
    ) -> "NoticeRun":
        """`municipality` is empty for that of this installation, "all", or the name of another.

        Raises UnknownOrganisationError where the police are no organisation here.
        """
        places, (types, unmapped) = place_reader(session), police_types(session)
        other = None if municipality == "all" else Wanted((municipality,))
        wanted = other if municipality else Wanted.here(places)
        return cls(police(session), logbook.lookups(session), places, types, unmapped, wanted, status, by, channel)

    def draft(self, notice: Notice) -> DraftIncident:
        return draft_from(notice, self.places, self.types)

    def is_wanted(self, notice: Notice) -> bool:
        wanted = self.wanted
        return wanted is None or concerns(notice, wanted.names, wanted.towns, wanted.neighbours)


def take_in_notices(session: Session, notices: Sequence[Notice], run: NoticeRun, tally: Tally, *, keep: bool) -> None:
    """Count what becomes of each notice and, where `keep`, do it. No id may stand twice in one batch."""
    if keep:
        logbook.take_turns(session, run.police.id)
    ours = [notice for notice in notices if run.is_wanted(notice)]
    incidents = [notice for notice in ours if is_incident(notice)]
    tally.count(Outcome.ELSEWHERE, len(notices) - len(ours))
    tally.count(Outcome.NO_INCIDENT, len(ours) - len(incidents))
    known = known_notices(session, run.police, [str(notice.id) for notice in incidents])
    _add(session, [notice for notice in incidents if str(notice.id) not in known], run, tally, keep=keep)
    for notice in incidents:
        if earlier := known.get(str(notice.id)):
            tally.count(_update(session, earlier, notice, run, keep=keep))


def _add(session: Session, notices: Sequence[Notice], run: NoticeRun, tally: Tally, *, keep: bool) -> None:
    _learn_types(session, notices, run, keep=keep)
    tally.unknown_types.update(notice.type for notice in notices if notice.type in run.unmapped)
    read = [run.draft(notice) for notice in notices]
    drafts = logbook.settle_drafts(read, run.look)
    tally.masked += number_masked(read, drafts)
    tally.add_new(drafts, run.police.name)
    if keep:
        table = logbook.table_of(Report)
        ids = next_ids(session, table, len(notices))
        insert_columns(session, table, {"id": ids, **_report_columns(notices, run)})
        logbook.log_settled(session, drafts, ids, run.status, run.look)


def _report_columns(notices: Sequence[Notice], run: NoticeRun) -> Columns:
    return {
        "organisation_id": run.police.id,
        "kind": ReportKind.NOTICE.value,
        "external_id": [str(notice.id) for notice in notices],
        "title": [_title(notice) for notice in notices],
        "raw_text": [notice.text for notice in notices],
        "url": [notice.url[:500] for notice in notices],
        "received_at": [notice.published for notice in notices],
        "entered_by_id": run.by.id if run.by else None,
        "channel": run.channel.value,
    }


def _title(notice: Notice) -> str:
    return notice.name[:300]


def _learn_types(session: Session, notices: Sequence[Notice], run: NoticeRun, *, keep: bool) -> None:
    """A type never seen before counts as "övrigt" until somebody maps it; it stops no import."""
    new = {notice.type for notice in notices if notice.type} - run.types.keys()
    run.types.update(dict.fromkeys(new, UNKNOWN_CATEGORY))
    run.unmapped |= new
    if keep and new:
        category_id = run.look.categories[UNKNOWN_CATEGORY]
        labels = sorted({label[:120] for label in new} - police_types(session)[0].keys())
        session.add_all(PoliceType(label=label, category_id=category_id, is_mapped=False) for label in labels)
        session.flush()


def _update(session: Session, known: KnownNotice, notice: Notice, run: NoticeRun, *, keep: bool) -> Outcome:
    """Follow a changed notice. What somebody has changed by hand since, or taken away, stays as it is."""
    if (known.title, known.raw_text) == (_title(notice), notice.text):
        return Outcome.KNOWN
    report = session.get_one(Report, known.id)
    is_ours = all(_is_ours(session, source) for source in report.sources)
    if keep:
        if is_ours:
            for source in report.sources:
                _follow(session, source, run.draft(notice), run)
        report.title, report.raw_text, report.url = _title(notice), notice.text, notice.url[:500]
        session.flush()
    return Outcome.UPDATED if is_ours else Outcome.BY_HAND


def _is_ours(session: Session, source: Source) -> bool:
    return source.incident.status in LIVING and not is_revised_by_hand(session, source.incident)


def _follow(session: Session, source: Source, draft: DraftIncident, run: NoticeRun) -> None:
    logbook.revise_incident(session, source.incident, draft, run.by, run.look, verb="updated")
    source.start, source.end = draft.passage
