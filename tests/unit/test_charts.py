"""The charts of an edition."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from reports.picture.drawings.charts import BAND_WIDTH, INK, LONGEST_LINE, Ends, Panel, history_svg
from reports.picture.drawings.hours import hours_svg
from reports.picture.drawings.scale import ticks

DAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
ENDS = Ends("nov. 2025", "nu")


def panel(title: str = "Trafik", now: int = 3, low: int | None = 0, high: int | None = 5) -> Panel:
    return Panel(title, (1, 2, 0, 4), now, low, high)


def texts(svg: str) -> list[str]:
    return [text for element in ElementTree.fromstring(svg).iter() for text in [element.text] if text]


def fills(svg: str) -> list[str]:
    return [element.get("fill", "") for element in ElementTree.fromstring(svg).iter()]


def test_a_panel_names_itself_its_ends_and_its_number():
    shown = texts(history_svg([panel(), panel("Våld och hot", now=17)], ENDS, "prov"))
    assert {"Trafik", "Våld och hot", "nov. 2025", "nu", "3", "17", "0"} <= set(shown)


def test_the_range_expected_is_drawn_only_where_there_is_one():
    assert "#cfd6d2" in fills(history_svg([panel()], ENDS, "prov"))
    assert "#cfd6d2" not in fills(history_svg([panel(low=None, high=None)], ENDS, "prov"))


@pytest.mark.parametrize("now", [0, 1, 10**6])
def test_any_number_fits_its_panel(now: int):
    assert str(now) in texts(history_svg([Panel("Trafik", (), now, 0, now)], ENDS, "prov"))


def test_a_long_name_does_not_run_into_the_next_panel():
    shown = texts(history_svg([panel("Påhittade överträdelser på cykelvägar"), panel()], ENDS, "prov"))
    assert {"Påhittade överträdelser", "på cykelvägar"} <= set(shown)
    shown = texts(history_svg([panel("Påhittade " * 9), panel("Å" * 99)], ENDS, "prov"))
    assert max(map(len, shown)) == LONGEST_LINE
    assert "Påhittade Påhittade…" in shown


@pytest.mark.parametrize("most", [4, 5, 9, 10, 17, 99, 1234, 10**6])
def test_an_axis_names_few_whole_numbers_at_even_steps(most: int):
    named = ticks(most)
    assert named[0] == 0
    assert len(named) in (3, 4)
    assert named[-1] > most / 2
    assert {after - before for before, after in pairwise(named)} == {named[1]}


def test_the_range_stands_at_the_end_alone_and_the_dot_on_it():
    """A band as wide as the panel would say that the fortnights before were compared with it too."""
    svg = ElementTree.fromstring(history_svg([panel()], ENDS, "prov"))
    (band,) = [element for element in svg.iter() if element.get("fill") == "#cfd6d2"]
    across = [float(x) for x in re.findall(r"[ML]([-\d.]+),", band.get("d", ""))]
    assert max(across) - min(across) == pytest.approx(BAND_WIDTH)
    paths = svg.iter("{http://www.w3.org/2000/svg}path")
    (dot,) = [element for element in paths if element.get("fill") == INK and element.get("transform")]
    x = float(re.findall(r"translate\(([\d.]+),", dot.get("transform", ""))[0])
    assert x == pytest.approx((max(across) + min(across)) / 2, abs=0.01)


def test_a_square_for_each_hour_with_something():
    weights = [[0.0] * 24 for _ in range(7)]
    weights[4][22], weights[5][1] = 2.5, 0.5
    svg = hours_svg(weights, DAYS, "prov")
    assert fills(svg).count("#0b5d5e") == 2
    assert {*DAYS, "00", "21"} <= set(texts(svg))


def test_a_quiet_week_is_an_empty_grid():
    assert "#0b5d5e" not in fills(hours_svg([[0.0] * 24] * 7, DAYS, "prov"))


@pytest.mark.parametrize(("days", "hours"), [(6, 24), (7, 23)])
def test_what_is_no_week_is_refused(days: int, hours: int):
    with pytest.raises(ValueError, match="7 days of 24 hours"):
        hours_svg([[0.0] * hours] * days, DAYS, "prov")


def test_nothing_to_show_is_refused():
    with pytest.raises(ValueError, match="something to show"):
        history_svg([], ENDS, "prov")


def test_a_chart_is_one_image_with_one_description_and_always_the_same():
    svg = history_svg([panel("<Trafik & annat>")], ENDS, 'sagt "så"')
    assert svg == history_svg([panel("<Trafik & annat>")], ENDS, 'sagt "så"')
    image = ElementTree.fromstring(svg)
    assert (image.get("role"), image.get("aria-label")) == ("img", 'sagt "så"')
    assert not [element for element in image.iter() if element.get("id") or element.tag.endswith(("script", "style"))]
