"""Reads a stretch of a report anew, where its passages were cut wrongly."""

from sqlalchemy.orm import Session

from app.models import Report
from app.readers import category_of_label, place_reader
from reports.incoming.drafts import Certainty, DraftIncident, Interval, Whereabouts
from reports.incoming.reading import Basis, ReadIncident, Span
from reports.incoming.report_reader import read_report


def read_stretch(session: Session, report: Report, start: int, end: int) -> ReadIncident:
    """text[start:end] as one incident, whatever it looks like."""
    text = report.raw_text[start:end]
    reading = read_report(text, report.received_at, place_reader(session), category_of_label(session))
    if not reading.incidents:
        when = Interval(report.period_from or report.received_at, report.received_at)
        summary = " ".join(text.split())
        draft = DraftIncident(when, Whereabouts(), "ovrigt", summary, Certainty.OBSERVED, None, (start, end))
        return ReadIncident(draft)
    read = reading.incidents[0]
    return _moved(read._replace(draft=read.draft._replace(passage=(0, end - start))), start)


def _moved(read: ReadIncident, by: int) -> ReadIncident:
    low, high = read.draft.passage
    moved = read._replace(draft=read.draft._replace(passage=(low + by, high + by)))
    when, where, what = (_basis(basis, by) for basis in (read.when, read.where, read.what))
    return moved._replace(when=when, where=where, what=what)


def _basis(basis: Basis, by: int) -> Basis:
    return basis._replace(words=tuple(Span(word.start + by, word.end + by) for word in basis.words))
