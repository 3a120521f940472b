"""What the steering group looks at first: the newest published edition, and how districts were assessed over time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from app.models import District, Picture, PictureStatus
from app.pictures.queries.corrections import corrected
from reports.picture.periods import HALF_YEAR
from reports.picture.remarks import Assessment, EarlierAssessments, Step
from reports.picture.storage import remarks_from_json


@dataclass(frozen=True, slots=True)
class AssessedEdition:
    """A published edition and its districts' assessments, in the districts' order; None where nobody assessed one."""

    edition: Picture
    assessments: Sequence[Assessment | None]


@dataclass(frozen=True, slots=True)
class OverTime:
    """The districts that any of the editions assessed, and the editions, newest first."""

    districts: Sequence[str]
    editions: Sequence[AssessedEdition]


def newest_published(session: Session) -> Picture | None:
    return next(iter(_published(session, 1)), None)


def corrections_since(session: Session, editions: Iterable[Picture]) -> dict[int, int]:
    """By an edition's id, how many corrections its page tells; of the newest half year, and of published ones alone."""
    published = [one for one in editions if one.status == PictureStatus.PUBLISHED]
    newest = sorted(published, key=lambda one: one.period_start, reverse=True)[:HALF_YEAR]
    return {key: found.number for key, found in corrected(session, newest).items() if found.number}


def over_time(session: Session, most: int = HALF_YEAR) -> OverTime:
    """The assessments of the newest published editions."""
    found = {edition: _assessments(edition) for edition in _published(session, most)}
    named = select(District.key, District.name).order_by(District.sort, District.id)
    names = dict(session.execute(named).all())
    keys = [key for key in names if any(key in assessed for assessed in found.values())]
    editions = [AssessedEdition(one, [assessed.get(key) for key in keys]) for one, assessed in found.items()]
    return OverTime([names[key] for key in keys], editions)


def earlier_assessments(session: Session, edition: Picture, most: int = HALF_YEAR) -> tuple[EarlierAssessments, ...]:
    """Of the published editions before one, newest first; those in which nothing was assessed are left out."""
    before = ((one, _assessments(one)) for one in _published(session, most, before=edition.period_start))
    return tuple(
        EarlierAssessments(
            one.edition, one.period_start, {key: Step(step.order, step.label) for key, step in assessed.items()}
        )
        for one, assessed in before
        if assessed
    )


def _published(session: Session, most: int, before: date = date.max) -> Sequence[Picture]:
    chosen = (Picture.status == PictureStatus.PUBLISHED, Picture.period_start < before)
    newest = select(Picture).where(*chosen).order_by(Picture.period_start.desc())
    return session.scalars(newest.limit(most).options(undefer(Picture.remarks))).all()


def _assessments(edition: Picture) -> dict[str, Assessment]:
    remarks = remarks_from_json(edition.remarks) if edition.remarks else None
    return {one.district: one for one in remarks.assessments} if remarks else {}
