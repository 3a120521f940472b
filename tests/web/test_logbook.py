"""The one way into the database: the same rules for one incident and for many."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app import events, logbook
from app.models import Event, Incident, IncidentStatus, ReportKind
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Certainty, DraftIncident, Interval, Whereabouts
from tests.factories import NOON, Town, make_incident, make_report, make_user

POINT = LocationPrecision.POINT


def drafted(where: Whereabouts, category: str = "trafik") -> DraftIncident:
    return DraftIncident(Interval(NOON), where, category, "Något hände", passage=(3, 9))


@pytest.mark.parametrize(
    ("where", "district", "has_point"),
    [
        (Whereabouts("a", None, Town.in_west, POINT), "vast", True),
        (Whereabouts("b", None, Town.in_east, POINT, district="vast"), "ost", True),
        (Whereabouts("c", None, Town.outside, POINT, district="vast"), None, True),
        (Whereabouts("d", precision=LocationPrecision.DISTRICT, district="ost"), "ost", False),
        (Whereabouts("e", None, Town.in_west, LocationPrecision.DISTRICT, "ost"), "ost", False),
        (Whereabouts(), None, False),
    ],
)
def test_the_district_follows_from_the_point_singly_and_in_bulk(
    session: Session, town: Town, where: Whereabouts, district: str | None, has_point: bool
) -> None:
    report = make_report(session)
    single = logbook.log_incident(session, drafted(where), report, None)
    assert (type(single.precision), type(single.certainty)) == (LocationPrecision, Certainty)
    look = logbook.lookups(session)
    [bulk_id] = logbook.log_incidents(session, [(drafted(where), report.id)], IncidentStatus.CONFIRMED, look)
    session.expire_all()
    bulk = session.get_one(Incident, bulk_id)
    for incident in (single, bulk):
        assert (incident.district.key if incident.district else None) == district
        assert (incident.lonlat is not None) == has_point
        assert [(source.report_id, source.start, source.end) for source in incident.sources] == [(report.id, 3, 9)]
    assert {name: getattr(single, name) for name in logbook.FIELDS} == {
        name: getattr(bulk, name) for name in logbook.FIELDS
    }


def test_a_sensitive_incident_keeps_only_its_district(session: Session, town: Town) -> None:
    where = Whereabouts("Storgatan 1", None, Town.in_west, POINT)
    incident = make_incident(session, where=where, category="nara_relation")
    assert incident.lonlat is None
    assert (incident.place_words, incident.place_id) == (None, None)
    assert (incident.precision, incident.district_id) == (LocationPrecision.DISTRICT, town.west.id)
    assert "storgatan" not in incident.search_text


def test_a_revision_is_logged_and_one_without_change_is_not(session: Session, town: Town) -> None:
    incident, user = make_incident(session, at=Town.in_west, category="trafik"), make_user(session)
    where = Whereabouts(None, None, Town.in_east, POINT)
    assert logbook.revise_incident(session, incident, drafted(where), user)
    session.refresh(incident)
    assert incident.district_id == town.east.id
    assert incident.lonlat == Point(Town.in_east.lon, Town.in_east.lat)
    assert not logbook.revise_incident(session, incident, drafted(where), user)
    verbs = [event.verb for event in events.events_of(session, "incident", incident.id)]
    assert verbs == ["revised", "logged"]


def test_a_report_is_recognised_by_its_id_or_else_by_its_text(session: Session, town: Town) -> None:
    def receive(text: str, external_id: str | None) -> bool:
        fields = {"raw_text": text, "received_at": NOON}
        kind = ReportKind.DAY_REPORT
        return logbook.receive_report(session, town.police, kind, external_id=external_id, **fields)[1]

    assert [receive("a", "1"), receive("b", "1"), receive("a", None), receive("a", None), receive("b", None)] == [
        True,
        False,
        True,
        False,
        True,
    ]


def test_the_event_log_can_only_be_added_to(session: Session, town: Town) -> None:
    make_incident(session)
    assert session.scalar(select(Event.id).limit(1))
    for change in ("UPDATE event SET verb = 'x'", "DELETE FROM event"):
        with pytest.raises(DatabaseError, match="append-only"), session.begin_nested():
            session.execute(text(change))
