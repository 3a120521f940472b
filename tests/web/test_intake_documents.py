"""Files and texts as somebody pastes or drops them: each becomes a report, none takes another with it."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.config import Settings
from app.intake.column_words import COLUMN_WORDS
from app.models import Channel, ColumnMapping, Incident, Organisation, Report, ReportOriginal, Role
from reports.incoming.tables.columns import COLUMNS
from tests.clients import Client
from tests.factories import Town, make_incident, make_place, make_report, make_user
from tests.pages import parse, words
from tests.unit.made_files import book, pdf_of, word_of

NIGHT = "22.12 Trafik, Provtorget\nEn moped kör fort på torget.\n\n03.40 Övrigt, Provtorget\nEn hund springer lös."
GUARDS = f"Väktarrapport natten till onsdag\n\n{NIGHT}"
SCRIPT = {"Accept": "application/json"}
STRANGE = [["När det hände", "Sort", "Vad"], ["2026-11-18 22:15", "trafik", "Moped"], ["2026-11-19", "trafik", "Buss"]]


@pytest.fixture(autouse=True)
def place(session: Session, town: Town) -> None:
    make_place(session, "Provtorget", town.in_west, town.west)


def send(client: Client, *files: tuple[str, bytes], text: str = "", headers: Any = None, **more: str) -> TestResponse:
    fields = {"text": text, "organisation": "", "received": "", **more}
    uploads = [(io.BytesIO(content), name) for name, content in files]
    return client.post("/intake/paste", data={**fields, "files": uploads or [(io.BytesIO(b""), "")]}, headers=headers)


def mail(text: str = NIGHT, **headers: str) -> bytes:
    message = EmailMessage()
    named = {"From": "vakt@exempel.se", "Date": "Wed, 18 Nov 2026 07:02:00 +0100", "Subject": "Natten"}
    for name, value in {**named, "Message-ID": "<ett@exempel.se>", **headers}.items():
        message[name] = value
    message.set_content(text)
    return message.as_bytes()


def reports(session: Session) -> list[Report]:
    session.expire_all()
    return list(session.scalars(select(Report).order_by(Report.id)))


def many(session: Session, model: type[Any] = Incident) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def shown(client: Client, response: TestResponse) -> str:
    """What stands on the page that an answer is or leads to."""
    page = client.get(response.location) if response.status_code == 302 else response
    return words(parse(page.text))


@pytest.mark.parametrize(
    ("name", "content"),
    [("natt.docx", word_of(*GUARDS.split("\n"))), ("natt.pdf", pdf_of(GUARDS)), ("n.txt", GUARDS.encode())],
)
def test_a_file_becomes_a_report_with_its_original(client, session, town, name, content):
    response = send(client, (name, content))
    [report] = reports(session)
    assert response.location == f"/reports/{report.id}/review"
    assert (report.organisation_id, report.channel) == (town.guards.id, Channel.FILE)
    assert "En hund springer lös." in report.raw_text
    assert (report.original.name, report.original.content) == (name, content)
    assert many(session) == 2


def test_a_file_whose_name_holds_what_no_database_takes_is_read(client, session, town):
    send(client, ("na\0tt.txt", GUARDS.encode()), organisation=town.guards.key)
    assert [report.original.name for report in reports(session)] == ["natt.txt"]


def test_a_pasted_sender_of_any_length_keeps_no_report_back(client, session, town):
    head = f"Från: Vakten <{'a' * 400}@exempel.se>\nSkickat: den 18 november 2026 06:30\nTill: Laget\nÄmne: Natten"
    send(client, text=f"{head}\n\n{NIGHT}", organisation=town.guards.key)
    assert [len(report.sender) for report in reports(session)] == [254]


def test_a_mail_tells_whose_it_is_and_when_it_came(client, session, town):
    town.guards.senders = "vakt@exempel.se"
    session.flush()
    send(client, ("natt.eml", mail()))
    [report] = reports(session)
    assert (report.organisation_id, report.sender) == (town.guards.id, "vakt@exempel.se")
    assert report.received_at == datetime(2026, 11, 18, 6, 2, tzinfo=UTC)
    assert report.external_id == "mail:ett@exempel.se"


def test_what_stands_above_a_pasted_mail_tells_the_same(client, session, town):
    town.guards.senders = "@exempel.se"
    session.flush()
    send(client, text=f"Från: Vakt Ett <vakt@exempel.se>\nSkickat: den 18 november 2026 07:02\nÄmne: Natten\n\n{NIGHT}")
    [report] = reports(session)
    assert report.organisation_id == town.guards.id
    assert report.received_at == datetime(2026, 11, 18, 6, 2, tzinfo=UTC)


def test_what_is_chosen_goes_before_what_is_read(client, session, town):
    send(client, text=GUARDS, organisation=town.police.key, received="2026-11-17T06:30")
    [report] = reports(session)
    assert report.organisation_id == town.police.id
    assert report.received_at == datetime(2026, 11, 17, 5, 30, tzinfo=UTC)


def test_a_report_that_says_nothing_of_its_sender_is_asked_about(client, session, town):
    make_report(session, organisation=town.police, channel=Channel.PASTE, entered_by_id=None)
    page = send(client, text="22.12 Trafik, Provtorget. Polisen kom dit och väktare väntade.").text
    assert "Det går inte att se vem rapporten kommer från." in page
    assert "Polisen kom dit" in page
    assert len(reports(session)) == 1


def test_the_one_used_last_is_proposed_but_not_taken(client, session, town):
    send(client, text=GUARDS)
    page = send(client, text="En lugn natt.").text
    assert f'<option selected value="{town.guards.key}">' in page
    assert len(reports(session)) == 1


def test_a_report_that_begins_as_earlier_ones_is_recognised(client, session, town):
    send(client, text=f"Dygnsöversikt 17 november\n\n{NIGHT}", organisation=town.police.key)
    send(client, text="Dygnsöversikt 18 november\n\nEn lugn natt.")
    assert [report.organisation_id for report in reports(session)] == [town.police.id] * 2


def test_the_sender_is_told_while_it_is_still_looked_at(client, town):
    assert client.post("/intake/sender", data={"text": GUARDS}).json["key"] == town.guards.key
    assert client.post("/intake/sender", data={"text": "En lugn natt."}).json == {}


def test_the_same_file_again_is_said_with_the_first(client, session):
    first = send(client, ("natt.txt", GUARDS.encode()))
    again = send(client, ("annat namn.txt", GUARDS.encode()))
    assert again.location == first.location
    assert "Rapporten finns redan" in shown(client, again)
    assert many(session) == 2


def test_the_same_text_again_is_recognised_by_any_way_and_from_anybody(client, session, town):
    first = send(client, ("natt.txt", GUARDS.encode()))
    assert send(client, text=GUARDS.replace("\n", "\r\n")).location == first.location
    assert send(client, text=GUARDS, organisation=town.police.key).location == first.location
    assert len(reports(session)) == 1


def test_a_text_is_the_same_with_other_blanks_and_line_ends(client, session, town):
    """The reader of files takes away the blanks at the ends of lines; a pasted text has them."""
    pasted = send(client, text=GUARDS.replace("\n", " \xa0\n\t"), organisation=town.guards.key)
    assert send(client, ("natt.txt", GUARDS.encode())).location == pasted.location
    other = send(client, ("natt.txt", GUARDS.replace("22.12", "22.13").encode()))
    assert other.location != pasted.location
    assert len(reports(session)) == 2


def test_nothing_to_report_on_two_nights_is_two_reports(client, session, town):
    for day in ("17", "18"):
        send(client, text="En lugn natt.", organisation=town.guards.key, received=f"2026-11-{day}T07:00")
    assert len(reports(session)) == 2


def test_several_at_once_each_have_their_outcome(client, session, town):
    response = send(
        client,
        ("natt.txt", GUARDS.encode()),
        ("skannad.pdf", pdf_of("")),
        ("natt igen.txt", GUARDS.encode()),
        ("rader.xlsx", book(Blad=[["datum", "kategori"], ["2026-11-18", "trafik"]])),
        text="En annan natt: inget.",
        organisation=town.guards.key,
    )
    page = words(parse(response.text))
    assert "är bilder av papper utan text" in page
    assert page.count("inte inläst") == 1
    assert page.count("Öppna rapporten") == 3
    assert page.count("Kontrollera tabellen") == 1
    assert len(reports(session)) == 2


def test_parts_that_were_left_out_are_said(client, town):
    message = EmailMessage()
    message["From"], message["Subject"] = "vakt@exempel.se", "Natten"
    message.set_content(GUARDS)
    message.add_attachment(b"\x89PNG....", maintype="image", subtype="png", filename="karta.png")
    page = shown(client, send(client, ("natt.eml", message.as_bytes())))
    assert "”karta.png” är en bild." in page
    assert "Den finns kvar i originalet." in page


def test_a_fault_keeps_what_was_typed(client, session):
    page = send(client, ("skannad.pdf", pdf_of(""))).text
    assert "är bilder av papper utan text" in page
    assert reports(session) == []
    page = send(client, text=NIGHT, received="2999-01-01T00:00").text
    assert "kan inte ha kommit in i framtiden" in page
    assert "En hund springer lös." in page


def test_the_pages_script_gets_its_answers(client, session, town):
    answer = send(client, text=GUARDS, headers=SCRIPT, alone="1").json
    [report] = reports(session)
    assert (answer["state"], answer["isIn"], answer["href"]) == ("new", True, f"/reports/{report.id}/review")
    assert "Rapporten från Väktarna är inläst: 2 utkast." in words(parse(client.get(answer["href"]).text))
    assert send(client, text="En lugn natt.", headers=SCRIPT).json["state"] == "ask"
    assert send(client, headers=SCRIPT).json["words"] == "Klistra in rapportens text, eller välj en fil."


def test_what_is_too_large_is_refused_kindly(client, app):
    most = app.config["MAX_CONTENT_LENGTH"]
    app.config["MAX_CONTENT_LENGTH"] = 10_000
    try:
        response = send(client, ("stor.txt", b"x" * 20_000))
    finally:
        app.config["MAX_CONTENT_LENGTH"] = most
    assert response.status_code == 413
    assert "inget är borta: gå tillbaka" in response.text


def test_ten_thousand_pasted_lines_reach_the_form(client, session, town):
    text = "\n".join(f"Rad {number}: ingenting särskilt att säga om den här ronden." for number in range(7_000))
    assert send(client, text=text, organisation=town.guards.key).status_code == 302
    assert "för lång" in send(client, text=text * 3, organisation=town.guards.key).text
    assert len(reports(session)) == 1


def test_ten_thousand_lines_that_each_tell_of_something_are_refused_and_nothing_is_lost(client, session, town):
    text = "\n\n".join(f"{number % 24:02}.15 Trafik, Provtorget\nMoped nummer {number}." for number in range(5_000))
    page = send(client, text=text, organisation=town.guards.key).text
    assert "Texten berättar om fler än 1\N{NO-BREAK SPACE}000 händelser" in page
    assert "Moped nummer 4999." in page
    assert (reports(session), many(session)) == ([], 0)


class TestTheOriginal:
    """Given back byte for byte, as a file to save, to those who may read all of it."""

    @pytest.fixture
    def address(self, client: Client, session: Session, town: Town) -> str:
        page = b"<html><script>alert(1)</script><p>" + NIGHT.encode()
        send(client, ("natt <1>.html", page), organisation=town.guards.key)
        return f"/reports/{reports(session)[0].id}/original"

    def test_it_is_saved_and_never_run(self, client, address):
        answer = client.get(address)
        assert answer.data.startswith(b"<html><script>")
        assert answer.mimetype == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_the_own_organisation_may_fetch_it_and_no_other(self, app, session, town, address, client_as):
        own, other = (
            app.test_client().sign_in(make_user(session, role=Role.REPORTER, organisation=one), session)
            for one in (town.guards, town.police)
        )
        assert [own.get(address).status_code, other.get(address).status_code] == [200, 404]
        assert client_as(Role.ADMINISTRATOR).get(address).status_code == 404

    def test_not_where_something_in_it_is_hidden(self, app, session, town, address, client):
        make_incident(session, report=reports(session)[0], category="nara_relation", passage=(900, 901))
        own = app.test_client().sign_in(make_user(session, role=Role.REPORTER, organisation=town.guards), session)
        assert [own.get(address).status_code, client.get(address).status_code] == [404, 200]

    def test_the_page_offers_it_to_those_who_may_have_it(self, app, session, town, address, client, client_as):
        own = app.test_client().sign_in(make_user(session, role=Role.REPORTER, organisation=town.guards), session)
        page = address.removesuffix("/original")
        assert f'href="{address}"' in client.get(f"{page}/review").text
        assert f'href="{address}"' in own.get(page).text
        assert f'href="{address}"' not in client_as(Role.ADMINISTRATOR).get(f"{page}/review").text

    def test_a_pasted_text_has_none(self, client, session):
        send(client, text=GUARDS)
        assert client.get(f"/reports/{reports(session)[0].id}/original").status_code == 404


class TestTables:
    """Spreadsheets go the way of tables: checked first, columns explained where they do not say what they are."""

    def test_a_spreadsheet_is_checked_and_read_in_with_its_original(self, client, session, town):
        content = book(Blad=[["Datum", "Tid", "Kategori"], ["2026-11-18", "22:15", "trafik"]])
        response = send(client, ("natt.xlsx", content), organisation=town.guards.key)
        assert "1 ny händelse" in shown(client, response)
        client.post(f"{response.location}/read")
        [report] = reports(session)
        assert (report.original.name, report.original.content) == ("natt.xlsx", content)
        assert (report.channel, many(session)) == (Channel.FILE, 1)

    def test_cells_pasted_from_a_spreadsheet_are_a_table(self, client):
        response = send(
            client, text="Datum\tKategori\tKälla\n2026-11-18\ttrafik\tVäktarna\n2026-11-18\ttrafik\tVäktarna"
        )
        assert "2 nya händelser" in shown(client, response)

    def test_a_table_of_several_organisations_is_for_the_coordinator_alone(self, app, client, session, town):
        response = send(client, ("n.csv", b"datum,kategori,kalla\n2026-11-18,trafik,x\n"), organisation=town.guards.key)
        client.post(f"{response.location}/read")
        address = f"/reports/{reports(session)[0].id}/original"
        own = app.test_client().sign_in(make_user(session, role=Role.REPORTER, organisation=town.guards), session)
        assert [own.get(address).status_code, client.get(address).status_code] == [404, 200]

    def test_unknown_columns_are_explained_once(self, client, session, town, settings):
        asked = send(client, ("natt.xlsx", book(Blad=STRANGE)), organisation=town.guards.key)
        page = shown(client, asked)
        assert asked.location.endswith("/columns")
        assert "När det hände 2026-11-18 22:15 2026-11-19" in page
        told = client.post(asked.location, data=self.said(town.guards))
        assert "2 nya händelser" in shown(client, told)
        client.post(f"{told.location}/read")
        assert many(session) == 2
        more = [*STRANGE, ["2026-11-20", "trafik", "Bil"]]
        again = send(client, ("nästa.xlsx", book(Blad=more)), organisation=town.guards.key)
        assert "1 ny händelse" not in shown(client, again)
        assert "3 nya händelser" in shown(client, again)
        assert "Kolumnerna läses som någon har sagt" in shown(client, again)

    @staticmethod
    def said(organisation: Organisation, **more: str) -> dict[str, str]:
        return {"source": organisation.key, "column_0": "date", "column_1": "category", "column_2": "text", **more}

    def test_what_columns_are_likely_to_be_is_proposed_and_text_in_two_is_kept(self, client, session, town):
        rows = [["Händelsetid", "Objekt", "Sort", "Händelse", "Beskrivning av händelse"]]
        rows += [["2026-11-18 22:15", "Provtorget", "trafik", "Moped", "Körde fort"]]
        asked = send(client, ("natt.xlsx", book(Blad=rows)), organisation=town.guards.key)
        page = client.get(asked.location).text
        chosen = re.findall(r'<option selected value="(\w*)"', page)
        assert chosen[-5:] == ["date", "place", "category", "text", "text"]
        said = {f"column_{at}": name for at, name in enumerate(("date", "place", "", "text", "text"))}
        told = client.post(asked.location, data={"source": town.guards.key, **said})
        client.post(f"{told.location}/read")
        assert session.scalars(select(Incident.summary)).one() == "Moped. Körde fort"

    def test_what_one_organisation_means_is_not_what_another_does(self, client, session, town):
        asked = send(client, ("natt.xlsx", book(Blad=STRANGE)), organisation=town.guards.key)
        client.post(asked.location, data=self.said(town.guards))
        assert many(session, ColumnMapping) == 1
        other = send(client, ("natt.xlsx", book(Blad=STRANGE)), organisation=town.police.key)
        assert other.location.endswith("/columns")

    @pytest.mark.parametrize(
        ("more", "fault"),
        [
            ({"column_0": ""}, "Säg vilken kolumn som är datum"),
            ({"column_2": "category"}, "Bara en kolumn kan vara kategori."),
            ({"source": ""}, "Säg vem som lämnar raderna"),
        ],
    )
    def test_an_explanation_that_does_not_do_is_refused(self, client, session, town, more, fault):
        asked = send(client, ("natt.xlsx", book(Blad=STRANGE)), organisation=town.guards.key)
        assert fault in client.post(asked.location, data=self.said(town.guards, **more)).text
        assert many(session, ColumnMapping) == 0

    def test_a_broken_spreadsheet_says_so_and_leaves_nothing(self, client, session):
        page = shown(client, send(client, ("natt.xlsx", book(Blad=STRANGE)[:900])))
        assert "är skadad eller avbruten" in page
        assert many(session, ReportOriginal) == 0


def test_every_column_has_its_name_on_screen():
    assert set(COLUMN_WORDS) >= set(COLUMNS)


def test_somebody_who_may_not_is_kept_out(client_as: Callable[[Role], Client], settings: Settings):
    reporter = client_as(Role.REPORTER)
    assert [send(reporter, text=NIGHT).status_code, reporter.post("/intake/sender").status_code] == [403, 403]
