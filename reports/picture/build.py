"""From what the app has gathered to an edition."""

from dataclasses import replace

from geo.static_map import draw_map, draw_small_map
from reports.picture.drawings.maps import map_content
from reports.picture.inputs import DistrictInput, PictureInput, PlaceInput, SourceInput
from reports.picture.numbers.cells import baseline_of, compare, compare_counts
from reports.picture.record import DistrictLabel, Picture, PlaceRow, SourceRow
from reports.picture.wording.summary import draft_summary

MOST_PLACES = 10


def build_picture(data: PictureInput, year: int, number: int) -> Picture:
    """The edition `year`:`number` with its comparisons, maps and a drafted summary.

    Raises ValueError where the input breaks its contract (see `PictureInput`), KeyError for an unknown shape.
    """
    if data.cutoff.tzinfo is None:
        raise ValueError("the cut-off needs a time zone")
    picture = _with_counts(data, year, number)
    contents = {district.key: map_content(picture, data.districts, district) for district in data.districts}
    return replace(
        picture,
        summary=draft_summary(picture),
        maps={key: draw_map(content) for key, content in contents.items()},
        small_maps={key: draw_small_map(content) for key, content in contents.items()},
    )


def _with_counts(data: PictureInput, year: int, number: int) -> Picture:
    cells, fortnights = compare_counts(data), len(baseline_of(data))
    districts, categories = ([d.key for d in data.districts], [c.code for c in data.categories])
    return Picture(
        municipality=data.municipality,
        number=number,
        year=year,
        period=data.period,
        cutoff=data.cutoff,
        fortnights=fortnights,
        total=cells[None, None],
        without_district=cells[None, None].counted - sum(cells[district, None].counted for district in districts),
        district_totals=tuple(cells[district, None] for district in districts),
        category_totals=tuple(cells[None, category] for category in categories),
        cells=tuple(cells[district, category] for district in districts for category in categories),
        categories=data.categories,
        districts=tuple(_label(district) for district in data.districts),
        sources=tuple(_source(source, fortnights) for source in data.sources),
        places=tuple(_place(place, fortnights) for place in _busiest(data.places)),
        unplaced=data.unplaced,
        unplaced_total=data.unplaced_total,
        language=data.language,
    )


def _label(district: DistrictInput) -> DistrictLabel:
    drawn = sum(mark.number for mark in district.marks)
    return DistrictLabel(district.key, district.name, district.is_approximate, drawn)


def _busiest(places: tuple[PlaceInput, ...]) -> tuple[PlaceInput, ...]:
    """The ten with most incidents; those alike by what they had before, then by name."""
    ranked = sorted(places, key=lambda place: (-place.now, -sum(place.before), place.name))
    return tuple(place for place in ranked[:MOST_PLACES] if place.now)


def _source(source: SourceInput, fortnights: int) -> SourceRow:
    return SourceRow(source.key, source.name, source.kind, compare(source.now, _last(source.before, fortnights)))


def _place(place: PlaceInput, fortnights: int) -> PlaceRow:
    year = place.now + sum(_last(place.before, 25))
    return PlaceRow(place.name, place.district, compare(place.now, _last(place.before, fortnights)), year)


def _last(history: tuple[int, ...], fortnights: int) -> tuple[int, ...]:
    return history[-fortnights:] if fortnights else ()
