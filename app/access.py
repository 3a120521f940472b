"""Who may see what. Every route declares it with one of these decorators; one that does not stays shut.

@bp.get("/incidents/new")
@allow(Role.COORDINATOR, Role.REPORTER)
def new(): ...

@bp.post("/api/reports")
@by_token
def send(): ...
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask import session as cookie
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from app import context
from app.accounts.actions import keep_alive
from app.accounts.queries import live_session
from app.models import Role, UserSession
from app.token_access import admit_sender

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"
BY_TOKEN = "by token"  # noqa: S105 - a word for who may enter, no password
SEEN_EVERY = timedelta(minutes=5)
"""How exactly the last use of a session is known: a page that only reads seldom has to write."""
READERS = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.AREA_MEMBER)
"""Those who may read incidents beyond their own organisation's: what of them, see `app.incidents.queries.visible`."""


def allow(*roles: Role) -> Callable[[View], View]:
    """Open a view to these roles. The administrator is no coordinator: name every role that may enter."""
    return _declare(frozenset(roles))


def signed_in(view: View) -> View:
    """Open a view to everybody who is signed in."""
    return _declare(frozenset(Role))(view)


def public(view: View) -> View:
    """Open a view to everybody, signed in or not."""
    return _declare(PUBLIC)(view)


def by_token(view: View) -> View:
    """Open a view to other systems alone: to those that send an organisation's token. Nobody signed in gets there."""
    return _declare(BY_TOKEN)(view)


def audience(endpoint: str) -> frozenset[Role] | str | None:
    """Who may see an endpoint: roles, "public", "by token", or None where nobody has said."""
    if endpoint == "static" or endpoint.endswith(".static"):
        return PUBLIC
    return getattr(current_app.view_functions.get(endpoint), "audience", None)


def may_visit(endpoint: str) -> bool:
    """Whether the signed-in user may see an endpoint; decides what menus show."""
    declared, user = audience(endpoint), context.user()
    return declared == PUBLIC or (user is not None and isinstance(declared, frozenset) and user.role in declared)


def init_app(app: Flask) -> None:
    app.before_request(_identify)
    app.before_request(_guard)
    app.jinja_env.globals["may_visit"] = may_visit
    app.jinja_env.globals["current_user"] = context.user


def _declare(declared: frozenset[Role] | str) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.audience = declared  # type: ignore[attr-defined]
        return view

    return mark


def _identify() -> None:
    if request.endpoint is None or request.endpoint == "static" or audience(request.endpoint) == BY_TOKEN:
        return
    token, now = cookie.get("token"), datetime.now(UTC)
    found = live_session(context.session(), token, now) if token else None
    g.user_session, g.user = found, found.user if found else None
    # A form is sent from a page, so pages alone tell of use; the session of a form may be holding the write lock.
    if found and request.method in context.SAFE_METHODS and now - found.last_seen_at >= SEEN_EVERY:
        _keep_alive(found, now)


def _keep_alive(found: UserSession, now: datetime) -> None:
    """In a write of its own, as the session of a page only reads; left for the next page while somebody else writes."""
    with suppress(OperationalError), context.database().writing(hurried=True) as session:
        keep_alive(session, found.id, hours=context.settings().session_hours, now=now)


def _guard() -> Response | None:
    if request.endpoint is None or may_visit(request.endpoint):
        return None
    if audience(request.endpoint) == BY_TOKEN:
        admit_sender()
        return None
    if context.user() is None and audience(request.endpoint) is not None:
        return redirect(url_for("accounts.sign_in", next=_here()))
    return abort(403)


def _here() -> str | None:
    """Where to return after signing in: only for pages, a posted form cannot be posted again by a link."""
    return request.full_path.rstrip("?") if request.method == "GET" and request.path != "/" else None
