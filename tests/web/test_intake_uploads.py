"""Uploading files: checked first, read in when the person says so, by that person alone."""

import io
import os
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.config import Settings
from app.db import Database
from app.intake import working
from app.intake.rules import BusyError
from app.intake.tally import Tally
from app.intake.uploads import Choice, Kind, Phase, Upload, keep_upload
from app.models import Category, Incident, OrganisationKind, PoliceType, Role, User
from tests.clients import Client
from tests.factories import Town, make_organisation, make_place, make_town, make_user
from tests.pages import parse, words
from tests.web.intake_files import as_lines, notice

TABLE = (
    "datum;kategori;text;källa\n2026-11-18 22:15;trafik;Moped;polisen\n;trafik;Buss;polisen\n2026-11-18;trafik;Bil;\n"
)


@pytest.fixture(autouse=True)
def reporters(session: Session, town: Town) -> None:
    town.police.key = "polisen"
    make_organisation(session, key="polisen-se", name="Polisens öppna notiser", kind=OrganisationKind.POLICE)
    trafik = session.scalars(select(Category).where(Category.code == "trafik")).one()
    session.add(PoliceType(label="Trafikolycka", category=trafik))
    make_place(session, "Provtorget", town.in_west, town.west)
    session.flush()


def upload(client: Client, content: bytes | str, name: str = "rader.csv", **more: str) -> str:
    """Upload a file; gives the address of its page."""
    content = content if isinstance(content, bytes) else content.encode()
    kind = "table" if name.endswith(".csv") else "notices"
    defaults = {"source": ""} if kind == "table" else {}
    response = client.post(f"/intake/{kind}", data={kind: (io.BytesIO(content), name), **defaults, **more})
    assert response.status_code == 302, words(parse(response.text))
    return response.location


def shown(client: Client, address: str) -> str:
    return words(parse(client.get(address).text))


def number_of_incidents(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Incident)) or 0


def test_a_table_is_checked_before_it_is_read_in(client, session):
    address = upload(client, TABLE)
    page = shown(client, address)
    assert "Inget är inläst än" in page
    assert "1 ny händelse" in page
    assert "Raden 3 saknar datum." in page
    assert "Moped" in page
    assert number_of_incidents(session) == 0


def test_what_was_checked_is_read_in_and_the_bad_rows_are_told(client, session):
    address = upload(client, TABLE, source="polisen")
    client.post(f"{address}/read")
    assert "Raden 3 saknar datum. De andra 2 raderna är inlästa; de felaktiga finns i felrader.csv." in shown(
        client, address
    )
    assert number_of_incidents(session) == 2


def test_bad_rows_can_be_fetched_before_and_after(client):
    address = upload(client, TABLE, source="polisen")
    before = client.get(f"{address}/bad-rows")
    client.post(f"{address}/read")
    assert before.text == client.get(f"{address}/bad-rows").text
    assert "rader.felrader.csv" in before.headers["Content-Disposition"]
    assert before.text.splitlines()[1].startswith("Raden 3 saknar datum.;;trafik")


def test_the_file_is_thrown_away_when_it_has_been_read(client, settings):
    address = upload(client, TABLE)
    assert list(settings.instance_dir.glob("uploads/*/file"))
    client.post(f"{address}/read")
    assert not list(settings.instance_dir.glob("uploads/*/file"))


def test_reading_twice_reads_once(client, session):
    address = upload(client, TABLE)
    client.post(f"{address}/read")
    assert client.post(f"{address}/read").status_code == 302
    assert number_of_incidents(session) == 1


def test_notices_can_be_uploaded(client, session):
    elsewhere = notice(2, name="18 november 05.56, Trafikolycka, Annanstad", location={"name": "Annanstad"})
    content = as_lines(notice(), elsewhere, notice(3, type="Ny sort"))
    address = upload(client, content, "notiser.jsonl")
    page = shown(client, address)
    assert "2 nya händelser" in page
    assert "1 rör andra kommuner" in page
    assert "Okända polistyper räknas som Övrigt: Ny sort (1)" in page
    client.post(f"{address}/read")
    assert "Filen är inläst." in shown(client, address)
    assert number_of_incidents(session) == 2


def test_notices_from_everywhere_can_be_asked_for(client):
    elsewhere = notice(2, name="18 november 05.56, Trafikolycka, Annanstad", location={"name": "Annanstad"})
    assert "2 nya händelser" in shown(
        client, upload(client, as_lines(notice(), elsewhere), "n.json", is_everywhere="y")
    )


def test_a_file_with_nothing_new_is_not_offered(client):
    client.post(f"{upload(client, TABLE)}/read")
    page = client.get(upload(client, TABLE)).text
    assert "inget nytt att läsa in" in page
    assert "/read" not in page


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "tom.csv", "Filen är tom."),
        (b"PK\x03\x04 [Content_Types].xml", "blad.csv", "”blad.csv” är skadad eller avbruten."),
        (b"\x1f\x8b avbruten", "notiser.json.gz", "Den komprimerade filen är avbruten"),
        (b"[1, 2", "notiser.json", "inte giltig JSON"),
    ],
)
def test_an_unreadable_file_is_explained(client, content, name, reason):
    page = shown(client, upload(client, content, name))
    assert reason in page
    assert "Välj en annan fil" in page


def test_a_file_must_be_chosen(client):
    assert "Välj en fil." in client.post("/intake/table", data={"source": ""}).text
    assert "Välj en fil." in client.post("/intake/notices").text


def test_somebody_elses_upload_cannot_be_seen(client, client_as):
    address = upload(client, TABLE)
    other = client_as(Role.COORDINATOR)
    assert [other.get(address).status_code, other.post(f"{address}/read").status_code] == [404, 404]
    assert other.get("/intake/uploads/..").status_code == 404


def test_an_upload_can_be_thrown_away(client, session, settings):
    address = upload(client, TABLE)
    client.post(f"{address}/discard")
    assert client.get(address).status_code == 404
    assert list((settings.instance_dir / "uploads").iterdir()) == []


def test_old_uploads_are_thrown_away(client, settings):
    address = upload(client, TABLE)
    [folder] = (settings.instance_dir / "uploads").iterdir()
    os.utime(folder, (time.time() - 90_000,) * 2)
    upload(client, TABLE)
    assert client.get(address).status_code == 404


def test_an_administrator_reads_no_sensitive_text_in_the_check(client_as):
    sensitive = "datum;kategori;text;källa\n2026-11-18;nara_relation;Hemlig text;polisen\n"
    coordinator, administrator = client_as(Role.COORDINATOR), client_as(Role.ADMINISTRATOR)
    assert "Hemlig text" in shown(coordinator, upload(coordinator, sensitive))
    assert "Hemlig text" not in shown(administrator, upload(administrator, sensitive))


def test_work_that_was_broken_off_can_go_on(client, session, settings):
    address = upload(client, TABLE)
    [folder] = (settings.instance_dir / "uploads").iterdir()
    kept(folder).note(Phase.READING, Tally())
    assert "Arbetet bröts innan det var klart." in shown(client, address)
    client.post(f"{address}/read")
    assert number_of_incidents(session) == 1


def kept(folder: Path) -> Upload:
    return Upload(folder, Choice(1, Kind.TABLE, "", "sv"))


def test_a_file_is_worked_on_by_one_at_a_time(tmp_path):
    one = keep_upload(tmp_path, Choice(1, Kind.TABLE, "x", "sv"), lambda path: path.write_bytes(b"x") and None)
    with one.hold():
        assert one.is_busy()
        with pytest.raises(BusyError):
            one.hold()
    assert not one.is_busy()


def test_progress_is_told(client, settings):
    address = upload(client, TABLE)
    assert client.get(f"{address}/progress").json == {"words": "3 rader lästa, 100 % av filen", "isBusy": False}
    [folder] = (settings.instance_dir / "uploads").iterdir()
    with kept(folder).hold():
        assert client.get(f"{address}/progress").json["isBusy"]
        assert "data-progress" in client.get(address).text
        assert client.post(f"{address}/read").status_code == 409


class TestInTheBackground:
    """With a database of its own, as work in a thread needs connections of its own."""

    @pytest.fixture
    def user(self, own_database: Database) -> User:
        with own_database.writing() as session:
            make_town(session)
            make_organisation(session, key="polisen")
            return make_user(session)

    def worked(self, own_database: Database, settings: Settings, user: User, content: bytes) -> Upload:
        """An upload that is being read in."""
        choice = Choice(user.id, Kind.TABLE, "rader.csv", "sv", "polisen")
        one = keep_upload(settings.instance_dir / "uploads", choice, lambda path: path.write_bytes(content) and None)
        working.read_in(own_database, one, user)
        return one

    @staticmethod
    def wait(*uploads: Upload) -> None:
        until = time.monotonic() + 30
        while any(upload.is_busy() for upload in uploads):
            assert time.monotonic() < until
            time.sleep(0.02)

    def test_two_at_once_both_get_in_and_nothing_twice(self, own_database, settings, user, monkeypatch):
        monkeypatch.setattr(working, "AT_ONCE", 0)
        rows = "".join(f"2026-11-18 22:15;trafik;Nummer {n};{n}\n" for n in range(400))
        same = f"datum;kategori;text;id\n{rows}".encode()
        uploads = [self.worked(own_database, settings, user, content) for content in (same, same, same + b"\n")]
        self.wait(*uploads)
        assert [upload.state().phase for upload in uploads] == [Phase.DONE] * 3
        assert sum(upload.state().tally["outcomes"].get("new", 0) for upload in uploads) == 400
        with own_database.reading() as session:
            assert number_of_incidents(session) == 400

    def test_a_crash_is_told_and_leaves_the_file(self, own_database, settings, user, monkeypatch):
        monkeypatch.setattr(working, "AT_ONCE", 0)
        with own_database.writing() as session:
            session.execute(text("DROP TABLE source"))
        one = self.worked(own_database, settings, user, TABLE.encode())
        self.wait(one)
        assert one.state().phase is Phase.FAILED
        assert one.file.exists()
        assert not one.is_busy()
