"""What readers of reports need from the database: the places of this municipality, and which category a label means."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Category, Lesson, LessonKind, Municipality, PoliceType
from app.places.queries import districts, gazetteer, kept
from geo.spelling import fold
from reports.incoming.categories.reader import CategoryReader
from reports.incoming.places.reader import PlaceReader


def place_reader(session: Session) -> PlaceReader:
    """Finds places of this municipality in texts; it is kept until the places or the municipality change."""
    here = session.scalars(select(Municipality)).one()
    places, named = gazetteer(session), tuple((district.key, district.name) for district in districts(session))
    around, beyond = tuple(here.neighbours.splitlines()), tuple(here.elsewhere.splitlines())
    version = (places, here.names, named, around, beyond)
    return kept(session, "place reader", version, lambda: PlaceReader(places, here.names, dict(named), around, beyond))


def category_reader(session: Session) -> CategoryReader:
    """Finds what happened in texts, by the labels and the lessons of this installation; kept until these change."""
    lessons = select(Lesson.words, Category.code).join(Lesson.category).where(Lesson.kind == LessonKind.CATEGORY)
    learned = {row.words: row.code for row in session.execute(lessons.order_by(Lesson.id))}
    labels = category_of_label(session)
    version = (*labels.items(), None, *learned.items())
    return kept(session, "category reader", version, lambda: CategoryReader(labels, learned))


def category_of_label(session: Session) -> dict[str, str]:
    """Category code by label as the police, guards or people write it, folded: their types, our names and codes.

    A name of ours goes before a type of the police: "Klotter" is a sub-category, which tells more.
    """
    types = select(PoliceType.label, Category.code).join(PoliceType.category).order_by(PoliceType.id)
    found = {fold(label): code for label, code in session.execute(types)}
    # Where a sub-category and a category share a name the category's wins: it promises less.
    names = select(Category.code, Category.name_sv, Category.name_en)
    for row in session.execute(names.order_by(Category.parent_id.is_(None), Category.id)):
        found.update({fold(name): row.code for name in row})
    return found
