"""Fixtures for what several do at once: an app that really commits, and people signed in to it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from app.accounts.actions import open_session
from app.beside import drawing
from app.config import Settings
from app.db import Database
from app.models import Municipality
from tests.factories import make_user


@pytest.fixture
def committing_app(request, made_once: Flask, settings: Settings, own_database: Database, monkeypatch) -> Flask:
    assert "app" not in request.fixturenames, "both are one app, on one database"
    made_once.extensions.update(settings=settings, database=own_database)
    made_once.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    monkeypatch.setattr(made_once, "test_client_class", FlaskClient)  # the tests' own would ask for its one connection
    return made_once


@pytest.fixture
def new_coordinator(committing_app: Flask, own_database: Database) -> Callable[[], FlaskClient]:
    """`new_coordinator()` is a client signed in as a new coordinator."""

    def sign_in() -> FlaskClient:
        with own_database.writing() as session:
            token = open_session(session, make_user(session), browser="", hours=1, now=datetime.now(UTC))
        client = committing_app.test_client()
        with client.session_transaction() as cookie:
            cookie["token"] = token
        return client

    return sign_in


@pytest.fixture
def watched(own_database: Database, monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], list[str]]:
    """`watched(module, name)` lets somebody else write at each call of a function; gives what was called."""
    called: list[str] = []

    def watch(module: Any, name: str) -> list[str]:
        real = getattr(module, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            with own_database.writing(hurried=True) as session:
                session.execute(update(Municipality).values(name="Någon annans"))
            called.append(name)
            return real(*args, **kwargs)

        monkeypatch.setattr(module, name, call)
        return called

    return watch


@pytest.fixture
def all_busy(monkeypatch: pytest.MonkeyPatch) -> Callable[[], AbstractContextManager[None]]:
    """`with all_busy():` as many wait for the process that draws as may."""
    monkeypatch.setattr(drawing, "_patience", 0.05)

    @contextmanager
    def busy() -> Iterator[None]:
        taken = 0
        while drawing._line.acquire(blocking=False):
            taken += 1
        try:
            yield
        finally:
            drawing._line.release(taken)

    return busy
