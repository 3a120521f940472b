"""Reads what somebody has said that the columns of an organisation's tables mean."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import ColumnMapping, Organisation


def mapping_of(session: Session, source: str, header_hash: str) -> ColumnMapping | None:
    """What is remembered of an organisation's (its key) files with these headings."""
    query = select(ColumnMapping).join(Organisation, Organisation.id == ColumnMapping.organisation_id)
    return session.scalar(query.where(Organisation.key == source, ColumnMapping.header_hash == header_hash))


def known_meanings(session: Session, source: str, header_hash: str) -> dict[str, str]:
    """Our name for each heading; empty where nobody has said."""
    known = mapping_of(session, source, header_hash)
    return dict(known.columns) if known else {}


def only_mapping(session: Session, header_hash: str) -> tuple[str, dict[str, str]] | None:
    """Whose (a key) files have these headings and what they mean, where that was said of one organisation alone."""
    query = select(Organisation.key, ColumnMapping).join(
        ColumnMapping, Organisation.id == ColumnMapping.organisation_id
    )
    found = session.execute(query.where(ColumnMapping.header_hash == header_hash, Organisation.is_active)).all()
    return (found[0][0], dict(found[0][1].columns)) if len(found) == 1 else None
