"""Where something happened, read from a passage of a report that comes from one municipality, or from anywhere."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from geo.gazetteer import Gazetteer, Place, fold
from geo.name_finder import Found, NameFinder
from geo.points import LocationPrecision
from reports.incoming.drafts import Whereabouts
from reports.incoming.places.area_words import STRETCH, known_there
from reports.incoming.places.name_cues import Role, role_of
from reports.incoming.places.other_places import tells_of_another
from reports.incoming.places.place_choice import (
    NamedDistrict,
    best_spot,
    confidence_in,
    confidence_in_district,
    district_of,
    shown,
    whereabouts,
)
from reports.incoming.places.place_words import Exactness
from reports.incoming.places.spots import DistrictName, Named, Spot, spots
from reports.incoming.places.town_reading import (
    NamedTown,
    end_before_town,
    heading_names,
    names_shop,
    opening_name,
    section_name,
    town_in,
)
from reports.incoming.places.towns import TownName, towns
from reports.incoming.reading import Basis, Confidence, Passage, PlaceRead, Span

WHOLE_DISTRICT = "district"  # the kind of a gazetteer entry that only names a district
AREAS = frozenset({"area", "village"})  # "Finnstaområdet"
LONGEST = 10_000
"""Characters of a passage that are read: no incident is told in more, and the time for any text stays bounded."""

# A tab parts the cells of a row, so no name goes on across it.
_PLAIN_SPACES = {ord(space): " " for space in "\xa0\u2007\u2009\u202f"} | {ord("\t"): "\n"}
_GOES_ON = re.compile(r",? i |, ?| \(")


class _Names(NamedTuple):
    """What a passage names: places and districts of ours, and towns anywhere. Offsets are within the passage."""

    text: str
    heading_end: int
    ours: list[Named]
    districts: list[NamedDistrict]
    towns: list[NamedTown]


class PlaceReader:
    """Reads places from texts about one municipality; with an empty gazetteer and no names, from texts about any.

    `districts` gives each district's key its name; `neighbours` are the municipalities around and the county, whose
    notices may be about here; `elsewhere` names other towns, with homonyms of ours ("Kungsängen, Uppsala") or to which
    people from here are taken, beside all municipalities.
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
        self._district_names = dict(districts)
        ours = list(_our_names(gazetteer, self.municipality_names, districts))
        known = {fold(name) for name, _ in ours}
        others = {name: TownName(name, is_municipality=True) for name in (*neighbours, *elsewhere)}
        foreign = {name: what for name, what in (towns() | others).items() if fold(name) not in known}
        self._finder: NameFinder[Place | DistrictName | TownName] = NameFinder(
            [*ours, *foreign.items()], [name for name, _ in ours]
        )
        self._elsewhere = frozenset(fold(name) for name, what in foreign.items() if what.is_municipality)
        self._sections = frozenset(map(fold, (*self.municipality_names, *self.district_names, *foreign)))

    def read(self, text: str) -> Whereabouts:
        """As `read_passage`, of a text without a heading that is known to be about this municipality."""
        passage = Passage(text, 0, 0, len(text))
        names = self._names(passage)
        return _in_report(self._of_names(names, _large(town_in(names.towns))), passage).where

    def read_passage(self, passage: Passage) -> PlaceRead:
        """The most exact place that the passage names, else its district, else only the municipality.

        A point is given only where the gazetteer has one for that very place, never the centre of an area. Nothing of
        a passage about another town is looked up in the gazetteer.
        """
        names = self._names(passage)
        told = self._heading_town(names) or self._section_town(passage)
        town = told or town_in(names.towns)
        is_elsewhere = self._is_elsewhere(told, names) or (not names.ours and self._is_elsewhere(_large(town), names))
        of = self._of_elsewhere if is_elsewhere else self._of_names
        read = _in_report(of(names, told or _large(town)), passage)
        return read._replace(town=town.name if town else None)

    def _of_names(self, names: _Names, town: NamedTown | None) -> PlaceRead:
        named = self._spots(names, town)
        best = best_spot(names.text, named, names.districts)
        if best is None:
            return self._of_known_there(names) or self._of_district(names)
        read = self._of_spot(best, names)
        if read.basis.confidence is Confidence.SURE and tells_of_another(names.text, best, named):
            return read._replace(basis=Basis(Confidence.DOUBTFUL, read.basis.words))
        return read

    def _of_known_there(self, names: _Names) -> PlaceRead | None:
        """What only people there know by its words, "vid tågstationen", where nothing else tells the place."""
        is_here = self.municipality_names and not names.districts
        words = next(known_there(names.text), None) if is_here else None
        if words is None:
            return None
        where = Whereabouts(names.text[words.start : words.end], precision=LocationPrecision.MUNICIPALITY)
        return PlaceRead(where, Basis(Confidence.DOUBTFUL, (Span(words.start, words.end),)))

    def _of_elsewhere(self, names: _Names, town: NamedTown | None) -> PlaceRead:
        """The words of a place in another town; how exact they are says nothing here."""
        best = best_spot(names.text, self._spots(names._replace(ours=[], districts=[]), town), ())
        if best is None:
            return PlaceRead(Whereabouts(town and town.name))
        words = names.text[best.start : best.end]
        return PlaceRead(Whereabouts(words), Basis(Confidence.DOUBTFUL, (Span(best.start, best.end),)))

    def _names(self, passage: Passage) -> _Names:
        whole = passage.text[passage.start : min(passage.end, passage.start + LONGEST)]
        text, heading_end = whole.translate(_PLAIN_SPACES), passage.heading_end - passage.start
        found = self._finder.find(text)
        foreign = {f.start for f in found if isinstance(f.what, TownName) and f.what.is_municipality}
        ours = [f for f in found if not isinstance(f.what, TownName) and not _goes_on_in(foreign, text, f.end)]
        districts = [
            NamedDistrict(f.what.key, f.start, f.end, role_of(text, f.start, f.end), f.is_misspelt)
            for f in ours
            if isinstance(f.what, DistrictName) and f.what.key
        ]
        return _Names(text, heading_end, ours, districts, list(self._towns(text, found)))  # type: ignore[arg-type]

    def _towns(self, text: str, found: Iterable[Found[Place | DistrictName | TownName]]) -> Iterator[NamedTown]:
        for f in found:
            if isinstance(f.what, TownName):
                name, is_large, is_ours = f.what.name, f.what.is_municipality, False
            elif isinstance(f.what, DistrictName):
                name, is_large, is_ours = self._district_names.get(f.what.key or "", f.words), f.what.key is None, True
            else:
                continue
            yield NamedTown(name, f.start, f.end, role_of(text, f.start, f.end), is_large, is_ours)

    def _heading_town(self, names: _Names) -> NamedTown | None:
        """The town that the heading names; a village nobody knows only where no municipality is given."""
        if known := town_in(town for town in names.towns if town.end <= names.heading_end):
            return known
        unknown = [] if self.municipality_names else list(_unknown_in_heading(names))
        return NamedTown(names.text[slice(*unknown[-1])], *unknown[-1], Role.SCENE, False, False) if unknown else None

    def _section_town(self, passage: Passage) -> NamedTown | None:
        name = section_name(passage.text, passage.start, self._sections)
        if name is None:
            return None
        is_ours = fold(name) not in self._elsewhere
        return NamedTown(name, 0, 0, Role.SCENE, True, is_ours)

    def _is_elsewhere(self, town: NamedTown | None, names: _Names) -> bool:
        """Whether a town is not ours, in a passage that names nothing that surely is."""
        if town is None or town.is_ours or not self.municipality_names:
            return False
        return not any(isinstance(f.what, DistrictName) for f in names.ours)

    def _spots(self, names: _Names, town: NamedTown | None) -> list[Spot]:
        """The places that may be the scene: not the town itself, nor what lies elsewhere."""
        text, named = names.text, spots(names.text, names.ours)
        taken = [(spot.start, spot.end) for spot in named]
        for start, end in (*_unknown_in_heading(names), *_villages(names)):
            if not any(begin <= start < stop for begin, stop in taken):
                named.append(Spot(start, end, Exactness.BARE_NAME))
        trimmed = (_without_towns(spot, names) for spot in named if spot.role is not Role.AWAY)
        town_key = fold(town.name) if town else None
        apart = (spot for spot in trimmed if fold(text[spot.start : spot.end]) != town_key)
        return [ranked for spot in apart if (ranked := self._ranked(names, spot))]

    def _ranked(self, names: _Names, spot: Spot) -> Spot | None:
        """A bare name that is a town elsewhere is at best aside: there somebody came from, or it has a homonym here."""
        if spot.places or spot.exactness is not Exactness.BARE_NAME:
            return spot
        key = fold(names.text[spot.start : spot.end])
        if key.removesuffix("s") in self._elsewhere and key not in self._elsewhere:
            return None
        is_whole = names.text.startswith(" kommun", spot.end)
        if key in self._elsewhere and (is_whole or self.municipality_names):
            return None
        is_town = key in self._elsewhere or (self.municipality_names and key in self._sections)
        return replace(spot, role=Role.ASIDE) if is_town else spot

    def _of_spot(self, spot: Spot, names: _Names) -> PlaceRead:
        words = shown(names.text[spot.start : spot.end], spot)
        district = district_of(names.text, spot, names.districts, names.heading_end)
        basis = Basis(self._confidence(spot, district, names), (Span(spot.start, spot.start + len(words)),))
        is_new = not spot.places and spot.exactness is not Exactness.PART and not fold(words).startswith(STRETCH)
        return PlaceRead(whereabouts(words, spot, district), basis, unknown_place=words if is_new else None)

    def _confidence(self, spot: Spot, district: str | None, names: _Names) -> Confidence:
        if self.municipality_names:
            return confidence_in(spot, district, names.districts)
        is_clear = spot.role is Role.SCENE and spot.exactness <= Exactness.LONG_ROAD
        return Confidence.SURE if is_clear else Confidence.DOUBTFUL

    def _of_district(self, names: _Names) -> PlaceRead:
        """Only the district that the passage names as its scene, else one aside of it, else only the municipality."""
        named = [district for district in names.districts if district.role is not Role.AWAY]
        if not named:
            words = next(iter(self.municipality_names), None)
            known = LocationPrecision.MUNICIPALITY if words else LocationPrecision.UNKNOWN
            return PlaceRead(Whereabouts(words, precision=known))
        best = min(named, key=lambda district: (district.role, district.start))
        where = Whereabouts(names.text[best.start : best.end], precision=LocationPrecision.DISTRICT, district=best.key)
        return PlaceRead(where, Basis(confidence_in_district(best, named), (Span(best.start, best.end),)))


def _in_report(read: PlaceRead, passage: Passage) -> PlaceRead:
    """With offsets, and words as they stand, in the report's text instead of the passage's."""
    if not read.basis.words:
        return read
    spans = tuple(Span(span.start + passage.start, span.end + passage.start) for span in read.basis.words)
    words = passage.text[slice(*spans[0])]
    return read._replace(
        where=read.where._replace(words=words),
        basis=read.basis._replace(words=spans),
        unknown_place=words if read.unknown_place else None,
    )


def _our_names(
    gazetteer: Gazetteer, municipality_names: Collection[str], districts: Mapping[str, str]
) -> Iterator[tuple[str, Place | DistrictName]]:
    for place in gazetteer.places:
        if place.kind != WHOLE_DISTRICT:
            yield from ((name, place) for name in place.all_names)
            yield from (
                (name.replace(" station", " stn"), place) for name in place.all_names if name.endswith(" station")
            )
        if place.kind in AREAS:
            yield f"{place.name}området", place
    for key, name in districts.items():
        yield from ((one, DistrictName(key)) for one in (name, f"{name}området"))
    yield from ((name, DistrictName(None)) for name in municipality_names)


def _goes_on_in(foreign: Collection[int], text: str, end: int) -> bool:
    """Whether a name is followed by another municipality's: "Kungsängen, Uppsala"."""
    gap = _GOES_ON.match(text, end)
    return gap is not None and gap.end() in foreign


def _unknown_in_heading(names: _Names) -> Iterator[tuple[int, int]]:
    """Names in the heading, and at the beginning of the prose, that are neither ours nor a municipality's."""
    named = [*heading_names(names.text[: names.heading_end])]
    if opening := opening_name(names.text, names.heading_end):
        named.append(opening)
    known = [(f.start, f.end) for f in names.ours] + [(t.start, t.end) for t in names.towns if t.is_large]
    ends = {town.start: town.end for town in names.towns if town.is_large}
    for whole_start, whole_end in named:
        end_of_town = ends.get(whole_start, whole_end)
        start = end_of_town + 1 if end_of_town < whole_end else whole_start
        end = end_before_town(names.text, start, whole_end, names.towns)
        if not any(begin < end and start < stop for begin, stop in known):
            yield start, end


def _villages(names: _Names) -> Iterator[tuple[int, int]]:
    """Known villages within a sentence of the prose, whatever stands before them: "ett hus, Hissby"."""
    for town in names.towns:
        before = names.text[max(0, town.start - 3) : town.start].rstrip()
        is_name = bool(before) and before[-1] not in ".!?:" and town.start > names.heading_end
        if is_name and town.role is Role.SCENE and not town.is_large and not town.is_ours:
            yield town.start, town.end


def _large(town: NamedTown | None) -> NamedTown | None:
    """A village that only the prose names is the place as well."""
    return town if town and town.is_large else None


def _without_towns(spot: Spot, names: _Names) -> Spot:
    if spot.places or spot.exactness is Exactness.PART or names_shop(names.text, spot.start):
        return spot
    return replace(spot, end=end_before_town(names.text, spot.start, spot.end, names.towns))
