"""A report is read before anything is written: SQLite has one writer, and nobody waits for somebody else's text."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app import arrivals
from app.accounts.tokens import hash_of
from app.arrivals import MOST_DRAFTS
from app.db import Database
from app.intake import tables
from app.models import ApiToken, Incident, Report
from tests.factories import NOON, make_town
from tests.unit.made_files import book

NIGHT = "22.12 Trafik, Provtorget\nEn moped kör fort på torget.\n\n03.40 Övrigt, Provtorget\nEn hund springer lös."
ROWS = [["Datum", "Kategori", "Beskrivning"], ["2026-11-18 22:15", "trafik", "Moped"]]
BY_TOKEN = {"Authorization": "Bearer guards"}


@pytest.fixture
def coordinator(own_database: Database, new_coordinator: Callable[[], FlaskClient]) -> FlaskClient:
    with own_database.writing() as session:
        guards = make_town(session).guards
        guards.key = "guards"
        session.add(ApiToken(organisation=guards, name="Prov", token_hash=hash_of("guards"), created_at=NOON))
    return new_coordinator()


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
