"""Who may see what: every route says it, the list of all is known, and nobody gets past it."""

import json
import os
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from app.access import BY_TOKEN, audience
from app.models import Role
from tests.clients import Client
from tests.factories import Town, make_user

LIST = Path(__file__).parent / "route-list.json"
# What routes declare is the same whatever keeps the data. That a person is found there, and let in, is tried on both.
ON_ONE = pytest.mark.parametrize("backend", ["spatialite"], indirect=True)
HOW = "Somebody else may come in now? If it is meant: UPDATE=1 .venv/bin/pytest tests/web/test_access.py"


def rules(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(rule.methods or ())))


def seen_by(app: Flask, rule: Rule) -> str:
    with app.app_context():
        declared = audience(rule.endpoint)
    if declared == frozenset(Role):
        return "signed in"
    return declared if isinstance(declared, str) else ", ".join(role.value for role in Role if role in declared)


def methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def address(app: Flask, rule: Rule) -> str:
    """The rule with something in place of each of its variables."""
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, dict.fromkeys(rule.arguments, 1))


def closed_to(app: Flask, role: Role | None) -> Iterator[tuple[str, str]]:
    """Every method and address that is not open to a role, or (None) to whoever is not signed in."""
    for rule in rules(app):
        with app.app_context():
            declared = audience(rule.endpoint)
        if not isinstance(declared, str) and (role is None or role not in declared):
            yield from ((method, address(app, rule)) for method in methods(rule))


@ON_ONE
def test_every_route_says_who_may_see_it(app: Flask):
    with app.app_context():
        silent = {rule.endpoint for rule in rules(app) if audience(rule.endpoint) is None}
    assert silent == set(), "mark the view with @allow(...), @signed_in or @public from app.access"


@ON_ONE
def test_the_list_of_routes_is_as_known(app: Flask):
    lines = [json.dumps([rule.rule, " ".join(methods(rule)), seen_by(app, rule)]) for rule in rules(app)]
    now = "[\n  " + ",\n  ".join(lines) + "\n]\n"
    if os.environ.get("UPDATE") == "1":
        LIST.write_text(now)
    known = LIST.read_text()
    changes = unified_diff(known.splitlines(), now.splitlines(), "known", "now", lineterm="", n=0)
    assert now == known, "\n".join([HOW, *changes])


@ON_ONE
def test_a_route_that_says_nothing_stays_shut(own_app: Flask, town: Town, session: Session):
    own_app.add_url_rule("/silent", "silent", lambda: "secret")
    client = own_app.test_client()
    assert isinstance(client, Client)
    assert client.sign_in(make_user(session), session).get("/silent").status_code == 403
    with own_app.app_context():
        assert audience("silent") is None


@ON_ONE
@pytest.mark.parametrize("role", Role)
def test_a_role_gets_no_further_than_it_may(app: Flask, client_as, role: Role):
    client = client_as(role)
    answers = {(method, url): client.open(url, method=method).status_code for method, url in closed_to(app, role)}
    assert answers or role is Role.ADMINISTRATOR
    assert {request: code for request, code in answers.items() if code != 403} == {}


@ON_ONE
def test_strangers_are_sent_to_sign_in(app: Flask, visitor: Client, town: Town):
    answers = {(method, url): visitor.open(url, method=method).location or "" for method, url in closed_to(app, None)}
    assert answers
    assert {request: to for request, to in answers.items() if not to.startswith("/sign-in")} == {}


def test_strangers_come_back_to_the_page_they_asked_for(visitor: Client):
    assert visitor.get("/settings/events?subject=user").location == "/sign-in?next=/settings/events?subject%3Duser"
    assert visitor.post("/settings/organisations/new").location == "/sign-in"


@pytest.mark.parametrize("role", [None, *Role])
def test_what_opens_by_token_opens_to_nobody_else(app: Flask, visitor: Client, client_as, role: Role | None):
    client = client_as(role) if role else visitor
    with app.app_context():
        by_token = [rule for rule in rules(app) if audience(rule.endpoint) == BY_TOKEN]
    answers = {client.open(address(app, rule), method=method) for rule in by_token for method in methods(rule)}
    assert answers
    assert {(answer.status_code, answer.mimetype) for answer in answers} == {(401, "application/problem+json")}


@pytest.mark.parametrize("role", Role)
def test_a_role_gets_in_where_it_may(app: Flask, client_as, role: Role):
    client, closed = client_as(role), {url for _method, url in closed_to(app, role)}
    pages = {rule.rule for rule in rules(app) if not rule.arguments and "GET" in methods(rule)} - closed
    answers = {page: client.get(page).status_code for page in pages}
    assert "/account" in answers
    assert {page: code for page, code in answers.items() if code == 403} == {}
