"""What has been corrected in published editions since: told beside them and in the next one, never in them."""

from collections import Counter
from collections.abc import Set
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Picture, PictureStatus
from app.pictures.queries.archive import changed_since
from app.pictures.queries.numbers import counts
from reports.picture.earlier import as_stored_today
from reports.picture.periods import HALF_YEAR, Period
from reports.picture.storage import from_json, remarks_from_json
from reports.picture.wording.corrections import ChangedCell, changed_cells, correction_words, counts_then


def number_changed(session: Session, edition: Picture) -> int:
    """How many incidents of an edition's period were entered, changed or moved out of it since its cut-off.

    One whose time was changed to another fortnight is no longer in the period, and one that was changed before the
    cut-off and committed after it bears no later time, so that only the counts tell of them: of each district and
    category, as one that was moved or sorted anew leaves their sum as it was.
    """
    period = Period(edition.period_start)
    if touched := changed_since(session, period, edition.cutoff):
        return touched
    # Read by itself: all of the record, with its maps, takes far longer.
    record = as_stored_today(orjson.loads(edition.record))
    then, now = _counts_then(record), _counts_now(session, period, {label["key"] for label in record["districts"]})
    differences = [now[key] - then[key] for key in {*now, *then}]
    return max(sum(n for n in differences if n > 0), -sum(n for n in differences if n < 0))


Counts = Counter[tuple[str | None, str]]
"""By district key, None where it is not known, and category code."""


def _counts_then(record: dict[str, Any]) -> Counts:
    then: Counts = Counter()
    for cell in record["category_totals"]:
        then[None, cell["category"]] += cell["comparison"]["now"]
    for cell in record["cells"]:
        then[cell["district"], cell["category"]] += cell["comparison"]["now"]
        then[None, cell["category"]] -= cell["comparison"]["now"]
    return then


def _counts_now(session: Session, period: Period, shown: Set[str]) -> Counts:
    now: Counts = Counter()
    for count in counts(session, (period,)):
        now[count.district if count.district in shown else None, count.category] += count.number
    return now


def corrected(session: Session, edition: Picture) -> tuple[ChangedCell, ...]:
    """The counts of an edition that are others today."""
    picture, period = from_json(edition.record), Period(edition.period_start)
    now = _counts_now(session, period, {label.key for label in picture.districts})
    return changed_cells(counts_then(picture), now)


def untold_corrections(session: Session, edition: Picture, language: str) -> tuple[str, ...]:
    """In words, what was corrected in the editions before, oldest first, and stands in none published since."""
    before = (
        select(Picture)
        .where(Picture.status == PictureStatus.PUBLISHED, Picture.period_start < edition.period_start)
        .order_by(Picture.period_start.desc())
        .limit(HALF_YEAR)
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
