"""An edition's data are read while others may write; what they write until it is decided on is caught."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.config import Settings
from app.db import Database
from app.models import Incident, Municipality, Picture, PictureStatus
from app.pictures import freshness
from app.pictures.actions.deciding import review_picture
from app.pictures.freshness import looked_at
from app.pictures.rules import OutdatedError
from reports.incoming.drafts import Interval
from tests.editions import DURING, build
from tests.factories import make_incident, make_town


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
