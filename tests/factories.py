"""Things for tests to be about. Each maker fills in what a test does not say, and flushes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, TypeVar

import shapely
from geoalchemy2.shape import from_shape
from shapely import MultiPolygon
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.logbook import log_incident, log_incidents, lookups
from app.models import (
    Category,
    District,
    DistrictBoundary,
    Incident,
    IncidentStatus,
    Municipality,
    Organisation,
    OrganisationKind,
    Place,
    PlaceName,
    Report,
    ReportKind,
    Role,
    User,
)
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Certainty, DraftIncident, Interval, Whereabouts

NOON = datetime(2026, 11, 18, 11, tzinfo=UTC)
"""Wednesday 18 November 2026 at noon in Sweden: when things happen unless a test says otherwise."""

Row = TypeVar("Row")
_numbers = count(1)


@dataclass(frozen=True)
class Town:
    """A small made-up municipality: two square districts side by side, west and east of 17.7° E."""

    municipality: Municipality
    west: District
    east: District
    police: Organisation
    guards: Organisation

    in_west = Point(17.65, 59.51)
    in_east = Point(17.75, 59.51)
    outside = Point(18.5, 59.51)


def make_town(session: Session) -> Town:
    municipality = _add(
        session, Municipality(code="0139", slug="provstad", name="Provstad", spellings="Provstads kommun")
    )
    for sort, (code, name) in enumerate({"trafik": "Trafik och buskörning", "ovrigt": "Övrigt"}.items()):
        make_category(session, code, name_sv=name, sort=sort)
    make_category(session, "nara_relation", name_sv="Våld i nära relation", is_sensitive=True, sort=9)
    return Town(
        municipality,
        make_district(session, "vast", (17.6, 59.4, 17.7, 59.6), name="Väst", sort=1),
        make_district(session, "ost", (17.7, 59.4, 17.8, 59.6), name="Öst", sort=2),
        make_organisation(session, name="Polisen", kind=OrganisationKind.POLICE),
        make_organisation(session, name="Väktarna", kind=OrganisationKind.GUARDS),
    )


def make_category(session: Session, code: str, **fields: Any) -> Category:
    return _add(session, Category(**{"code": code, "name_sv": code, "name_en": f"{code} (en)", **fields}))


def make_district(session: Session, key: str, box: tuple[float, float, float, float], **fields: Any) -> District:
    """A district whose boundary is the box (west, south, east, north), valid since 2000."""
    area = from_shape(MultiPolygon([shapely.box(*box)]), srid=4326)
    boundary = DistrictBoundary(valid_from=date(2000, 1, 1), area=area, origin="made up")
    return _add(session, District(**{"key": key, "name": key.title(), "boundaries": [boundary], **fields}))


def make_organisation(session: Session, **fields: Any) -> Organisation:
    number = next(_numbers)
    defaults = {"key": f"organisation-{number}", "name": f"Organisation {number}", "kind": OrganisationKind.OTHER}
    return _add(session, Organisation(**{**defaults, **fields}))


def make_user(session: Session, **fields: Any) -> User:
    number = next(_numbers)
    defaults = {
        "email": f"person{number}@exempel.se",
        "name": f"Person {number}",
        "role": Role.COORDINATOR,
        "created_at": NOON,
    }
    return _add(session, User(**{**defaults, **fields}))


def make_place(
    session: Session, name: str, point: Point | None, *districts: District, also: tuple[str, ...] = ()
) -> Place:
    precision = LocationPrecision.PLACE if point else LocationPrecision.DISTRICT
    at = from_shape(shapely.Point(point.lon, point.lat), srid=4326) if point else None
    names = [PlaceName(name=other) for other in also]
    return _add(
        session, Place(name=name, kind="place", precision=precision, point=at, names=names, districts=list(districts))
    )


def make_report(session: Session, **fields: Any) -> Report:
    number = next(_numbers)
    defaults = {
        "kind": ReportKind.DAY_REPORT,
        "external_id": str(number),
        "title": f"Rapport {number}",
        "received_at": NOON,
    }
    if "organisation" not in fields:
        fields["organisation"] = session.scalars(
            select(Organisation).order_by(Organisation.id)
        ).first() or make_organisation(session)
    return _add(session, Report(**{**defaults, **fields}))


def make_incident(
    session: Session,
    *,
    report: Report | None = None,
    by: User | None = None,
    status: IncidentStatus = IncidentStatus.CONFIRMED,
    **fields: Any,
) -> Incident:
    """An incident with its source. `at` is a Point or None; other fields are those of `DraftIncident`."""
    return log_incident(session, _draft(**fields), report or make_report(session), by, status)


def make_incidents(
    session: Session,
    each: Iterable[dict[str, Any]],
    *,
    report: Report | None = None,
    status: IncidentStatus = IncidentStatus.CONFIRMED,
    **fields: Any,
) -> list[int]:
    """The ids of many incidents, as a file brings them: of one report, at once, and none with an event of its own.

    `each` is what one has for itself, `fields` what all have; both are as for `make_incident`.
    """
    report_id = (report or make_report(session)).id
    drafts = [(_draft(**fields | own), report_id) for own in each]
    return log_incidents(session, drafts, status, lookups(session))


def _draft(at: Point | None = None, **fields: Any) -> DraftIncident:
    defaults = {
        "when": Interval(NOON),
        "where": Whereabouts(point=at, precision=LocationPrecision.POINT if at else LocationPrecision.UNKNOWN),
        "category": "ovrigt",
        "summary": "Något hände",
        "certainty": Certainty.OBSERVED,
    }
    return DraftIncident(**{**defaults, **fields})


def _add(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row
