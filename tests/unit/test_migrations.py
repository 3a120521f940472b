"""The migrations make the tables that the models describe, on both databases."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, inspect, select, text

from app import schema
from app.db import Database
from app.models import Base, Channel, Report, ReportKind
from tests.databases import Backend, connect


def test_migrations_equal_the_models(connection: Connection):
    assert schema.differences(connection) == []


def test_a_missing_table_is_noticed(connection: Connection):
    connection.execute(text("DROP TABLE sign_in_failure"))
    assert schema.differences(connection) != []


@pytest.fixture
def of_before(backend: Backend) -> Iterator[Database]:
    """A database as the release before left it, with a report of each kind."""
    database = connect(backend.empty())
    schema.upgrade(database, "0001")
    with database.engine.execution_options(may_write=True).begin() as connection:
        named = "INSERT INTO organisation (id, key, name, kind, is_active)"
        connection.execute(text(f"{named} VALUES (1, 'a', 'A', 'police', true)"))
        for number, kind in enumerate(ReportKind):
            report = "INSERT INTO report (organisation_id, kind, external_id, title, raw_text, url, received_at)"
            values = f"VALUES (1, '{kind}', '{number}', '', 'Text', '', '2026-01-01 00:00:00')"
            connection.execute(text(f"{report} {values}"))
    yield database
    database.engine.dispose()


def test_reports_of_before_came_by_the_way_of_their_kind(of_before: Database):
    schema.upgrade(of_before)
    with of_before.reading() as session:
        channels = {report.kind: report.channel for report in session.scalars(select(Report))}
    assert channels == {
        ReportKind.DAY_REPORT: Channel.PASTE,
        ReportKind.NOTICE: Channel.FILE,
        ReportKind.FILE: Channel.FILE,
        ReportKind.MANUAL: Channel.FORM,
    }


def test_upgrading_twice_changes_nothing(own_database: Database):
    schema.upgrade(own_database)
    assert set(Base.metadata.tables) <= set(inspect(own_database.engine).get_table_names())
