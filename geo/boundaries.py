"""Checks new boundaries of areas: whether they are valid, overlap, leave gaps, and cover the present ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely
from shapely import MultiPolygon, Polygon

from geo.areas import Area, Shape, to_plane

if TYPE_CHECKING:
    from numpy import object_
    from numpy.typing import NDArray

LEAST = 5.0
"""Square metres: less is how two programs round one and the same border."""
GRID = 0.001
"""Metres."""
GRID_DEGREES = 1e-8
"""About a millimetre."""
BESIDE = 0.5
"""Metres within which an area lies beside a gap."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to look at: the names of the areas it is about and its size in square metres."""

    names: tuple[str, ...]
    metres: float


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found of new areas beside the present ones; all sizes in square metres in SWEREF 99 TM.

    `mended` are areas that were invalid, with how much mending changed their size; `overlaps` of two areas each; `gaps`
    that areas close in. `lost` are parts of the present areas that no new one holds, `added` the reverse; both
    by the name of their area.
    """

    mended: tuple[Fault, ...]
    overlaps: tuple[Fault, ...]
    gaps: tuple[Fault, ...]
    lost: tuple[Fault, ...]
    added: tuple[Fault, ...]
    size: float
    present: float
    covered: float
    """Share (0–1) of the present areas that the new ones cover; 1 where there are none."""


def mend(area: Area) -> tuple[Area, Fault | None]:
    """The area with a valid shape, holding polygons alone, and what that changed; None where it was valid.

    It is so both in degrees and in the plane: a border that all but touches itself may cross itself in one alone.
    """
    if shapely.is_valid(area.shape) and shapely.is_valid(to_plane(area.shape)):
        return Area(area.key, area.name, polygons(area.shape)), None
    # A grid leaves no corner so near another border that the next reckoning would lay it beyond.
    shape = polygons(shapely.set_precision(_valid(area.shape), GRID_DEGREES))
    changed = abs(to_plane(shape).area - to_plane(area.shape).area)
    return Area(area.key, area.name, shape), Fault((area.name,), changed)


def survey(areas: Sequence[Area], present: Sequence[Area], mended: Sequence[Fault] = ()) -> Survey:
    """Compare new areas with the present ones; every shape valid, in WGS 84 degrees."""
    new, old = _in_plane(areas), _in_plane(present)
    all_new, all_old = shapely.union_all(new), shapely.union_all(old)
    size, before = float(all_new.area), float(all_old.area)
    return Survey(
        mended=tuple(mended),
        overlaps=tuple(_overlaps(areas, new)),
        gaps=tuple(_gaps(areas, new, all_new)),
        lost=tuple(_outside(present, old, all_new)),
        added=tuple(_outside(areas, new, all_old)) if present else (),
        size=size,
        present=before,
        covered=float(shapely.intersection(all_old, all_new).area) / before if before else 1.0,
    )


def _valid(shapes: Any) -> Any:
    # "structure" keeps holes holes, as drawing programs mean them.
    return shapely.make_valid(shapes, method="structure", keep_collapsed=False)


def polygons(shape: Any) -> MultiPolygon:
    """What of a shape has an area."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return MultiPolygon([part for part in parts if isinstance(part, Polygon) and not part.is_empty])


def _in_plane(areas: Sequence[Area]) -> "NDArray[object_]":
    # One grid for all, so that what is the same border to the millimetre is the same border.
    plane: NDArray[object_] = shapely.set_precision(_valid([to_plane(area.shape) for area in areas]), GRID)
    return plane


def _overlaps(areas: Sequence[Area], shapes: "NDArray[object_]") -> list[Fault]:
    tree = shapely.STRtree(shapes)
    near = [(one, other) for one, other in tree.query(shapes, predicate="intersects").T.tolist() if one < other]
    return _largest(
        [
            Fault((areas[one].name, areas[other].name), float(shapely.intersection(shapes[one], shapes[other]).area))
            for one, other in near
        ]
    )


def _gaps(areas: Sequence[Area], shapes: "NDArray[object_]", union: Shape) -> list[Fault]:
    holes = [Polygon(ring) for part in shapely.get_parts(union) for ring in part.interiors]
    wide = [hole for hole in holes if hole.area >= LEAST]
    found = []
    for hole in wide:
        beside = shapely.intersects(shapes, hole.buffer(BESIDE))
        found.append(Fault(tuple(area.name for area, near in zip(areas, beside, strict=True) if near), hole.area))
    return _largest(found)


def _outside(areas: Sequence[Area], shapes: "NDArray[object_]", union: Shape) -> list[Fault]:
    sizes = shapely.area(shapely.difference(shapes, union))
    return _largest([Fault((area.name,), float(size)) for area, size in zip(areas, sizes, strict=True)])


def _largest(found: list[Fault]) -> list[Fault]:
    return sorted((fault for fault in found if fault.metres >= LEAST), key=lambda fault: (-fault.metres, fault.names))
