"""The way in for other systems: what they may send, what they are told, and that nobody else's is theirs."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app import security, token_access
from app.accounts.tokens import hash_of
from app.api.openapi import document
from app.merging import merge
from app.models import ApiToken, Channel, Event, Incident, IncidentStatus, Organisation, Report
from app.review.actions.undoing import replace
from app.token_access import CALLS_A_MINUTE, LARGEST_BODY, Pace
from tests.clients import Client
from tests.factories import NOON, Town, make_incident, make_report, make_user

TEXT = "22.10 Skadegörelse, Väst\nEn ruta är krossad vid skolan.\n\n23.40 Bråk, Öst\nTvå personer bråkar."
DOCUMENT = document("http://localhost")


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other tests have sent counts for nothing here."""
    monkeypatch.setattr(token_access, "pace", Pace(CALLS_A_MINUTE))


def make_token(session: Session, organisation: Organisation, word: str) -> str:
    session.add(ApiToken(organisation=organisation, name="Prov", token_hash=hash_of(word), created_at=NOON))
    session.flush()
    return word


@pytest.fixture
def token(session: Session, town: Town) -> str:
    return make_token(session, town.guards, "guards")


class Sender:
    """Another system with its token; each answer is held against the OpenAPI document."""

    def __init__(self, client: Client, token: str) -> None:
        self.client, self.heads = client, {"Authorization": f"Bearer {token}"}

    def send(self, body: Any = None, **more: Any) -> TestResponse:
        given = {"json": body} if body is not None else {}
        return promised(self.client.post("/api/reports", headers=self.heads, **given, **more), "/api/reports", "post")

    def ask(self, report_id: int) -> TestResponse:
        answer = self.client.get(f"/api/reports/{report_id}", headers=self.heads)
        return promised(answer, "/api/reports/{report_id}", "get")


@pytest.fixture
def guards(visitor: Client, token: str) -> Sender:
    return Sender(visitor, token)


def promised(answer: TestResponse, path: str, method: str) -> TestResponse:
    """The answer, if it is one that the document promises."""
    told = DOCUMENT["paths"][path][method]["responses"][str(answer.status_code)]
    assert set(told.get("headers", ())) <= set(answer.headers.keys())
    (media,) = told["content"]
    assert answer.mimetype == media
    schema = DOCUMENT["components"]["schemas"][told["content"][media]["schema"]["$ref"].rpartition("/")[2]]
    fields = answer.get_json(force=True)
    assert set(fields) == set(schema["required"]) == set(schema["properties"])
    kinds = {"integer": int, "string": str}
    assert all(isinstance(fields[name], kinds[one["type"]]) for name, one in schema["properties"].items())
    return answer


def reports(session: Session) -> list[Report]:
    return list(session.scalars(select(Report).order_by(Report.id)))


def test_a_report_is_kept_and_becomes_drafts(guards: Sender, session: Session, town: Town):
    sent = {"text": TEXT, "received": "2026-11-18T06:30:00+01:00", "id": "natt-1", "sender": "Bil 4"}
    answer = guards.send(sent)
    (report,) = reports(session)
    assert answer.status_code == 201
    assert answer.location == f"/api/reports/{report.id}"
    assert (report.organisation_id, report.channel, report.sender) == (town.guards.id, Channel.API, "Bil 4")
    assert (report.raw_text, report.received_at) == (TEXT, datetime(2026, 11, 18, 5, 30, tzinfo=UTC))
    assert set(session.scalars(select(Incident.status))) == {IncidentStatus.DRAFT}
    assert answer.json["drafts"] > 0


def test_plain_text_is_a_report(guards: Sender, session: Session):
    answer = guards.send(data=TEXT.encode("latin-1"), content_type="text/plain; charset=iso-8859-1")
    assert (answer.status_code, reports(session)[0].raw_text) == (201, TEXT)
    assert datetime.now(UTC) - reports(session)[0].received_at < timedelta(minutes=1)


@pytest.mark.parametrize("own_id", ["natt-1", None])
def test_the_same_again_is_recognised(guards: Sender, session: Session, own_id: str | None):
    sent = {"text": TEXT, "id": own_id, "received": "2026-11-18T06:30:00+01:00"}
    first, second = guards.send(sent), guards.send(sent)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json == second.json
    assert len(reports(session)) == 1


def test_another_text_under_the_same_id_is_no_silent_loss(guards: Sender, session: Session):
    guards.send({"text": TEXT, "id": "natt-1"})
    answer = guards.send({"text": "23.00 Klotter, Öst", "id": "natt-1"})
    assert answer.status_code == 409
    assert "nytt id" in answer.get_json(force=True)["detail"]
    assert [report.raw_text for report in reports(session)] == [TEXT]


def test_what_became_of_it_is_told_in_numbers_alone(guards: Sender, session: Session):
    report_id = guards.send({"text": TEXT, "id": "natt-1"}).json["id"]
    drafts = list(session.scalars(select(Incident).order_by(Incident.id)))
    drafts[0].status = IncidentStatus.CONFIRMED
    session.flush()
    answer = guards.ask(report_id)
    assert (answer.json["confirmed"], answer.json["drafts"]) == (1, len(drafts) - 1)
    assert "ruta" not in answer.text


def test_what_lives_on_in_another_counts_as_merged_or_not_at_all(guards: Sender, session: Session, town: Town):
    report_id = guards.send({"text": TEXT, "id": "natt-1"}).json["id"]
    drafts = list(session.scalars(select(Incident).order_by(Incident.id)))
    police = make_incident(session, report=make_report(session, organisation=town.police), summary="Polisens ord")
    merge(session, police, drafts[0], None)
    replace(session, drafts[1], make_user(session))
    session.flush()
    told = guards.ask(report_id).json
    assert len(drafts) >= 2
    assert (told["drafts"], told["confirmed"], told["merged"], told["left_out"]) == (len(drafts) - 2, 0, 1, 0)


def test_nobody_elses_report_is_theirs(guards: Sender, visitor: Client, session: Session, town: Town):
    other = make_report(session, organisation=town.police)
    police = Sender(visitor, make_token(session, town.police, "police"))
    assert (guards.ask(other.id).status_code, police.ask(other.id).status_code) == (404, 200)
    assert guards.ask(other.id).get_json(force=True) == guards.ask(2**30).get_json(force=True)
    same = {"text": TEXT, "id": "natt-1"}
    assert (guards.send(same).status_code, police.send(same).status_code) == (201, 201)


WRONG = ("", "Bearer", "Bearer wrong", "Bearer ", "Basic Z3VhcmRzOmd1YXJkcw==", "guards")


@pytest.mark.parametrize("heads", [{}, *({"Authorization": wrong} for wrong in WRONG)])
def test_without_the_right_token_nobody_comes_in(visitor: Client, session: Session, token: str, heads: dict[str, str]):
    answer = promised(visitor.post("/api/reports", json={"text": TEXT}, headers=heads), "/api/reports", "post")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="laget reports"')
    assert reports(session) == []


def test_a_revoked_token_opens_nothing(guards: Sender, session: Session):
    session.scalars(select(ApiToken)).one().revoked_at = NOON
    session.flush()
    assert guards.send({"text": TEXT}).status_code == 401


def test_an_organisation_that_reports_no_longer_is_told_so(guards: Sender, session: Session, town: Town):
    town.guards.is_active = False
    session.flush()
    assert (guards.send({"text": TEXT}).status_code, guards.ask(1).status_code) == (403, 403)
    assert reports(session) == []


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "JSON"),
        (b'{"text": "22.10 Br\xe5k"}', "JSON"),
        (b'{"text": ', "rad 1"),
        (b"[" * 100_000, "JSON"),
        (b"[]", "objekt"),
        (b"{}", "text"),
        (b'{"text": " \\n "}', "text"),
        (b'{"text": "\\u0000"}', "text"),
        (b'{"text": 7}', "text"),
        (b'{"text": "Text", "txet": "Text"}', "txet"),
        (b'{"text": "Text", "received": "i morse"}', "received"),
        (b'{"text": "Text", "received": "2026-11-18T06:30:00"}', "received"),
        (b'{"text": "Text", "received": "2999-11-18T06:30:00+01:00"}', "received"),
        (b'{"text": "Text", "received": "0001-01-01T00:00:00+23:59"}', "received"),
        (b'{"text": "Text", "received": 1763447400}', "received"),
        (b'{"text": "Text", "id": 7}', "id"),
        (b'{"text": "Text", "id": ""}', "id"),
        (b'{"text": "Text", "id": "' + b"x" * 151 + b'"}', "id"),
        (b'{"text": "Text", "sender": "a\\nb"}', "sender"),
        (json.dumps({"text": "x" * 500_001}).encode(), "för lång"),
    ],
)
def test_a_bad_body_is_told_of_in_a_sentence(guards: Sender, session: Session, body: bytes, says: str):
    answer = guards.send(data=body, content_type="application/json")
    told = answer.get_json(force=True)
    assert (answer.status_code, told["status"]) == (400, 400)
    assert says in told["detail"]
    assert "Inget är sparat" in told["detail"]
    assert reports(session) == []


@pytest.mark.parametrize("charset", ["utf-8", "klingon"])
def test_plain_text_in_another_charset_than_it_says_is_refused(guards: Sender, charset: str):
    answer = guards.send(data=b"22.10 Br\xe5k", content_type=f"text/plain; charset={charset}")
    assert (answer.status_code, charset in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("charset", "text"),
    [("unicode_escape", rb"22.10 \ud800"), ("raw_unicode_escape", rb"22.10 \ud800"), ("utf-7", b"22.10 +2AA- hej")],
)
def test_no_charset_makes_of_bytes_what_is_no_text(guards: Sender, session: Session, charset: str, text: bytes):
    answer = guards.send(data=text, content_type=f"text/plain; charset={charset}")
    assert (answer.status_code, charset in answer.text, reports(session)) == (400, True, [])


def test_too_large_and_wrong_kinds_are_refused(guards: Sender, session: Session):
    large = guards.send(data=b"x" * (LARGEST_BODY + 1), content_type="text/plain")
    assert large.status_code == 413
    assert guards.send(data=b"<a/>", content_type="text/xml").status_code == 415
    assert reports(session) == []


def test_a_token_has_a_pace(guards: Sender, visitor: Client, session: Session, town: Town):
    codes = [guards.ask(1).status_code for _ in range(CALLS_A_MINUTE + 1)]
    assert (set(codes[:-1]), codes[-1]) == ({404}, 429)
    assert 1 <= int(guards.ask(1).headers["Retry-After"]) <= 60
    assert Sender(visitor, make_token(session, town.police, "police")).ask(1).status_code == 404


def test_a_pace_lets_go_again():
    pace = Pace(2, seconds=60)
    assert [pace.seconds_to_wait("a", now) for now in (0, 30, 40, 61)] == [0, 0, 20, 0]


def test_last_use_is_known_and_no_cookie_is_made(guards: Sender, session: Session):
    answer = guards.send({"text": TEXT})
    used = session.scalars(select(ApiToken.last_used_at)).one()
    assert used is not None
    assert "Set-Cookie" not in answer.headers


def test_no_text_gets_into_the_event_log(guards: Sender, session: Session):
    guards.send({"text": TEXT, "id": "natt-1"})
    logged = str(list(session.scalars(select(Event.changes))))
    assert "ruta" not in logged


@pytest.fixture
def with_csrf(app: Flask) -> Iterator[None]:
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


def test_a_system_needs_no_form_token(guards: Sender, client: Client, with_csrf: None):
    assert guards.send({"text": TEXT}).status_code == 201
    assert security.csrf is not None
    assert client.post("/settings/organisations/new").status_code == 400


def test_the_document_holds_every_route(app: Flask, visitor: Client):
    told = visitor.get("/api/openapi.json").json
    assert told["openapi"].startswith("3.1")
    methods = {(path, method.upper()) for path, methods in told["paths"].items() for method in methods}
    rules = [
        rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.") and rule.endpoint != "api.docs"
    ]
    routes = {
        (rule.rule.replace("<int:", "{").replace(">", "}"), method)
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert methods == routes


def test_the_page_about_it_tells_every_field_and_answer(visitor: Client, town: Town):
    page = visitor.get("/api/docs").text
    for name in DOCUMENT["components"]["schemas"]["Report"]["properties"]:
        assert f"<code>{name}</code>" in page
    for status in DOCUMENT["paths"]["/api/reports"]["post"]["responses"].keys() - {"500"}:
        assert f"<code>{status}</code>" in page
