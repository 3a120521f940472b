"""Made-up reports with drafts, for the tests of their review."""

from typing import Any

from sqlalchemy.orm import Session

from app.models import DraftReading, Incident, IncidentStatus, Organisation, Report
from tests.factories import make_incident, make_report

TEXT = """God morgon!

22.12 Trafik, Provtorget
En moped kör fort på torget.

03.40 Övrigt, Provtorget
En hund springer lös. Senare jagar den en katt.
"""
FIRST = (TEXT.index("22.12"), TEXT.index("\n\n03.40"))
SECOND = (TEXT.index("03.40"), len(TEXT))
DECISIVE = ("when", "where", "what")


def make_read_report(session: Session, organisation: Organisation, text: str = TEXT) -> Report:
    """A report whose greeting was left out."""
    report = make_report(session, organisation=organisation, raw_text=text, title="")
    report.left_out = [[0, 11, "greeting"]]
    session.flush()
    return report


def basis(**spans: tuple[int, int]) -> dict[str, Any]:
    """How a draft was read: sure of the fields with words, doubtful of the others."""
    return {
        name: {
            "confidence": "sure" if name in spans else "doubtful",
            "words": [list(spans[name])] if name in spans else [],
        }
        for name in (*DECISIVE, "certainty", "quantity")
    }


def make_draft(
    session: Session, report: Report, passage: tuple[int, int], sure: tuple[str, ...] = (), **fields: Any
) -> Incident:
    """A draft of a passage; of the `sure` fields the passage's first five letters are the words."""
    start, end = passage
    content = {"summary": " ".join(report.raw_text[start:end].split()), **fields}
    made = make_incident(session, report=report, status=IncidentStatus.DRAFT, passage=passage, **content)
    made.reading = DraftReading(fields=basis(**dict.fromkeys(sure, (start, start + 5))))
    session.flush()
    return made
