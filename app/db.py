"""The database: one engine for either PostGIS or SQLite with SpatiaLite, and the sessions on it.

SQLite gets its transactions from us: the driver's own would begin late, so that a reader who turns writer dies of
"database is locked". A session that may write begins with BEGIN IMMEDIATE and queues; one that only reads never waits.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, make_url, text
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

SPATIALITE_HELP = (
    "SpatiaLite is missing. Debian/Ubuntu: apt-get install libsqlite3-mod-spatialite · "
    "Fedora: dnf install libspatialite · macOS: brew install libspatialite"
)
BUSY_SECONDS = 30
"""How long a writer to SQLite waits for the one before it."""
REST_SECONDS = 1.0
"""After how long without use a connection to PostgreSQL is tried before it is lent out: a tile takes little longer."""
PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL", "cache_size=-65536", "temp_store=MEMORY")


class DatabaseError(RuntimeError):
    """The database cannot be used as it is; the text says what to do."""


class Database:
    """An engine and the two kinds of session on it: `reading()` and `writing()`."""

    def __init__(self, url: str) -> None:
        self.engine = spatialite_engine(url) if url.startswith("sqlite") else postgis_engine(url)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._glances = sessionmaker(_without_transactions(self.engine), expire_on_commit=False)
        event.listen(self._glances, "before_flush", _refuse_to_write)
        self._snapshots = sessionmaker(_of_one_moment(self.engine), expire_on_commit=False)
        self._writers = sessionmaker(self.engine.execution_options(may_write=True), expire_on_commit=False)
        self._hurried = sessionmaker(
            self.engine.execution_options(may_write=True, busy_seconds=0.05), expire_on_commit=False
        )

    def session(self, *, may_write: bool, hurried: bool = False) -> Session:
        if hurried:
            return self._hurried()
        return self._writers() if may_write else self._sessions()

    def glance(self) -> Session:
        """A session for a few rows, asked for very often: each statement by itself, and nothing of it may write.

        On PostgreSQL this spares the way there and back that a transaction begins and ends with. What the statements
        see is the same: there each sees what is committed when it begins.
        """
        return self._glances()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self.session(may_write=False) as session:
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """As `reading`, and all that is asked is of one moment, however many statements it takes.

        SQLite's transactions are always so; on PostgreSQL each statement else sees what is committed when it begins.
        """
        with self._snapshots() as session:
            yield session

    @contextmanager
    def writing(self, *, hurried: bool = False) -> Iterator[Session]:
        """A session whose work is committed at the end, or rolled back by an error.

        A hurried one raises OperationalError, instead of waiting, while somebody else writes to SQLite.
        """
        with self.session(may_write=True, hurried=hurried) as session, session.begin():
            yield session


def postgis_engine(url: str) -> Engine:
    options = {"options": "-c timezone=UTC"}
    engine = create_engine(url, hide_parameters=True, connect_args=options)
    event.listen(engine, "handle_error", _hide_rows)
    _try_rested(engine)
    return engine


def _try_rested(engine: Engine) -> None:
    """As `pool_pre_ping`, but for a connection that has rested, which the server may have closed meanwhile."""
    dialect = engine.dialect

    def rest(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["rests since"] = monotonic()

    def lend(connection: Any, record: ConnectionPoolEntry, _lent: object) -> None:
        if monotonic() - record.info["rests since"] < REST_SECONDS:
            return
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    event.listen(engine, "connect", rest)
    event.listen(engine, "checkin", rest)
    event.listen(engine, "checkout", lend)


def spatialite_engine(url: str) -> Engine:
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True, module=sqlite_module(), connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _without_transactions(engine: Engine) -> Engine:
    """SQLite needs no way to a server, and keeps to what its transaction began with."""
    if engine.dialect.name != "postgresql":
        return engine
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _of_one_moment(engine: Engine) -> Engine:
    if engine.dialect.name != "postgresql":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _refuse_to_write(*_about: object) -> None:
    raise DatabaseError("A session that only glances may not write.")


def _hide_rows(context: ExceptionContext) -> None:
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None:
            hide_row(error)


def hide_row(error: BaseException) -> None:
    """Errors are logged, and PostgreSQL quotes the row that it refuses below the first line of what it says."""
    error.args = tuple(str(part).partition("\n")[0] for part in error.args)


def sqlite_module() -> Any:
    """The standard sqlite3 where it can load extensions, else the pysqlite3 wheel."""
    import sqlite3

    if hasattr(sqlite3.Connection, "enable_load_extension"):
        return sqlite3
    try:
        import pysqlite3.dbapi2
    except ImportError:
        raise DatabaseError("This Python's sqlite3 cannot load extensions; install pysqlite3.") from None
    return pysqlite3.dbapi2


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.enable_load_extension(True)
    try:
        connection.load_extension("mod_spatialite")
    except Exception:
        raise DatabaseError(SPATIALITE_HELP) from None
    connection.enable_load_extension(False)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("may_write", False):
        connection.exec_driver_sql(f"PRAGMA busy_timeout={options.get('busy_seconds', BUSY_SECONDS) * 1000:.0f}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")


def prepare_spatial(connection: Connection) -> None:
    """What must be there before the first table: PostGIS, or SpatiaLite's tables with SWEREF 99 TM (EPSG:3006)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("CREATE EXTENSION IF NOT EXISTS postgis"))
    elif not connection.scalar(text("SELECT CheckSpatialMetaData()")):
        # "WGS84" leaves out thousands of reference systems, 3006 too. Inside one transaction: seconds otherwise.
        connection.execute(text("SELECT InitSpatialMetaData(0, 'WGS84')"))
        connection.execute(text("SELECT InsertEpsgSrid(3006)"))
