"""Remembers what the columns of an organisation's tables mean."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from app.intake.queries.columns import mapping_of
from app.models import ColumnMapping, Organisation


def remember_columns(
    session: Session, organisation: Organisation, header_hash: str, meanings: Mapping[str, str]
) -> ColumnMapping:
    known = mapping_of(session, organisation.key, header_hash)
    if known is None:
        known = ColumnMapping(organisation_id=organisation.id, header_hash=header_hash)
        session.add(known)
    known.columns, known.at = dict(meanings), datetime.now(UTC)
    session.flush()
    return known
