"""Made-up reports with drafts, for the tests of their review."""

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models import DraftReading, Incident, IncidentStatus, Organisation, Report
from geo.points import LocationPrecision
from reports.incoming.drafts import Whereabouts
from tests.factories import Town, make_incident, make_report

TEXT = """God morgon!

22.12 Trafik, Provtorget
En moped kör fort på torget.

03.40 Övrigt, Provtorget
En hund springer lös. Senare jagar den en katt.
"""
FIRST = (TEXT.index("22.12"), TEXT.index("\n\n03.40"))
SECOND = (TEXT.index("03.40"), len(TEXT))
DECISIVE = ("when", "where", "what")
JSON = {"Accept": "application/json", "Sec-Fetch-Dest": "empty"}
"""How the script of a review asks."""


def make_read_report(session: Session, organisation: Organisation, text: str = TEXT) -> Report:
    """A report whose greeting was left out."""
    report = make_report(session, organisation=organisation, raw_text=text, title="")
    report.left_out = [[0, 11, "greeting"]]
    session.flush()
    return report


def make_first_draft(session: Session, report: Report) -> Incident:
    """The draft of the first passage: sure of all that is decisive, at a point in the west."""
    where = Whereabouts("Provtorget", None, Town.in_west, LocationPrecision.PLACE, "vast")
    return make_draft(session, report, FIRST, DECISIVE, category="trafik", where=where)


def now(session: Session, incident: Incident) -> Incident:
    """An incident as the database has it."""
    session.expire_all()
    return session.get_one(Incident, incident.id)


def send(client: FlaskClient, report: Report | int, what: str, **form: object) -> dict[str, Any]:
    """What a review's script is answered."""
    id_ = report if isinstance(report, int) else report.id
    response = client.post(f"/reports/{id_}/review/{what}", data=form, headers=JSON)
    assert response.status_code == 200, response.text
    said: dict[str, Any] = response.json
    return said


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
