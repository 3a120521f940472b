"""What an edition's maps show and say."""

from geo.static_map import DistrictMap, MapKind, MapMark
from reports.picture.inputs import DistrictInput, PictureInput
from reports.picture.record import Picture
from reports.picture.wording.words import WORDS, incidents, moment, number, period_days


def map_content(picture: Picture, data: PictureInput, district: DistrictInput) -> DistrictMap:
    """The content of one district's map; the other districts and what lies beyond them stand faintly around it."""
    language = picture.language
    return DistrictMap(
        outline=district.outline,
        kinds={c.code: MapKind(c.name, c.mark, c.colour) for c in picture.categories},
        marks=tuple(MapMark(mark.lon, mark.lat, mark.category, mark.number) for mark in district.marks),
        place_names=district.place_names,
        neighbours=tuple((other.name, other.outline) for other in data.districts if other.key != district.key),
        land=data.land,
        is_approximate=district.is_approximate,
        title=district.name,
        about=(period_days(picture.period, language), on_map_words(picture, district.key)),
        notes=_notes(picture, district),
        description=map_alt(picture, district.key),
        language=language,
    )


def _notes(picture: Picture, district: DistrictInput) -> tuple[str, ...]:
    words = WORDS[picture.language]
    approximate = (words["approximate"],) if district.is_approximate else ()
    origin = (words["outline_from"].format(origin=district.origin),) if district.origin else ()
    return (*approximate, words["cutoff"].format(moment=moment(picture.cutoff, picture.language)), *origin)


def on_map_words(picture: Picture, key: str) -> str:
    """ "37 av 42 händelser på kartan"."""
    return _on_map(picture, key, 0)


def on_projected_map_words(picture: Picture, key: str) -> str:
    """ "35 av 42 händelser på kartan · 2 utanför kartbilden": of the map for a projector, where it leaves some out."""
    outside = _outside(picture, key)
    return " · ".join(filter(None, (_on_map(picture, key, outside), _outside_words(picture, outside))))


def _on_map(picture: Picture, key: str, outside: int) -> str:
    drawn, total = _drawn_and_total(picture, key)
    words, language = WORDS[picture.language], picture.language
    return words["on_map"].format(drawn=number(drawn - outside, language), number=incidents(total, language))


def map_alt(picture: Picture, key: str) -> str:
    """What a map shows, for those who cannot see it."""
    return _map_alt(picture, key, 0)


def projected_map_alt(picture: Picture, key: str) -> str:
    """The same of the map for a projector."""
    outside = _outside(picture, key)
    said = _outside_words(picture, outside)
    return " ".join(filter(None, (_map_alt(picture, key, outside), said and f"{said}.")))


def _map_alt(picture: Picture, key: str, outside: int) -> str:
    drawn, total = _drawn_and_total(picture, key)
    words, language = WORDS[picture.language], picture.language
    name, seen = next(label.name for label in picture.districts if label.key == key), number(drawn - outside, language)
    return words["map_alt"].format(district=name, drawn=seen, number=incidents(total, language))


def small_map_alt(picture: Picture, key: str) -> str:
    """The same for the overview on the first page."""
    drawn, _ = _drawn_and_total(picture, key)
    name = next(label.name for label in picture.districts if label.key == key)
    return WORDS[picture.language]["small_map_alt"].format(district=name, drawn=incidents(drawn, picture.language))


def _outside(picture: Picture, key: str) -> int:
    """How many the map for a projector leaves out; 0 where that is not known."""
    return next(label.outside_projected for label in picture.districts if label.key == key) or 0


def _outside_words(picture: Picture, outside: int) -> str:
    words = WORDS[picture.language]["outside_map"]
    return words.format(number=number(outside, picture.language)) if outside else ""


def _drawn_and_total(picture: Picture, key: str) -> tuple[int, int]:
    drawn = next(label.drawn for label in picture.districts if label.key == key)
    return drawn, next(cell.counted for cell in picture.district_totals if cell.district == key)
