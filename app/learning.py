"""What the reader learns from corrections: words that mean a place or a category on this installation.

A lesson is always told to the person who gave it, and can be taken back. Words that hold personal data are never
learned.
"""

import re
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import events
from app.models import Category, District, Lesson, LessonKind, Place, User
from app.privacy import check_text
from geo.spelling import fold
from reports.incoming.places.beside_districts import is_own_name

FEWEST_LETTERS = 3
MOST_LETTERS = 60
MOST_WORDS = 5
"""A longer phrase is hardly ever written again."""
_LETTERS = re.compile(r"[^\W\d_]")


def learnable(words: str | None) -> str | None:
    """The words as they are kept, folded; None for what cannot be learned: too little, too much, personal data."""
    known = fold(words or "").strip(" .,:;!?–-\"'”()")
    is_short = len(_LETTERS.findall(known)) < FEWEST_LETTERS
    is_long = len(known) > MOST_LETTERS or len(known.split()) > MOST_WORDS
    return None if is_short or is_long or check_text(known) else known


def learn_place(session: Session, words: str, place: Place, by: User) -> Lesson | None:
    """From now on the words mean this place; a district that they begin with goes on meaning the district."""
    known = learnable(without_district(session, words, place))
    is_name = known in _names(place)
    return None if known is None or is_name else _learn(session, LessonKind.PLACE, known, place.id, None, by)


def _names(place: Place) -> set[str]:
    return {fold(name) for name in (place.name, *(other.name for other in place.names))}


def without_district(session: Session, words: str, place: Place) -> str:
    """Words for a place without the district before them: of "Bro Gamla vägen" the last two; "Bro torg" is a name."""
    names = _names(place)
    for district in session.scalars(select(District.name)):
        first, rest = words[: len(district)], words[len(district) :].lstrip(" ,:–-")
        if fold(first) == fold(district) and words[len(district) : len(district) + 1] in tuple(" ,:–-") and rest:
            is_own = fold(rest) in names or is_own_name(rest)
            return rest if is_own else words
    return words


def learn_category(session: Session, words: str, category: Category, by: User) -> Lesson | None:
    """From now on the words mean this category."""
    known = learnable(words)
    return None if known is None else _learn(session, LessonKind.CATEGORY, known, None, category.id, by)


def take_back(session: Session, lesson: Lesson, by: User) -> None:
    """The words mean nothing special any more; what was read by them stays as it is."""
    events.record(session, "unlearned", "lesson", lesson.id, {"kind": (lesson.kind, None)}, by)
    session.delete(lesson)
    session.flush()


def held(session: Session, kind: LessonKind, words: str) -> list[int | None]:
    """What the words mean by now, as place, category and times, so that it can be put back; empty for nothing."""
    lesson = session.scalar(select(Lesson).where(Lesson.kind == kind, Lesson.words == learnable(words)))
    return [lesson.place_id, lesson.category_id, lesson.times] if lesson else []


def put_back(session: Session, lesson_id: int, before: list[int | None], by: User) -> None:
    """Let a lesson be what it was before: see `held`."""
    lesson = session.get(Lesson, lesson_id)
    if lesson is None:
        return None
    if not before:
        return take_back(session, lesson, by)
    lesson.place_id, lesson.category_id, times = before
    lesson.times = times or 1
    return session.flush()


def _learn(
    session: Session, kind: LessonKind, words: str, place_id: int | None, category_id: int | None, by: User
) -> Lesson:
    """A new lesson; what was learned of the same words before gives way."""
    lesson = session.scalar(select(Lesson).where(Lesson.kind == kind, Lesson.words == words))
    if lesson is None:
        lesson = Lesson(kind=kind, words=words, times=0)
        session.add(lesson)
    is_same = (lesson.place_id, lesson.category_id) == (place_id, category_id)
    lesson.place_id, lesson.category_id = place_id, category_id
    lesson.times = (lesson.times or 0) + 1 if is_same else 1
    lesson.at, lesson.by_id = datetime.now(UTC), by.id
    session.flush()
    changes = {"kind": (None, kind), "place_id": (None, place_id), "category_id": (None, category_id)}
    events.record(session, "learned", "lesson", lesson.id, changes, by)
    session.flush()
    session.refresh(lesson)
    return lesson
