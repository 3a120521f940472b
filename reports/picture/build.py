"""From what the app has gathered to an edition."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import shapely

from geo.drawing.vega import Drawing
from geo.static_map import draw_map, draw_projected_map, draw_small_map, outside_projected_map
from reports.picture.drawings.figures import Drawings, charts_of
from reports.picture.drawings.maps import map_content, projected_map_alt
from reports.picture.drawings.worth import projected
from reports.picture.inputs import DistrictInput, PictureInput
from reports.picture.numbers.baseline import baseline_of
from reports.picture.numbers.cells import compare_counts
from reports.picture.numbers.clusters import half_year
from reports.picture.numbers.effort import source_cells, source_rows, with_drivers
from reports.picture.numbers.hours import hour_grids
from reports.picture.numbers.places import place_rows
from reports.picture.record import DistrictLabel, Picture
from reports.picture.wording.summary import draft_summary

Told = Callable[[str], object]


def build_picture(
    data: PictureInput, year: int, number: int, revision: int = 1, drawn: Told = lambda _: None
) -> Picture:
    """The edition `year`:`number` with its comparisons, maps, charts and a drafted summary.

    `revision` is above 1 for one that replaces a withdrawn edition of the same number. `drawn` is told of each drawing,
    an SVG, as soon as it is there.

    Raises ValueError where the input breaks its contract (see `PictureInput`), KeyError for an unknown shape.
    """
    if data.cutoff.tzinfo is None:
        raise ValueError("the cut-off needs a time zone")
    picture = replace(count_picture(data, year, number), revision=revision)
    contents = {district.key: map_content(picture, data, district) for district in data.districts}
    labels = tuple(
        replace(one, outside_projected=outside_projected_map(contents[one.key])) for one in picture.districts
    )
    picture = replace(picture, districts=labels)
    large = {key: replace(one, description=projected_map_alt(picture, key)) for key, one in contents.items()}

    def all_of(drawings: Drawings) -> dict[str, str]:
        made = {}
        for key, draw in drawings.items():
            made[key] = draw()
            drawn(made[key])
        return made

    return replace(
        picture,
        summary=draft_summary(picture),
        maps=all_of({key: partial(draw_map, content) for key, content in contents.items()})
        | all_of({projected(key): partial(draw_projected_map, content) for key, content in large.items()}),
        small_maps=all_of({key: partial(draw_small_map, content) for key, content in contents.items()}),
        charts=all_of(charts_of(picture)),
    )


def warm_up() -> None:
    """Draw a dot: the first drawing of a process takes half a second more than the others."""
    drawing = Drawing(1, 1)
    drawing.outlines([shapely.Point(0, 0).buffer(1)])
    drawing.svg("")


def count_picture(data: PictureInput, year: int, number: int) -> Picture:
    """The same edition with its numbers alone: nothing drawn, no summary. Raises ValueError as `build_picture`."""
    cells = with_drivers(compare_counts(data), data)
    districts, categories = ([d.key for d in data.districts], [c.code for c in data.categories])
    return Picture(
        municipality=data.municipality,
        number=number,
        year=year,
        period=data.period,
        cutoff=data.cutoff,
        fortnights=len(baseline_of(data)),
        total=cells[None, None],
        without_district=cells[None, None].counted - sum(cells[district, None].counted for district in districts),
        district_totals=tuple(cells[district, None] for district in districts),
        category_totals=tuple(cells[None, category] for category in categories),
        cells=tuple(cells[district, category] for district in districts for category in categories),
        categories=data.categories,
        districts=tuple(_label(district) for district in data.districts),
        sources=source_rows(data),
        places=place_rows(data),
        unplaced=data.unplaced,
        unplaced_total=data.unplaced_total,
        language=data.language,
        source_cells=source_cells(data),
        hours=hour_grids(data),
        half_year=half_year(data),
    )


def _label(district: DistrictInput) -> DistrictLabel:
    drawn = sum(mark.number for mark in district.marks)
    return DistrictLabel(district.key, district.name, district.is_approximate, drawn)
