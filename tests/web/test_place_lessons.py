"""Words that were learned for a place, and changed places, count at once: in reading and in the location box."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from app.models import Lesson, LessonKind
from app.places.queries import gazetteer
from app.places.rules import meaning
from app.readers import place_reader
from reports.incoming.reading import Confidence, Passage
from tests.factories import Town, make_place

AT = datetime(2026, 11, 20, 7, tzinfo=UTC)


@pytest.fixture
def lesson(session: Session, town: Town) -> Lesson:
    place = make_place(session, "Provparken", town.in_west, town.west)
    assert place_reader(session).read("Oväsen vid Gröna kullen.").place_id is None
    lesson = Lesson(kind=LessonKind.PLACE, words="gröna kullen", place=place, at=AT)
    session.add(lesson)
    session.flush()
    return lesson


def test_a_learned_name_is_read(session: Session, lesson: Lesson):
    text = "Oväsen vid Gröna kullens scen."
    read = place_reader(session).read_passage(Passage(text, 0, 0, len(text)))
    assert (read.where.place_id, read.where.words, read.where.district) == (lesson.place_id, "Gröna kullen", "vast")
    assert (read.basis.confidence, read.unknown_place) == (Confidence.SURE, None)


def test_a_learned_name_is_understood_in_the_location_box(session: Session, lesson: Lesson):
    meant = meaning("gröna kullen", gazetteer(session)).place
    assert meant is not None
    assert meant.id == lesson.place_id


def test_a_lesson_that_is_taken_back_counts_no_more(session: Session, lesson: Lesson):
    assert place_reader(session).read("Vid Gröna kullen.").place_id == lesson.place_id
    session.delete(lesson)
    session.flush()
    assert place_reader(session).read("Vid Gröna kullen.").place_id is None


def test_a_lesson_that_means_another_place_now(session: Session, town: Town, lesson: Lesson):
    other = make_place(session, "Provhöjden", town.in_east, town.east)
    assert place_reader(session).read("Vid Gröna kullen.").place_id != other.id
    lesson.place = other
    session.flush()
    assert place_reader(session).read("Vid Gröna kullen.").place_id == other.id


def test_a_place_that_gets_another_name_or_district(session: Session, town: Town):
    place = make_place(session, "Provvägen", town.in_west, town.west)
    assert place_reader(session).read("På Provvägen.").district == "vast"
    place.districts = [town.east]
    session.flush()
    assert place_reader(session).read("På Provvägen.").district == "ost"
    place.name = "Testvägen"
    session.flush()
    assert [place.name for place in gazetteer(session).places] == ["Testvägen"]


def test_the_reader_is_kept_while_nothing_changes(session: Session, town: Town):
    make_place(session, "Provvägen", town.in_west, town.west)
    assert place_reader(session) is place_reader(session)
    town.municipality.elsewhere = "Fjärrby"
    session.flush()
    assert place_reader(session).read("På Provvägen, Fjärrby.").place_id is None
