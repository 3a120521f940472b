"""What belongs to one request: the installation's settings, a database session, the signed-in user."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Settings
from app.db import Database
from app.models import Municipality, User, UserSession

View = TypeVar("View", bound=Callable[..., Any])
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def settings() -> Settings:
    return cast(Settings, current_app.extensions["settings"])


def database() -> Database:
    return cast(Database, current_app.extensions["database"])


def session() -> Session:
    """This request's session: made at first use, writing only for methods that may change something."""
    if "session" not in g:
        view = current_app.view_functions.get(request.endpoint or "")
        may_write = request.method not in SAFE_METHODS and not hasattr(view, "only_reads")
        is_glance = not may_write and hasattr(view, "glances")
        g.session = database().glance() if is_glance else database().session(may_write=may_write)
    return cast(Session, g.session)


def glances(view: View) -> View:
    """A view that reads a few rows and is asked for very often: see `Database.glance`."""
    view.glances = True  # type: ignore[attr-defined]
    return view


def only_reads(view: View) -> View:
    """A view whose session changes nothing though it is posted to: what it is told is too long for an address, or it
    writes in a session of its own, which keeps others waiting for no longer than that takes.
    """
    view.only_reads = True  # type: ignore[attr-defined]
    return view


def user() -> User | None:
    """Who is signed in; set by `app.access` before the view runs."""
    return cast("User | None", g.get("user"))


def signed_in_user() -> User:
    """The signed-in user, in views that `app.access` opens to signed-in people only."""
    found = user()
    if found is None:
        raise RuntimeError("this view is reached without signing in")
    return found


def signed_in_session() -> UserSession:
    """The session that this browser is signed in with; for the same views."""
    return cast(UserSession, g.user_session)


def is_asked_by_script() -> bool:
    """Whether a page's script asks, which wants JSON, rather than the browser itself."""
    return request.accept_mimetypes.best == "application/json"


def municipality() -> Municipality:
    """The municipality of this installation."""
    if "municipality" not in g:
        g.municipality = session().scalars(select(Municipality)).one()
    return cast(Municipality, g.municipality)


def init_app(app: Flask) -> None:
    app.teardown_appcontext(_close_session)
    app.jinja_env.globals["municipality"] = municipality


def _close_session(_error: BaseException | None) -> None:
    opened = g.pop("session", None)
    if opened is not None:
        opened.close()
