"""Draws an edition: gathers the period's numbers, builds the record from them and makes the document."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path

from geoalchemy2.shape import to_shape
from shapely.geometry import mapping
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import ROOT, Settings
from app.db import Database
from app.models import Municipality
from app.pictures import queries
from app.places.queries import boundaries_on
from reports.incoming.drafts import Interval
from reports.incoming.times.when import in_words
from reports.picture.inputs import BASELINE_LENGTH, DistrictInput, PictureInput, UnplacedInput
from reports.picture.periods import Period, edition_of
from reports.picture.storage import to_json

FONTS: Path = ROOT / "app" / "static" / "vendor" / "fonts-ttf"
LISTED = 200
"""Most incidents without a place that an edition lists; the rest are counted."""
NAMED_ON_MAPS = ("station", "centre", "district", "area")


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as drawn, not yet kept."""

    period: Period
    year: int
    number: int
    cutoff: datetime
    record: bytes
    pdf: bytes


def draw_apart(settings: Settings, period: Period, now: datetime) -> Edition:
    """Draw in a process of its own: the libraries that draw hold more memory than all of the web process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_draw_by_itself, settings, period, now).result()


def _draw_by_itself(settings: Settings, period: Period, now: datetime) -> Edition:
    with Database(settings.sqlalchemy_url).reading() as session:
        return draw_edition(session, settings, period, now)


def draw_edition(session: Session, settings: Settings, period: Period, now: datetime) -> Edition:
    """Reads only, so that nobody waits for the database while the document is drawn."""
    # Loaded here alone: they take a second and 100 MB, which the web process never needs.
    from reports.picture.build import build_picture
    from reports.picture.documents.pdf import render_pdf

    year, number = edition_of(period, settings.picture_first_monday)
    picture = build_picture(gather(session, settings.default_language, period, now), year, number)
    return Edition(period, year, number, now, to_json(picture), render_pdf(picture, FONTS))


def gather(session: Session, language: str, period: Period, now: datetime) -> PictureInput:
    """All that the picture of a period says, as plain data."""
    periods = (*period.before(BASELINE_LENGTH), period)
    unplaced, total = queries.unplaced(session, period, LISTED)
    districts = _districts(session, period)
    shown = {district.key for district in districts}
    return PictureInput(
        municipality=session.scalars(select(Municipality.name)).one(),
        period=period,
        cutoff=now,
        first_data=queries.first_day_with_data(session),
        categories=queries.category_labels(session, language),
        districts=districts,
        # What lies in a district that is no more counts for the whole municipality.
        counts=tuple(
            count if count.district in shown else replace(count, district=None)
            for count in queries.counts(session, periods)
        ),
        sources=queries.reports_per_source(session, periods),
        places=queries.named_places(session, periods),
        unplaced=tuple(_listed(row, language, now) for row in unplaced),
        unplaced_total=total,
        language=language,
    )


def _districts(session: Session, period: Period) -> tuple[DistrictInput, ...]:
    marks = queries.marks(session, period)
    names = queries.place_names(session, NAMED_ON_MAPS)
    return tuple(
        DistrictInput(
            key=district.key,
            name=district.name,
            outline=mapping(to_shape(boundary.area)),
            is_approximate=boundary.is_approximate,
            marks=marks.get(district.key, ()),
            place_names=tuple((name, lon, lat) for name, key, lon, lat in names if key == district.key),
        )
        for district, boundary in boundaries_on(session, period.last_day)
    )


def _listed(row: queries.Unplaced, language: str, now: datetime) -> UnplacedInput:
    incident_id, start, end, category, district, words = row
    return UnplacedInput(incident_id, in_words(Interval(start, end), now, language), category, district, words)
