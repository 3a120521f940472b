"""The schema's versions: upgrading a database to the newest, writing a new migration, comparing with the models."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from app.db import Database, DatabaseError, prepare_spatial
from app.migrations.scope import is_ours
from app.models import Base

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the database to the newest schema, or to `revision`, in one transaction; one that is there stays."""
    engine = database.engine.execution_options(may_write=True)
    with engine.connect() as connection, _unfollowed_keys(connection), connection.begin():
        prepare_spatial(connection)
        before = _version(connection)
        command.upgrade(_config(connection), revision)
        if _version(connection) != before:
            _check_keys(connection)


@contextmanager
def _unfollowed_keys(connection: Connection) -> Iterator[None]:
    """Where a table is made anew in SQLite, dropping the old one would delete what refers to it.

    SQLite wants to be told outside of any transaction: so the driver is, beside SQLAlchemy, which would begin one.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _check_keys(connection: Connection) -> None:
    """Raise DatabaseError where a row refers to one that is not there: nothing is kept of the migration then."""
    if connection.dialect.name == "sqlite" and (lost := connection.execute(text("PRAGMA foreign_key_check")).all()):
        told = f"{len(lost)} rows refer to rows that are not there, the first in {lost[0][0]}."
        raise DatabaseError(f"The database is not upgraded and nothing is changed: {told} Take it from a backup.")


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def write_migration(database: Database, message: str) -> None:
    """Write a migration that takes the database's schema to that of the models, for a person to read and mend."""
    with database.engine.execution_options(may_write=True).begin() as connection:
        prepare_spatial(connection)
        command.revision(_config(connection), message, autogenerate=True)


def differences(connection: Connection) -> list[Any]:
    """What the migrated database lacks or has beside the models; empty when they agree."""
    context = MigrationContext.configure(connection, opts={"include_object": is_ours, "compare_type": True})
    return list(compare_metadata(context, Base.metadata))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
