"""Names on maps and where those stand on the screen: none under a mark or beyond it, and the slider in view with it."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.models import District, Role
from geo.points import Point
from reports.incoming.drafts import Interval
from tests.e2e.serving import Served
from tests.factories import NOON, make_incident, make_place

WORD = "namnprovet"
ADDRESS = f"/map?from=2026-11-16&to=2026-11-22&q={WORD}"
COVERED, BARE, MIDDLE = Point(17.65, 59.46), Point(17.63, 59.46), Point(17.65, 59.5)
SOUTH = Point(17.65, (COVERED.lat + MIDDLE.lat) / 2 - 0.006)  # a slide has one mark of both, over this
UNDER_MARKS = """() => {
  const marks = [...document.querySelectorAll(".leaflet-marker-icon")].map((mark) => mark.getBoundingClientRect());
  const names = [...document.querySelectorAll(".map-name")].filter((name) => !name.hidden);
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const isUnder = (name) => marks.some((mark) => meet(name, mark));
  return names.filter((name) => isUnder(name.getBoundingClientRect())).map((name) => name.textContent);
}"""


@pytest.fixture(scope="session", autouse=True)
def incidents(served: Served) -> None:
    """One whose mark covers the name of a place, which stands below its point; one in the middle of a district."""
    with served.database.writing() as session:
        west = session.scalars(select(District).where(District.key == "vast")).one()
        for name, at in (("Namnplatsen", COVERED), ("Fria platsen", BARE)):
            make_place(session, name, at, west).kind = "area"
        make_place(session, "Provhållet", SOUTH, west).kind = "station"
        for at in (Point(COVERED.lon, COVERED.lat - 0.0018), MIDDLE):
            make_incident(session, at=at, when=Interval(NOON), summary=WORD)


def opened(page: Page, width: int, height: int, more: str = "") -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{ADDRESS}{more}")
    page.locator(".leaflet-marker-icon").first.wait_for()


@pytest.mark.parametrize("width", [375, 1440])
def test_no_name_stands_under_a_mark_and_it_is_back_when_that_is_gone(page: Page, coordinator: None, width: int):
    opened(page, width, 800, "#map=13/59.46/17.64")
    covered, bare = (page.locator(".map-name", has_text=name) for name in ("Namnplatsen", "Fria platsen"))
    expect(covered).to_be_hidden()
    expect(bare).to_be_visible()
    assert page.evaluate(UNDER_MARKS) == []
    page.locator("#time-from").focus()
    page.keyboard.press("End")
    expect(page.locator(".leaflet-marker-icon")).to_have_count(0)
    expect(covered).to_be_visible()


def test_a_districts_name_gives_way_to_a_mark_and_comes_back(page: Page, coordinator: None):
    opened(page, 375, 800, "#map=13/59.5/17.65")
    name = page.locator(".map-name-district", has_text="Väst")
    expect(name).to_be_visible()
    expect(name).not_to_have_css("margin-top", "0px")
    assert page.evaluate(UNDER_MARKS) == []
    page.locator("#time-from").focus()
    page.keyboard.press("End")
    expect(name).to_have_css("margin-top", "0px")


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.AREA_MEMBER])
@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1280, 720), (1920, 1080)])
def test_map_and_slider_are_in_view_together(served: Served, page: Page, role: Role, width: int, height: int):
    served.sign_in(page.context, role)
    opened(page, width, height)
    area, slider = page.locator("#map_laget").bounding_box(), page.locator(".time-bars").bounding_box()
    assert area
    assert slider
    assert area["height"] >= 300
    assert slider["y"] >= area["y"] + area["height"]
    assert slider["y"] + slider["height"] <= height


def test_on_a_slide_a_name_stands_on_the_side_of_a_mark_where_its_place_is(page: Page, coordinator: None):
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"/meeting?from=2026-11-16&to=2026-11-22&q={WORD}#vast-map")
    expect(page.locator(".is-shown .leaflet-marker-icon")).to_have_count(1)
    name = page.locator(".is-shown .map-name.is-placed", has_text="Provhållet").bounding_box()
    mark = page.locator(".is-shown .leaflet-marker-icon").bounding_box()
    assert name
    assert mark
    assert mark["y"] + mark["height"] <= name["y"] < mark["y"] + mark["height"] + name["height"]
