"""Editions of before can be replaced after the upgrade, and lose nothing by it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from app import schema
from app.db import Database, DatabaseError
from app.models import Picture, PictureDocument
from tests.databases import Backend, connect

PICTURE = "INSERT INTO picture (id, year, number, period_start, status, cutoff, sha256, record)"
DOCUMENT = "INSERT INTO picture_document (picture_id, audience, format, content, sha256)"
MONDAY = "'2026-01-05'"


@pytest.fixture
def of_before(backend: Backend) -> Iterator[Database]:
    """A database of before editions could be replaced, with a withdrawn edition and its document."""
    database = connect(backend.empty())
    schema.upgrade(database, "0011")
    written = "'abc'" if database.engine.dialect.name == "sqlite" else "'abc'::bytea"
    with database.engine.execution_options(may_write=True).begin() as connection:
        values = f"(1, 2026, 1, {MONDAY}, 'withdrawn', '2026-01-20 00:00:00', 'x', {written})"
        connection.execute(text(f"{PICTURE} VALUES {values}"))
        connection.execute(text(f"{DOCUMENT} VALUES (1, 'intern', 'pdf', {written}, 'y')"))
    yield database
    database.engine.dispose()


def test_an_edition_of_before_keeps_its_documents(of_before: Database) -> None:
    schema.upgrade(of_before)
    with of_before.writing() as session:
        (picture,) = session.scalars(select(Picture))
        assert (picture.revision, picture.edition, picture.sha256) == (1, "2026:1", "x")
        assert [one.sha256 for one in picture.documents] == ["y"]
        session.delete(picture)
    with of_before.reading() as session:
        assert session.scalars(select(PictureDocument)).all() == [], "keys are followed again"


def test_one_edition_of_a_fortnight_lives_after_the_upgrade(of_before: Database) -> None:
    schema.upgrade(of_before)
    row = "(id, year, number, revision, period_start, status, cutoff, sha256, record)"
    living = f"SELECT :id, year, number, :id, {MONDAY}, 'draft', cutoff, '', record FROM picture WHERE id = 1"
    add = text(f"INSERT INTO picture {row} {living}")
    with of_before.writing() as session:
        session.execute(add, {"id": 2})
    with of_before.session(may_write=True) as session, pytest.raises(IntegrityError):
        session.execute(add, {"id": 3})


def test_what_refers_to_nothing_stops_the_upgrade(tmp_path: Path) -> None:
    """In SQLite alone: PostgreSQL follows its keys all the time."""
    database = connect(f"sqlite:///{tmp_path / 'before.db'}")
    schema.upgrade(database, "0011")
    driver = database.engine.raw_connection()
    driver.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
    driver.driver_connection.execute(f"{DOCUMENT} VALUES (9, 'intern', 'pdf', 'abc', 'y')")  # type: ignore[union-attr]
    driver.close()
    with pytest.raises(DatabaseError, match="picture_document"):
        schema.upgrade(database)
    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0011"
    database.engine.dispose()
