"""The schema's versions: upgrading a database to the newest, writing a new migration, comparing with the models."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from app.db import Database, prepare_spatial
from app.migrations.scope import is_ours
from app.models import Base

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the database to the newest schema, or to `revision`, in one transaction; one that is there stays."""
    with database.engine.execution_options(may_write=True).begin() as connection:
        prepare_spatial(connection)
        command.upgrade(_config(connection), revision)


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
