"""The names of places: folding, suggesting while somebody types, finding in running text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.name_finder import NameFinder
from geo.points import LocationPrecision, Point, to_sweref
from geo.spelling import fold
from geo.suggestions import NameSuggester

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

__all__ = ["Gazetteer", "Mention", "Place", "Suggestion", "fold"]


@dataclass(frozen=True, slots=True)
class Place:
    """One gazetteer entry.

    `districts` holds the keys of the districts the place lies in: one where it is known, several for a road that
    crosses them, none where even that is unknown. `point` is None where only the district is known.
    `precision` is what naming this place tells of an incident's whereabouts.
    """

    id: int
    name: str
    kind: str
    names: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    point: Point | None = None
    precision: LocationPrecision = LocationPrecision.PLACE

    @property
    def all_names(self) -> tuple[str, ...]:
        """The name and the nicknames."""
        return (self.name, *self.names)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place that somebody may be typing; `name` is the name or nickname that fits, `score` 0–100 how well."""

    place: Place
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text: text[start:end] == words."""

    place: Place
    start: int
    end: int
    words: str


class Gazetteer:
    """All places of a municipality, by name and by point. Indexes are built when first asked."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = tuple(places)

    def place(self, id: int | None) -> Place | None:
        """The place with this id; None where there is none."""
        return None if id is None else self._by_id.get(id)

    def suggest(self, text: str, limit: int = 8) -> list[Suggestion]:
        """The places somebody may be typing, best first, each once; none for white space."""
        best: dict[int, Suggestion] = {}
        for place, name, score in self._suggester.suggest(text, limit * 3):
            best.setdefault(place.id, Suggestion(place, name, score))
        return list(best.values())[:limit]

    def find(self, text: str) -> list[Mention]:
        """The places named in a text, from left to right, the longest name first; places of one name are all given."""
        return [Mention(*found[:4]) for found in self._finder.find(text)]

    def nearest(self, point: Point) -> tuple[Place, float] | None:
        """The place whose own point is nearest, and how far away it is in metres; None if no place has a point."""
        import numpy as np

        if not self._pinned:
            return None
        east, north = to_sweref(point.lon, point.lat)
        metres = np.hypot(self._coordinates[0] - east, self._coordinates[1] - north)
        return self._pinned[int(metres.argmin())], float(metres.min())

    @cached_property
    def _suggester(self) -> NameSuggester[Place]:
        return NameSuggester((name, place) for place in self.places for name in place.all_names)

    @cached_property
    def _finder(self) -> NameFinder[Place]:
        return NameFinder((name, place) for place in self.places for name in place.all_names)

    @cached_property
    def _by_id(self) -> dict[int, Place]:
        return {place.id: place for place in self.places}

    @cached_property
    def _pinned(self) -> list[Place]:
        return [place for place in self.places if place.point]

    @cached_property
    def _coordinates(self) -> "tuple[NDArray[float64], NDArray[float64]]":
        import numpy as np

        points = [place.point for place in self._pinned if place.point]
        return to_sweref(np.array([point.lon for point in points]), np.array([point.lat for point in points]))
