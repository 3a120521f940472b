"""An edition's data are read while others may write; what they write until it is decided on is caught."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.config import Settings
from app.db import Database
from app.models import District, Incident, IncidentStatus, Municipality, Organisation, Picture, PictureStatus
from app.pictures import freshness
from app.pictures.actions.deciding import review_picture
from app.pictures.due import build_due_pictures
from app.pictures.freshness import looked_at
from app.pictures.queries import grouped, numbers
from app.pictures.rules import OutdatedError
from reports.incoming.drafts import Interval
from reports.picture.storage import from_json
from tests.editions import AFTER, DURING, build
from tests.factories import make_incident, make_report, make_town


@pytest.fixture
def edition(own_database: Database, settings: Settings) -> Picture:
    with own_database.writing() as session:
        town = make_town(session)
        make_incident(session, when=Interval(DURING), at=town.in_west)
        session.flush()
        entered = session.scalars(select(Incident.updated_at)).one()
        return build(session, settings, now=entered + timedelta(seconds=1))


def test_others_write_while_the_data_are_read(
    new_coordinator: Callable[[], FlaskClient],
    edition: Picture,
    own_database: Database,
    monkeypatch: pytest.MonkeyPatch,
):
    real, wrote = freshness.gather, []

    def gather(*told: Any) -> Any:
        if not wrote:
            with own_database.writing(hurried=True) as session:
                wrote.append(session.execute(update(Municipality).values(name="Någon annans")))
        return real(*told)

    monkeypatch.setattr(freshness, "gather", gather)
    page = new_coordinator().post("/pictures/2026-23/review", follow_redirects=True)
    assert "är granskad" in page.text
    assert wrote


def test_a_change_between_looking_and_deciding_is_caught(own_database: Database, edition: Picture):
    with looked_at(own_database, edition.id) as seen:
        with own_database.writing() as session:
            make_incident(session, when=Interval(DURING - timedelta(days=14)))
        with own_database.writing() as session:
            picture = session.get_one(Picture, edition.id)
            with pytest.raises(OutdatedError):
                review_picture(session, picture, picture.cutoff, None, seen)
            assert picture.status == PictureStatus.DRAFT


def test_what_nobody_has_changed_is_not_read_twice(
    own_database: Database, edition: Picture, monkeypatch: pytest.MonkeyPatch
):
    with looked_at(own_database, edition.id) as seen, own_database.writing() as session:
        if seen:  # PostgreSQL lets others write meanwhile
            monkeypatch.delattr(freshness, "gather")
        picture = session.get_one(Picture, edition.id)
        review_picture(session, picture, picture.cutoff, None, seen)
        assert picture.status == PictureStatus.REVIEWED


def test_an_edition_is_built_of_one_moment_while_others_write(
    own_database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    """One comes after some of what is set beside each other is read, and before the rest."""
    with own_database.writing() as session:
        town = make_town(session)
        told_by(session, town.west, town.police, town.guards)
    is_postgres = own_database.engine.dialect.name == "postgresql"
    module, name = (numbers, "unplaced") if is_postgres else (grouped, "counts_by_source")  # what it reads second
    real, called = getattr(module, name), []

    def second(*asked: Any) -> Any:
        with own_database.writing(hurried=True) as session:
            called.append(told_by(session, town.east, town.police, town.guards))
        return real(*asked)

    with monkeypatch.context() as patched:
        patched.setattr(module, name, second)
        assert build_due_pictures(own_database, settings, AFTER) == ["2026:23"]
    assert len(called) == 1
    with own_database.reading() as session:
        record = from_json(session.scalars(select(Picture)).one().record)
    assert (record.total.now, [cell.now for cell in record.district_totals]) == (1, [1, 0])
    assert record.unplaced_total == 1


def told_by(session: Session, district: District, *tellers: Organisation) -> None:
    """An incident of the fortnight that each of the organisations reported."""
    incident = make_incident(session, when=Interval(DURING), report=make_report(session, organisation=tellers[0]))
    incident.district_id = district.id
    for teller in tellers[1:]:
        other = make_incident(session, report=make_report(session, organisation=teller), status=IncidentStatus.MERGED)
        incident.sources.append(other.sources[0])
    session.flush()
