"""The map with more incidents than one layer holds: they come as tiles, and nobody need notice."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select

from app import logbook
from app.maps.rules import MOST_IN_ONE_LAYER
from app.models import IncidentStatus, Organisation, ReportKind, Role
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import DraftIncident, Interval, Whereabouts
from tests.e2e.conditions import wait_until
from tests.e2e.serving import Served

WORD = "rutprovet"
ADDRESS = f"/map?from=&to=&q={WORD}"
LONG_AGO = datetime(2019, 5, 6, 10, tzinfo=UTC)
MANY, AT_ONE_SPOT = MOST_IN_ONE_LAYER, 60
SPOT, ALONE = Point(17.75, 59.5), Point(17.65, 59.42)


@pytest.fixture(scope="session", autouse=True)
def incidents(served: Served) -> int:
    """Many in a square in the north-west, some at one spot, one alone; gives how many there are."""
    side = 72
    square = [Point(17.61 + 0.0005 * (n % side), 59.53 + 0.0005 * (n // side)) for n in range(MANY)]
    places = [*square, *[SPOT] * AT_ONE_SPOT, ALONE]
    with served.database.writing() as session:
        sender = session.scalars(select(Organisation).order_by(Organisation.id)).first()
        assert sender is not None
        report, _ = logbook.receive_report(session, sender, ReportKind.FILE, external_id=WORD, received_at=LONG_AGO)
        drafts = [
            DraftIncident(
                Interval(LONG_AGO + timedelta(minutes=number)),
                Whereabouts("Storgatan 1", None, place, LocationPrecision.POINT),
                "trafik" if number % 3 else "ovrigt",
                WORD,
            )
            for number, place in enumerate(places)
        ]
        look = logbook.lookups(session)
        logbook.log_incidents(session, [(draft, report.id) for draft in drafts], IncidentStatus.CONFIRMED, look)
    return len(places)


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The addresses of the map's data that the page has asked for."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    return found


@pytest.fixture
def opened(page: Page, coordinator: None, asked: list[str]) -> Page:
    page.goto(ADDRESS)
    page.locator(".leaflet-marker-icon").first.wait_for()
    return page


def numbers(page: Page) -> list[int]:
    """How many incidents each mark and group on the map stands for."""
    titles = [mark.get_attribute("title") or "" for mark in page.locator(".leaflet-marker-icon").all()]
    found = [re.match(r"(\d+) händelser", title) for title in titles]
    return sorted(int(match[1]) if match else 1 for match in found)


def test_very_many_are_drawn_as_groups_and_marks_that_count_all(opened: Page, incidents: int, asked: list[str]):
    assert sum(numbers(opened)) == incidents
    expect(opened.get_by_title("60 händelser, öppna")).to_have_count(1)
    expect(opened.get_by_title(re.compile("exakt punkt"))).to_have_count(1)
    expect(opened.locator(".map-group svg").first).to_be_visible()
    assert not [url for url in asked if "incidents.json" in url]
    assert [url for url in asked if ".mvt?" in url]
    assert Axe().run(opened).violations_count == 0


def test_a_group_opens_by_keyboard_as_a_list_and_falls_into_smaller_ones(opened: Page):
    largest = numbers(opened)[-1]
    opened.get_by_title(f"{largest} händelser, öppna").focus()
    opened.keyboard.press("Enter")
    popup = opened.locator(".map-popup")
    expect(popup).to_contain_text("Här visas 50 av dem")
    expect(popup).to_be_focused()
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    expect(opened).to_have_url(re.compile("#map="))
    expect(opened.get_by_title(f"{largest} händelser, öppna")).to_have_count(0)
    expect(opened.locator(".leaflet-marker-icon:focus")).to_have_count(1)
    assert numbers(opened)[-1] < largest


def test_what_lies_at_one_spot_is_listed_with_its_number(opened: Page):
    opened.get_by_title("60 händelser, öppna").click()
    popup = opened.locator(".map-popup")
    expect(popup).to_contain_text("60 händelser på samma plats")
    expect(popup).to_contain_text("Här visas 50 av dem")
    expect(popup.get_by_role("listitem")).to_have_count(50)


def test_a_group_opens_as_itself_after_a_pan_and_the_slider(page: Page, coordinator: None):
    """Each time what is in view is counted anew: first without a tile that came before its own, then without a day.

    All incidents at once are long in coming, so that the slider still goes by tiles.
    """
    held: list[Route] = []
    page.route("**/map/incidents.json*", lambda route: held.append(route))
    page.goto(f"{ADDRESS}#map=13/59.5100/17.7130")
    spot, popup = page.get_by_title("60 händelser, öppna"), page.locator(".map-popup")
    expect(spot).to_be_visible()
    page.evaluate("map_laget.setView([59.51, 17.77], 13, { animate: false })")
    page.wait_for_load_state("networkidle")
    spot.click()
    expect(popup).to_contain_text("60 händelser på samma plats")
    bottom = "element => element.getBoundingClientRect().bottom"
    assert spot.evaluate(bottom) <= page.locator(".folium-map").evaluate(bottom), "however low the map is"
    page.keyboard.press("Escape")
    before = page.evaluate("performance.getEntriesByName('incidents-drawn').length")
    with page.expect_response(re.compile(r"\.mvt")):
        page.locator("#time-from").press("ArrowRight")
    wait_until(page, "before => performance.getEntriesByName('incidents-drawn').length > before", arg=before)
    spot.click()
    expect(popup).to_contain_text("60 händelser på samma plats")
    held[0].continue_()


def test_one_alone_tells_what_it_is_also_far_out(opened: Page):
    opened.get_by_title(re.compile("exakt punkt")).click()
    expect(opened.locator(".map-popup")).to_contain_text(WORD)


def test_a_row_shows_its_point_though_it_was_not_loaded(opened: Page):
    opened.get_by_role("button", name=re.compile("Visa på kartan")).first.click()
    expect(opened.locator(".map-popup")).to_contain_text(WORD)


def test_near_enough_each_incident_is_a_mark_of_its_own(page: Page, coordinator: None):
    page.goto(f"{ADDRESS}#map=18/59.5500/17.6300")
    page.locator(".leaflet-marker-icon").first.wait_for()
    assert set(numbers(page)) == {1}
    page.locator("#map_laget").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".leaflet-marker-icon").first).to_be_visible()


def test_few_enough_come_in_one_layer(page: Page, coordinator: None, asked: list[str]):
    page.goto(f"{ADDRESS}&category=ovrigt")
    page.locator(".leaflet-marker-icon").first.wait_for()
    assert [url for url in asked if "incidents.json" in url]
    assert not [url for url in asked if "vector-tile" in url or ".mvt" in url]


DRAWN_ARE = """(number) => {
  const titles = [...document.querySelectorAll(".leaflet-marker-icon")].map((mark) => mark.title);
  const numbers = titles.map((title) => Number(title.match(/^(\\d+) händelser/)?.[1] ?? 1));
  return numbers.reduce((sum, one) => sum + one, 0) === number;
}"""
ASK_FOR_A_DAY = """async () => {
  const { Tiles } = await import("/static/js/map-tiles.js");
  const tiles = new Tiles(map_laget, 60, JSON.parse(document.getElementById("map-part").dataset.tiles));
  const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);
  const count = () => sum(tiles.getClusters([-180, -85, 180, 85]).map(({ properties }) => properties.number ?? 1));
  const counts = [];
  for (const asked of [{ from: "2019-05-06", to: "2019-05-06" }, { from: "2018-01-01", to: "2018-12-31" }, {}]) {
    await tiles.update(asked);
    counts.push(count());
  }
  return counts;
}"""


def test_a_stretch_of_time_is_asked_of_the_server(opened: Page, incidents: int):
    """As a slider of time does: one day (from noon on, an incident a minute), a year of calm, all."""
    assert opened.evaluate(ASK_FOR_A_DAY) == [12 * 60, 0, incidents]


def test_the_slider_of_time_shows_its_days_alone(opened: Page, incidents: int):
    """The first day has an incident a minute from noon on."""
    opened.locator("[data-time-step='1']").click()
    wait_until(opened, DRAWN_ARE, arg=12 * 60)
    opened.locator("#time-all").click()
    wait_until(opened, DRAWN_ARE, arg=incidents)


def test_whoever_uses_the_slider_gets_all_incidents_at_once(opened: Page, incidents: int, asked: list[str]):
    """From then on no step asks the server for what is drawn, and groups are still as large."""
    with opened.expect_response(re.compile(r"/map/incidents\.json")):
        opened.locator("#time-from").focus()
    wait_until(opened, "performance.getEntriesByName('all-incidents').length === 1")
    assert sum(numbers(opened)) == incidents
    tiles = [url for url in asked if ".mvt" in url]
    opened.keyboard.press("ArrowRight")
    wait_until(opened, DRAWN_ARE, arg=incidents - 12 * 60)
    opened.get_by_title("60 händelser, öppna").click()
    expect(opened.locator(".map-popup")).to_contain_text("60 händelser på samma plats")
    opened.keyboard.press("Escape")
    opened.evaluate("map_laget.setView([59.51, 17.77], 14, { animate: false })")
    opened.wait_for_load_state("networkidle")
    assert [url for url in asked if ".mvt" in url] == tiles


@pytest.fixture
def cut_off(browser: Browser, served: Served) -> Iterator[Page]:
    """A page to which no tile comes through."""
    context = browser.new_context(base_url=served.url)
    served.sign_in(context, Role.COORDINATOR)
    context.route("**/*.mvt*", lambda route: route.abort())
    yield context.new_page()
    context.close()


def test_a_map_that_gets_no_tiles_says_so(cut_off: Page):
    cut_off.goto(ADDRESS)
    expect(cut_off.get_by_role("alert")).to_contain_text("Det gick inte att hämta händelserna")
    expect(cut_off.locator("#as-table tbody tr").first).to_be_visible()
