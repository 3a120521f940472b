"""Fixtures for all tests: databases of both kinds, sessions that are rolled back, the app and its clients."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import create_app
from app.config import Settings
from app.db import Database
from app.models import Role
from tests.clients import Client
from tests.databases import Backend, Lasting, OneConnection, PostGIS, Shared, SpatiaLite, connect
from tests.factories import Town, make_user
from tests.in_memory import quick_folder
from tests.postgis_server import postgis_server

SECRET = "only for tests"

# A busy machine is no fault of what is tested.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look through it for rubbish again and again takes a tenth of all time."""
    gc.freeze()
    gc.set_threshold(50_000)


def pytest_sessionfinish() -> None:
    """At the end pytest looks through all there is five times over; once is enough."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def spatialite() -> Iterator[SpatiaLite]:
    with quick_folder("laget-spatialite-") as folder:
        yield SpatiaLite(folder)


@pytest.fixture(scope="session")
def postgis() -> Iterator[PostGIS]:
    with postgis_server() as server:
        yield PostGIS(server)


@pytest.fixture(scope="session", params=["spatialite", "postgis"])
def backend(request: pytest.FixtureRequest) -> Backend:
    """Both kinds of database: a test that uses it, or any fixture below, runs on each."""
    found: Backend = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def all_shared() -> Iterator[dict[int, Shared]]:
    """One of each kind, kept while tests go to and fro: it has learnt to say its statements."""
    found: dict[int, Shared] = {}
    yield found
    for shared in found.values():
        shared.dispose()


@pytest.fixture(scope="session")
def shared(backend: Backend, all_shared: dict[int, Shared]) -> Shared:
    """The databases in which tests leave nothing behind."""
    if id(backend) not in all_shared:
        all_shared[id(backend)] = Shared(backend)
    return all_shared[id(backend)]


@pytest.fixture
def own_database(backend: Backend) -> Iterator[Database]:
    """A database for this test alone, for what needs several connections or real commits."""
    url = backend.fresh()
    database = connect(url)
    yield database
    database.engine.dispose()
    backend.drop(url)


@pytest.fixture(scope="module")
def lasting(shared: Shared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lasting]:
    """For a file's own fixture `beforehand`, which writes once what many of its tests begin with, and gives ids."""
    settings = Settings(instance_dir=tmp_path_factory.mktemp("instance"), secret_key=SECRET)
    shared.forget()
    with shared.lasting.database.engine.connect().execution_options(may_write=True) as connection:
        transaction = connection.begin()
        yield Lasting(connection, shared.lasting, settings)
        transaction.rollback()


@pytest.fixture
def connection(request: pytest.FixtureRequest, shared: Shared) -> Iterator[Connection]:
    """One connection in one transaction, rolled back when the test is over."""
    shared.forget()
    if "beforehand" in request.fixturenames:
        lasting: Lasting = request.getfixturevalue("lasting")
        with lasting.connection.begin_nested() as own:
            yield lasting.connection
            own.rollback()
        return
    database = shared.settled.database if "town" in request.fixturenames else shared.empty
    with database.engine.connect().execution_options(may_write=True) as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()


@pytest.fixture
def database(connection: Connection) -> OneConnection:
    return OneConnection(connection)


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    """The test's own session. What it flushes, the app sees."""
    with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
        yield session


@pytest.fixture
def town(request: pytest.FixtureRequest, session: Session, shared: Shared) -> Town:
    """What every page presumes: a municipality with districts, categories and organisations."""
    assert "town" in request.fixturenames, "ask for it by name: the connection must know of it beforehand"
    return (shared.lasting if "beforehand" in request.fixturenames else shared.settled).town(session)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(instance_dir=tmp_path, secret_key=SECRET)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Making an app and compiling its templates takes longer than most tests."""
    return create_app(
        Settings(instance_dir=tmp_path_factory.mktemp("instance"), secret_key=SECRET), Database("sqlite://")
    )


@pytest.fixture
def app(made_once: Flask, settings: Settings, database: OneConnection) -> Flask:
    """The app on this test's database. What is made once stays: routes are added to `own_app`."""
    return for_tests(made_once, settings, database)


@pytest.fixture
def own_app(settings: Settings, database: OneConnection) -> Flask:
    """An app for this test alone."""
    return for_tests(create_app(settings, database), settings, database)


def for_tests(app: Flask, settings: Settings, database: OneConnection) -> Flask:
    app.extensions.update(settings=settings, database=database)
    # The browser tests send their forms with the token; here it would only hide what a test is about.
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.test_client_class = Client
    return app


@pytest.fixture
def client_as(app: Flask, session: Session, town: Town) -> Callable[..., Client]:
    """`client_as(Role.REPORTER, **fields)` is a client signed in as a new user of that role."""

    def sign_in(role: Role, **fields: object) -> Client:
        client = app.test_client()
        assert isinstance(client, Client)
        return client.sign_in(make_user(session, role=role, **fields), session)

    return sign_in


@pytest.fixture
def client(client_as: Callable[[Role], Client]) -> Client:
    """A client signed in as the coordinator, who may do all daily work."""
    return client_as(Role.COORDINATOR)


@pytest.fixture
def visitor(app: Flask) -> Client:
    """A client that has not signed in."""
    client = app.test_client()
    assert isinstance(client, Client)
    return client
