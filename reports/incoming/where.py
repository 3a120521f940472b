"""Where something happened, read from a text that is known to be about one municipality."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from geo.gazetteer import Gazetteer, Place, fold
from geo.name_finder import Found, NameFinder
from geo.points import LocationPrecision
from reports.incoming.drafts import Whereabouts
from reports.incoming.place_words import Exactness
from reports.incoming.reading import Basis, Confidence, Passage, PlaceRead, Span
from reports.incoming.spots import DistrictName, Spot, crossing, spots

WHOLE_DISTRICT = "district"  # the kind of a gazetteer entry that only names a district


class PlaceReader:
    """Reads places from texts about one municipality.

    `districts` gives each district's key its name; `neighbours` are the municipalities around and the county, whose
    notices may be about here; `elsewhere` names other towns, with homonyms of ours ("Kungsängen, Uppsala") or to which
    people from here are taken.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        municipality_names: Collection[str],
        districts: Mapping[str, str],
        neighbours: Collection[str] = (),
        elsewhere: Collection[str] = (),
    ) -> None:
        self.municipality_names = tuple(municipality_names)
        self.district_names = tuple(districts.values())
        self.neighbours = tuple(neighbours)
        self._finder = NameFinder(_names(gazetteer, self.municipality_names, districts))
        self._elsewhere = frozenset(map(fold, (*neighbours, *elsewhere)))
        outside = "|".join(map(re.escape, (*neighbours, *elsewhere))) or "(?!)"
        self._goes_on_elsewhere = re.compile(rf"(?:,| i| \()\s?(?:{outside})\b")

    def read(self, text: str) -> Whereabouts:
        """The most exact place that the text names, else the first district, else only the municipality.

        A point is given only where the gazetteer has one for that very place, never the centre of an area.
        """
        found = [name for name in self._finder.find(text) if not self._goes_on_elsewhere.match(text, name.end)]
        districts = list(_districts(found))
        named = self._ours(text, spots(text, found), districts)
        best = crossing(text, named) or min(named, key=lambda spot: (spot.exactness, spot.start), default=None)
        if best:
            return _whereabouts(text[best.start : best.end], best, _district(best, districts))
        for district in districts[:1]:
            return Whereabouts(district.words, precision=LocationPrecision.DISTRICT, district=district.what)
        return Whereabouts(next(iter(self.municipality_names), None), precision=LocationPrecision.MUNICIPALITY)

    def read_passage(self, passage: Passage) -> PlaceRead:
        """Where the incident of a passage happened; the basis gives the place's words in the report's text."""
        where = self.read(passage.text[passage.start : passage.end])
        at = passage.text.find(where.words, passage.start, passage.end) if where.words else -1
        if where.words is None or at < 0:
            return PlaceRead(where)
        known = Confidence.SURE if where.district or where.place_id else Confidence.DOUBTFUL
        return PlaceRead(where, Basis(known, (Span(at, at + len(where.words)),)))

    def _ours(self, text: str, named: Sequence[Spot], districts: Sequence[Found[str]]) -> list[Spot]:
        """Without what lies elsewhere, and bare names that follow a district: there somebody was taken, or lives."""
        limit = districts[0].start if districts else len(text)
        return [
            spot
            for spot in named
            if not self._goes_on_elsewhere.match(text, spot.end)
            and (spot.exactness is not Exactness.BARE_NAME or (spot.start <= limit and self._may_be_here(text, spot)))
        ]

    def _may_be_here(self, text: str, spot: Spot) -> bool:
        return fold(text[spot.start : spot.end]) not in self._elsewhere


def _names(
    gazetteer: Gazetteer, municipality_names: Collection[str], districts: Mapping[str, str]
) -> Iterator[tuple[str, Place | DistrictName]]:
    for place in gazetteer.places:
        if place.kind != WHOLE_DISTRICT:
            yield from ((name, place) for name in place.all_names)
    yield from ((name, DistrictName(key)) for key, name in districts.items())
    yield from ((name, DistrictName(None)) for name in municipality_names)


def _districts(found: Sequence[Found[Place | DistrictName]]) -> Iterator[Found[str]]:
    """Where the text names a district, with its key."""
    for name in found:
        if isinstance(name.what, DistrictName) and name.what.key:
            yield Found(name.what.key, name.start, name.end, name.words)


def _district(spot: Spot, named: Sequence[Found[str]]) -> str | None:
    """The spot's only district, else the one of its districts that is named nearest to it in the text."""
    if len(spot.districts) == 1:
        return spot.districts[0]
    fitting = [district for district in named if district.what in spot.districts or not spot.districts]
    return min(fitting, key=lambda district: abs(district.start - spot.start)).what if fitting else None


def _place(spot: Spot, district: str | None) -> Place | None:
    """The gazetteer's place; of several with one name the only one in the district, else none."""
    fitting = spot.places if len(spot.places) == 1 else [place for place in spot.places if district in place.districts]
    return fitting[0] if len(fitting) == 1 else None


def _whereabouts(words: str, spot: Spot, district: str | None) -> Whereabouts:
    """A point says how exact itself is; without one the precision says what kind of thing the words name."""
    place = _place(spot, district)
    if place and place.point:
        return Whereabouts(words, place.id, place.point, place.precision, district)
    by_words = LocationPrecision.STREET if spot.is_road else LocationPrecision.PLACE
    return Whereabouts(words, place.id if place else None, precision=by_words, district=district)
