"""Reads the editions there are, and how far the data have left one behind."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from app.models import Incident, Picture, PictureStatus, Report
from app.pictures.queries.numbers import CONFIRMED, within
from reports.picture.periods import Period


def editions(session: Session, only_frozen: bool = False) -> list[Picture]:
    """All editions, newest first; `only_frozen`: those that were published, the withdrawn ones too."""
    newest = select(Picture).order_by(Picture.period_start.desc(), Picture.revision.desc())
    query = newest.options(selectinload(Picture.documents))
    if only_frozen:
        query = query.where(Picture.status.in_([status for status in PictureStatus if status.is_frozen]))
    return list(session.scalars(query))


def edition(session: Session, year: int, number: int, revision: int = 1, *, to_change: bool = False) -> Picture:
    """One edition; `to_change` reads it anew and keeps others from changing it meanwhile. Raises NoResultFound.

    What is written in one may change others that are open, such as an event ahead. So all of them are kept, in the
    order of their ids: two who held one each would wait for each other for ever.
    """
    named = (Picture.year == year, Picture.number == number, Picture.revision == revision)
    query = select(Picture).where(*named)
    if to_change:
        is_open = Picture.status.in_([status for status in PictureStatus if not status.is_frozen])
        session.execute(select(Picture.id).where(is_open).order_by(Picture.id).with_for_update()).all()
    return session.scalars(_held(query) if to_change else query).one()


def edition_to_change(session: Session, period: Period) -> Picture | None:
    """A period's living edition, read anew and kept from being changed by others meanwhile; None: none or withdrawn."""
    living = (Picture.period_start == period.start, Picture.status != PictureStatus.WITHDRAWN)
    return session.scalar(_held(select(Picture).where(*living)))


def newest_of(session: Session, period: Period) -> Picture | None:
    """A period's edition: the living one, else the one that was withdrawn last; None where none was ever built."""
    of_period = select(Picture).where(Picture.period_start == period.start)
    return session.scalar(of_period.order_by(Picture.revision.desc()).limit(1))


def next_revision(session: Session, period: Period) -> int:
    """Of the edition that a period has or would get: 1, or one more than that of the withdrawn one it replaces."""
    newest = newest_of(session, period)
    if newest is None:
        return 1
    return newest.revision + (newest.status is PictureStatus.WITHDRAWN)


def replaced_by(session: Session, edition: Picture) -> Picture | None:
    """What was built in place of a withdrawn edition, published or not; None where nothing was."""
    return _neighbour(session, edition, 1)


def replaced_one(session: Session, edition: Picture) -> Picture | None:
    """The withdrawn edition that one replaces; None for one that replaces none."""
    return _neighbour(session, edition, -1)


def chains(editions: Iterable[Picture]) -> dict[int, tuple[Picture | None, Picture | None]]:
    """By an edition's id, of those given the one that it replaces and the one that it is replaced by."""
    named = {(one.year, one.number, one.revision): one for one in editions}
    return {
        one.id: (named.get((year, number, revision - 1)), named.get((year, number, revision + 1)))
        for (year, number, revision), one in named.items()
    }


def _neighbour(session: Session, edition: Picture, step: int) -> Picture | None:
    same = (Picture.year == edition.year, Picture.number == edition.number)
    return session.scalar(select(Picture).where(*same, Picture.revision == edition.revision + step))


def _held(query: Select[Picture]) -> Select[Picture]:
    return query.with_for_update().execution_options(populate_existing=True)


def newest_edition(session: Session) -> Picture | None:
    newest = select(Picture).order_by(Picture.period_start.desc(), Picture.revision.desc())
    return session.scalar(newest.limit(1))


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
