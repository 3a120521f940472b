"""The test client fails a test where a request goes wrong in silence."""

import pytest
from flask import Flask, abort
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import context
from app.access import public
from app.models import Category, Role
from tests.factories import Town, make_category, make_user

PAGE = '<!doctype html><html lang="sv"><head><title>Klart</title></head><body><h1>Klart</h1></body></html>'


def add_category(*, commit: bool = False, refuse: bool = False) -> str:
    context.session().add(Category(code="ny", name_sv="Ny", name_en="New"))
    if commit:
        context.session().commit()
    if refuse:
        context.session().flush()
        abort(404)
    return PAGE


def rename_all() -> str:
    context.session().execute(update(Category).values(name_sv="Samma"))
    return PAGE


@pytest.fixture
def visit(own_app: Flask):
    def post(view):
        own_app.add_url_rule("/try", "try", public(view), methods=["POST"])
        return own_app.test_client().post("/try")

    return post


def test_a_committed_change_is_seen_by_the_test(visit, session: Session):
    assert visit(lambda: add_category(commit=True)).status_code == 200
    assert session.scalars(select(Category.code)).all() == ["ny"]


@pytest.mark.parametrize("view", [add_category, rename_all])
def test_a_change_that_nobody_committed_fails_the_test(visit, view, session: Session):
    make_category(session, "gammal")
    with pytest.raises(AssertionError, match="nobody committed"):
        visit(view)


def test_a_refused_request_may_leave_its_work(visit, town: Town, session: Session):
    assert visit(lambda: add_category(refuse=True)).status_code == 404
    assert session.scalar(select(Category).where(Category.code == "ny")) is None


def test_a_crash_fails_the_test(visit, town: Town):
    with pytest.raises(AssertionError, match="crashed"):
        visit(lambda: 1 / 0)


def test_tests_leave_nothing_behind(session: Session):
    assert session.scalars(select(Category)).all() == []
    make_user(session, role=Role.STEERING)


def test_tests_leave_nothing_behind_for_the_next(session: Session):
    test_tests_leave_nothing_behind(session)
