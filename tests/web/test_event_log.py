"""The event log: what may be kept for ever, what may not, and that nobody changes it."""

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.events import events_of, pending_changes, record
from app.models import Event, IncidentStatus, Role
from app.settings import log_words
from tests.factories import make_user

APP = Path(__file__).parents[2] / "app"


def test_words_of_closed_sets_numbers_and_times_are_kept(session: Session):
    user, moment = make_user(session), datetime(2026, 11, 20, 6, tzinfo=UTC)
    changes = {
        "status": (IncidentStatus.DRAFT, "confirmed"),
        "quantity": (None, 3),
        "occurred_from": (moment, moment + timedelta(hours=1)),
        "districts": ([1], (1, 2)),
        "is_active": (True, False),
    }
    event = record(session, "changed", "incident", 7, changes, user)
    session.flush()
    session.refresh(event)
    assert event.changes == {
        "status": ["draft", "confirmed"],
        "quantity": [None, 3],
        "occurred_from": ["2026-11-20T06:00:00+00:00", "2026-11-20T07:00:00+00:00"],
        "districts": [[1], [1, 2]],
        "is_active": [True, False],
    }
    assert (event.user, event.verb, event.subject, event.subject_id) == (user, "changed", "incident", 7)


@pytest.mark.parametrize("values", [("Kalle slog Lisa", ""), (None, "ada@exempel.se"), (["Kalle"], []), (b"x", b"y")])
def test_text_is_never_copied(session: Session, values):
    assert record(session, "changed", "incident", 7, {"summary": values}, None).changes == {"summary": None}


def test_pending_changes_are_those_the_database_lacks(session: Session):
    user = make_user(session, name="Ada")
    user.name, user.role, user.language = "Ada", Role.STEERING, "en"
    assert pending_changes(user) == {"role": (Role.COORDINATOR, Role.STEERING), "language": (None, "en")}
    session.flush()
    assert pending_changes(user) == {}


def test_events_of_one_thing_come_newest_first(session: Session):
    for verb, subject, number in [("created", "user", 1), ("changed", "user", 1), ("created", "user", 2)]:
        record(session, verb, subject, number, {}, None)
    session.flush()
    assert [event.verb for event in events_of(session, "user", 1)] == ["changed", "created"]


@pytest.mark.parametrize("statement", [update(Event).values(verb="denied"), delete(Event)])
def test_the_database_refuses_to_change_it(session: Session, statement):
    record(session, "created", "user", 1, {}, None)
    session.flush()
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(statement)


def test_every_logged_verb_and_subject_has_words():
    logged = [words for path in APP.rglob("*.py") for words in _logged(ast.parse(path.read_text()))]
    assert len(logged) > 10
    assert {verb for verb, _subject in logged if verb} - set(log_words._verbs()) == set()
    assert {subject for _verb, subject in logged if subject} - set(log_words._subjects()) == set()


def _logged(tree: ast.Module):
    """(verb, subject) of every call to record, where they stand in the call itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "record" and len(node.args) == 6:
            verb, subject = node.args[1:3]
            yield tuple(part.value if isinstance(part, ast.Constant) else None for part in (verb, subject))
