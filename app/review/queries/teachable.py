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
    shared = any(
        words in fold(name) or fold(name) in words
        for name in (*named, unknown or "", incident.place_words or "")
        if name
    )
    return shared or may_be_place(words) or bool(gazetteer(session).find(words))


def _is_sender(session: Session, words: str) -> bool:
    names = session.scalars(select(Organisation.name).order_by(Organisation.id))
    return bool(kinds_named(words)) or any(words in fold(name) for name in names)


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
    pattern, top = re.compile(rf"\b{re.escape(words)}\b"), _top(told(source))
    return any(_top(one) != top and pattern.search(fold(one.summary)) for one in session.scalars(query))


def _top(incident: Incident) -> str:
    return incident.category.code.partition(".")[0]
