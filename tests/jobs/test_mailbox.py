"""Reading the mailbox, from a real mail server over TLS: nothing is lost, nothing comes twice, faults are told."""

import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from imap_tools import MailBox
from sqlalchemy import event, func, select, text
from sqlalchemy.orm import joinedload

from app.arrivals import MOST_DRAFTS
from app.config import Settings
from app.db import Database
from app.fetching import MAILBOX, Fault, fault_of, fetching
from app.intake.mailbox import read_mailbox
from app.models import Channel, Fetching, Incident, IncidentStatus, Organisation, Report
from tests.at_once import at_once
from tests.databases import SpatiaLite, connect
from tests.factories import make_town
from tests.imap_server import PASSWORD, USER, ImapServer, access_token, make_certificate

NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
GUARD = "vakt@exempel.se"
BODY = (
    "God morgon!\n\n22.10 Skadegörelse, Väst\nEn ruta är krossad vid skolan.\n\n23.40 Bråk, Öst\nTvå personer bråkar."
)


@pytest.fixture
def settings(imap: ImapServer, tmp_path: Path) -> Settings:
    return Settings(
        instance_dir=tmp_path,
        imap_host="localhost",
        imap_port=imap.port,
        imap_user=USER,
        imap_password=PASSWORD,
        imap_ca_file=str(imap.certificate),
    )


@pytest.fixture
def database(own_database: Database) -> Database:
    return settled(own_database)


def settled(database: Database) -> Database:
    with database.writing() as session:
        make_town(session).guards.senders = f"{GUARD}\n@nattvandrarna.se"
    return database


def letter(sender: str = GUARD, body: str = BODY, number: int = 1, **more: str) -> bytes:
    heads = {
        "From": sender,
        "Date": "Fri, 20 Nov 2026 06:30:00 +0100",
        "Message-ID": f"<{number}@exempel.se>",
        "Subject": "Nattens rapport",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
    }
    heads |= {name.replace("_", "-"): value for name, value in more.items()}
    lines = [f"{name}: {value}" for name, value in heads.items()]
    return "\r\n".join([*lines, "", *body.split("\n")]).encode()


@contextmanager
def mailbox(settings: Settings) -> Iterator[MailBox]:
    trusted = ssl.create_default_context(cafile=settings.imap_ca_file)
    box = MailBox("localhost", settings.imap_port, timeout=10, ssl_context=trusted)
    box.login_utf8(USER, PASSWORD)
    yield box
    box.logout()


def post(settings: Settings, *letters: bytes) -> None:
    with mailbox(settings) as box:
        for one in letters:
            box.append(one, dt=NOW)


def unread(settings: Settings) -> int:
    with mailbox(settings) as box:
        return len(box.uids("UNSEEN"))


def reports(database: Database) -> list[Report]:
    with database.reading() as session:
        chosen = select(Report).options(joinedload(Report.original), joinedload(Report.organisation))
        return list(session.scalars(chosen.order_by(Report.id)))


def state(database: Database) -> Fetching:
    with database.reading() as session:
        return fetching(session, MAILBOX)


def test_a_letter_becomes_a_report_and_is_read_only_then(database: Database, settings: Settings):
    raw = letter()
    post(settings, raw)
    assert read_mailbox(database, settings, NOW) == 1
    (report,) = reports(database)
    assert (report.channel, report.sender, report.external_id) == (Channel.MAIL, GUARD, "mail:1@exempel.se")
    assert report.organisation.name == "Väktarna"
    assert report.received_at == datetime(2026, 11, 20, 5, 30, tzinfo=UTC)
    assert "En ruta är krossad vid skolan." in report.raw_text
    with database.reading() as session:
        original = session.get_one(Report, report.id).original
        assert original is not None
        assert (original.content, original.media_type) == (raw, "message/rfc822")
        drafts = session.scalars(select(Incident.status)).all()
    assert drafts
    assert set(drafts) == {IncidentStatus.DRAFT}
    assert unread(settings) == 0
    row = state(database)
    assert (row.tried_at, row.went_well_at, fault_of(row)) == (NOW, NOW, None)


def test_a_stranger_stays_unread_and_is_told_of(database: Database, settings: Settings):
    strange = [letter("okand@exempel.se", number=n) for n in (1, 2)]
    two = letter(f"{GUARD}, okand@exempel.se", number=3)
    post(settings, *strange, two, letter(number=4), letter("Eva <eva@nattvandrarna.se>", "21.00 Bråk, Öst", 5))
    assert read_mailbox(database, settings, NOW) == 2
    assert unread(settings) == 3
    told = {(row["sender"], row["why"]): row["count"] for row in state(database).state["unknown"]}
    assert told == {("okand@exempel.se", "unknown"): 2, ("", "unknown"): 1}


def test_a_stranger_who_becomes_known_is_taken_in(database: Database, settings: Settings):
    post(settings, letter("okand@exempel.se"))
    assert read_mailbox(database, settings, NOW) == 0
    with database.writing() as session:
        session.scalars(select(Organisation).where(Organisation.name == "Polisen")).one().senders = "okand@exempel.se"
    assert read_mailbox(database, settings, NOW) == 1
    assert state(database).state["unknown"] == []


def test_an_organisation_that_reports_no_longer_is_a_stranger(database: Database, settings: Settings):
    with database.writing() as session:
        session.scalars(select(Organisation).where(Organisation.name == "Väktarna")).one().is_active = False
    post(settings, letter())
    assert (read_mailbox(database, settings, NOW), unread(settings)) == (0, 1)


def test_nothing_comes_twice(database: Database, settings: Settings):
    post(settings, letter(), letter())
    assert read_mailbox(database, settings, NOW) == 1
    with mailbox(settings) as box:
        box.flag(box.uids(), "\\Seen", False)
    assert read_mailbox(database, settings, NOW) == 0
    assert (len(reports(database)), unread(settings)) == (1, 0)


def test_another_text_under_the_same_id_is_another_report(database: Database, settings: Settings):
    post(settings, letter(), letter(body="23.15 Klotter, Öst\nNytt klotter på en vägg."))
    assert read_mailbox(database, settings, NOW) == 2


def test_two_at_once_take_each_letter_once(database: Database, settings: Settings):
    post(settings, *(letter(number=n, body=f"22.{n}0 Bråk, Öst\nBråk nummer {n}.") for n in range(1, 5)))
    new = at_once(*[lambda: read_mailbox(database, settings, NOW)] * 2)
    assert (sum(new), len(reports(database)), unread(settings)) == (4, 4, 0)
    assert fault_of(state(database)) is None


def test_a_letter_that_cannot_be_read_stops_no_other(database: Database, settings: Settings):
    torn = letter(number=1, body="", Subject="", Content_Type="application/pdf", Content_Transfer_Encoding="base64")
    post(settings, torn, letter(number=2))
    assert read_mailbox(database, settings, NOW) == 1
    assert unread(settings) == 1
    (broken,) = state(database).state["broken"].values()
    assert (broken["sender"], broken["why"]) == (GUARD, "unreadable")
    assert broken["said"]
    assert read_mailbox(database, settings, NOW + timedelta(hours=1)) == 0
    assert len(state(database).state["broken"]) == 1


def test_an_attachment_that_cannot_be_read_is_told_of(database: Database, settings: Settings):
    parts = "\n".join(
        ["--x", "Content-Type: text/plain", "", BODY.encode("ascii", "replace").decode(), "--x",
         "Content-Type: application/pdf", 'Content-Disposition: attachment; filename="skannad.pdf"',
         "Content-Transfer-Encoding: base64", "", b64encode(b"%PDF-1.7 broken").decode(), "--x--"]
    )  # fmt: skip
    post(settings, letter(body=parts, Content_Type='multipart/mixed; boundary="x"'))
    assert read_mailbox(database, settings, NOW) == 1
    (told,) = state(database).state["partly"]
    assert told["report"] == reports(database)[0].id
    assert "skannad.pdf" in told["said"][0]


def test_too_large_a_letter_is_not_fetched(database: Database, settings: Settings):
    post(settings, letter(body="Rad.\n" * 250_000), letter(number=2))
    assert read_mailbox(database, replace(settings, upload_megabytes=1), NOW) == 1
    assert [one["why"] for one in state(database).state["broken"].values()] == ["too_large"]
    assert unread(settings) == 1


def test_a_letter_of_very_many_incidents_is_told_of_as_such(database: Database, settings: Settings):
    post(settings, letter(body="- En cykel är stulen vid torget.\n" * (MOST_DRAFTS + 1)), letter(number=2))
    assert read_mailbox(database, settings, NOW) == 1
    assert [one["why"] for one in state(database).state["broken"].values()] == ["too_many"]
    assert (len(reports(database)), unread(settings)) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"imap_password": "övermåttan"}, Fault.WRONG_PASSWORD),
        ({"imap_password": "qwerty"}, Fault.WRONG_PASSWORD),
        ({"imap_user": "nobody", "imap_password": "qwerty"}, Fault.WRONG_PASSWORD),
        ({"imap_password_file": "/nowhere/password"}, Fault.NO_PASSWORD),
        ({"imap_ca_file": ""}, Fault.CERTIFICATE),
        ({"imap_ca_file": "/nowhere/certificates.pem"}, Fault.CERTIFICATE),
        ({"imap_folder": "Finns inte"}, Fault.NO_FOLDER),
        ({"imap_port": 1}, Fault.CONNECTION),
        ({"imap_host": "no-such-host.invalid"}, Fault.CONNECTION),
    ],
)
def test_a_fault_is_told_and_goes_away(
    database: Database, settings: Settings, wrong: dict[str, str], fault: Fault, caplog: pytest.LogCaptureFixture
):
    post(settings, letter())
    read_mailbox(database, replace(settings, **wrong), NOW)
    assert (fault_of(state(database)), state(database).went_well_at) == (fault, None)
    assert PASSWORD not in caplog.text
    assert str(wrong.get("imap_password", PASSWORD)) not in f"{caplog.text}{state(database).state}"
    assert read_mailbox(database, settings, NOW) == 1
    assert fault_of(state(database)) is None


def test_an_access_token_opens_the_mailbox_until_it_is_too_old(database: Database, settings: Settings, tmp_path: Path):
    """As Microsoft 365 has it: a program writes a fresh token into the file now and then."""
    post(settings, letter(number=1))
    file = tmp_path / "token"
    by_token = replace(settings, imap_oauth=True, imap_password="", imap_password_file=str(file))
    file.write_text(access_token(USER, seconds=-5))
    assert read_mailbox(database, by_token, NOW) == 0
    assert fault_of(state(database)) is Fault.WRONG_PASSWORD
    file.write_text(f"{access_token(USER, seconds=60)}\n")
    assert read_mailbox(database, by_token, NOW) == 1
    assert fault_of(state(database)) is None


def test_a_certificate_of_another_server_is_refused(database: Database, settings: Settings, tmp_path: Path):
    make_certificate(tmp_path)
    read_mailbox(database, replace(settings, imap_ca_file=str(tmp_path / "certificate.pem")), NOW)
    assert fault_of(state(database)) is Fault.CERTIFICATE


@contextmanager
def line_that_drops(port: int, after: int) -> Iterator[int]:
    """A port that passes everything on to another, and shuts when so many bytes have come back."""
    listener = socket.create_server(("127.0.0.1", 0))

    def pass_on(source: socket.socket, target: socket.socket, left: int) -> None:
        with suppress(OSError):
            while left > 0 and (data := source.recv(min(4096, left))):
                target.sendall(data)
                left -= len(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def serve() -> None:
        with suppress(OSError):
            while True:
                near, _address = listener.accept()
                far = socket.create_connection(("127.0.0.1", port))
                Thread(target=pass_on, args=(near, far, 1 << 30), daemon=True).start()
                Thread(target=pass_on, args=(far, near, after), daemon=True).start()

    Thread(target=serve, daemon=True).start()
    yield int(listener.getsockname()[1])
    listener.close()


def test_wherever_the_line_drops_each_letter_comes_once(database: Database, settings: Settings):
    letters = [letter(number=n, body=f"22.{n}0 Bråk, Öst\nBråk {n}.\n" + "Rad.\n" * 300) for n in range(1, 5)]
    post(settings, *letters)
    faults = set()
    for after in range(1500, 12_000, 1500):
        with line_that_drops(settings.imap_port, after) as port:
            read_mailbox(database, replace(settings, imap_port=port), NOW)
        faults.add(fault_of(state(database)))
        assert len(reports(database)) >= len(letters) - unread(settings)
    assert Fault.CONNECTION in faults
    assert faults <= {Fault.CONNECTION, None}
    read_mailbox(database, settings, NOW)
    assert (len(reports(database)), unread(settings)) == (len(letters), 0)


def test_what_cannot_be_stored_stays_unread(database: Database, settings: Settings):
    """A table that is not there stands for whatever may be wrong with the database."""
    post(settings, letter())
    with database.writing() as session:
        session.execute(text("ALTER TABLE report_original RENAME TO elsewhere"))
    assert (read_mailbox(database, settings, NOW), unread(settings)) == (0, 1)
    with database.writing() as session:
        session.execute(text("ALTER TABLE elsewhere RENAME TO report_original"))
        assert session.scalar(select(func.count()).select_from(Report)) == 0
    assert read_mailbox(database, settings, NOW + timedelta(days=2)) == 1


def test_a_full_disk_loses_nothing(spatialite: SpatiaLite, settings: Settings):
    """SQLite can be told that its disk is full."""
    database = settled(connect(spatialite.fresh()))
    post(settings, letter(body="22.10 Bråk, Öst\n" + "Två personer bråkar. " * 20_000))
    database.engine.dispose()
    event.listen(database.engine, "connect", _fill)
    assert (read_mailbox(database, settings, NOW), unread(settings)) == (0, 1)
    event.remove(database.engine, "connect", _fill)
    database.engine.dispose()
    assert (read_mailbox(database, settings, NOW), unread(settings)) == (1, 0)
    database.engine.dispose()


def _fill(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA max_page_count=1")


def test_where_a_mail_server_must_vouch_nobody_else_is_believed(database: Database, settings: Settings):
    vouched = "mx.provstad.se; dmarc=pass header.from=exempel.se"
    post(settings, letter(number=1), letter(number=2, Authentication_Results=vouched))
    assert read_mailbox(database, replace(settings, imap_trusted_server="mx.provstad.se"), NOW) == 1
    assert unread(settings) == 1
    assert [(row["sender"], row["why"]) for row in state(database).state["unknown"]] == [(GUARD, "unproven")]


def test_without_a_server_nothing_is_done(database: Database):
    assert read_mailbox(database, Settings(), NOW) == 0
    assert state(database).tried_at is None
