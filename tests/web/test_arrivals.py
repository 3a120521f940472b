"""A report is read before anything is written: SQLite has one writer, and nobody waits for somebody else's text."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from app import arrivals, create_app
from app.accounts.actions import open_session
from app.accounts.tokens import hash_of
from app.arrivals import MOST_DRAFTS
from app.config import Settings
from app.db import Database
from app.intake import tables
from app.models import ApiToken, Incident, Municipality, Report
from tests.factories import NOON, make_town, make_user
from tests.unit.made_files import book

NIGHT = "22.12 Trafik, Provtorget\nEn moped kör fort på torget.\n\n03.40 Övrigt, Provtorget\nEn hund springer lös."
ROWS = [["Datum", "Kategori", "Beskrivning"], ["2026-11-18 22:15", "trafik", "Moped"]]
BY_TOKEN = {"Authorization": "Bearer guards"}


@pytest.fixture
def own(own_database: Database, settings: Settings) -> Flask:
    """An app on a database of its own, where writers wait for each other."""
    app = create_app(settings, own_database)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture
def coordinator(own: Flask, own_database: Database) -> FlaskClient:
    with own_database.writing() as session:
        guards = make_town(session).guards
        guards.key = "guards"
        session.add(ApiToken(organisation=guards, name="Prov", token_hash=hash_of("guards"), created_at=NOON))
        session.flush()
        token = open_session(session, make_user(session), browser="", hours=1, now=datetime.now(UTC))
    client = own.test_client()
    with client.session_transaction() as cookie:
        cookie["token"] = token
    return client


@pytest.fixture
def watched(own_database: Database, monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], list[str]]:
    """`watched(module, name)` lets somebody else write at each call of a function; gives what was called."""
    called: list[str] = []

    def watch(module: Any, name: str) -> list[str]:
        real = getattr(module, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            with own_database.writing(hurried=True) as session:
                session.execute(update(Municipality).values(name="Någon annans"))
            called.append(name)
            return real(*args, **kwargs)

        monkeypatch.setattr(module, name, call)
        return called

    return watch


def paste(client: FlaskClient, **fields: Any) -> Any:
    return client.post("/intake/paste", data={"text": "", "received": "", "organisation": "guards", **fields})


def test_a_text_of_another_system_is_read_before_writing(coordinator, own_database, watched):
    called = watched(arrivals, "read_report")
    answers = [coordinator.post("/api/reports", json={"text": NIGHT}, headers=BY_TOKEN) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert (answers[0].json["drafts"], called) == (2, ["read_report"])


def test_a_pasted_text_is_read_before_writing_and_once(coordinator, own_database, watched):
    called = watched(arrivals, "read_report")
    answers = [paste(coordinator, text=NIGHT) for _ in range(2)]
    assert answers[0].location == answers[1].location
    with own_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Incident)) == 2
    assert called == ["read_report"]


@pytest.mark.parametrize("way", ["table", "paste"])
def test_a_spreadsheet_is_read_before_writing(coordinator, watched, way):
    called, file = watched(tables, "read_table"), (io.BytesIO(book(Blad=ROWS)), "natt.xlsx")
    if way == "table":
        answer = coordinator.post("/intake/table", data={"table": file, "source": "guards"})
    else:
        answer = paste(coordinator, files=file)
    assert (answer.status_code, called) == (302, ["read_table"])


def test_a_text_of_very_many_incidents_is_refused_unread(coordinator, own_database):
    text = "- En cykel är stulen vid Provtorget.\n" * (MOST_DRAFTS + 1)
    answer = coordinator.post("/api/reports", json={"text": text}, headers=BY_TOKEN)
    assert answer.status_code == 409
    assert "fler än 1 000 händelser" in answer.get_json(force=True)["detail"].replace("\xa0", " ")
    with own_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Report)) == 0
