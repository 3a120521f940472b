"""Reads what people have written and decided about an edition: from the tables, or as it was frozen."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.models import Assessment, AssessmentLevel, District, KnownEvent, Picture, PictureText, TextSection
from app.pictures.queries.corrections import untold_corrections
from app.pictures.queries.overview import earlier_assessments
from app.pictures.rules import disagrees
from reports.picture import record as recorded
from reports.picture import remarks
from reports.picture.periods import Period
from reports.picture.storage import from_json, remarks_from_json, remarks_to_json

Texts = dict[tuple[TextSection, str | None], PictureText]


def written(session: Session, edition: Picture) -> bytes:
    """The remarks as they are stored when the edition is published."""
    return edition.remarks if edition.remarks is not None else remarks_to_json(remarks_of(session, edition))


def remarks_of(session: Session, edition: Picture) -> remarks.Remarks:
    """What belongs to the edition beside its numbers; of one published before people wrote in editions: nothing."""
    if edition.remarks is not None:
        return remarks_from_json(edition.remarks)
    if edition.status.is_frozen:
        return remarks.Remarks()
    picture, known = from_json(edition.record), events_ahead(session, edition)
    found = texts(session, edition)
    return remarks.Remarks(
        summary=lines(found, TextSection.SUMMARY),
        comments=_of_districts(found, TextSection.COMMENT),
        assessments=_assessments(session, edition, picture),
        events=tuple(_event(event) for event in known),
        decisions_wanted=lines(found, TextSection.DECISIONS),
        child_perspective=_text(found, TextSection.CHILD_PERSPECTIVE),
        feedback=_text(found, TextSection.FEEDBACK),
        corrections=untold_corrections(session, edition, picture.language),
        for_steering=_picks(edition, known),
        public_summary=lines(found, TextSection.PUBLIC_SUMMARY),
        public_reasons=public_reasons(found),
        earlier=earlier_assessments(session, edition),
    )


def is_written_in(session: Session, edition: Picture) -> bool:
    """Whether anybody has written, assessed or picked anything in it, though it was emptied again."""
    of_it = [select(kind.id).where(kind.picture_id == edition.id).limit(1) for kind in (PictureText, Assessment)]
    return bool(edition.for_steering) or any(session.scalar(query) is not None for query in of_it)


def texts(session: Session, edition: Picture) -> Texts:
    """By section and district key, the districts in their order; one that was emptied is there, with its version."""
    query = (
        select(PictureText)
        .outerjoin(District, District.id == PictureText.district_id)
        .options(joinedload(PictureText.by), joinedload(PictureText.district))
        .where(PictureText.picture_id == edition.id)
        .order_by(PictureText.section, District.sort, District.id, PictureText.id)
    )
    return {(row.section, row.district.key if row.district else None): row for row in session.scalars(query)}


def assessments(session: Session, edition: Picture) -> dict[str, Assessment]:
    """By district key, the districts in their order."""
    query = (
        select(Assessment)
        .join(District, District.id == Assessment.district_id)
        .options(joinedload(Assessment.by), joinedload(Assessment.level), joinedload(Assessment.district))
        .where(Assessment.picture_id == edition.id)
        .order_by(District.sort, District.id)
    )
    return {row.district.key: row for row in session.scalars(query)}


def levels(session: Session) -> list[AssessmentLevel]:
    """The scale in use, the calmest first."""
    query = select(AssessmentLevel).where(AssessmentLevel.is_active)
    return list(session.scalars(query.order_by(AssessmentLevel.sort, AssessmentLevel.id)))


def events_ahead(session: Session, edition: Picture) -> list[KnownEvent]:
    """What is not over when the edition's period ends, soonest first."""
    last_day = func.coalesce(KnownEvent.ends_on, KnownEvent.starts_on)
    query = select(KnownEvent).where(last_day >= Period(edition.period_start).end)
    soonest = query.order_by(KnownEvent.starts_on, KnownEvent.id).options(joinedload(KnownEvent.district))
    return list(session.scalars(soonest))


def points_apart(level: AssessmentLevel, scale: Sequence[AssessmentLevel], picture: recorded.Picture, key: str) -> bool:
    """Whether a step for a district and what the edition's numbers say of it point apart."""
    police_work = {label.code for label in picture.categories if label.enforcement}
    totals = [cell for cell in picture.district_totals if cell.district == key]
    cells = [cell for cell in picture.cells_of(key) if cell.category not in police_work]
    calmer = sum(other.sort < level.sort for other in scale)
    return disagrees(calmer, max(len(scale), calmer + 1), [cell.verdict for cell in (*totals, *cells)])


def _assessments(session: Session, edition: Picture, picture: recorded.Picture) -> tuple[remarks.Assessment, ...]:
    scale = levels(session)
    shown = {label.key for label in picture.districts}
    return tuple(
        remarks.Assessment(
            district=key,
            level=row.level.code,
            label=row.level.label(picture.language),
            colour=row.level.colour,
            pattern=row.level.pattern.value,
            order=row.level.sort,
            reason=row.reason,
            by=row.by.name if row.by else "",
            at=row.at,
            disagrees=points_apart(row.level, scale, picture, key),
        )
        for key, row in assessments(session, edition).items()
        if key in shown
    )


def _event(row: KnownEvent) -> remarks.KnownEvent:
    return remarks.KnownEvent(row.starts_on, row.ends_on, row.district.key if row.district else None, row.words)


def _picks(edition: Picture, known: Sequence[KnownEvent]) -> tuple[str, ...]:
    """An event is kept by its id, and told by its place in the list."""
    places = {f"event:{event.id}": f"event:{number}" for number, event in enumerate(known)}
    is_event = [key.startswith("event:") for key in edition.for_steering]
    told = (places.get(key) if event else key for key, event in zip(edition.for_steering, is_event, strict=True))
    return tuple(key for key in told if key)


def public_reasons(found: Texts) -> dict[str, str]:
    """By district key, in one paragraph each: it stands beside the step."""
    return {key: " ".join(text.split()) for key, text in _of_districts(found, TextSection.PUBLIC_REASON).items()}


def _of_districts(found: Texts, wanted: TextSection) -> dict[str, str]:
    return {key: row.text for (section, key), row in found.items() if section == wanted and key and row.text}


def _text(found: Texts, section: TextSection) -> str:
    row = found.get((section, None))
    return row.text if row else ""


def lines(found: Texts, section: TextSection) -> tuple[str, ...]:
    """A text's sentences: a line each."""
    stripped = (line.strip() for line in _text(found, section).splitlines())
    return tuple(line for line in stripped if line)
