"""An area as a list of its corners: what may be written, what comes of it, and what makes no area."""

import pytest
from shapely import MultiPolygon, Polygon, box

from geo.corners import CornerError, read_corners, write_corners
from geo.points import to_sweref

SQUARE = "59.50, 17.60\n59.50, 17.62\n59.51, 17.62\n59.51, 17.60"


@pytest.mark.parametrize(
    "text",
    [
        SQUARE,
        f"{SQUARE}\n59.50, 17.60\n",
        SQUARE.replace(", ", " "),
        SQUARE.replace(", ", ";"),
        SQUARE.replace(", ", ","),
        SQUARE.replace(", ", " ").replace(".", ","),
        "17.60, 59.50\n17.62, 59.50\n17.62, 59.51\n17.60, 59.51",
        f"\n\n{SQUARE}",
    ],
)
def test_corners_are_read_as_people_write_them(text: str):
    assert read_corners(text).equals(box(17.6, 59.5, 17.62, 59.51))


def test_corners_in_metres_are_of_the_swedish_grid():
    wanted = box(17.6, 59.5, 17.62, 59.51)
    lines = [to_sweref(lon, lat) for lon, lat in wanted.exterior.coords]
    found = read_corners("\n".join(f"{north:.2f} {east:.2f}" for east, north in lines))
    assert found.hausdorff_distance(wanted) < 1e-6


def test_a_part_inside_another_is_a_hole_and_one_beside_it_a_part():
    hole = "59.502, 17.605\n59.502, 17.610\n59.505, 17.610"
    beside = "59.60, 17.60\n59.60, 17.62\n59.61, 17.62"
    found = read_corners(f"{SQUARE}\n\n{hole}\n\n{beside}")
    assert len(found.geoms) == 2
    assert sum(len(part.interiors) for part in found.geoms) == 1
    assert read_corners(write_corners(found)).equals(found)


@pytest.mark.parametrize(
    ("other", "parts", "holes"),
    [
        ("59.51, 17.62\n59.51, 17.64\n59.52, 17.64", 2, 0),
        ("59.505, 17.62\n59.504, 17.64\n59.506, 17.64", 2, 0),
        ("59.50, 17.60\n59.503, 17.61\n59.506, 17.61", 1, 1),
        ("59.505, 17.60\n59.503, 17.61\n59.505, 17.62\n59.507, 17.61", 2, 0),
    ],
    ids=["corner to corner", "corner to side", "a hole at a corner", "a hole from side to side"],
)
def test_borders_may_meet_in_a_point(other: str, parts: int, holes: int):
    found = read_corners(f"{SQUARE}\n\n{other}")
    assert found.is_valid
    assert (len(found.geoms), sum(len(part.interiors) for part in found.geoms)) == (parts, holes)
    assert read_corners(write_corners(found)).equals(found)


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ("", "too_few", None),
        ("59.5, 17.6\n59.5, 17.7", "too_few", None),
        ("59.5, 17.6\n59.5, 17.6\n59.5, 17.6", "too_few", None),
        ("59.5, 17.6\nStorgatan 1\n59.5, 17.7", "unreadable", 2),
        ("59.5, 17.6\n\n59.5", "unreadable", 3),
        ("59.5, 17.6\n48.85, 2.35\n59.5, 17.7", "elsewhere", 2),
        ("59.50, 17.60\n59.51, 17.62\n59.51, 17.60\n59.50, 17.62", "crosses_itself", None),
        ("59.50, 17.60\n59.50, 17.61\n59.50, 17.62", "crosses_itself", None),
        (f"{SQUARE}\n\n59.505, 17.61\n59.505, 17.63\n59.515, 17.63", "overlap", None),
        (f"{SQUARE}\n\n{SQUARE}", "overlap", None),
        (f"{SQUARE}\n\n59.503, 17.62\n59.507, 17.62\n59.507, 17.63", "overlap", None),
        (f"{SQUARE}\n\n59.503, 17.62\n59.507, 17.62\n59.507, 17.61", "overlap", None),
        ("\n".join(f"59.5, {17 + n / 10_000}" for n in range(2_001)), "too_many", None),
        ("59.5, nan\n59.5, 17.7\n59.6, 17.7", "unreadable", 1),
    ],
)
def test_what_makes_no_area_is_told_with_its_line(text: str, kind: str, line: int | None):
    with pytest.raises(CornerError) as raised:
        read_corners(text)
    assert (raised.value.kind, raised.value.line) == (kind, line)


def test_an_area_is_written_and_read_again_as_it_was():
    area = MultiPolygon([Polygon([(17.6, 59.5), (17.654321, 59.5), (17.6, 59.512345)])])
    assert read_corners(write_corners(area)).equals(area)
