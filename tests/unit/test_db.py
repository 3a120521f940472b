"""What a database says when it refuses a row: it is logged, so it must tell nothing of what stood in it."""

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import app.db
from app.bulk import insert_columns
from app.db import Database, DatabaseError
from app.logbook import table_of
from app.models import Organisation, Report
from tests.databases import PostGIS
from tests.factories import NOON, Town, make_town

SECRET = "Ett hemligt ord om Kim"
ROW = {"id": 9001, "kind": "manual", "title": "", "url": "", "channel": "form", "raw_text": SECRET, "received_at": NOON}


def one_by_one(session: Session, row: dict[str, Any]) -> None:
    session.execute(insert(Report).values(**row))


def in_bulk(session: Session, row: dict[str, Any]) -> None:
    insert_columns(session, table_of(Report), {name: [value] for name, value in row.items()})


@pytest.mark.parametrize("write", [one_by_one, in_bulk])
def test_an_error_tells_what_is_wrong_and_nothing_of_the_row(
    session: Session, town: Town, write: Callable[[Session, dict[str, Any]], None]
):
    with pytest.raises((IntegrityError, psycopg.Error)) as raised, session.begin_nested():
        write(session, {**ROW, "organisation_id": None})
    logged = "".join(traceback.format_exception(raised.value))
    assert "organisation_id" in logged
    assert SECRET not in logged


def test_a_glance_sees_what_is_committed_meanwhile_and_never_writes(own_database: Database):
    with own_database.writing() as session:
        key = make_town(session).guards.key
    named = select(Organisation.name).where(Organisation.key == key)
    for name in ("Väktare i natt", "Väktare i dag"):
        with own_database.writing() as session:
            session.scalars(select(Organisation).where(Organisation.key == key)).one().name = name
        with own_database.glance() as glance:
            assert glance.scalar(named) == name
    with own_database.glance() as glance:
        glance.scalars(select(Organisation).where(Organisation.key == key)).one().name = "Nattvandrare"
        with pytest.raises(DatabaseError, match="may not write"):
            glance.scalar(named)
    with own_database.reading() as session:
        assert session.scalar(named) == "Väktare i dag"


def test_a_connection_is_tried_only_once_it_has_rested(postgis: PostGIS, monkeypatch: pytest.MonkeyPatch):
    """A server that was started anew has closed those that lay in the pool."""
    with sole_connection(postgis.fresh()) as engine:
        number = server_process(engine)
        tried: list[object] = []
        monkeypatch.setattr(engine.dialect, "do_ping", lambda lent: tried.append(lent))
        assert (server_process(engine), tried) == (number, [])
        monkeypatch.setattr(app.db, "REST_SECONDS", 0.0)
        assert (server_process(engine), len(tried)) == (number, 1)


def test_a_closed_connection_that_has_rested_is_replaced(postgis: PostGIS, monkeypatch: pytest.MonkeyPatch):
    url = postgis.fresh()
    with sole_connection(url) as engine, psycopg.connect(url, autocommit=True) as other:
        number = server_process(engine)
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
        monkeypatch.setattr(app.db, "REST_SECONDS", 0.0)
        assert server_process(engine) not in (number, None)


@contextmanager
def sole_connection(url: str) -> Iterator[Engine]:
    engine = Database(url).engine
    try:
        yield engine
    finally:
        engine.dispose()


def server_process(engine: Engine) -> int:
    """The process that serves the connection which is lent out now."""
    with engine.connect() as connection:
        return connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
