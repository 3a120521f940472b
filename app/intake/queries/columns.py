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
