"""Names on a drawn map: each is read with its own place and number, or left out."""

from math import hypot
from xml.etree import ElementTree

import numpy as np
import pytest
import shapely

from geo.drawing.circles import Circle, PlaceCircle, draw_circle_names, parted
from geo.drawing.districts import labels_within
from geo.drawing.frame import Frame, Panel
from geo.drawing.labels import Box, Label, place_labels, text_box
from geo.drawing.marks import draw_names
from geo.drawing.vega import Drawing

PANEL = Panel(0, 0, 600, 400)
LINE = 12 * 1.2


def named(circles: list[Circle]) -> list[tuple[str, Box]]:
    drawing, taken = Drawing(600, 400), [one.room for one in circles]
    draw_circle_names(drawing, circles, PANEL, taken)
    names = [words for words in texts(drawing) if not words.isdigit()]
    return list(zip(dict.fromkeys(names), taken[len(circles) :], strict=True))


def texts(drawing: Drawing) -> list[str]:
    root = ElementTree.fromstring(drawing.svg("Karta"))
    return ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]


def from_rim(one: Circle, box: Box) -> float:
    """Pixels, reckoned along a fine row of points about the box."""
    steps = np.linspace(-1, 1, 200)
    points = [(box.x + box.half_width * step, box.y + side * box.half_height) for step in steps for side in (-1, 1)]
    points += [(box.x + side * box.half_width, box.y + box.half_height * step) for step in steps for side in (-1, 1)]
    return min(hypot(x - one.x, y - one.y) for x, y in points) - one.radius


def test_a_name_stands_at_its_own_circle_and_at_no_other():
    places = [(300.0 + 9 * (at % 5), 200.0 + 11 * (at // 5), at) for at in range(20)]
    circles = parted([(x, y, PlaceCircle(0, 0, f"Påhittsgatan {at}", 20 - at)) for x, y, at in places], PANEL)
    found, of = named(circles), {one.told.name: one for one in circles}
    assert 4 <= len(found) < len(circles), "those in the midst have no room"
    for name, box in found:
        own = from_rim(of[name], box)
        assert own < 4
        assert min(from_rim(one, box) for one in circles if one.told.name != name) > own + 4


def test_one_alone_has_its_name():
    [(name, box)] = named(parted([(300, 200, PlaceCircle(0, 0, "Torget", 3))], PANEL))
    assert name == "Torget"
    assert box.x == 300


def test_the_largest_of_a_cluster_has_its_name_aslant():
    told = [(300, 200, 59), (262, 168, 48), (303, 157, 10), (334, 178, 31), (262, 200, 10), (274, 236, 42)]
    places = [(x, y, PlaceCircle(0, 0, f"Stället {number}", number)) for x, y, number in told]
    circles = [Circle(x, y, max(10, one.number**0.5 * 3), one, (x, y)) for x, y, one in places]
    found = dict(named(circles))
    box = found["Stället 59"]
    assert box.x > 300
    assert box.y > 200
    assert from_rim(circles[0], box) < 4


def test_a_name_stands_no_further_from_its_place_than_it_can_be_told_to_be_its():
    group = Box(250, 200, 60, 50)
    [near] = place_labels([("Stationen", 250, 245)], [group], PANEL, 12)
    assert distance(near, 250, 245) <= 1.5 * LINE
    assert place_labels([("Stationen", 250, 215)], [group], PANEL, 12) == []


def distance(label: Label, x: float, y: float) -> float:
    half_width, half_height = len(label.text) * 12 * 0.53 / 2, 12 * 0.6
    return hypot(max(abs(label.x - x) - half_width, 0), max(abs(label.y - y) - half_height, 0))


def test_a_dot_keeps_its_name_by_it_whatever_lies_near():
    dot, group = Box(250, 200, 2, 2), Box(300, 200, 30, 30)
    [label] = place_labels([("Stationen", 250, 200)], [group, dot], PANEL, 12)
    assert distance(label, 250, 200) < LINE / 2


@pytest.mark.parametrize(("words", "shown"), [([], ["Torget"]), ([Box(300, 200, 40, 7)], [])])
def test_a_place_under_other_words_has_neither_dot_nor_name(words: list[Box], shown: list[str]):
    drawing = Drawing(600, 400)
    frame = Frame(PANEL, 0, 0, 1)
    draw_names(drawing, ["Torget"], np.array([(300.0, 200.0)]), frame, [], list(words), 12)
    assert list(dict.fromkeys(texts(drawing))) == shown


def test_a_districts_name_stands_within_its_own_shape_or_nowhere():
    south, north = shapely.box(100, 300, 400, 400), shapely.box(100, 100, 400, 300)
    mark = Box(250, 350, 40, 20)
    [moved] = labels_within([("Söderbyn", south)], [mark], 12)
    room = text_box(moved.x, moved.y, "Söderbyn", 12)
    assert not room.overlaps(mark)
    assert south.covers(shapely.box(room.x - room.half_width, 300, room.x + room.half_width, 400))
    assert 300 <= room.y - room.half_height < room.y + room.half_height <= 400
    full = Box(250, 350, 160, 45)
    assert [label.text for label in labels_within([("Söderbyn", south), ("Norrbyn", north)], [full], 12)] == ["Norrbyn"]
    narrow = shapely.box(100, 300, 130, 400)
    assert labels_within([("Söderbyn", narrow), ("Ingenstans", shapely.Polygon())], [], 12) == []
