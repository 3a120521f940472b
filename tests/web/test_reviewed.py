"""What a review holds for: what was read in it, and not what other editions were assessed as."""

from hashlib import sha256

import pytest
from sqlalchemy.orm import Session

from app.config import Settings
from app.models import Picture, PictureStatus
from app.pictures.actions.deciding import return_if_other, review_picture, withdraw_picture
from app.pictures.actions.writing import save_writing
from app.pictures.queries.written import remarks_of, written
from app.pictures.submission import Judged, Submission
from tests.editions import AFTER, PERIOD, build, publish
from tests.factories import Town, make_user


@pytest.fixture
def earlier(session: Session, settings: Settings, town: Town) -> Picture:
    edition = build(session, settings, PERIOD.before(1)[0])
    judged = {"vast": Judged("viss_oro", "Få händelser.", 0)}
    assert not save_writing(session, edition, Submission(assessments=judged), AFTER, make_user(session)).refused
    return edition


def test_a_review_holds_while_an_earlier_edition_is_published_and_withdrawn(
    session: Session, settings: Settings, earlier: Picture
) -> None:
    later = build(session, settings)
    user = make_user(session)
    review_picture(session, later, AFTER, user)
    as_read = written(session, later)
    publish(session, earlier, parts=[])
    assert written(session, later) != as_read
    assert [one.edition for one in remarks_of(session, later).earlier] == [earlier.edition]
    assert not return_if_other(session, later, AFTER, user)
    withdraw_picture(session, earlier, "Fel period.", AFTER, user)
    publish(session, later, parts=[])
    assert (later.status, later.remarks) == (PictureStatus.PUBLISHED, as_read)


def test_what_was_reviewed_before_editions_told_of_earlier_ones_stays_reviewed(
    session: Session, settings: Settings, earlier: Picture
) -> None:
    later = build(session, settings)
    review_picture(session, later, AFTER, make_user(session))
    later.reviewed_sha256 = sha256(written(session, later)).hexdigest()  # as was kept then: nothing told of earlier
    publish(session, earlier, parts=[])
    assert not return_if_other(session, later, AFTER, None)
    assert later.status == PictureStatus.REVIEWED
