"""The filter's hours of the week: read, written, said, and what they choose."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app import schema
from app.db import Database
from app.incidents.filters import IncidentFilter
from app.incidents.hours import hours_in, hours_words, read_hours, runs, write_hours
from app.incidents.queries import matching
from app.models import Incident
from reports.incoming.drafts import Interval
from reports.picture.hours_of_week import WEEK
from tests.databases import Backend, connect
from tests.factories import Town, make_incident, make_user

FRIDAY_NIGHT = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)  # 23.30 local time
FRIDAY_23 = 4 * 24 + 23


def chosen(session: Session, hours: str) -> set[int]:
    asked = IncidentFilter(hours=read_hours(hours))
    return set(session.scalars(select(Incident.id).where(*matching(asked, make_user(session)))))


@given(st.sets(st.integers(0, WEEK - 1), max_size=WEEK - 1))
def test_hours_survive_the_url(hours: set[int]):
    assert hours_in(read_hours(write_hours(runs(hours))) if hours else ()) == hours


@pytest.mark.parametrize("text", ["168", "-1", "5-4", "x", "1,,2", "1-2-3", "1.5"])
def test_what_is_no_hours_of_a_week_is_refused(text: str):
    with pytest.raises(ValueError, match=r"invalid literal|^" + re.escape(text) + "$"):
        read_hours(text)


def test_the_whole_week_is_no_choice():
    assert read_hours("0-167") == ()


def test_days_with_the_same_hours_are_said_together():
    weekend = read_hours("116-119,120-123,140-143")
    assert hours_words(weekend, "sv") == ["fredag kl. 20–24", "lördag kl. 00–04, 20–24"]
    assert hours_words(read_hours("120-123,144-147"), "sv") == ["lördag–söndag kl. 00–04"]
    assert hours_words(read_hours("120-123,144-147"), "en") == ["Saturday–Sunday 00–04"]


def test_a_moment_lies_in_its_local_hour(session: Session, town: Town):
    incident = make_incident(session, when=Interval(FRIDAY_NIGHT))
    assert (incident.hour_of_week, incident.hours_touched) == (FRIDAY_23, 1)
    assert chosen(session, str(FRIDAY_23)) == {incident.id}
    assert chosen(session, f"0-{FRIDAY_23 - 1},{FRIDAY_23 + 1}-167") == set()


def test_a_span_lies_in_every_hour_it_touches_over_midnight_and_over_the_week(session: Session, town: Town):
    sunday = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    incident = make_incident(session, when=Interval(sunday, sunday + timedelta(hours=2)))
    assert chosen(session, "167") == chosen(session, "0") == chosen(session, "1") == {incident.id}
    assert chosen(session, "2-166") == set()


def test_what_may_have_been_at_any_hour_of_a_day_is_at_none(session: Session, town: Town):
    make_incident(session, when=Interval(FRIDAY_NIGHT, FRIDAY_NIGHT + timedelta(days=1)))
    assert chosen(session, "0-100") == chosen(session, "101-166") == set()


def test_summer_time_moves_the_hour(session: Session, town: Town):
    summer = make_incident(session, when=Interval(datetime(2026, 6, 5, 22, 30, tzinfo=UTC)))  # Saturday 00.30
    assert chosen(session, str(5 * 24)) == {summer.id}


def test_a_changed_time_changes_its_hour(session: Session, town: Town):
    incident = make_incident(session, when=Interval(FRIDAY_NIGHT))
    incident.occurred_from = FRIDAY_NIGHT - timedelta(hours=3)
    session.flush()
    assert chosen(session, str(FRIDAY_23 - 3)) == {incident.id}


@pytest.fixture
def of_before(backend: Backend) -> Iterator[Database]:
    """A database as the release before left it, with one incident."""
    database = connect(backend.empty())
    schema.upgrade(database, "0006")
    told = {
        "category": "(id, code, name_sv, name_en, sort, mark, colour, is_sensitive, enforcement, valid_from) VALUES "
        "(1, 'a', 'a', 'a', 1, 'circle', '#000000', false, false, '2020-01-01')",
        "incident": "(id, occurred_from, category_id, summary, certainty, status, precision, search_text, created_at, "
        "updated_at) VALUES (1, '2026-11-20 22:30:00', 1, '', 'observed', 'confirmed', 'unknown', '', "
        "'2026-11-21 00:00:00', '2026-11-21 00:00:00')",
    }
    with database.engine.execution_options(may_write=True).begin() as connection:
        for table, row in told.items():
            connection.execute(text(f"INSERT INTO {table} {row}"))
    yield database
    database.engine.dispose()


def test_incidents_of_before_get_their_hours(of_before: Database):
    schema.upgrade(of_before)
    with of_before.reading() as session:
        hours = session.execute(select(Incident.hour_of_week, Incident.hours_touched)).one()
    assert hours == (FRIDAY_23, 1)
