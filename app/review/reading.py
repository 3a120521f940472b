"""Reads stretches of a report anew, where its passages were cut wrongly."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from app.db import Database
from app.models import Report
from app.readers import category_reader, place_reader
from reports.incoming.reading import ReadIncident
from reports.incoming.report_reader import read_passage

Stretch = tuple[int, int]
"""Where it begins in a report's text, and its end, exclusive."""
Read = Mapping[Stretch, ReadIncident]


def read_ahead(database: Database, report: Report, stretches: Iterable[Stretch]) -> Read:
    """Each stretch as one incident, whatever it looks like, read while others may write."""
    with database.reading() as session:
        return {stretch: read_stretch(session, report, *stretch) for stretch in stretches}


def read_stretch(session: Session, report: Report, start: int, end: int) -> ReadIncident:
    """text[start:end] as one incident, whatever it looks like."""
    readers = place_reader(session), category_reader(session)
    return read_passage(report.raw_text, start, end, report.received_at, *readers)
