"""Many rows at once: COPY on PostGIS, one prepared statement on SQLite."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

Row = Mapping[str, Any]


def next_ids(session: Session, table: Table, number: int) -> list[int]:
    """Ids for `number` new rows, so that rows of other tables can point at them before any is written."""
    if session.get_bind().dialect.name == "postgresql":
        sequence = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :number)")
        return list(session.scalars(sequence, {"table": table.name, "number": number}))
    # A writing session on SQLite has the database to itself.
    newest = session.scalar(select(func.max(table.c.id))) or 0
    return list(range(newest + 1, newest + 1 + number))


def insert_rows(session: Session, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that all have the same keys. Words of a closed set are given as strings, geometry as EWKT."""
    if not rows:
        return
    if session.get_bind().dialect.name == "postgresql":
        _copy(session, table, rows)
    else:
        session.execute(insert(table), rows)


def _copy(session: Session, table: Table, rows: Sequence[Row]) -> None:
    columns = list(rows[0])
    names = ", ".join(f'"{column}"' for column in columns)
    driver = session.connection().connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([row[column] for column in columns])
