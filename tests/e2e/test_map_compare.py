"""Two times on two maps in a real browser: one view, a line between, the slider in both."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from app.maps.routes import compare
from geo.points import Point
from reports.incoming.drafts import Interval
from tests.e2e.conditions import wait_until
from tests.e2e.serving import Served
from tests.factories import NOON, make_incident

WORD = "jämförprovet"
ADDRESS = f"/map?from=2026-11-16&to=2026-11-22&q={WORD}&against=before"
FAR_WEST, FAR_EAST = Point(17.62, 59.5), Point(17.78, 59.5)


@pytest.fixture(scope="session", autouse=True)
def incidents(served: Served) -> None:
    """This week one in the west; the week before two on Wednesday in the east, and one on Friday in the west."""
    with served.database.writing() as session:
        make_incident(session, at=FAR_WEST, when=Interval(NOON), summary=WORD)
        for days, at in ((7, FAR_EAST), (7, Point(17.7801, 59.5)), (5, FAR_WEST)):
            when = Interval(NOON - timedelta(days=days))
            make_incident(session, at=at, when=when, category="trafik", summary=WORD)


def opened(page: Page, arrangement: str = "side") -> Page:
    page.goto(f"{ADDRESS}&as={arrangement}")
    page.locator("#map_laget .leaflet-marker-icon").first.wait_for()
    page.locator("#map_against .leaflet-marker-icon").first.wait_for()
    return page


def titles(page: Page, name: str) -> list[str]:
    return sorted(mark.get_attribute("title") or "" for mark in page.locator(f"#{name} .leaflet-marker-icon").all())


@pytest.mark.usefixtures("coordinator")
def test_each_map_shows_its_own_time_and_both_the_same_view(page: Page):
    opened(page)
    assert len(titles(page, "map_laget")) == 1
    assert titles(page, "map_against")[0].startswith("2 händelser")
    page.evaluate("map_laget.setView([59.5, 17.7], 11.5, {animate: false})")
    left = page.locator("#map_laget .map-name-district").first.bounding_box()
    right = page.locator("#map_against .map-name-district").first.bounding_box()
    shift = page.locator("#map_against").bounding_box()["x"] - page.locator("#map_laget").bounding_box()["x"]
    assert right["x"] - left["x"] == pytest.approx(shift, abs=2)
    page.locator("#map_against").focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"#map=11\.5/59\.\d+/17\.73"))
    assert Axe().run(page).violations_count == 0


@pytest.mark.usefixtures("coordinator")
def test_the_slider_moves_in_both_times(page: Page):
    opened(page)
    page.locator("#time-from").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#time-words")).to_contain_text("20–22 november")
    assert titles(page, "map_laget") == []
    assert titles(page, "map_against") == ["Trafik och buskörning, exakt punkt"]


@pytest.mark.usefixtures("coordinator")
def test_very_many_in_both_times_come_as_tiles_until_the_slider_is_used(page: Page, monkeypatch: pytest.MonkeyPatch):
    """The server, a thread of this process, takes any number for very many."""
    monkeypatch.setattr(compare, "MOST_IN_ONE_LAYER", 0)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page)
    assert not [url for url in asked if "incidents.json" in url]
    page.locator("#time-from").focus()
    wait_until(page, "performance.getEntriesByName('all-incidents').length === 2")
    tiles = len([url for url in asked if ".mvt" in url])
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#time-words")).to_contain_text("20–22 november")
    assert titles(page, "map_laget") == []
    assert titles(page, "map_against") == ["Trafik och buskörning, exakt punkt"]
    assert len([url for url in asked if ".mvt" in url]) == tiles


@pytest.mark.usefixtures("coordinator")
def test_the_line_is_moved_by_keyboard_and_by_mouse(page: Page):
    opened(page, "swipe")
    clip = "document.getElementById('map_against').style.clipPath"
    assert page.evaluate(clip) == "inset(0px 0px 0px 50%)"
    page.locator("#map-swipe").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(clip) == "inset(0px 0px 0px 51%)"
    page.keyboard.press("Home")
    assert page.evaluate(clip) == "inset(0px 0px 0px 0%)"
    line, whole = page.locator(".swipe-line"), page.locator("#map_laget").bounding_box()
    line.hover()
    page.mouse.down()
    page.mouse.move(whole["x"] + whole["width"] / 4, whole["y"] + 50)
    page.mouse.up()
    assert page.evaluate(clip).startswith("inset(0px 0px 0px 25")
    assert Axe().run(page).violations_count == 0


@pytest.mark.usefixtures("coordinator")
def test_what_gets_the_focus_is_never_behind_the_line(page: Page):
    opened(page, "swipe")
    page.locator("#map-swipe").focus()
    page.keyboard.press("End")
    mark = page.locator("#map_against .leaflet-marker-icon").first
    mark.focus()
    left = mark.bounding_box()["x"]
    assert page.locator(".swipe-line").bounding_box()["x"] + 12 <= left
    page.keyboard.press("Enter")
    expect(page.locator("#map_against .map-popup")).to_contain_text("Polisen")
    page.wait_for_timeout(400)
    popup = page.locator("#map_against .leaflet-popup").bounding_box()
    assert page.locator(".swipe-line").bounding_box()["x"] + 12 <= popup["x"] + 1


@pytest.mark.usefixtures("coordinator")
def test_on_a_phone_the_maps_stand_below_each_other(page: Page):
    page.set_viewport_size({"width": 375, "height": 800})
    opened(page)
    first, second = (page.locator(name).bounding_box() for name in ("#map_laget", "#map_against"))
    assert second["y"] > first["y"] + first["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
