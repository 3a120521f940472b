"""Drawn maps: true to the ground, readable, and safe inside a page."""

import re
from collections import Counter
from xml.etree import ElementTree

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.drawing.frame import Frame, Panel, focus, frame_around, in_metres, outline_in_metres
from geo.drawing.ground import QUIET, SHORE, WATER, WAVE, ground_of, middles_of, water_of
from geo.drawing.labels import Box, place_labels
from geo.drawing.scale_bar import draw_scale_and_north
from geo.drawing.spots import Spot, gather
from geo.drawing.vega import Drawing
from geo.static_map import (
    DistrictMap,
    MapKind,
    MapMark,
    draw_map,
    draw_projected_map,
    draw_small_map,
    outside_projected_map,
)
from geo.symbols import SHAPES, symbol_svg
from tests.unit.picture_data import square

KINDS = {"trafik": MapKind("Trafik", "triangle-down", "#0072B2"), "brand": MapKind("Brand", "star", "#E69F00")}
TOWN = (17.65, 59.52)
PANEL = Panel(0, 0, 500, 500)


def district_map(*marks: MapMark, **content: object) -> DistrictMap:
    given = {"outline": square(17.6, 59.5), "kinds": KINDS, "title": "Bro", "description": "Karta över Bro"}
    return DistrictMap(marks=marks, **{**given, **content})


def texts(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_a_name_never_stands_on_the_other_side_of_a_group_than_its_place():
    group = Box(250, 250, 40, 30)
    [south] = place_labels([("Stationen", 250, 270)], [group], PANEL, 12)
    assert south.y > 280
    [west] = place_labels([("Råby", 222, 250)], [group], PANEL, 12)
    assert west.x < 250
    walled = [group, Box(250, 300, 100, 15)]
    assert place_labels([("Stationen", 250, 270)], walled, PANEL, 12) == []
    assert [label.text for label in place_labels([("Centrum", 252, 252)], walled, PANEL, 12)] == ["Centrum"]
    assert len(place_labels([("Kommundelen", 250, 270)], walled, PANEL, 12, of_areas=True)) == 1


def test_a_map_is_safe_inside_a_page_whatever_people_have_written():
    evil = "</text><script>alert(1)</script>\" onload='x' style='y' {datum.x}"
    content = district_map(
        MapMark(*TOWN, "trafik"),
        kinds={"trafik": MapKind(evil, "circle", "#0072B2")},
        place_names=((evil, 17.63, 59.52),),
        neighbours=((evil, square(17.6, 59.45)),),
        title=evil,
        about=(evil,),
        notes=(evil,),
        description=evil,
    )
    for svg in (draw_map(content), draw_projected_map(content), draw_small_map(content)):
        root = ElementTree.fromstring(svg)
        assert {element.tag.split("}")[1] for element in root.iter()} <= {"svg", "g", "path", "text", "tspan", "rect"}
        names = {name for element in root.iter() for name in element.attrib}
        assert not {name for name in names if name.startswith("on") or name in ("id", "style", "class", "href")}
        assert (root.get("role"), root.get("aria-label")) == ("img", evil)


def test_the_same_map_is_the_same_text_wherever_and_whenever_it_is_drawn():
    content = district_map(MapMark(*TOWN, "trafik"), MapMark(17.61, 59.54, "brand"))
    first = draw_map(content)
    draw_map(district_map())
    assert draw_map(content) == first


def test_words_on_a_projected_map_are_large_enough_for_a_room():
    content = district_map(
        MapMark(*TOWN, "trafik", 7),
        place_names=(("Norrby", 17.645, 59.521),),
        neighbours=(("Söder", square(17.6, 59.46)),),
    )
    svg = draw_projected_map(content)
    height = float(ElementTree.fromstring(svg).get("height", ""))
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', svg)]
    assert {"Norrby", "7", "N"} <= set(texts(svg))
    assert min(sizes) * 12.86 / 2.54 * 72 / height >= 18


def test_the_size_fits_its_frame_and_nothing_widens_it():
    root = ElementTree.fromstring(draw_map(district_map(title="Ett namn som är längre än någon spalt är bred")))
    assert (root.get("viewBox"), root.get("width"), root.get("height")) == ("0 0 684 357", "684", "357")


def test_distances_are_true_in_both_directions_and_north_is_up():
    """At 59.5° north a degree of longitude is half one of latitude; on the drawing 5 km are 5 km either way."""
    outline = outline_in_metres(square(17.6, 59.5))
    frame = frame_around(outline.bounds, PANEL, 10)
    base, east, north = frame.to_pixels(in_metres([TOWN, (17.65 + 5 / 56.55, 59.52), (17.65, 59.52 + 5 / 111.4)]))
    assert np.hypot(*(east - base)) == pytest.approx(5000 * frame.scale, rel=0.003)
    assert np.hypot(*(north - base)) == pytest.approx(5000 * frame.scale, rel=0.003)
    assert north[1] < base[1]
    assert east[0] > base[0]


def test_the_scale_bar_is_round_and_as_long_as_it_says():
    frame = Frame(PANEL, west=0, north=0, scale=0.17)
    assert frame.scale_bar(longest=90) == (500, 85)


def test_a_dense_town_is_shown_large_and_what_lies_outside_is_said():
    spread = [MapMark(17.65 + step / 2000, 59.52, "trafik") for step in range(8)]
    svg = draw_map(district_map(*spread, MapMark(17.605, 59.545, "brand", 2)))
    assert "2 utanför kartbilden, se översikten" in texts(svg)
    assert not [text for text in texts(draw_map(district_map(*spread))) if "utanför" in text]


def test_what_a_projected_map_leaves_out_is_counted_by_its_own_frame():
    """Its proportions are others than those of the map on paper: what that shows may lie outside this one."""
    spread = [MapMark(17.65 + step / 2000, 59.52, "trafik") for step in range(8)]
    assert outside_projected_map(district_map(*spread)) == 0
    assert outside_projected_map(district_map(*spread, MapMark(17.605, 59.545, "brand", 2))) == 2
    beside = district_map(*spread, MapMark(17.639, 59.52, "brand", 2))
    assert not [text for text in texts(draw_map(beside)) if "utanför" in text]
    assert outside_projected_map(beside) == 2
    assert KINDS["brand"].colour not in draw_projected_map(beside)


def test_what_is_neither_district_nor_land_is_water_where_the_land_is_known():
    island = square(17.6, 59.52, 0.02, 0.01)
    around = {"type": "MultiPolygon", "coordinates": [square(17.4, 59.4, 0.05)["coordinates"], island["coordinates"]]}
    for draw in (draw_map, draw_projected_map, draw_small_map):
        with_water, without = draw(district_map(land=around)), draw(district_map())
        assert {WATER, WAVE, SHORE} <= set(re.findall('"(#[0-9a-f]{6})"', with_water))
        assert WATER not in without


def test_a_gap_between_coarse_outlines_is_no_water():
    """Two outlines of the same border from different sources never meet exactly; a strait is wider than that."""

    def is_water(metres: float) -> bool:
        degrees = metres / 56_550
        ground = ground_of(district_map(land=square(17.7 + degrees, 59.45, 0.1, 0.15)))
        frame = frame_around(ground.district.bounds, PANEL, 20)
        between = shapely.Point(frame.to_pixels(in_metres([(17.7 + degrees / 2, 59.525)]))[0])
        return bool(water_of(ground, frame).contains(between))

    assert not is_water(40)
    assert is_water(400)


def test_the_scale_keeps_out_of_the_way_of_marks():
    frame = Frame(PANEL, west=0, north=0, scale=0.17)
    left_below = Box(60, 480, 40, 40)
    drawing = Drawing(500, 500)
    assert draw_scale_and_north(drawing, frame, [], 11).overlaps(left_below)
    moved = draw_scale_and_north(drawing, frame, [left_below], 11)
    assert not moved.overlaps(left_below)
    assert moved.is_within(PANEL)


def test_a_place_without_incidents_has_a_dot_and_one_with_them_none():
    def dots(at: tuple[float, float]) -> int:
        svg = draw_map(district_map(MapMark(*TOWN, "trafik"), place_names=(("Norrby", *at),)))
        assert "Norrby" in texts(svg)
        return svg.count(f'fill="{QUIET}" stroke="white"')

    assert (dots((17.63, 59.53)), dots(TOWN)) == (1, 0)


def test_few_or_scattered_incidents_are_shown_on_the_whole_district():
    outline = (0.0, 0.0, 8000.0, 8000.0)
    near = np.full((4, 2), 4000.0)
    assert focus(outline, near, np.ones(4, int)) == outline
    assert focus(outline, near, np.full(4, 2)) == (3500.0, 3500.0, 4500.0, 4500.0)
    scattered = np.array([[1000.0, 1000], [7000, 1000], [1000, 7000], [7000, 7000]])
    assert focus(outline, scattered, np.full(4, 2)) == outline


def test_the_legend_counts_what_is_drawn_and_names_nothing_else():
    said = texts(draw_map(district_map(MapMark(*TOWN, "trafik", 4), MapMark(*TOWN, "trafik", 2))))
    assert said.count("6") >= 1
    assert "Trafik" in said
    assert "Brand" not in said


def test_every_symbol_is_itself_and_an_unknown_kind_or_shape_is_an_error():
    assert len({symbol_svg(name, "#000000") for name in SHAPES}) == len(SHAPES)
    with pytest.raises(ValueError, match="okänd"):
        draw_map(district_map(MapMark(*TOWN, "okänd")))
    with pytest.raises(KeyError):
        draw_map(district_map(MapMark(*TOWN, "x"), kinds={"x": MapKind("X", "blob", "#000000")}))


def test_an_outline_of_several_parts_with_a_crossing_border_is_drawn():
    bow = [[17.6, 59.5], [17.7, 59.55], [17.7, 59.5], [17.6, 59.55], [17.6, 59.5]]
    outline = {"type": "MultiPolygon", "coordinates": [[bow], square(17.8, 59.5)["coordinates"]]}
    assert draw_map(district_map(outline=outline)).count("<path") > 3


MARKS = st.lists(
    st.tuples(st.floats(10, 490), st.floats(10, 490), st.sampled_from("abcdefghijklm"), st.integers(1, 40)), max_size=60
)


@given(MARKS)
def test_gathering_loses_no_incident_and_no_spot_hides_another(marks: list[tuple[float, float, str, int]]):
    spots = gather(marks)
    kept: Counter[str] = sum((spot.numbers for spot in spots), Counter())
    given: Counter[str] = Counter()
    for _, _, kind, number in marks:
        given[kind] += number
    assert kept == given
    rooms = [spot.room for spot in spots]
    assert not [1 for place, room in enumerate(rooms) for other in rooms[:place] if room.overlaps(other)]


@given(MARKS)
def test_every_symbol_stays_on_the_paper(marks: list[tuple[float, float, str, int]]):
    for spot in gather(marks):
        for symbol in spot.moved_into(PANEL).symbols(list("abcdefghijklm")):
            assert symbol.radius <= symbol.x <= 500 - symbol.radius
            assert symbol.radius <= symbol.y <= 500 - symbol.radius


def test_a_number_stands_where_the_symbols_do_not_say_how_many():
    assert Spot(0, 0, Counter(a=1, b=1)).number == ""
    assert Spot(0, 0, Counter(a=1, b=2)).number == "3"


def test_a_dot_of_the_overview_stands_in_the_middle_of_what_it_counts():
    pixels, numbers = np.array([(10.0, 10.0), (14.0, 10.0), (14.0, 14.0), (90.0, 50.0)]), np.array([1, 1, 2, 5])
    spots = gather([(x, y, "", int(number)) for (x, y), number in zip(pixels.tolist(), numbers, strict=True)])
    assert [spot.total for spot in spots] == [5, 4]
    assert [at.tolist() for at in middles_of(spots, pixels, numbers)] == [[90, 50], [13, 12]]
    assert middles_of([], np.empty((0, 2)), np.empty(0)) == []


def test_a_long_name_is_told_whole_above_the_legend():
    name = "Norra Påhittsby med omnejd och skärgård"
    found = texts(draw_map(district_map(title=name, about=("nitton händelser",))))
    lines = found[: found.index("nitton händelser")]
    assert name in " ".join(line for line in lines if line in name)


def test_names_avoid_marks_and_each_other_and_keep_inside():
    mark = Box(250, 250, 20, 20)
    taken = [mark]
    wanted = [(f"Plats {number}", 250.0, 250.0) for number in range(40)] + [("Vid kanten", 1.0, 250.0)]
    labels = place_labels(wanted, taken, PANEL, 11)
    assert 4 <= len(labels) < 40
    assert labels[0].text == "Plats 0"
    assert not [1 for place, box in enumerate(taken) for other in taken[:place] if box.overlaps(other)]
    assert all(box.is_within(PANEL) for box in taken)


def test_numbers_beside_spots_are_readable_in_the_drawing():
    svg = draw_map(district_map(*(MapMark(*TOWN, kind, 30) for kind in KINDS)))
    assert "60" in texts(svg)
    assert re.search(r'font-family="\'Source Sans 3\', sans-serif"', svg)
