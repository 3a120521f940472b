"""What is found of new boundaries: faults with their sizes, and how they lie over the present ones."""

import re

import pytest
from shapely import MultiPolygon, Polygon, box

from app.boundaries.rules import BoundaryError, Wish, areas_of, check_day, check_place
from geo.areas import Area, to_plane
from geo.boundaries import mend, survey
from geo.boundary_preview import preview
from geo.files import AreaFile, FileArea
from tests.factories import NOON

WEST, EAST = box(17.6, 59.4, 17.7, 59.6), box(17.7, 59.4, 17.8, 59.6)
PRESENT = [Area("ost", "Öst", EAST), Area("vast", "Väst", WEST)]
TODAY = NOON.date()
KNOWN = {"vast": "Väst", "ost": "Öst"}


def surveyed(**shapes: Polygon):
    return survey([Area(key, key.title(), shape) for key, shape in sorted(shapes.items())], PRESENT)


def file(*rows: tuple[dict[str, str], Polygon]) -> AreaFile:
    return AreaFile("EPSG:3006", tuple(rows[0][0]), tuple(FileArea(columns, shape) for columns, shape in rows))


def test_the_same_boundaries_have_no_faults():
    found = survey(PRESENT, PRESENT)
    assert (found.overlaps, found.gaps, found.lost, found.added) == ((), (), (), ())
    assert found.covered == pytest.approx(1)
    assert found.size == pytest.approx(found.present)


def test_an_overlap_is_told_with_its_size():
    [fault] = surveyed(vast=box(17.6, 59.4, 17.701, 59.6), ost=EAST).overlaps
    assert fault.names == ("Ost", "Vast")
    assert fault.metres == pytest.approx(to_plane(box(17.7, 59.4, 17.701, 59.6)).area, rel=0.001)


def test_a_gap_is_told_with_those_beside_it():
    hole = box(17.65, 59.5, 17.651, 59.501)
    [fault] = surveyed(vast=WEST.difference(hole), ost=EAST).gaps
    assert fault.names == ("Vast",)
    assert fault.metres == pytest.approx(to_plane(hole).area, rel=0.001)


def test_a_gap_of_a_square_metre_is_no_news():
    hole = box(17.65, 59.5, 17.65001, 59.500005)
    assert surveyed(vast=WEST.difference(hole), ost=EAST).gaps == ()


def test_what_is_lost_and_added_is_told_by_district():
    found = surveyed(vast=WEST, ost=box(17.71, 59.4, 17.82, 59.6))
    [lost], [added] = found.lost, found.added
    assert (lost.names, added.names) == (("Öst",), ("Ost",))
    assert added.metres == pytest.approx(2 * lost.metres, rel=0.01)
    assert found.covered == pytest.approx(0.95, abs=0.001)


def test_a_boundary_that_crosses_itself_is_mended():
    bow_tie = Polygon([(17.6, 59.4), (17.7, 59.6), (17.7, 59.4), (17.6, 59.6)])
    mended, fault = mend(Area("vast", "Väst", bow_tie))
    assert mended.shape.is_valid
    assert mended.shape.geom_type == "MultiPolygon"
    assert fault is not None
    assert fault.names == ("Väst",)


def test_a_border_that_crosses_itself_in_the_plane_alone_is_mended():
    corner = (17.63152280345411, 59.41839059785656)
    ring = [(17.608444, 59.4), (17.69758, 59.471029), (17.7, 59.6), (17.65, 59.6), corner, (17.6, 59.6)]
    area = Area("vast", "Väst", Polygon(ring))
    assert area.shape.is_valid
    assert not to_plane(area.shape).is_valid
    mended, fault = mend(area)
    assert mended.shape.is_valid
    assert to_plane(mended.shape).is_valid
    assert fault is not None
    assert fault.names == ("Väst",)
    assert fault.metres < to_plane(area.shape).area / 1_000
    assert survey([mended], [area]).covered == pytest.approx(1, abs=1e-3), "one from before this was looked for"


def test_areas_are_known_by_key_or_name_however_spelt():
    areas, _ = areas_of(file(({"NAMN": "VÄST"}, WEST), ({"NAMN": "ost"}, EAST)), Wish(TODAY), KNOWN)
    assert [(area.key, area.name) for area in areas] == [("ost", "Öst"), ("vast", "Väst")]


def test_parts_of_one_name_are_one_district_and_another_name_is_a_new_one():
    island = box(17.9, 59.4, 17.91, 59.41)
    rows = [({"namn": "Väst"}, WEST), ({"namn": "Väst"}, island), ({"namn": "Södra Ön"}, EAST)]
    areas, _ = areas_of(file(*rows), Wish(TODAY), KNOWN)
    assert [(area.key, area.name, len(MultiPolygon(area.shape).geoms)) for area in areas] == [
        ("sodra-on", "Södra Ön", 1),
        ("vast", "Väst", 2),
    ]


@pytest.mark.parametrize(
    ("columns", "wish", "told"),
    [
        ({"id": "1", "typ": "kommundel"}, Wish(TODAY), "id, typ"),
        ({"namn": "Väst"}, Wish(TODAY, name_field="kommundel"), "”kommundel”"),
        ({"namn": " "}, Wish(TODAY), "nummer 1"),
    ],
)
def test_a_file_without_names_says_what_it_has(app, columns, wish, told):
    with app.test_request_context(), pytest.raises(BoundaryError, match=told):
        areas_of(file((columns, WEST)), wish, KNOWN)


def test_boundaries_hold_from_today_or_earlier_but_after_those_before(app):
    check_day(TODAY, None, TODAY)
    with app.test_request_context():
        for valid_from, latest in ((TODAY.replace(day=19), None), (TODAY, TODAY)):
            with pytest.raises(BoundaryError):
                check_day(valid_from, latest, TODAY)


def test_a_file_of_another_place_is_refused(app):
    elsewhere = surveyed(vast=box(12.6, 55.4, 12.7, 55.6))
    with app.test_request_context(), pytest.raises(BoundaryError, match="rätt fil"):
        check_place(elsewhere)


def test_the_preview_names_the_new_and_dashes_the_present():
    drawn = preview([Area("a", "Väst & Öst", WEST)], PRESENT, "Gränser", ("Ny", "Dagens"))
    assert drawn.count("stroke-dasharray") == 2 + 1, "two districts, and the legend"
    assert "Väst &amp; Öst</text>" in drawn
    assert "style=" not in drawn, "the pages allow no inline styles"
    numbers = [float(number) for number in re.findall(r"[ML](-?[\d.]+)", drawn)]
    assert min(numbers) >= 0
    assert max(numbers) <= 760


def test_two_new_names_are_two_districts_whatever_their_letters():
    names = ("Väst", "Ånga", "Anga", "ånga", "Жа", "Жу", "Ny Äng")
    rows = [({"namn": name}, box(17.8 + at / 10, 59.4, 17.9 + at / 10, 59.6)) for at, name in enumerate(names)]
    areas, _mended = areas_of(file(*rows), Wish(TODAY), {"vast": "Väst", "ny-ang": "Gammal"})
    assert {area.name: area.key for area in areas} == {
        "Väst": "vast",
        "Ånga": "anga",
        "Anga": "anga-2",
        "Жа": "omrade",
        "Жу": "omrade-2",
        "Ny Äng": "ny-ang-2",
    }
