"""The commands that read files in: what they print, and what they say when something is wrong."""

import gzip
import threading
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import create_app
from app.config import Settings
from app.db import Database
from app.logbook import take_turns
from app.models import Incident, IncidentStatus, Organisation, OrganisationKind
from tests.factories import Town, make_organisation, make_place, make_town
from tests.web.intake_files import as_lines, notice

TABLE = "datum;tid;kategori;plats\n2026-11-18;22.15;trafik;Provtorget\n;;trafik;\n2026-11-18;;ovrigt;\n"


@pytest.fixture(autouse=True)
def reporters(session: Session, town: Town) -> None:
    town.guards.key = "vaktare"
    make_organisation(session, key="polisen-se", name="Polisens öppna notiser", kind=OrganisationKind.POLICE)
    make_place(session, "Provtorget", town.in_west, town.west)


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=[str(argument) for argument in arguments])


def number_of_incidents(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Incident)) or 0


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "händelser.csv"
    path.write_text(TABLE)
    return path


def test_a_table_is_tried_before_anything_is_read_in(app, session, table):
    result = run(app, "import-csv", table, "--source", "vaktare")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Raden 3 saknar datum.",
        "Inget är inläst än. Så här blir det med --commit:",
        "  2 nya händelser",
        "  1 rad går inte att läsa",
        "Kategori: Trafik och buskörning 1, Övrigt 1",
        "Kommundel: Väst 1, ingen kommundel 1",
        "Plats: namngiven plats 1, okänd plats 1",
        "Källa: Väktarna 2",
        "  onsdag 18 november kl. 22.15 · Trafik och buskörning · Provtorget, Väst",
        "  onsdag 18 november, tid okänd · Övrigt · ingen kommundel",
    ]
    assert number_of_incidents(session) == 0
    assert not list(table.parent.glob("*felrader*"))


def test_the_good_rows_are_read_in_and_the_bad_ones_set_aside(app, session, table):
    result = run(app, "import-csv", table, "--commit", "--source", "vaktare")
    aside = table.parent / "händelser.felrader.csv"
    assert result.stdout.splitlines()[-1] == (
        f"Raden 3 saknar datum. De andra 2 raderna är inlästa; de felaktiga finns i {aside}."
    )
    assert aside.read_text("utf-8-sig").splitlines()[1] == "Raden 3 saknar datum.;;;trafik;"
    assert number_of_incidents(session) == 2


def test_bad_rows_of_last_time_are_not_written_over(app, table):
    for _ in range(2):
        run(app, "import-csv", table, "--commit", "--source", "vaktare")
    assert len(list(table.parent.glob("händelser.felrader*.csv"))) == 2


def test_bad_rows_may_be_written_elsewhere(app, table, tmp_path):
    run(app, "import-csv", table, "--commit", "--bad-rows", tmp_path / "fel.csv")
    assert len((tmp_path / "fel.csv").read_text("utf-8-sig").splitlines()) == 4


def test_rows_may_come_in_as_drafts(app, session, table):
    run(app, "import-csv", table, "--commit", "--source", "vaktare", "--status", "draft")
    assert set(session.scalars(select(Incident.status))) == {IncidentStatus.DRAFT}


def test_an_unreadable_file_is_explained_without_a_trace(app, tmp_path):
    path = tmp_path / "tom.csv"
    path.touch()
    result = run(app, "import-csv", path)
    assert result.exit_code == 1
    assert result.stderr == "Error: Filen är tom. Kontrollera att rätt fil är vald.\n"


def test_notices_are_read_from_a_compressed_file(app, session, tmp_path):
    path = tmp_path / "notiser.gz"
    elsewhere = notice(2, name="18 november 05.56, Trafikolycka, Annanstad", location={"name": "Annanstad"})
    path.write_bytes(gzip.compress(as_lines(notice(), elsewhere, b"{")))
    result = run(app, "import-polisen", path)
    assert result.stdout.splitlines()[:4] == [
        "Rad 3 är inte giltig JSON.",
        "  1 ny händelse",
        "  1 rör andra kommuner",
        "  1 rad går inte att läsa",
    ]
    assert "Okända polistyper räknas som Övrigt: Trafikolycka (1)" in result.stdout
    assert run(app, "import-polisen", path, "--all").stdout.splitlines()[1:3] == ["  1 ny händelse", "  1 finns redan"]
    assert number_of_incidents(session) == 2


def test_a_damaged_archive_is_explained(app, tmp_path):
    path = tmp_path / "notiser.gz"
    path.write_bytes(gzip.compress(as_lines(*(notice(number) for number in range(500))))[:-200])
    result = run(app, "import-polisen", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "avbruten eller skadad" in result.stderr


class TestOnADatabaseOfItsOwn:
    @pytest.fixture
    def guards(self, own_database: Database) -> Organisation:
        with own_database.writing() as session:
            make_town(session)
            return make_organisation(session, key="vaktare")

    @pytest.fixture
    def own_app(self, own_database: Database, settings: Settings, guards: Organisation) -> Flask:
        return create_app(settings, own_database)

    def test_a_database_that_fails_is_told_in_a_sentence(self, own_app, own_database, table):
        with own_database.writing() as session:
            session.connection().exec_driver_sql("DROP TABLE source")
        result = run(own_app, "import-csv", table, "--commit", "--source", "vaktare")
        assert result.exit_code == 1
        assert "Databasen svarar inte som den ska" in result.stderr
        assert "Kör samma kommando igen" in result.stderr

    def test_an_import_waits_for_another_of_the_same_organisation(self, own_app, own_database, guards, table):
        results: list[Result] = []
        arguments = ("import-csv", table, "--commit", "--source", "vaktare")
        waiting = threading.Thread(target=lambda: results.append(run(own_app, *arguments)))
        with own_database.writing() as session:
            take_turns(session, guards.id)
            waiting.start()
            waiting.join(0.5)
            assert waiting.is_alive()
        waiting.join(30)
        assert "De andra 2 raderna är inlästa" in results[0].stdout
