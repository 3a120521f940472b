"""Taking away what is shown, in a real browser: by keyboard, with the view and the time that the map shows."""

import re
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from app.models import Role
from geo.points import Point
from reports.incoming.drafts import Interval
from tests.e2e.serving import Served
from tests.factories import NOON, make_incident

WORD = "bortprovet"
ADDRESS = f"/map?from=2026-11-17&to=2026-11-18&q={WORD}"
WEST, EAST = Point(17.652, 59.512), Point(17.748, 59.488)
SIZES = pytest.mark.parametrize(("width", "height"), [(375, 812), (1024, 768)])


@pytest.fixture(scope="session", autouse=True)
def incidents(served: Served) -> None:
    """Three in the west, one in the east."""
    with served.database.writing() as session:
        for at, number in ((WEST, 3), (EAST, 1)):
            for _ in range(number):
                make_incident(session, at=at, summary=WORD, when=Interval(NOON))


def asked(page: Page, name: str) -> dict[str, str]:
    """The arguments of a link in the menu."""
    address = page.locator("#take").get_by_role("link", name=name, exact=True).get_attribute("href")
    return {key: values[0] for key, values in parse_qs(urlsplit(address or "").query).items()}


def rows(page: Page) -> int:
    address = page.locator("#take").get_by_role("link", name="CSV", exact=True).get_attribute("href")
    return len(page.request.get(address or "").text().splitlines()) - 1


def drawn(page: Page) -> None:
    expect(page.locator(".leaflet-marker-icon").first).to_be_visible()


def test_from_the_map_to_the_printed_sheet_by_keyboard_alone(page: Page, coordinator: None):
    page.goto(ADDRESS)
    drawn(page)
    page.keyboard.press("t")
    expect(page.locator("#take-in-view")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#take-in-view")).to_be_hidden()
    page.keyboard.press("t")
    for _ in range(3):
        page.keyboard.press("Tab")
    link = page.locator("#take a:focus")
    expect(link).to_have_text("A4 stående")
    printed = page.request.get(link.get_attribute("href") or "")
    text = PdfReader(BytesIO(printed.body())).pages[0].extract_text()
    assert "4 händelser på kartan" in text
    assert WORD in text
    page.keyboard.press("Escape")
    expect(page.locator("#take summary")).to_be_focused()
    expect(link).to_be_hidden()


def test_what_is_in_view_is_taken_and_without_the_cross_all(page: Page, coordinator: None):
    page.goto(f"{ADDRESS}#map=15/{WEST.lat}/{WEST.lon}")
    drawn(page)
    page.locator("#take summary").click()
    assert rows(page) == 3
    page.evaluate(f"map_laget.setView([{EAST.lat}, {EAST.lon}], 15, {{animate: false}})")
    assert rows(page) == 1
    page.get_by_label("Bara det som är i bild").uncheck()
    assert "bbox" not in asked(page, "Excel")
    assert rows(page) == 4


def test_the_time_of_the_slider_is_taken_too(page: Page, coordinator: None):
    page.goto(ADDRESS)
    drawn(page)
    page.locator("#time-until").press("ArrowLeft")
    page.locator("#take summary").click()
    expect(page.locator("#take").get_by_role("link", name="CSV", exact=True)).to_have_attribute(
        "href", re.compile("to=2026-11-17")
    )
    assert rows(page) == 0


def test_two_roles_take_different_things_by_the_same_link(page: Page, served: Served, context: BrowserContext):
    served.sign_in(context, Role.COORDINATOR)
    page.goto(ADDRESS, wait_until="networkidle")  # the map asks for nothing more as somebody else
    address = page.locator("#take a", has_text="GeoJSON").get_attribute("href") or ""
    whole = address.partition("&bbox")[0]
    assert len(page.request.get(whole).json()["features"]) == 4
    served.sign_in(context, Role.AREA_MEMBER)
    assert len(page.request.get(whole).json()["features"]) == 3
    served.sign_in(context, Role.STEERING)
    assert page.request.get(whole).status == 403


@SIZES
@pytest.mark.parametrize("address", [ADDRESS, "/incidents?from=&to="])
def test_the_menu_fits_and_aids_find_nothing_wrong(
    page: Page, coordinator: None, width: int, height: int, address: str
):
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    page.locator("#take summary").click()
    box = page.locator(".take-menu").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
