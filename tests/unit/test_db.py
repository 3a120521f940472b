"""What a database says when it refuses a row: it is logged, so it must tell nothing of what stood in it."""

import traceback
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.bulk import insert_columns
from app.logbook import table_of
from app.models import Report
from tests.factories import NOON, Town

SECRET = "Ett hemligt ord om Kim"
ROW = {"id": 9001, "kind": "manual", "title": "", "url": "", "channel": "form", "raw_text": SECRET, "received_at": NOON}


def one_by_one(session: Session, row: dict[str, Any]) -> None:
    session.execute(insert(Report).values(**row))


def in_bulk(session: Session, row: dict[str, Any]) -> None:
    insert_columns(session, table_of(Report), {name: [value] for name, value in row.items()})


@pytest.mark.parametrize("write", [one_by_one, in_bulk])
def test_an_error_tells_what_is_wrong_and_nothing_of_the_row(
    session: Session, town: Town, write: Callable[[Session, dict[str, Any]], None]
):
    with pytest.raises((IntegrityError, psycopg.Error)) as raised, session.begin_nested():
        write(session, {**ROW, "organisation_id": None})
    logged = "".join(traceback.format_exception(raised.value))
    assert "organisation_id" in logged
    assert SECRET not in logged
