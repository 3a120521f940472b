"""Reads a stretch of a report anew, where its passages were cut wrongly."""

from sqlalchemy.orm import Session

from app.models import Report
from app.readers import category_reader, place_reader
from reports.incoming.reading import ReadIncident
from reports.incoming.report_reader import read_passage


def read_stretch(session: Session, report: Report, start: int, end: int) -> ReadIncident:
    """text[start:end] as one incident, whatever it looks like."""
    readers = place_reader(session), category_reader(session)
    return read_passage(report.raw_text, start, end, report.received_at, *readers)
