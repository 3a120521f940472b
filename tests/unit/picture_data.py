"""A small made-up municipality for tests of the picture: two square districts and three categories."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from reports.picture.inputs import (
    CategoryLabel,
    CountInput,
    DistrictInput,
    MarkInput,
    PictureInput,
    PlaceInput,
    SourceInput,
    UnplacedInput,
)
from reports.picture.periods import LOCAL_TIME, Period

PERIOD = Period(date(2026, 10, 26))
BASELINE = PERIOD.before(13)


def square(west: float, south: float, width: float = 0.1, height: float = 0.05) -> dict[str, Any]:
    east, north = west + width, south + height
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


CATEGORIES = (
    CategoryLabel("trafik", "Trafik", "triangle-down", "#0072B2"),
    CategoryLabel("narkotika", "Narkotika", "hexagon", "#009E73", enforcement=True),
    CategoryLabel("skada", "Skadegörelse", "diamond", "#E69F00"),
)
NORTH = DistrictInput(
    "norr",
    "Norr",
    square(17.6, 59.5),
    is_approximate=True,
    marks=(MarkInput(17.65, 59.52, "trafik", 9), MarkInput(17.61, 59.54, "skada")),
    place_names=(("Norr centrum", 17.65, 59.52), ("Norrby", 17.61, 59.54)),
)
SOUTH = DistrictInput("soder", "Söder", square(17.6, 59.45), is_approximate=False)


def counts(now: int, before: int, district: str | None = "norr", category: str = "trafik") -> tuple[CountInput, ...]:
    """`now` in the period, and `before` in each fortnight of the baseline."""
    earlier = (CountInput(period.start, district, category, before) for period in BASELINE)
    return (CountInput(PERIOD.start, district, category, now), *earlier)


PICTURE_INPUT = PictureInput(
    municipality="Provköping",
    period=PERIOD,
    cutoff=datetime(2026, 11, 9, 6, tzinfo=LOCAL_TIME),
    first_data=BASELINE[0].start,
    categories=CATEGORIES,
    districts=(NORTH, SOUTH),
    counts=counts(20, 4) + counts(3, 4, "soder", "skada") + counts(2, 0, None, "narkotika"),
    sources=(
        SourceInput("polisen", "Polisen", "police", 14, (14,) * 13),
        SourceInput("nattvandrarna", "Nattvandrarna", "association", 0, (2,) * 13),
    ),
    places=tuple(PlaceInput(f"Plats {number:02}", "norr", number, (1,) * 13) for number in range(12)),
    unplaced=(UnplacedInput(7, "natten mot den 3 november", "trafik", "norr", "E18 vid rondellen"),),
    unplaced_total=4,
)


def picture_input(**changes: Any) -> PictureInput:
    return replace(PICTURE_INPUT, **changes)
