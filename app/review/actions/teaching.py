"""What a correction in the review teaches the reader: at once where it is plain, else as an offer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session, object_session

from app import logbook
from app.incidents.rules import is_sensitive
from app.learning import held, learn_category, learn_place, learnable, without_district
from app.models import Category, Incident, IncidentStatus, Lesson, LessonKind, Report, Source, User
from app.review.actions.undoing import Memory, mark
from app.review.queries.drafts import reviewed_sources
from app.review.queries.teachable import is_worth_learning
from app.review.rules import BY_HAND, basis_of, decided, may_read_passage, told

MOST = 3
"""So many phrases of a draft are offered."""
_LABEL = re.compile(r"^[\W\d]*+(?:kl\.?\s*+[\d.:]++\W*+)?([^\W\d][^,.:;\n–]{2,60}?)\s*(?:[,.:;\n–]|$)")


@dataclass(frozen=True, slots=True)
class Offer:
    """Words of a draft that may be learned to mean the category that it was given."""

    incident: Incident
    phrases: tuple[str, ...]


def learn_place_of(session: Session, source: Source, by: User, memory: Memory) -> Lesson | None:
    """Words that the gazetteer did not know mean the place that somebody has given the draft."""
    incident = told(source)
    words = incident.reading.fields.get("unknown_place") if incident.reading else None
    if not words or incident.place is None or is_sensitive(incident):
        return None
    words = without_district(session, words, incident.place)
    before = held(session, LessonKind.PLACE, words)
    lesson = learn_place(session, words, incident.place, by)
    return _remembered(lesson, before, memory)


def place_likewise(session: Session, report: Report, source: Source, by: User, memory: Memory) -> list[Source]:
    """Give the report's other drafts that wait and name the same unknown words the same place."""
    where, words = told(source).content.where, _unknown(told(source))
    alike = [one for one in reviewed_sources(session, report) if told(one) is not told(source) and _lacks(one, words)]
    alike = [one for one in alike if may_read_passage(by, one)]
    memory.add(alike)
    for one in alike:
        logbook.revise_incident(session, told(one), told(one).content._replace(where=where), by)
        mark(told(one), **{BY_HAND: [*decided(told(one)), "where"]})
        session.flush()
        session.refresh(told(one))
    return alike


def _unknown(incident: Incident) -> str | None:
    return learnable(incident.reading.fields.get("unknown_place")) if incident.reading else None


def _lacks(source: Source, words: str | None) -> bool:
    """Whether a draft waits for a place and names these words."""
    incident = told(source)
    is_open = incident.status is IncidentStatus.DRAFT and "where" not in decided(incident)
    return is_open and words is not None and _unknown(incident) == words


def learn_category_of(session: Session, source: Source, words: str, by: User, memory: Memory) -> Lesson | None:
    """Words of a draft mean its category, as somebody has said."""
    before = held(session, LessonKind.CATEGORY, words)
    category: Category = told(source).category
    return _remembered(learn_category(session, words, category, by), before, memory)


def offer(report: Report, source: Source) -> Offer | None:
    """The phrases that led the reader to another category than the draft has now, and the label of its heading.

    None where there are none but such as stand in any report, are a place's or a sender's, or mean another category.
    """
    incident = told(source)
    if incident.reading is None or is_sensitive(incident):
        return None
    if incident.reading.fields.get("category") == incident.category.code:
        return None
    found = dict.fromkeys(known for words in _phrases(report, source) if (known := learnable(words)))
    session = object_session(source)
    phrases = [words for words in found if session and is_worth_learning(session, source, words)]
    return Offer(incident, tuple(phrases)[:MOST]) if phrases else None


def _phrases(report: Report, source: Source) -> Iterator[str]:
    text = report.raw_text
    label = _LABEL.match(text[source.start : source.end])
    if label and len(label[1].split()) <= MOST:
        yield label[1]
    basis = basis_of(told(source)).get("what")
    yield from (text[word.start : word.end] for word in (basis.words if basis else ()))


def _remembered(lesson: Lesson | None, before: list[int | None], memory: Memory) -> Lesson | None:
    if lesson:
        memory.lessons.append((lesson.id, before))
    return lesson
