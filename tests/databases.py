"""Databases for tests. Each backend holds a migrated template; copying it is far quicker than migrating again."""

import pickle
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import Connection, event
from sqlalchemy.orm import ORMExecuteState, Session

from app import schema
from app.config import Settings
from app.db import Database
from app.places import queries
from app.readers import place_reader
from tests.factories import Town, make_town


@dataclass
class SpatiaLite:
    """Databases in files of a folder."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        migrate(self._url("template"))

    def empty(self) -> str:
        """The URL of a new database without tables."""
        return self._url(f"tomt{next(self.numbers)}")

    def fresh(self) -> str:
        """The URL of a new database with empty tables."""
        name = f"laget{next(self.numbers)}"
        shutil.copy(self.folder / "template.db", self.folder / f"{name}.db")
        return self._url(name)

    def drop(self, url: str) -> None:
        """Forget a database that nobody is connected to any more."""
        for file in self.folder.glob(f"{Path(url).name}*"):
            file.unlink(missing_ok=True)

    def _url(self, name: str) -> str:
        return f"sqlite:///{self.folder / name}.db"


@dataclass
class PostGIS:
    """Databases on a running server."""

    server: str
    numbers: Iterator[int] = field(default_factory=count)
    strategy: str = field(init=False)

    def __post_init__(self) -> None:
        self._execute("CREATE DATABASE template_laget")
        migrate(self._url("template_laget"))
        with psycopg.connect(self._url("postgres")) as connection:
            # Half the work of writing each page into the log as well. Before 15 there was no other way, and no word.
            self.strategy = "STRATEGY file_copy" if connection.info.server_version >= 150000 else ""

    def empty(self) -> str:
        """The URL of a new database without tables."""
        name = f"tomt{next(self.numbers)}"
        self._execute(f"CREATE DATABASE {name}")
        return self._url(name)

    def fresh(self) -> str:
        """The URL of a new database with empty tables."""
        name = f"laget{next(self.numbers)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE template_laget {self.strategy}")
        return self._url(name)

    def drop(self, url: str) -> None:
        """Forget a database, whoever is still connected to it."""
        self._execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")

    def _url(self, name: str) -> str:
        return f"postgresql://{self.server}/{name}"

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


Backend = SpatiaLite | PostGIS


def connect(url: str) -> Database:
    return Database(Settings(database_url=url).sqlalchemy_url)


def migrate(url: str) -> None:
    database = connect(url)
    schema.upgrade(database)
    # A template may be copied only while nobody is connected to it.
    database.engine.dispose()


class Settled:
    """A database in which the town stands already: to write it anew takes longer than most tests."""

    def __init__(self, backend: Backend) -> None:
        self.database = connect(backend.fresh())
        with self.database.writing() as session:
            town = make_town(session)
        self._town = pickle.dumps(town)
        queries._kept.clear()
        with self.database.reading() as session:
            place_reader(session)
            queries.area_index(session, datetime.now(UTC).date())
        self.kept = dict(queries._kept)

    def town(self, session: Session) -> Town:
        """The town as if this session had written it."""
        town: Town = pickle.loads(self._town)
        session.add_all(vars(town).values())
        return town


class Shared:
    """Databases in which tests leave nothing behind: an empty one, and those in which the town stands already."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.empty, self.settled = connect(backend.fresh()), Settled(backend)

    @cached_property
    def lasting(self) -> Settled:
        """The one in which the tests of a file stand on what the file has written, see `Lasting`."""
        return Settled(self.backend)

    def forget(self) -> None:
        """Keep of what was built from the databases only what is of the town as every test finds it.

        SQLite gives a rolled-back row's id to the next one, so what was kept by id would be another test's.
        """
        queries._kept.clear()
        for settled in self._all_settled():
            queries._kept.update(settled.kept)

    def dispose(self) -> None:
        for database in (self.empty, *(settled.database for settled in self._all_settled())):
            database.engine.dispose()

    def _all_settled(self) -> list[Settled]:
        return [self.settled, *([self.lasting] if "lasting" in vars(self) else [])]


@dataclass
class Lasting:
    """One transaction for all tests of a file: each begins with what the file wrote, and undoes only its own."""

    connection: Connection
    settled: Settled
    settings: Settings

    @contextmanager
    def writing(self) -> Iterator[tuple[Session, Town]]:
        with Session(self.connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
            yield session, self.settled.town(session)
            session.commit()


class WatchedSession(Session):
    """A session that notices whether anything it wrote was neither committed nor rolled back before it closed."""

    def __init__(self, database: "OneConnection") -> None:
        super().__init__(database.connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
        self.database = database
        self.wrote = False
        event.listen(self, "after_flush", lambda *_: setattr(self, "wrote", True))
        event.listen(self, "do_orm_execute", self._notice)
        event.listen(self, "after_commit", lambda _: setattr(self, "wrote", False))
        event.listen(self, "after_rollback", lambda _: setattr(self, "wrote", False))

    def close(self) -> None:
        unflushed = [*self.new, *self.deleted, *(item for item in self.dirty if self.is_modified(item))]
        self.database.lost_writes += self.wrote or bool(unflushed)
        super().close()

    def _notice(self, state: ORMExecuteState) -> None:
        self.wrote |= not state.is_select


class OneConnection(Database):
    """All sessions share one connection, whose transaction is rolled back after the test: commits end in savepoints."""

    def __init__(self, connection: Connection) -> None:
        self.engine = connection.engine
        self.connection = connection
        self.lost_writes = 0

    def session(self, *, may_write: bool, hurried: bool = False) -> Session:
        return WatchedSession(self)

    def glance(self) -> Session:
        return self.session(may_write=False)

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        with self.reading() as session:
            yield session


@contextmanager
def statements(session: Session) -> Iterator[list[str]]:
    """Those that the database is sent meanwhile."""
    sent: list[str] = []
    engine = session.get_bind().engine
    note = lambda _connection, _cursor, statement, *_: sent.append(statement)  # noqa: E731 - must be the same twice
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)
