"""Finds incidents by where they are, through the index of points that either database has."""

from sqlalchemy import ColumnElement, and_, column, func, select, table
from sqlalchemy.orm import Session

from app.models import Incident

LON, LAT = func.ST_X(Incident.point), func.ST_Y(Incident.point)
# SpatiaLite's index of the points, a box rounded outwards of each; only a query that names it uses it.
_corners = table("idx_incident_point", *map(column, ("pkid", "xmin", "xmax", "ymin", "ymax"))).c


def near(session: Session, west: float, south: float, east: float, north: float) -> ColumnElement[bool]:
    """In or at a box (WGS 84 degrees), and perhaps some beside it: who asks compares `LON` and `LAT` as well."""
    if session.get_bind().dialect.name == "postgresql":
        return and_(Incident.point.intersects(func.ST_MakeEnvelope(west, south, east, north, 4326)))
    touching = (_corners.xmin <= east, _corners.xmax >= west, _corners.ymin <= north, _corners.ymax >= south)
    return Incident.id.in_(select(_corners.pkid).where(*touching))
