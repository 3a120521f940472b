"""Reads the editions there are, and how far the data have left one behind."""

from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from app.models import Incident, Picture, PictureStatus, Report
from app.pictures.queries.numbers import CONFIRMED, within
from reports.picture.periods import Period


def editions(session: Session, only_frozen: bool = False) -> list[Picture]:
    """All editions, newest first; `only_frozen`: those that were published, the withdrawn ones too."""
    query = select(Picture).order_by(Picture.period_start.desc()).options(selectinload(Picture.documents))
    if only_frozen:
        query = query.where(Picture.status.in_([status for status in PictureStatus if status.is_frozen]))
    return list(session.scalars(query))


def edition(session: Session, year: int, number: int, to_change: bool = False) -> Picture:
    """One edition; `to_change` reads it anew and keeps others from changing it meanwhile. Raises NoResultFound.

    What is written in one may change others that are open, such as an event ahead. So all of them are kept, in the
    order of their ids: two who held one each would wait for each other for ever.
    """
    query = select(Picture).where(Picture.year == year, Picture.number == number)
    if to_change:
        is_open = Picture.status.in_([status for status in PictureStatus if not status.is_frozen])
        session.execute(select(Picture.id).where(is_open).order_by(Picture.id).with_for_update()).all()
    return session.scalars(_held(query) if to_change else query).one()


def edition_to_change(session: Session, period: Period) -> Picture | None:
    """A period's edition, read anew and kept from being changed by others meanwhile."""
    return session.scalar(_held(select(Picture).where(Picture.period_start == period.start)))


def _held(query: Select[Picture]) -> Select[Picture]:
    return query.with_for_update().execution_options(populate_existing=True)


def newest_edition(session: Session) -> Picture | None:
    return session.scalar(select(Picture).order_by(Picture.period_start.desc()).limit(1))


def has_data(session: Session, period: Period) -> bool:
    """Whether a period has a confirmed incident or a report that came in it."""
    incident = select(Incident.id).where(CONFIRMED, within(Incident.occurred_from, [period])).limit(1)
    report = select(Report.id).where(within(Report.received_at, [period])).limit(1)
    return session.scalar(incident) is not None or session.scalar(report) is not None


def changed_since(session: Session, period: Period, moment: datetime) -> int:
    """How many incidents of a period were entered or changed after a moment, those no longer counted too.

    One that has been entered since and that nobody has confirmed was in no number and is in none.
    """
    was_counted = or_(CONFIRMED, Incident.created_at <= moment)
    touched = and_(within(Incident.occurred_from, [period]), Incident.updated_at > moment, was_counted)
    return session.scalar(select(func.count()).select_from(Incident).where(touched)) or 0
