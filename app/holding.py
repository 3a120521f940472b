"""Keeps incidents still while something is decided about them: nobody decides on what has changed meanwhile.

All who hold several do so in the order of their ids, so that no two wait for each other. SQLite has one writer anyhow.
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Incident, Report, Source


def hold(session: Session, incident_ids: Iterable[int]) -> None:
    """See incidents as they are now, and let nobody else change them until this is committed."""
    query = select(Incident).where(Incident.id.in_(set(incident_ids))).order_by(Incident.id).with_for_update()
    session.execute(query.execution_options(populate_existing=True)).all()


def hold_report(session: Session, report_id: int, *more: int) -> None:
    """The same for all incidents that a report tells of, and `more`; one decides on a report at a time."""
    session.execute(select(Report.id).where(Report.id == report_id).with_for_update(key_share=True)).all()
    ids = select(Source.incident_id, Source.moved_from_id).where(Source.report_id == report_id)
    told = [id_ for row in session.execute(ids) for id_ in row if id_ is not None]
    hold(session, {*told, *more})
