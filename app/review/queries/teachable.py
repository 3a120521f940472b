"""Which words of a draft are worth learning as a sign of its category: rather none than rubbish."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from app.models import Incident, IncidentStatus, Organisation, Source
from app.places.queries import gazetteer
from app.review.rules import basis_of, told
from geo.spelling import fold
from reports.incoming.categories.search_words import known_to
from reports.incoming.passages.sender_words import kinds_named
from reports.incoming.places.described import may_be_place

LOOKED_AT = 500
"""So many of the newest incidents are searched for the words under other categories."""


def is_worth_learning(session: Session, source: Source, words: str) -> bool:
    """Whether folded words tell of the category of a source's incident, and not of a place, a sender or any report."""
    if any(map(str.isdigit, words)) or known_to(words) - {_top(told(source))}:
        return False
    return not (_is_place(session, source, words) or _is_sender(session, words) or _is_common(session, source, words))


def _is_place(session: Session, source: Source, words: str) -> bool:
    incident = told(source)
    place = basis_of(incident).get("where")
    named = [source.report.raw_text[span.start : span.end] for span in (place.words if place else ())]
    unknown = incident.reading.fields.get("unknown_place") if incident.reading else None
    names = map(fold, filter(None, (*named, unknown, incident.place_words)))
    shared = any(_holds(words, name) or _holds(name, words) for name in names)
    return shared or may_be_place(words) or bool(gazetteer(session).find(words))


def _is_sender(session: Session, words: str) -> bool:
    names = session.scalars(select(Organisation.name).order_by(Organisation.id))
    return bool(kinds_named(words)) or any(_holds(fold(name), words) for name in names)


def _is_common(session: Session, source: Source, words: str) -> bool:
    """Whether incidents of other categories tell the words as well."""
    query = (
        select(Incident)
        .join(Incident.category)
        .options(contains_eager(Incident.category))
        .where(Incident.status.in_((IncidentStatus.DRAFT, IncidentStatus.CONFIRMED)))
        .order_by(Incident.id.desc())
        .limit(LOOKED_AT)
    )
    top = _top(told(source))
    return any(_top(one) != top and _holds(fold(one.summary), words) for one in session.scalars(query))


def _holds(text: str, words: str) -> bool:
    """Whether whole words stand in a text; both are folded."""
    return re.search(rf"\b{re.escape(words)}\b", text) is not None


def _top(incident: Incident) -> str:
    return incident.category.code.partition(".")[0]
