"""The shapes of categories are told apart where they are small, on paper and without their colours too."""

import tomllib
from itertools import combinations
from pathlib import Path

from shapely import Geometry, Point, Polygon

from geo.symbols import SHAPES

CATEGORIES = Path(__file__).parents[2] / "seed" / "categories.toml"
ROUND = {"circle": Point(0, 0).buffer(0.9), "ring": Point(0, 0).buffer(1).difference(Point(0, 0).buffer(0.45))}


def outline(name: str) -> Geometry:
    if name in ROUND:
        return ROUND[name]
    return Polygon([[float(number) for number in corner.split(",")] for corner in SHAPES[name].strip("MZ").split("L")])


def test_no_two_categories_on_a_map_have_nearly_the_same_shape():
    """Laid one on the other they share at most 0.85 of what both cover; a circle and a regular hexagon 0.93."""
    categories = tomllib.loads(CATEGORIES.read_text()).values()
    marks = [found["mark"] for found in categories if not found.get("sensitive")]
    assert len(marks) > 10
    shared = {
        (one, other): outline(one).intersection(outline(other)).area / outline(one).union(outline(other)).area
        for one, other in combinations(marks, 2)
    }
    assert {pair: share for pair, share in shared.items() if share > 0.85} == {}
