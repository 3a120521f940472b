"""The names of places: folding, suggesting while somebody types, finding in running text."""

from dataclasses import dataclass

from geo.points import LocationPrecision, Point


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
