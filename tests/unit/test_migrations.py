"""The migrations make the tables that the models describe, on both databases."""

from sqlalchemy import Connection, inspect, text

from app import schema
from app.db import Database
from app.models import Base


def test_migrations_equal_the_models(connection: Connection):
    assert schema.differences(connection) == []


def test_a_missing_table_is_noticed(connection: Connection):
    connection.execute(text("DROP TABLE sign_in_failure"))
    assert schema.differences(connection) != []


def test_upgrading_twice_changes_nothing(own_database: Database):
    schema.upgrade(own_database)
    assert set(Base.metadata.tables) <= set(inspect(own_database.engine).get_table_names())
