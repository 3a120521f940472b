"""Rows by the thousand: ids drawn before anything is written."""

from itertools import pairwise

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.bulk import insert_columns, next_ids
from app.logbook import table_of
from app.models import Report
from tests.factories import NOON, Town

TABLE = table_of(Report)


def test_ids_are_new_each_time_and_as_many_as_wanted(session: Session, town: Town):
    first = next_ids(session, TABLE, 5)
    said = {"kind": "manual", "title": "", "url": "", "channel": "form", "raw_text": "", "received_at": NOON}
    insert_columns(session, TABLE, {"id": first, "organisation_id": town.police.id, **said})
    second = next_ids(session, TABLE, 3)
    assert (len(set(first)), len(set(second))) == (5, 3)
    assert not {*first} & {*second}
    assert next_ids(session, TABLE, 0) == []


# SQLite has one writer at a time: nobody draws any in between.
@pytest.mark.parametrize("backend", ["postgis"], indirect=True)
def test_ids_that_somebody_else_has_drawn_in_between_are_not_ours(session: Session):
    session.execute(text("ALTER SEQUENCE report_id_seq INCREMENT BY 2"))  # every second one goes to others
    ids = next_ids(session, TABLE, 100)
    assert len(ids) == 100
    assert {second - first for first, second in pairwise(ids)} == {2}
