"""Many rows at once: COPY on PostGIS, one prepared statement on SQLite."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import repeat
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, insert, select, text
from sqlalchemy.orm import Session

from app.db import hide_row
from app.models.base import Moment

Columns = Mapping[str, Any]
Maker = Callable[[Any], Any]

# The sequence is looked up once, not for each id. Telling all ids takes twice as long as drawing them, so only the ends
# are told, unless somebody else has drawn in between. A row for each would take longer than writing what it is for.
NEXT_IDS = text("""
    WITH ids AS MATERIALIZED (SELECT CAST(pg_get_serial_sequence(:table, 'id') AS regclass) AS sequence)
    SELECT min(id), max(id), CASE WHEN max(id) - min(id) >= :number THEN array_agg(id) END
    FROM (SELECT nextval(sequence) AS id FROM ids, generate_series(1, :number)) AS drawn
""")
FOREIGN_KEYS = text("""
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND conrelid = ANY (CAST(:tables AS regclass[])) ORDER BY oid
""")
# Partial indexes stay: they cost nothing for the rows outside them.
PLAIN_INDEXES = text("""
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE NOT indisunique AND indpred IS NULL AND indrelid = ANY (CAST(:tables AS regclass[])) ORDER BY indexrelid
""")


def next_ids(session: Session, table: Table, number: int) -> list[int]:
    """Ids for `number` new rows, so that rows of other tables can point at them before any is written."""
    if session.get_bind().dialect.name == "postgresql":
        first, last, scattered = session.execute(NEXT_IDS, {"table": table.name, "number": number}).one()
        return scattered or (list(range(first, last + 1)) if number else [])
    # A writing session on SQLite has the database to itself.
    newest = session.scalar(select(func.max(table.c.id))) or 0
    return list(range(newest + 1, newest + 1 + number))


def insert_columns(session: Session, table: Table, columns: Columns) -> None:
    """Insert rows given column by column: each is a list with a value for every row, or one value for all of them.

    Words of a closed set are given as strings, geometry as EWKT.
    """
    if session.get_bind().dialect.name == "postgresql":
        _copy(session, table, columns)
    else:
        _execute_many(session, table, columns)


def _copy(session: Session, table: Table, columns: Columns) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    driver = session.connection().connection.driver_connection
    assert driver is not None
    # The driver takes four times as long over a datetime as over its text.
    makers = {name: _iso if isinstance(table.c[name].type, Moment) else None for name in columns}
    values = [_made(column, makers[name]) for name, column in columns.items()]
    try:
        with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
            for row in zip(*values, strict=False):
                copy.write_row(row)
    except Exception as error:
        hide_row(error)
        raise


def _execute_many(session: Session, table: Table, columns: Columns) -> None:
    """What SQLAlchemy does for many rows, without its bookkeeping for each one."""
    connection = session.connection()
    compiled = insert(table).values({name: bindparam(name) for name in columns}).compile(connection)
    values = [_made(columns[name], _processor(table, name, connection)) for name in compiled.positiontup or ()]
    rows = list(zip(*values, strict=False))
    if rows:
        connection.exec_driver_sql(str(compiled), rows)


def _made(column: Any, make: Maker | None) -> Iterable[Any]:
    """The values of a column as the driver wants them; one value for all rows goes on for ever."""
    if not isinstance(column, list):
        return repeat(make(column) if make else column)
    return map(make, column) if make else column


def _processor(table: Table, name: str, connection: Connection) -> Maker | None:
    """What makes a value of this column one of the driver's; None where there is nothing to do."""
    maker: Maker | None = table.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    return maker


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def can_index_last(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


@contextmanager
def indexes_last(session: Session, *tables: Table) -> Iterator[None]:
    """Take the tables' foreign keys and plain indexes away and make them anew at the end: for very many rows, as
    checking and sorting all at once costs a third of doing it row by row. For PostGIS alone.

    Others wait for the tables, and those they point at, until the transaction ends. A crash leaves all as it was.
    """
    names = {"tables": [table.name for table in tables]}
    keys = session.execute(FOREIGN_KEYS, names).all()
    indexes = session.execute(PLAIN_INDEXES, names).all()
    for table, key, _ in keys:
        session.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {key}"))
    for index, _ in indexes:
        session.execute(text(f"DROP INDEX {index}"))
    yield
    for _, definition in indexes:
        session.execute(text(definition))
    for table, key, definition in keys:
        session.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {key} {definition}"))
