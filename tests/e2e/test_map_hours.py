"""The hours of the week on the map page, in a real browser: by mouse, by keyboard, by dragging."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from geo.points import Point
from reports.incoming.drafts import Interval
from tests.e2e.serving import Served
from tests.factories import NOON, make_incident

WORD = "timprovet"
ADDRESS = f"/map?from=2026-11-16&to=2026-11-22&q={WORD}"
"""NOON is on Wednesday: hour 60 of the week."""


@pytest.fixture(scope="session", autouse=True)
def incidents(served: Served) -> None:
    """On Wednesday at 12 and at 13, on Friday at 12."""
    with served.database.writing() as session:
        for hours in (0, 1, 48):
            make_incident(session, at=Point(17.65, 59.5), when=Interval(NOON + timedelta(hours=hours)), summary=WORD)


@pytest.fixture
def opened(page: Page, coordinator: None) -> Page:
    page.goto(ADDRESS)
    page.locator(".leaflet-marker-icon").first.wait_for()
    return page


def button(page: Page, name: str):
    return page.locator("#map-hours").get_by_role("button", name=name)


def test_arrows_go_from_hour_to_hour_and_return_chooses(opened: Page):
    button(opened, "onsdag 11–12").focus()
    opened.keyboard.press("ArrowRight")
    expect(button(opened, "onsdag 12–13")).to_be_focused()
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("ArrowDown")
    expect(button(opened, "fredag 12–13")).to_be_focused()
    opened.keyboard.press("Enter")
    expect(opened).to_have_url(re.compile("hours=108"))
    expect(button(opened, "fredag 12–13")).to_be_focused()
    expect(button(opened, "fredag 12–13")).to_have_attribute("aria-pressed", "true")
    expect(opened.locator("#as-table tbody tr")).to_have_count(1)
    opened.keyboard.press("Enter")
    expect(opened).not_to_have_url(re.compile("hours=108"))


def test_the_grid_is_one_stop_for_the_keyboard(opened: Page):
    stops = opened.locator("#map-hours button").evaluate_all("all => all.filter((one) => one.tabIndex === 0).length")
    assert stops == 1


def test_a_day_is_chosen_by_its_name_and_the_maps_view_stays(opened: Page):
    opened.evaluate("map_laget.setView([59.5, 17.65], 13, {animate: false})")
    button(opened, "hela onsdag").click()
    expect(opened).to_have_url(re.compile(r"hours=48-71.*#map=13/59\.5000/17\.6500"))
    expect(opened.locator("#as-table tbody tr")).to_have_count(2)
    assert Axe().run(opened).violations_count == 0


def test_a_block_is_chosen_by_dragging(opened: Page):
    button(opened, "onsdag 12–13").hover()
    opened.mouse.down()
    button(opened, "fredag 13–14").hover()
    expect(opened.locator(".hours .dragged")).to_have_count(6)
    opened.mouse.up()
    expect(opened).to_have_url(re.compile("hours=60%2C61%2C84%2C85%2C108%2C109"))
    expect(opened.locator("#map-hours [role=cell] [aria-pressed=true]")).to_have_count(6)
    expect(opened.locator("#as-table tbody tr")).to_have_count(3)


def test_on_a_narrow_screen_days_stand_beside_each_other_and_arrows_follow(opened: Page):
    opened.set_viewport_size({"width": 375, "height": 800})
    button(opened, "onsdag 12–13").focus()
    opened.keyboard.press("ArrowRight")
    expect(button(opened, "torsdag 12–13")).to_be_focused()
    opened.keyboard.press("ArrowDown")
    expect(button(opened, "torsdag 13–14")).to_be_focused()
    assert opened.evaluate("document.documentElement.scrollWidth") <= 375


def test_a_click_elsewhere_chooses_no_hours(opened: Page):
    opened.locator(".time-bars svg").click()
    opened.get_by_role("heading", name="Timmar på veckan").click()
    expect(opened.locator(".time-more")).to_be_visible()
    assert "hours" not in opened.url
