"""Editions for tests: of a fortnight in autumn 2026, built, reviewed and published in this process."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Settings
from app.models import Incident, Picture
from app.pictures.actions.deciding import Drawn, publish_picture, review_picture
from app.pictures.actions.keeping import keep_edition
from app.pictures.building import build_edition
from app.pictures.documents import draw_documents
from app.pictures.queries.written import written
from reports.incoming.drafts import Interval
from reports.picture.audiences.audience import Audience
from reports.picture.documents.drawing import Part
from reports.picture.documents.formats import Format
from reports.picture.periods import Period
from tests.factories import Town, make_incident, make_user

PERIOD = Period(date(2026, 10, 26))
DURING = PERIOD.starts_at.astimezone(UTC) + timedelta(days=3)
AFTER = PERIOD.ends_at.astimezone(UTC) + timedelta(days=1)
AS_JSON: tuple[Part, ...] = tuple((audience, Format.JSON) for audience in Audience)
"""Something for each audience, and nothing drawn. Who looks at no document publishes with none."""
A_FEW: tuple[Part, ...] = tuple((audience, kind) for audience in Audience for kind in (Format.PDF, Format.JSON))
"""Something for each audience, quickly drawn. Who looks at all documents publishes with `EVERY_PART`."""


def build(session: Session, settings: Settings, period: Period = PERIOD, now: datetime = AFTER) -> Picture:
    return keep_edition(session, build_edition(session, settings, period, now), None)


def build_after_all(session: Session, settings: Settings) -> Picture:
    """Of now, when all that was logged is older: nothing is a correction of it."""
    newest = max(session.scalars(select(Incident.updated_at)))
    return build(session, settings, now=max(AFTER, newest))


def make_a_few(session: Session, town: Town) -> None:
    """4 in the west, and 1 in the east that the public may not know of."""
    for category in ("trafik", "ovrigt", "ovrigt", "ovrigt"):
        make_incident(session, when=Interval(DURING), at=town.in_west, category=category)
    make_incident(session, when=Interval(DURING), at=town.in_east, category="trafik")


def publish(session: Session, picture: Picture, now: datetime = AFTER, parts: Iterable[Part] = A_FEW) -> Picture:
    """Review and publish, with the documents that are asked for."""
    user = make_user(session)
    review_picture(session, picture, now, user)
    remarks = written(session, picture)
    drawn = Drawn(picture.record, remarks, draw_documents(picture.record, remarks, parts))
    publish_picture(session, picture, drawn, now, user)
    return picture
