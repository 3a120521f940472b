"""What has been corrected in published editions since: told beside them and in the next one, never in them."""

from collections import Counter

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Picture, PictureStatus
from app.pictures.queries import changed_since, counts
from reports.picture.periods import Period
from reports.picture.storage import from_json, remarks_from_json
from reports.picture.wording.corrections import ChangedCell, changed_cells, correction_words, counts_then

MOST_EARLIER = 13
"""How many editions back corrections are looked for: half a year."""


def number_changed(session: Session, edition: Picture) -> int:
    """How many incidents of an edition's period were entered, changed or moved out of it since its cut-off.

    One whose time was changed to another fortnight is no longer in the period, so that only the sum tells of it.
    """
    period = Period(edition.period_start)
    if touched := changed_since(session, period, edition.cutoff):
        return touched
    return abs(sum(count.number for count in counts(session, (period,))) - _total(edition))


def _total(edition: Picture) -> int:
    """Read by itself: all of the record, with its maps, takes far longer."""
    total = orjson.loads(edition.record)["total"]
    return int(total.get("comparison", total)["now"])


def corrected(session: Session, edition: Picture) -> tuple[ChangedCell, ...]:
    """The counts of an edition that are others today."""
    picture, period = from_json(edition.record), Period(edition.period_start)
    shown = {label.key for label in picture.districts}
    now: Counter[tuple[str | None, str]] = Counter()
    for count in counts(session, (period,)):
        now[count.district if count.district in shown else None, count.category] += count.number
    return changed_cells(counts_then(picture), now)


def untold_corrections(session: Session, edition: Picture, language: str) -> tuple[str, ...]:
    """In words, what was corrected in the editions before, oldest first, and stands in none published since."""
    before = (
        select(Picture)
        .where(Picture.status == PictureStatus.PUBLISHED, Picture.period_start < edition.period_start)
        .order_by(Picture.period_start.desc())
        .limit(MOST_EARLIER)
    )
    earlier = list(session.scalars(before))[::-1]
    told = {words for one in earlier if one.remarks for words in remarks_from_json(one.remarks).corrections}
    found = (words for one in earlier for words in corrections_in_words(session, one, language))
    return tuple(words for words in found if words not in told)


def corrections_in_words(session: Session, edition: Picture, language: str) -> tuple[str, ...]:
    """Of a published edition; most have none, which is seen without reading all that they hold."""
    if not number_changed(session, edition):
        return ()
    return correction_words(from_json(edition.record), corrected(session, edition), language)
