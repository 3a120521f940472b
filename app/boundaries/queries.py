"""Reads imports of boundaries."""

from datetime import date

import shapely
from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer, joinedload

from app.models import BoundaryImport, DistrictBoundary
from geo.areas import Area


def boundary_import(session: Session, import_id: int, to_change: bool = False) -> BoundaryImport:
    """`to_change` reads it anew and keeps others from changing it meanwhile. Raises NoResultFound when there is none.

    What one import makes valid ends what another had: so all of them are kept, in the order of their ids.
    """
    query = select(BoundaryImport).where(BoundaryImport.id == import_id)
    if to_change:
        session.execute(select(BoundaryImport.id).order_by(BoundaryImport.id).with_for_update()).all()
        query = query.execution_options(populate_existing=True)
    return session.scalars(query).one()


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
