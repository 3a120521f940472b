"""Groups of marks in a real browser, after what they are groups of has been found anew."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from geo.points import Point
from reports.incoming.drafts import Interval
from tests.e2e.serving import Served
from tests.factories import NOON, make_incident

WORD, MANY = "gruppprovet", "mängdprovet"
ADDRESS = f"/map?from=2026-11-16&to=2026-11-22&q={WORD}"
EARLY, LATE = Point(17.65, 59.5), Point(17.75, 59.5)


@pytest.fixture(scope="session", autouse=True)
def incidents(served: Served) -> None:
    """Two at one spot on Tuesday, three at another on Wednesday."""
    with served.database.writing() as session:
        for days, at, number in ((-1, EARLY, 2), (0, LATE, 3)):
            for _ in range(number):
                make_incident(session, at=at, when=Interval(NOON + timedelta(days=days)), summary=WORD)


def test_a_group_opens_after_the_slider_has_taken_others_away(page: Page, coordinator: None):
    page.goto(ADDRESS)
    expect(page.get_by_title("2 händelser, öppna")).to_be_visible()
    page.locator("#time-from").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_title("2 händelser, öppna")).to_have_count(0)
    page.get_by_title("3 händelser, öppna").click()
    expect(page.locator(".map-popup")).to_contain_text("3 händelser på samma plats")


def test_a_group_opens_after_a_pan(page: Page, coordinator: None):
    page.goto(ADDRESS)
    expect(page.get_by_title("3 händelser, öppna")).to_be_visible()
    page.evaluate("map_laget.panBy([60, 0], { animate: false })")
    page.get_by_title("3 händelser, öppna").click()
    expect(page.locator(".map-popup")).to_contain_text("3 händelser på samma plats")


def test_of_very_many_the_newest_are_listed(page: Page, coordinator: None, served: Served):
    with served.database.writing() as session:
        times = [NOON - timedelta(hours=7 * number % 60) for number in range(60)]
        made = {time: make_incident(session, at=LATE, when=Interval(time), summary=MANY) for time in times}
        session.flush()
        newest = [f"/incidents/{made[time].id}" for time in sorted(times)[-50:]]
    page.goto(f"/map?from=2026-11-01&to=2026-11-30&q={MANY}")
    page.get_by_title("60 händelser, öppna").click()
    links = page.locator(".map-popup li a")
    expect(links).to_have_count(50)
    assert {link.get_attribute("href") for link in links.all()} == set(newest)
