"""Gathers what an edition is built from."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

import orjson
from geoalchemy2.shape import to_shape
from shapely.geometry import mapping
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Municipality
from app.pictures.queries import counting, numbers
from app.places.queries import boundaries_on, surroundings
from reports.incoming.drafts import Interval
from reports.incoming.times.when import in_words
from reports.picture.inputs import BASELINE_LENGTH, DistrictInput, PictureInput, UnplacedInput
from reports.picture.numbers.baseline import baseline_of
from reports.picture.periods import HALF_YEAR, Period

LISTED = 200
"""Most incidents without a place that an edition lists; the rest are counted."""
NEWEST = date.max
"""On that day the newest boundaries still hold, and no others."""
NAMED_ON_MAPS = ("station", "centre", "district", "area")


def gather(session: Session, language: str, period: Period, now: datetime) -> PictureInput:
    """All that the picture of a period says, as plain data."""
    counting.prepare_to_count(session)
    periods = (*period.before(BASELINE_LENGTH), period)
    incidents = counting.read(session, periods)
    unplaced, total = numbers.unplaced(session, period, LISTED)
    districts = _districts(session, period)
    shown = {district.key for district in districts}
    told = PictureInput(
        municipality=session.scalars(select(Municipality.name)).one(),
        period=period,
        cutoff=now,
        first_data=numbers.first_day_with_data(session),
        categories=numbers.category_labels(session, language),
        districts=districts,
        # What lies in a district that is no more counts for the whole municipality.
        counts=tuple(
            count if count.district in shown else replace(count, district=None)
            for count in counting.counts_by_source(session, periods, incidents)
        ),
        sources=numbers.reports_per_source(session, periods),
        places=numbers.named_places(session, periods),
        unplaced=tuple(_listed(row, language, now) for row in unplaced),
        unplaced_total=total,
        language=language,
        points=counting.points(session, periods[-HALF_YEAR:]) if period.ends_half_year else (),
        land=None if (land := surroundings(session)) is None else mapping(land),
    )
    return replace(told, spans=counting.spans(session, (*baseline_of(told), period), incidents))


def data_sign(told: PictureInput) -> str:
    """SHA-256 of what the numbers are worked out from, those of the fortnights before too."""
    spans = sorted(told.spans, key=repr)  # the database gives them in any order
    parts = [told.first_data, told.counts, told.sources, told.places, spans, told.points]
    return sha256(orjson.dumps(parts)).hexdigest()


def _districts(session: Session, period: Period) -> tuple[DistrictInput, ...]:
    marks = numbers.marks(session, period)
    names = numbers.place_names(session, NAMED_ON_MAPS)
    return tuple(
        DistrictInput(
            key=district.key,
            name=district.name,
            outline=mapping(to_shape(boundary.area)),
            is_approximate=boundary.is_approximate,
            marks=marks.get(district.key, ()),
            place_names=tuple((name, lon, lat) for name, key, lon, lat in names if key == district.key),
            origin=boundary.origin or "",
        )
        # Not those of the period: an incident lies in a district by the newest, whenever it happened.
        for district, boundary in boundaries_on(session, NEWEST)
    )


def _listed(row: numbers.Unplaced, language: str, now: datetime) -> UnplacedInput:
    incident_id, start, end, category, district, words = row
    return UnplacedInput(incident_id, in_words(Interval(start, end), now, language), category, district, words)
