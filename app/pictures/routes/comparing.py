"""The page that shows two editions side by side."""

import re
from dataclasses import dataclass, replace
from datetime import date

from flask import abort, render_template, request
from sqlalchemy.exc import NoResultFound

from app import context
from app.access import allow
from app.models import Picture, PictureStatus, Role
from app.pictures.queries import archive
from app.pictures.queries.comparing import side_by_side
from app.pictures.queries.corrections import corrections_in_words
from app.pictures.queries.written import remarks_of
from app.pictures.routes.blueprint import PREPARING, audiences, bp, may_prepare, readable_edition
from reports.picture.audiences.audience import for_audience
from reports.picture.record import Picture as Record
from reports.picture.remarks import Remarks
from reports.picture.storage import from_json


@bp.get("/pictures/compare")
@allow(*PREPARING, Role.STEERING)
def compare() -> str:
    """The two newest, unless others are asked for; the later one first, so that a plus is an increase."""
    editions = [one for one in archive.editions(context.session(), only_frozen=not may_prepare()) if _is_readable(one)]
    one, other = _asked("one"), _asked("other")
    other = other or next((found for found in editions if found is not one), None)
    one = one or next((found for found in editions if found is not other), None)
    if one and other:
        one, other = sorted((one, other), key=_time, reverse=True)
    sides = [_side(edition) for edition in (one, other) if edition] if one is not other else []
    pairs = side_by_side(sides[0].record, sides[0].said, sides[1].record, sides[1].said) if len(sides) == 2 else []
    return render_template(
        "pictures/compare.html",
        editions=editions,
        one=one,
        other=other,
        pairs=pairs,
        sides=sides,
        record_language=context.settings().default_language,
    )


@dataclass(frozen=True, slots=True)
class Side:
    """What the signed-in user's audience gets of an edition, and what of it was corrected since."""

    edition: Picture
    record: Record
    said: Remarks
    corrections: tuple[str, ...]


def _side(edition: Picture) -> Side:
    record, said = _content(edition)
    is_published = edition.status == PictureStatus.PUBLISHED
    told = corrections_in_words(context.session(), edition, record.language) if is_published else ()
    summary = said.summary or record.summary
    return Side(edition, record, replace(said, summary=summary), told)


def _time(edition: Picture) -> tuple[date, int]:
    return edition.period_start, edition.revision


def _asked(name: str) -> Picture | None:
    """The edition that the address names as 2026-23; a 404 for one that is not there."""
    asked = request.args.get(name, "")
    if not asked:
        return None
    parts = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", asked) or abort(404)
    try:
        found = readable_edition(int(parts[1]), int(parts[2]), int(parts[3] or 1))
    except NoResultFound:
        abort(404)
    return found if _is_readable(found) else abort(404)


def _is_readable(edition: Picture) -> bool:
    return may_prepare() or edition.status == PictureStatus.PUBLISHED


def _content(edition: Picture) -> tuple[Record, Remarks]:
    """What the signed-in user's audience gets of it."""
    return for_audience(from_json(edition.record), remarks_of(context.session(), edition), audiences()[0])
