"""A place's dossier in a real browser: by keyboard, drawn on the map, printed, and nothing typed is lost."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from geo.points import Point
from reports.incoming.drafts import Interval, Whereabouts
from tests.e2e.conditions import wait_until
from tests.e2e.serving import Served
from tests.factories import NOON, make_incident, make_place

HERE = Point(17.78, 59.57)
SQUARE = "Underlagstorget"
AS_SENT = """async (button) => {
  const answer = await fetch(button.formAction, {method: "POST", body: new URLSearchParams(new FormData(button.form))});
  return [answer.status, answer.headers.get("content-type")];
}"""
"""What the button sends and gets: a browser's own reader of PDF would be asked for otherwise."""
TIMES = "from=2026-10-01&to=2026-11-20"


@pytest.fixture(scope="session")
def place(served: Served) -> int:
    """A place with an incident every fortnight."""
    with served.database.writing() as session:
        found = make_place(session, SQUARE, HERE)
        for days in range(0, 200, 14):
            make_incident(session, where=Whereabouts(point=HERE, precision=found.precision, place_id=found.id),
                          when=Interval(NOON - timedelta(days=days)), category="trafik")  # fmt: skip
        return found.id


@pytest.fixture
def opened(page: Page, coordinator: None, place: int) -> Page:
    page.goto(f"/dossiers/place?place={place}&{TIMES}")
    return page


def test_from_the_map_to_the_printed_page_by_keyboard_alone(page: Page, coordinator: None, place: int):
    page.goto("/map")
    page.get_by_role("link", name="Platsunderlag", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Plats eller adress").focus()
    page.keyboard.type("underlagst")
    expect(page.get_by_role("option", name=SQUARE)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Visa underlaget").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Platsunderlag: {SQUARE}")
    expect(page).to_have_url(re.compile(f"place={place}"))
    button = page.get_by_role("button", name="Öppna som PDF")
    button.focus()
    expect(button).to_be_focused()
    assert button.evaluate(AS_SENT) == [200, "application/pdf"]


def test_the_page_is_usable_by_all(opened: Page):
    assert Axe().run(opened).violations_count == 0
    drawn = opened.get_by_role("img", name=re.compile("^Karta över"))
    expect(drawn).to_be_visible()
    wait_until(opened, "document.querySelector('.place-map img').naturalWidth > 0")
    for width in (375, 320):
        opened.set_viewport_size({"width": width, "height": 700})
        assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_typed_stays_when_the_time_is_changed_until_it_is_saved(opened: Page, place: int):
    why = opened.get_by_role("textbox", name="Varför det här problemet?")
    why.fill("Mitt eget svar.")
    opened.get_by_label("Inom").select_option("500")
    opened.get_by_role("button", name="Visa underlaget").click()
    expect(opened).to_have_url(re.compile("radius=500"))
    expect(why).to_have_value("Mitt eget svar.")
    expect(opened.get_by_text("var inte sparat. Det står kvar i rutan.")).to_be_visible()
    opened.get_by_role("button", name="Spara underlaget").click()
    expect(opened.get_by_text("är sparat. Antalen räknas på nytt")).to_be_visible()
    expect(why).to_have_value("Mitt eget svar.")
    expect(opened.get_by_text("var inte sparat.")).to_have_count(0)
    why.fill("")
    opened.get_by_role("button", name="Spara underlaget").click()
    expect(opened.get_by_text("är sparat. Antalen räknas på nytt")).to_be_visible()
    expect(why).to_have_value(re.compile("^Underlaget gäller"))
    opened.goto(f"/dossiers/place?place={place}&{TIMES}")
    expect(why).to_have_value(re.compile("^Underlaget gäller"))
    expect(opened.get_by_text("var inte sparat.")).to_have_count(0)
    opened.get_by_role("link", name="Alla platsunderlag").click()
    expect(opened.get_by_role("link", name=SQUARE)).to_be_visible()
    assert Axe().run(opened).violations_count == 0


@pytest.fixture
def refusing(context: BrowserContext, browser: Browser, opened: Page) -> Iterator[Page]:
    """The same page and person in a browser that may be refused: it counts that among its errors."""
    other = browser.new_context(storage_state=context.storage_state())
    page = other.new_page()
    page.goto(opened.url)
    yield page
    other.close()


def test_what_is_refused_stays_in_the_tab_and_shows_in_no_other_dossier(refusing: Page):
    opened, address = refusing, refusing.url
    why = opened.get_by_role("textbox", name="Varför det här problemet?")
    why.fill("Ring 19900101-2385.")
    opened.get_by_role("button", name="Spara underlaget").click()
    expect(opened.get_by_role("alert")).to_contain_text("ta bort personuppgifterna")
    opened.goto(f"{address}&for=sharing")
    expect(why).to_have_value(re.compile("^Underlaget gäller"))
    opened.goto(address)
    expect(why).to_have_value("Ring 19900101-2385.")


def test_an_area_is_drawn_by_pointing_and_by_its_corners(page: Page, coordinator: None, place: int):
    page.goto("/dossiers")
    page.get_by_text("Eller ett område med egna hörn").click()
    corners = page.get_by_role("textbox", name="Hörn")
    corners.fill("59.568, 17.775\n59.572, 17.775\n59.572, 17.785")
    drawn = page.locator("#corner-map")
    expect(drawn.locator("path.corner")).to_have_count(3)
    drawn.focus()
    page.keyboard.press("Enter")
    expect(drawn.locator("path.corner")).to_have_count(4)
    assert len((corners.input_value()).splitlines()) == 4
    assert Axe().run(page).violations_count == 0
    corners.fill("59.568, 17.775\n59.572, 17.775\n59.572, 17.785\n59.568, 17.785")
    page.get_by_role("button", name="Visa underlaget").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Platsunderlag: Område vid {SQUARE}")
    expect(page).to_have_url(re.compile("area=59.56800"))
