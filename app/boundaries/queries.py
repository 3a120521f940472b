"""Reads imports of boundaries."""

from datetime import date

import shapely
from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer, joinedload

from app.models import BoundaryImport, DistrictBoundary
from geo.areas import Area


def boundary_import(session: Session, import_id: int) -> BoundaryImport:
    """Raises NoResultFound when there is none."""
    return session.scalars(select(BoundaryImport).where(BoundaryImport.id == import_id)).one()


def imports(session: Session) -> list[BoundaryImport]:
    """Those that were applied, newest first, without their areas."""
    applied = select(BoundaryImport).where(BoundaryImport.applied_at.is_not(None))
    newest = applied.order_by(BoundaryImport.applied_at.desc(), BoundaryImport.id.desc())
    return list(session.scalars(newest.options(defer(BoundaryImport.areas), joinedload(BoundaryImport.by))))


def newest_valid(session: Session) -> int | None:
    """The id of the import whose boundaries hold now: the only one that can be undone."""
    valid = select(BoundaryImport.id).where(BoundaryImport.applied_at.is_not(None), BoundaryImport.undone_at.is_(None))
    return session.scalar(valid.order_by(BoundaryImport.applied_at.desc(), BoundaryImport.id.desc()).limit(1))


def latest_day(session: Session) -> date | None:
    """The day from which the newest boundaries hold."""
    return session.scalar(select(func.max(DistrictBoundary.valid_from)))


def stored_areas(found: BoundaryImport) -> list[Area]:
    return [Area(key, name, shapely.from_wkb(bytes.fromhex(wkb))) for key, name, wkb in found.areas]
