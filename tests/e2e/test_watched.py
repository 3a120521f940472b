"""Drawing a watched area in a real browser: by mouse, by keyboard and by the list, and taking it back."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.models import District, WatchedArea
from tests.e2e.serving import Served

MAP = "#area-map .small-map"
CORNERS = "59.50, 17.64\n59.50, 17.66\n59.52, 17.66"


@pytest.fixture(scope="module", autouse=True)
def neighbour(served: Served) -> None:
    """An area that is drawn already."""
    with served.database.writing() as session:
        east = session.scalars(select(District).where(District.key == "ost")).one()
        area = "SRID=4326;MULTIPOLYGON(((17.74 59.48,17.76 59.48,17.76 59.5,17.74 59.48)))"
        session.add(WatchedArea(name="Grannkvarteret", district_id=east.id, area=area))


@pytest.fixture
def opened(page: Page, coordinator: None) -> Page:
    page.goto("/map/areas/new")
    page.locator(f"{MAP} path.other").first.wait_for()
    return page


def lines(page: Page) -> list[str]:
    return [line for line in page.get_by_role("textbox", name="Hörn").input_value().split("\n") if line]


def test_corners_are_drawn_by_mouse_and_moved(opened: Page):
    assert Axe().run(opened).violations_count == 0
    box = opened.locator(MAP).bounding_box()
    for x, y in ((0.4, 0.4), (0.6, 0.4), (0.6, 0.6)):
        opened.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
    before = lines(opened)
    assert len(before) == 3
    expect(opened.locator("#corner-number")).to_have_text("3 hörn på kartan.")
    drag(opened, opened.locator(".corner.last"))
    moved = lines(opened)
    assert moved[:2] == before[:2]
    assert moved[2] != before[2]
    drag(opened, opened.locator(".corner.between").first)
    assert len(lines(opened)) == 4
    assert lines(opened)[0] == before[0]
    assert lines(opened)[2] == before[1]
    opened.get_by_role("button", name="Ta bort sista hörnet").click()
    assert len(lines(opened)) == 3
    assert Axe().run(opened).violations_count == 0
    opened.get_by_role("button", name="Börja om").click()
    assert lines(opened) == []


def drag(page: Page, handle) -> None:
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 20, steps=4)
    page.mouse.up()


def test_corners_are_set_by_keyboard_alone(opened: Page):
    opened.locator(MAP).focus()
    for keys in (["Enter"], ["ArrowRight", "Enter"], ["ArrowDown", "Enter"]):
        for key in keys:
            opened.keyboard.press(key)
            opened.wait_for_timeout(400)  # the map glides
    assert len(set(lines(opened))) == 3
    expect(opened).to_have_url(re.compile("/map/areas/new$"))


def test_what_is_typed_is_drawn_saved_shown_changed_and_taken_back(opened: Page):
    opened.get_by_label("Namn", exact=True).fill("Prövokvarteret")
    opened.get_by_role("textbox", name="Hörn").fill(CORNERS)
    expect(opened.locator(f"{MAP} path.drawn")).to_be_visible()
    opened.get_by_role("button", name="Spara området").press("Enter")
    expect(opened.get_by_text("Området ”Prövokvarteret” bevakas nu.")).to_be_visible()
    assert Axe().run(opened).violations_count == 0
    opened.get_by_role("link", name="Visa dem på kartan").click()
    expect(opened.locator(".map-name-watched", has_text="Prövokvarteret")).to_be_visible()
    opened.get_by_role("link", name="Rita bevakade områden").click()
    opened.get_by_role("link", name="Prövokvarteret").click()
    assert opened.get_by_role("textbox", name="Hörn").input_value().split("\n")[0] == "59.500000, 17.640000"
    expect(opened.locator(f"{MAP} path.drawn")).to_be_visible()
    opened.get_by_role("button", name="Ta bort området").click()
    opened.get_by_role("button", name="Ångra").press("Enter")
    expect(opened.get_by_role("row", name=re.compile("Prövokvarteret"))).to_be_visible()
    opened.get_by_role("button", name="Ta bort Prövokvarteret").click()
    expect(opened.get_by_role("row", name=re.compile("Prövokvarteret"))).to_have_count(0)


def test_on_a_phone_nothing_is_wider_than_the_page(opened: Page):
    opened.set_viewport_size({"width": 375, "height": 800})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 375
