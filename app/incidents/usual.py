"""Reads what somebody's organisation usually reports, so that it stands first where there is little room."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.incidents.choices import Choices
from app.models import Category, Incident, Report, Source, User

LATELY = timedelta(days=180)
MOST = 6


def usual_categories(session: Session, user: User, choices: Choices, now: datetime) -> Sequence[Category]:
    """The categories that the own organisation (without one: everybody) has told of most lately, then the first ones.

    Sensitive ones are left to the whole list: they are never a tap away by mistake.
    """
    told = (
        select(Incident.category_id)
        .join(Incident.sources)
        .where(Incident.occurred_from >= now - LATELY)
        .group_by(Incident.category_id)
        .order_by(func.count().desc(), Incident.category_id)
        .limit(MOST * 2)
    )
    if user.organisation_id is not None:
        told = told.join(Report, Report.id == Source.report_id).where(Report.organisation_id == user.organisation_id)
    offered = {
        category.id: category for group in choices.groups if not group.top.is_sensitive for category in group.members
    }
    most = [offered[id_] for id_ in session.scalars(told) if id_ in offered]
    tops = [group.top for group in choices.groups if not group.top.is_sensitive]
    return list(dict.fromkeys((*most, *tops)))[:MOST]
