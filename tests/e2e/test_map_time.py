"""The slider under the map in a real browser: by mouse, by keyboard, played."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.models import Role
from geo.points import Point
from reports.incoming.drafts import Interval
from tests.e2e.serving import Served
from tests.factories import NOON, make_incident

WORD = "tidsprovet"
ADDRESS = f"/map?from=2026-11-16&to=2026-11-22&q={WORD}"
"""NOON is on the third of these days."""


@pytest.fixture(scope="session", autouse=True)
def incidents(served: Served) -> None:
    """One on Tuesday, two on Wednesday (one of them without a point), one on Friday."""
    with served.database.writing() as session:
        for days, at in ((-1, Point(17.65, 59.5)), (0, Point(17.66, 59.5)), (0, None), (2, Point(17.67, 59.5))):
            make_incident(session, at=at, when=Interval(NOON + timedelta(days=days)), summary=WORD)


@pytest.fixture
def opened(page: Page, coordinator: None) -> Page:
    page.goto(ADDRESS)
    page.locator(".leaflet-marker-icon").first.wait_for()
    return page


def words(page: Page):
    return page.locator("#time-words")


def shown(page: Page) -> int:
    """How many incidents are on the map."""
    return page.evaluate(
        "[...document.querySelectorAll('.leaflet-marker-icon')].reduce((n, m) => n + (parseInt(m.title) || 1), 0)"
    )


def test_the_ends_move_by_keyboard_and_say_where_they_are(opened: Page):
    expect(words(opened)).to_have_text("16–22 november 2026: 4 händelser, varav 1 utan plats på kartan")
    start, end = opened.locator("#time-from"), opened.locator("#time-until")
    start.focus()
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("ArrowRight")
    expect(start).to_have_attribute("aria-valuetext", "från onsdag 18 november")
    expect(words(opened)).to_have_text("18–22 november 2026: 3 händelser, varav 1 utan plats på kartan")
    assert shown(opened) == 2
    end.focus()
    opened.keyboard.press("Shift+ArrowLeft")
    expect(end).to_have_attribute("aria-valuetext", "till och med måndag 16 november")
    expect(words(opened)).to_have_text("16 november 2026: 0 händelser")
    assert shown(opened) == 0
    opened.keyboard.press("End")
    start.focus()
    opened.keyboard.press("Home")
    assert shown(opened) == 3


def test_moving_time_asks_the_server_for_the_table_alone(opened: Page):
    opened.wait_for_load_state("networkidle")
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url.partition("?")[0].removeprefix(opened.url[:7])))
    opened.locator("#time-from").focus()
    with opened.expect_response(re.compile("/map/rows.*from=2026-11-20")):
        for _ in range(4):
            opened.keyboard.press("ArrowRight")
    expect(words(opened)).to_contain_text("20–22 november")
    assert {address.partition("/")[2] for address in asked} == {"map/rows"}


def test_what_is_shown_becomes_the_filter_by_a_link(opened: Page):
    bars = opened.locator(".time-bars svg")
    bars.click(position={"x": bars.bounding_box()["width"] * 2.5 / 7, "y": 10})
    expect(words(opened)).to_have_text("18 november 2026: 2 händelser, varav 1 utan plats på kartan")
    opened.get_by_role("link", name="Gör till urval").click()
    expect(opened).to_have_url(re.compile(r"from=2026-11-18&to=2026-11-18"))
    expect(opened).to_have_url(re.compile(WORD))
    expect(opened.locator("#as-table tbody tr")).to_have_count(2)


def test_the_copied_link_is_of_the_days_that_are_shown(opened: Page, context: BrowserContext):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.locator("#time-from").press("ArrowRight")
    opened.get_by_role("button", name="Kopiera länk").press("Enter")
    expect(opened.get_by_text("Länken är kopierad.")).to_be_visible()
    copied = opened.evaluate("navigator.clipboard.readText()")
    assert f"from=2026-11-17&to=2026-11-22&q={WORD}&lang=sv" in copied


def test_all_can_be_shown_again_and_the_table_tells_the_same(opened: Page):
    opened.get_by_role("button", name="Ett steg framåt").click()
    expect(words(opened)).to_contain_text("16 november 2026: 0 händelser")
    opened.get_by_role("button", name="Visa hela tiden").click()
    assert shown(opened) == 3
    opened.locator(".time-table summary").click()
    expect(opened.locator(".time-table tbody tr").nth(2)).to_have_text(re.compile(r"ons 18 november 2026\s*1\s*1\s*2"))
    assert Axe().run(opened).violations_count == 0


def test_whoever_wants_no_motion_goes_step_by_step(opened: Page):
    expect(opened.get_by_role("button", name="Spela upp")).to_be_hidden()


@pytest.fixture
def moving(browser: Browser, served: Served) -> Iterator[Page]:
    """A page of somebody who has nothing against motion, with a clock that the test moves."""
    context = browser.new_context(base_url=served.url, locale="sv-SE")
    served.sign_in(context, Role.COORDINATOR)
    page = context.new_page()
    page.clock.install()
    page.goto(ADDRESS)
    page.locator(".leaflet-marker-icon").first.wait_for()
    yield page
    context.close()


def test_played_it_moves_a_step_a_second_and_stops_at_the_end(moving: Page):
    moving.get_by_role("button", name="Spela upp").click()
    expect(words(moving)).to_have_text("16 november 2026: 0 händelser")
    moving.clock.run_for(2000)
    expect(words(moving)).to_contain_text("18 november 2026: 2 händelser")
    moving.get_by_role("button", name="Pausa").click()
    moving.clock.run_for(3000)
    expect(words(moving)).to_contain_text("18 november 2026: 2 händelser")
    moving.get_by_role("button", name="Spela upp").click()
    moving.clock.run_for(9000)
    expect(words(moving)).to_contain_text("22 november 2026: 0 händelser")
    expect(moving.get_by_role("button", name="Spela upp")).to_be_visible()
