"""The review: a report's text beside its drafts, what is decided there, and that all of it can be undone."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import DraftReading, Incident, IncidentStatus, Report, Role
from geo.points import LocationPrecision
from reports.incoming.drafts import Whereabouts
from tests.clients import Client
from tests.factories import Town, make_incident, make_place, make_report

TEXT = """God morgon!

22.12 Trafik, Provtorget
En moped kör fort på torget.

03.40 Övrigt, Provtorget
En hund springer lös. Senare jagar den en katt.
"""
JSON = {"Accept": "application/json", "Sec-Fetch-Dest": "empty"}
FIRST = (TEXT.index("22.12"), TEXT.index("\n\n03.40"))
SECOND = (TEXT.index("03.40"), len(TEXT))


def basis(**spans: tuple[int, int]) -> dict[str, object]:
    """How a draft was read: sure of the fields with words, doubtful of the others."""
    return {
        name: {
            "confidence": "sure" if name in spans else "doubtful",
            "words": [list(spans[name])] if name in spans else [],
        }
        for name in ("when", "where", "what", "certainty", "quantity")
    }


def draft(session: Session, report: Report, passage: tuple[int, int], *, sure: bool = False, **fields) -> Incident:
    start, end = passage
    words = dict.fromkeys(("when", "where", "what"), (start, start + 5)) if sure else {}
    summary = report.raw_text[start:end]
    made = make_incident(
        session, report=report, status=IncidentStatus.DRAFT, passage=passage, **{"summary": summary, **fields}
    )
    made.reading = DraftReading(fields=basis(**words))
    session.flush()
    return made


@pytest.fixture
def report(session: Session, town: Town) -> Report:
    made = make_report(session, organisation=town.guards, raw_text=TEXT, title="")
    made.left_out = [[0, 11, "greeting"]]
    return made


@pytest.fixture
def first(session: Session, report: Report, town: Town) -> Incident:
    where = Whereabouts("Provtorget", None, town.in_west, LocationPrecision.PLACE, "vast")
    return draft(session, report, FIRST, sure=True, category="trafik", where=where)


@pytest.fixture
def second(session: Session, report: Report, first: Incident) -> Incident:
    return draft(session, report, SECOND)


def now(session: Session, incident: Incident) -> Incident:
    session.expire_all()
    return session.get_one(Incident, incident.id)


def send(client: Client, report: Report, what: str, status: int = 200, **form: object) -> dict:
    response = client.post(f"/reports/{report.id}/review/{what}", data=form, headers=JSON)
    assert response.status_code == status, response.text
    return response.json


def test_the_text_stands_beside_the_drafts_with_its_marks(client, report, first, second):
    page = client.get(f"/reports/{report.id}/review").text
    assert page.count('class="passage ') == 2
    assert 'class="led-when led-where led-what "' in page
    assert '<span class="left-out"' in page
    assert "hälsning" in page
    assert page.count("osäker") == 3
    assert "2 kvar" in page
    assert "Bekräfta alla säkra" in page


def test_drafts_are_confirmed_and_left_out_and_taken_back(client, session, report, first, second):
    said = send(client, report, "confirm", draft=first.id)
    assert (said["said"], said["left"], said["waiting"]) == ("Bekräftad.", "1 kvar", 1)
    assert now(session, first).status is IncidentStatus.CONFIRMED
    assert "is-confirmed" in said["cards"][str(first.id)]
    assert send(client, report, "leave-out", draft=second.id)["left"] == "allt är granskat"
    assert now(session, second).status is IncidentStatus.WITHDRAWN
    send(client, report, "reopen", draft=second.id)
    assert now(session, second).status is IncidentStatus.DRAFT


def test_every_change_is_undone_in_turn(client, session, report, first, second):
    make_place(session, "Fasanstigen", Town.in_east)
    tokens = [send(client, report, "change", draft=first.id, category="ovrigt")["undo"]]
    tokens.append(send(client, report, "change", draft=first.id, place="Fasanstigen", known="place")["undo"])
    tokens.append(send(client, report, "change", draft=first.id, when="21.05")["undo"])
    tokens.append(send(client, report, "change", draft=first.id, summary="Något annat.")["undo"])
    tokens.append(send(client, report, "confirm", draft=first.id)["undo"])
    changed = now(session, first)
    assert (changed.place_words, changed.category.code, changed.summary) == ("Fasanstigen", "ovrigt", "Något annat.")
    for token in reversed(tokens):
        assert send(client, report, "undo", token=token)["said"] == "Ångrat."
    back = now(session, first)
    assert (back.place_words, back.category.code, back.status) == ("Provtorget", "trafik", IncidentStatus.DRAFT)
    assert (back.lonlat, back.summary, back.district.key) == (Town.in_west, TEXT[slice(*FIRST)], "vast")
    assert session.scalars(select(DraftReading).where(DraftReading.incident_id == first.id)).one().fields == basis(
        **dict.fromkeys(("when", "where", "what"), (FIRST[0], FIRST[0] + 5))
    )
