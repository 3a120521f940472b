"""Reading a table of incidents in: good rows and bad ones, where they are, and what a second run leaves alone."""

import io

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app import schema
from app.arrivals import sha256_of
from app.db import Database
from app.intake import runs
from app.intake.actions.rows import File, RowRun, take_in_rows
from app.intake.rules import UnknownOrganisationError
from app.intake.tally import Tally
from app.models import Event, Incident, Report, ReportKind
from geo.points import LocationPrecision
from reports.incoming.errors import UnreadableFileError
from reports.incoming.tables.table import read_rows
from tests.factories import Town, make_incident, make_organisation, make_place, make_report, make_town
from tests.web.intake_files import KEEP, TELL, read_rows_in

HEADER = "datum;tid;kategori;plats;lat;lon;kommundel;text;källa;id\n"
GOOD = "2026-11-18;22.15;Trafik och buskörning;;;;;Moped på gångväg;;\n"


@pytest.fixture(autouse=True)
def reporters(session: Session, town: Town) -> None:
    town.police.key, town.guards.key = "polisen", "vaktare"
    make_place(session, "Provtorget", town.in_west, town.west)
    session.flush()


def table(*rows: str) -> str:
    return HEADER + "".join(f"{row}\n" for row in rows)


def row(where: str = ";;;", what: str = "trafik", told: str = "Text", source: str = "", own_id: str = "") -> str:
    return f"2026-11-18;22.15;{what};{where};{told};{source};{own_id}"


def incidents(session: Session) -> list[Incident]:
    session.expire_all()
    return list(session.scalars(select(Incident).order_by(Incident.id)))


def test_rows_become_incidents_of_one_report(session, database, town):
    tally = read_rows_in(database, table(row(told="Moped"), row(told="Buss")))
    first, second = incidents(session)
    report = first.sources[0].report
    assert tally.outcomes == {"new": 2}
    assert [first.summary, second.summary] == ["Moped", "Buss"]
    assert (report.kind, report.organisation, report.title) == (ReportKind.FILE, town.police, "rader.csv")
    assert [source.start for source in report.sources] == [2, 3]


def test_bad_rows_are_told_and_set_aside_and_the_others_read(session, database, tmp_path):
    aside = tmp_path / "felrader.csv"
    rows = table(row(), row(what="finns ej"), ";;trafik;;;;;;;", row())
    tally = read_rows_in(database, rows, bad_rows=aside)
    assert tally.outcomes == {"new": 2, "bad": 2}
    assert [fault.reason for fault in tally.faults] == [
        "Raden 3: kategorin ”finns ej” finns inte.",
        "Raden 4 saknar datum.",
    ]
    assert aside.read_text("utf-8-sig").splitlines()[0] == "fel;" + HEADER.strip()
    assert len(aside.read_text("utf-8-sig").splitlines()) == 3


def test_a_category_in_free_words_is_read_where_they_are_sure(session, database):
    rows = table(row(what="Singelolycka med moped, en skadad", told=""), row(what="Något konstigt", told=""))
    assert read_rows_in(database, rows).outcomes == {"new": 1, "bad": 1}
    [incident] = incidents(session)
    assert (incident.category.code, incident.summary) == ("trafik", "Singelolycka med moped, en skadad")


def test_the_mended_rows_can_be_read(session, database, tmp_path):
    aside = tmp_path / "felrader.csv"
    read_rows_in(database, table(row(), row(what="finns ej")), bad_rows=aside)
    mended = aside.read_text("utf-8-sig").replace("finns ej", "trafik", 2).replace("trafik”", "finns ej”", 1)
    assert read_rows_in(database, mended).outcomes == {"new": 1}


def test_where_a_row_says_that_it_was(session, database, town):
    east = f"{town.in_east.lat};{town.in_east.lon}"
    places = [f";{east};Väst", "Provtorget;;;", "Provtorget;;;Öst", "källaren;;;Öst", ";;;väst", "källaren;;;", ";;;"]
    read_rows_in(database, table(*map(row, places)))
    found = [(one.lonlat, one.precision.value, one.district and one.district.key) for one in incidents(session)]
    assert found == [
        (town.in_east, "point", "ost"),
        (town.in_west, "place", "vast"),
        (None, "district", "ost"),
        (None, "district", "ost"),
        (None, "district", "vast"),
        (None, "municipality", None),
        (None, "unknown", None),
    ]


def test_place_words_are_kept_as_they_stand(session, database):
    read_rows_in(database, table(row("källaren;;;Öst"), row(f"{'x' * 400};;;")))
    assert [len(incident.place_words or "") for incident in incidents(session)] == [8, 300]


def test_a_point_outside_all_districts_has_none(session, database, town):
    read_rows_in(database, table(row(f";{town.outside.lat};{town.outside.lon};")))
    [incident] = incidents(session)
    assert (incident.lonlat, incident.district) == (town.outside, None)


def test_a_sensitive_row_keeps_the_district_alone(session, database, town):
    read_rows_in(database, table(row(f"Provtorget;{town.in_west.lat};{town.in_west.lon};", what="nara_relation")))
    [incident] = incidents(session)
    assert (incident.lonlat, incident.place_words, incident.district) == (None, None, town.west)
    assert incident.precision is LocationPrecision.DISTRICT


def test_each_row_may_name_who_reports_it(session, database, town):
    tally = read_rows_in(
        database, table(row(source="Väktarna"), row(source="polisen"), row(), row(source="Ingen")), source=""
    )
    reporters = [incident.sources[0].report.organisation for incident in incidents(session)]
    assert reporters == [town.guards, town.police] or reporters == [town.police, town.guards]
    assert [fault.reason.split(".")[0] for fault in tally.faults] == [
        "Raden 4 saknar källa",
        "Raden 5: källan ”Ingen” finns inte bland organisationerna",
    ]


def test_the_same_file_again_adds_nothing(session, database):
    rows = table(row(), row(), row(source="Väktarna"))
    read_rows_in(database, rows)
    assert read_rows_in(database, rows).outcomes == {"known": 3}
    assert len(incidents(session)) == 3


def test_two_rows_alike_are_two_incidents(session, database):
    assert read_rows_in(database, table(row(), row())).outcomes == {"new": 2}


def test_a_rows_own_id_is_recognised_in_another_file(session, database):
    read_rows_in(database, table(row(own_id="A1"), row(own_id="A2")))
    again = table(row(own_id="A2", told="En annan text"), row(own_id="A3"), row(own_id="A3"))
    assert read_rows_in(database, again).outcomes == {"new": 1, "known": 2}


def test_two_organisations_may_use_the_same_id(session, database):
    rows = table(row(own_id="A1", source="polisen"), row(own_id="A1", source="vaktare"))
    assert read_rows_in(database, rows).outcomes == {"new": 2}


def test_a_run_that_was_broken_off_is_mended_by_the_next(session, database, monkeypatch):
    monkeypatch.setattr(runs, "ROWS_A_BATCH", 2)
    rows = table(*(row(told=f"Nummer {number}") for number in range(5))).encode()
    broken = runs.import_rows(database, io.BytesIO(rows), "rader.csv", KEEP, "polisen")
    next(broken)
    broken.close()
    assert len(incidents(session)) == 2
    assert read_rows_in(database, rows).outcomes == {"new": 3, "known": 2}
    assert [one.summary for one in incidents(session)] == [f"Nummer {number}" for number in range(5)]


def test_two_runs_of_a_very_large_file_at_once_double_nothing(session, database):
    """Both are prepared, and go alone, before either has written."""
    content = table(*(row() for _ in range(5)))
    late = RowRun.prepare(session, File("rader.csv", sha256_of(content.encode())), source="polisen", is_alone=True)
    assert late.is_alone
    assert read_rows_in(database, content).outcomes == {"new": 5}
    tally = Tally()
    take_in_rows(session, read_rows(io.BytesIO(content.encode())), late, tally, keep=True)
    assert tally.outcomes == {"known": 5}


def test_without_keeping_it_only_tells(session, database):
    rows = table(row("Provtorget;;;"), row(what="finns ej"))
    told = read_rows_in(database, rows, how=TELL)
    assert told.outcomes == {"new": 1, "bad": 1}
    assert (told.districts, told.precisions, told.organisations) == ({"vast": 1}, {"place": 1}, {"Polisen": 1})
    assert [example.place for example in told.first] == ["Provtorget"]
    assert session.scalar(select(func.count()).select_from(Report)) == 0


def test_windows_characters_are_read(session, database):
    read_rows_in(database, table(row("källaren på Östra;;;", told="Påkörd älg")).encode("cp1252"))
    [incident] = incidents(session)
    assert (incident.place_words, incident.summary) == ("källaren på Östra", "Påkörd älg")


def test_a_row_without_text_is_told_by_its_category(session, database):
    read_rows_in(database, table(row(told="", what="Trafik och buskörning")))
    assert incidents(session)[0].summary == "Trafik och buskörning"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 [Content_Types].xml", b"namn;telefon\nx;y\n"])
def test_a_file_that_is_no_table_is_refused(database: Database, content: bytes):
    with pytest.raises(UnreadableFileError):
        read_rows_in(database, content)


def test_an_unknown_organisation_is_said(database: Database):
    with pytest.raises(UnknownOrganisationError, match=r"okänd.*vaktare"):
        read_rows_in(database, table(row()), source="okänd")


def test_an_event_tells_of_each_report(session, database):
    read_rows_in(database, table(row(), row(), row(source="Väktarna")))
    events = session.scalars(select(Event).where(Event.verb == "imported").order_by(Event.id))
    assert sorted(event.changes["incidents"][1] for event in events) == [1, 2]


def test_very_many_rows_go_in_as_one_and_leave_the_tables_as_they_were(own_database, monkeypatch):
    """On PostGIS indexes and foreign keys are made anew: all of them, under their own names."""
    monkeypatch.setattr(runs, "VERY_LARGE", 0)
    with own_database.writing() as session:
        town = make_town(session)
        make_incident(session, report=make_report(session, organisation=town.guards))
        make_organisation(session, key="polisen")
    before = constraints(own_database)
    rows = table(*(row(f";{town.in_west.lat};{town.in_west.lon};", own_id=str(number)) for number in range(300)))
    assert read_rows_in(own_database, rows).outcomes == {"new": 300}
    assert read_rows_in(own_database, rows).outcomes == {"known": 300}
    assert constraints(own_database) == before
    with own_database.engine.connect() as connection:
        assert schema.differences(connection) == []


def test_very_many_rows_that_fail_leave_nothing(own_database, monkeypatch):
    monkeypatch.setattr(runs, "VERY_LARGE", 0)
    monkeypatch.setattr(runs, "ROWS_A_BATCH", 2)
    with own_database.writing() as session:
        make_town(session)
        make_organisation(session, key="polisen")
    before = constraints(own_database)
    content = table(*(row() for _ in range(7))).encode()
    run = runs.import_rows(own_database, io.BytesIO(content), "rader.csv", KEEP, "polisen")
    next(run)
    run.close()
    is_whole = own_database.engine.dialect.name == "postgresql"
    assert constraints(own_database) == before
    with own_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Incident)) == (0 if is_whole else 2)


def constraints(database: Database) -> list[tuple[str, ...]]:
    if database.engine.dialect.name != "postgresql":
        return []
    query = text(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' "
        "UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2"
    )
    with database.engine.connect() as connection:
        return [tuple(found) for found in connection.execute(query)]
