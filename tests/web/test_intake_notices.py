"""Reading the police's notices in: what becomes an incident, and what a second run leaves alone."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import Database
from app.intake.queries.earlier import police
from app.intake.rules import UnknownOrganisationError
from app.intake.runs import import_notices
from app.logbook import revise_incident
from app.models import (
    Category,
    Event,
    Incident,
    IncidentStatus,
    OrganisationKind,
    PoliceType,
    Report,
    ReportKind,
    Source,
)
from geo.points import LocationPrecision
from reports.incoming.drafts import DraftIncident, Interval, Whereabouts
from reports.incoming.errors import UnreadableFileError
from tests.factories import NOON, Town, make_incident, make_organisation, make_place, make_report, make_user
from tests.web.intake_files import KEEP, TELL, as_lines, by, last, notice, read_notices_in

DATA = Path(__file__).parents[3] / "shared" / "data" / "polisen"


@pytest.fixture(autouse=True)
def place(session: Session, town: Town) -> None:
    """What an import presumes: the police's feed as an organisation, a type, a place."""
    make_organisation(session, key="polisen-se", name="Polisens öppna notiser", kind=OrganisationKind.POLICE)
    trafik = session.scalars(select(Category).where(Category.code == "trafik")).one()
    session.add(PoliceType(label="Trafikolycka", category=trafik))
    make_place(session, "Provtorget", town.in_west, town.west)


def incidents(session: Session) -> list[Incident]:
    session.expire_all()
    return list(session.scalars(select(Incident).order_by(Incident.id)))


def number_of(session: Session, model: Any) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_notice_becomes_an_incident_at_the_place_in_its_text(session, database, town):
    tally = read_notices_in(database, notice())
    [incident] = incidents(session)
    assert tally.outcomes == {"new": 1}
    assert incident.lonlat == town.in_west
    assert incident.district == town.west
    assert incident.place_words == "Provtorget"
    assert incident.category.code == "trafik"
    assert incident.status is IncidentStatus.CONFIRMED
    [source] = incident.sources
    assert (source.report.kind, source.report.external_id) == (ReportKind.NOTICE, "1")
    assert source.report.raw_text[source.start : source.end] == source.report.raw_text == incident.summary


def test_the_feeds_centre_point_is_never_used(session, database):
    read_notices_in(database, notice(summary="En bil har kört av vägen."))
    [incident] = incidents(session)
    assert incident.lonlat is None
    assert incident.precision is LocationPrecision.MUNICIPALITY


def test_notices_of_other_municipalities_are_left_out(session, database):
    elsewhere = notice(2, name="18 november 05.56, Trafikolycka, Annanstad", location={"name": "Annanstad"})
    assert read_notices_in(database, notice(), elsewhere).outcomes == {"new": 1, "elsewhere": 1}
    assert read_notices_in(database, elsewhere, municipality="Annanstad").outcomes == {"new": 1}
    assert number_of(session, Incident) == 2


def test_all_municipalities_may_be_wanted_and_then_have_no_place_of_ours(session, database):
    read_notices_in(
        database,
        notice(name="18 november 05.56, Trafikolycka, Annanstad", location={"name": "Annanstad"}),
        municipality="all",
    )
    [incident] = incidents(session)
    assert (incident.lonlat, incident.district_id) == (None, None)


def test_what_is_no_incident_is_counted_and_left_out(session, database):
    tally = read_notices_in(database, notice(), notice(2, type="Sammanfattning natt"))
    assert tally.outcomes == {"new": 1, "no_incident": 1}
    assert number_of(session, Report) == 1


def test_a_broken_row_is_told_with_its_line_and_stops_nothing(session, database):
    tally = read_notices_in(database, notice(1), b'{"id": 2, ', notice(3, name=""), notice(4))
    assert tally.outcomes == {"new": 2, "bad": 2}
    assert [fault.reason for fault in tally.faults] == ["Rad 2 är inte giltig JSON.", "Rad 3 saknar name."]


def test_a_second_run_adds_nothing(session, database):
    rows = [notice(1), notice(2, summary="En annan bil.")]
    read_notices_in(database, *rows)
    assert read_notices_in(database, *rows).outcomes == {"known": 2}
    assert [number_of(session, model) for model in (Incident, Report, Source)] == [2, 2, 2]


def test_an_id_that_stands_twice_in_a_file_is_one_incident(session, database):
    tally = read_notices_in(database, notice(), notice(summary="En bil har kört mot en stolpe."))
    assert tally.outcomes == {"new": 1, "known": 1}
    assert [incident.summary for incident in incidents(session)] == ["En bil har kört mot en stolpe."]


def test_a_changed_text_changes_the_report_and_its_incident(session, database, town):
    make_place(session, "Nytorget", town.in_east, town.east)
    read_notices_in(database, notice())
    tally = read_notices_in(database, notice(summary="Två bilar har krockat vid Nytorget."))
    [incident] = incidents(session)
    assert tally.outcomes == {"updated": 1}
    assert (incident.summary, incident.district) == ("Två bilar har krockat vid Nytorget.", town.east)
    [source] = incident.sources
    assert source.report.raw_text[source.start : source.end] == "Två bilar har krockat vid Nytorget."
    assert "updated" in session.scalars(select(Event.verb).where(Event.subject == "incident"))


def test_what_somebody_changed_by_hand_stays(session, database):
    user = make_user(session)
    read_notices_in(database, notice())
    [incident] = incidents(session)
    where = Whereabouts(precision=LocationPrecision.UNKNOWN)
    revise_incident(session, incident, DraftIncident(Interval(NOON), where, "ovrigt", "Rättad"), user)
    tally = read_notices_in(database, notice(summary="Två bilar har krockat."), how=by(user))
    [incident] = incidents(session)
    assert tally.outcomes == {"by_hand": 1}
    assert incident.summary == "Rättad"
    assert incident.sources[0].report.raw_text == "Två bilar har krockat."


def test_an_update_by_upload_is_no_change_by_hand(session, database):
    user = make_user(session)
    read_notices_in(database, notice(), how=by(user))
    read_notices_in(database, notice(summary="Först."), how=by(user))
    assert read_notices_in(database, notice(summary="Sedan."), how=by(user)).outcomes == {"updated": 1}


def test_a_withdrawn_incident_stays_withdrawn_and_as_it_is(session, database):
    read_notices_in(database, notice())
    [incident] = incidents(session)
    incident.status = IncidentStatus.WITHDRAWN
    session.flush()
    assert read_notices_in(database, notice(summary="Ny text.")).outcomes == {"by_hand": 1}
    assert incidents(session)[0].summary != "Ny text."


def test_an_unknown_type_counts_as_other_until_it_is_mapped(session, database):
    tally = read_notices_in(
        database, notice(type="Nytt slags brott", name="18 november 05.56, Nytt slags brott, Provstad")
    )
    [incident] = incidents(session)
    kept = session.scalars(select(PoliceType).where(PoliceType.label == "Nytt slags brott")).one()
    assert (incident.category.code, kept.is_mapped) == ("ovrigt", False)
    assert tally.unknown_types == {"Nytt slags brott": 1}


def test_without_keeping_it_only_tells(session, database):
    read_notices_in(database, notice(1))
    before = [number_of(session, model) for model in (Incident, Report, PoliceType, Event)]
    rows = [notice(1, summary="Ny text."), notice(2), notice(3, type="Okänd typ")]
    told = read_notices_in(database, *rows, how=TELL)
    assert told.outcomes == {"updated": 1, "new": 2}
    assert [number_of(session, model) for model in (Incident, Report, PoliceType, Event)] == before
    assert read_notices_in(database, *rows).outcomes == told.outcomes


def test_one_event_tells_of_the_run(session, database):
    user = make_user(session)
    read_notices_in(database, notice(1), notice(2), how=by(user))
    [event] = session.scalars(select(Event).where(Event.verb == "imported"))
    assert (event.user_id, event.subject, event.changes["new"]) == (user.id, "organisation", [0, 2])


def test_another_reports_incident_is_no_notice(session, database):
    """The same id from another organisation is another thing."""
    make_incident(session, report=make_report(session, organisation=police(session), external_id="manual:1"))
    assert read_notices_in(database, notice(1)).outcomes == {"new": 1}


def test_without_the_organisation_it_is_said(session, database):
    police(session).key = "annan"
    session.flush()
    with pytest.raises(UnknownOrganisationError, match="polisen-se"):
        read_notices_in(database, notice())


def test_a_damaged_archive_is_refused(database: Database, tmp_path: Path):
    path = tmp_path / "notiser.jsonl.gz"
    path.write_bytes(gzip.compress(as_lines(*(notice(number) for number in range(500))))[:-200])
    with path.open("rb") as file, pytest.raises(UnreadableFileError, match="damaged"):
        last(import_notices(database, file, KEEP))


@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data/polisen, the real notices, is not here")
def test_the_polices_own_answer_can_be_read(session: Session, database: Database):
    with (DATA / "api_response_500.json").open("rb") as file:
        tally = last(import_notices(database, file, KEEP, "all"))
    assert tally.read == 500
    assert tally.outcomes["bad"] == 0
    assert tally.outcomes["new"] > 300
    assert number_of(session, Incident) == tally.outcomes["new"]
