"""The map in a real browser: marks and groups, by mouse and by keyboard, and what is left without scripts."""

import re
from collections.abc import Iterator

import orjson
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.maps.rules import Mark, columns
from app.models import Role
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Certainty, Whereabouts
from tests.e2e.serving import Served
from tests.factories import make_incident

WORD = "kartprovet"
ADDRESS = f"/map?from=&to=&q={WORD}"
SPOT = Point(17.75, 59.5)
APART = Point(17.65, 59.5)
CLOSE_BY = (Point(17.7, 59.45), Point(17.702, 59.451))


@pytest.fixture(scope="session", autouse=True)
def incidents(served: Served) -> dict[str, int]:
    """One apart, two close to each other, three at one spot, one without a point; what they are called → id."""
    with served.database.writing() as session:
        named = {
            "apart": make_incident(session, at=APART, category="trafik", summary=WORD),
            "near": make_incident(session, at=CLOSE_BY[0], summary=WORD),
            "beside": make_incident(session, at=CLOSE_BY[1], summary=WORD),
            "nowhere": make_incident(session, summary=WORD, where=Whereabouts(district="vast")),
            "about": make_incident(
                session,
                summary=WORD,
                category="trafik",
                where=Whereabouts("Storgatan", point=Point(17.62, 59.42), precision=LocationPrecision.STREET),
            ),
        }
        for number in range(3):
            named[f"spot{number}"] = make_incident(session, at=SPOT, summary=WORD)
        return {name: incident.id for name, incident in named.items()}


@pytest.fixture
def opened(page: Page, coordinator: None) -> Page:
    page.goto(ADDRESS)
    drawn(page)
    return page


def drawn(page: Page) -> None:
    page.locator(".leaflet-marker-icon").first.wait_for()


def marks(page: Page) -> list[str]:
    return sorted(mark.get_attribute("title") or "" for mark in page.locator(".leaflet-marker-icon").all())


def popup(page: Page):
    return page.locator(".map-popup")


def test_marks_groups_and_nothing_for_what_has_no_place(opened: Page):
    assert marks(opened) == [
        "2 händelser, öppna",
        "3 händelser, öppna",
        "Trafik och buskörning, exakt punkt",
        "Trafik och buskörning, gata eller väg",
    ]
    expect(opened.locator("#map_laget .map-mark-observed")).to_have_count(2)
    expect(opened.get_by_text("Väst: 1 utan plats på kartan")).to_be_visible()
    expect(opened.locator(".map-name-district")).to_have_text(["Öst", "Väst"])


def test_a_mark_tells_its_incident_and_finds_its_row(opened: Page, incidents: dict[str, int]):
    opened.get_by_title("Trafik och buskörning, exakt punkt").click()
    expect(popup(opened)).to_contain_text(WORD)
    expect(popup(opened)).to_contain_text("Polisen")
    assert Axe().run(opened).violations_count == 0
    expect(opened.locator("tr.picked")).to_have_attribute("id", f"row-{incidents['apart']}")
    popup(opened).get_by_role("link", name="Öppna händelsen").click()
    expect(opened).to_have_url(f"/incidents/{incidents['apart']}")


def test_the_keyboard_reaches_opens_and_closes_a_mark(opened: Page):
    opened.locator("#map_laget").focus()
    for _ in range(10):
        opened.keyboard.press("Tab")
        if "exakt punkt" in (opened.locator(":focus").get_attribute("title") or ""):
            break
    mark = opened.get_by_title("Trafik och buskörning, exakt punkt")
    expect(mark).to_be_focused()
    opened.keyboard.press("Enter")
    expect(popup(opened)).to_contain_text(WORD)
    expect(popup(opened)).to_be_focused()
    opened.keyboard.press("Escape")
    expect(popup(opened)).to_have_count(0)
    expect(mark).to_be_focused()
    zoom = opened.evaluate("map_laget.getZoom()")
    opened.keyboard.press("+")
    expect(opened).to_have_url(re.compile(rf"#map={re.escape(f'{zoom + 1:g}')}/"))


def test_a_group_opens_as_a_list_by_keyboard(opened: Page, incidents: dict[str, int]):
    opened.get_by_title("2 händelser, öppna").focus()
    opened.keyboard.press("Enter")
    expect(popup(opened)).to_contain_text("2 händelser nära varandra")
    links = popup(opened).get_by_role("link")
    expect(links).to_have_count(2)
    assert Axe().run(opened).violations_count == 0
    opened.keyboard.press("Tab")
    opened.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    opened.keyboard.press("Enter")
    expect(opened).to_have_url(re.compile(f"/incidents/({incidents['near']}|{incidents['beside']})$"))


def test_a_group_can_be_zoomed_into_and_keeps_the_keyboard_there(opened: Page):
    opened.get_by_title("2 händelser, öppna").focus()
    opened.keyboard.press("Enter")
    opened.get_by_role("button", name="Zooma in hit").press("Enter")
    expect(opened.get_by_title("Övrigt, exakt punkt")).to_have_count(2)
    expect(opened.locator(".map-mark:focus")).to_have_count(1)


def test_how_exact_a_place_is_shows_when_one_is_near_enough(opened: Page):
    expect(opened.locator(".map-precision")).to_have_count(0)
    opened.evaluate("map_laget.setView([59.42, 17.62], 16, {animate: false})")
    expect(opened.locator(".map-precision")).to_have_count(1)
    box = opened.locator(".map-precision").bounding_box()
    assert box is not None
    metres_per_pixel = 40075017 * 0.5089 / (256 * 2**16)  # at this latitude
    assert abs(box["width"] * metres_per_pixel / 2 - 150) < 5


def test_a_group_at_one_spot_opens_as_a_list(opened: Page, incidents: dict[str, int]):
    opened.get_by_title("3 händelser, öppna").click()
    expect(popup(opened)).to_contain_text("3 händelser på samma plats")
    expect(popup(opened).get_by_role("listitem")).to_have_count(3)
    expect(opened.locator("tr.picked")).to_have_count(3)


def test_a_row_shows_its_point_on_the_map(opened: Page, incidents: dict[str, int]):
    opened.locator(f"#row-{incidents['near']}").get_by_role("button").click()
    expect(popup(opened)).to_contain_text(WORD)
    centre = opened.evaluate("map_laget.getCenter()")
    assert (round(centre["lng"], 2), round(centre["lat"], 2)) == (CLOSE_BY[0].lon, CLOSE_BY[0].lat)
    expect(opened.locator(f"#row-{incidents['nowhere']}").get_by_role("button")).to_have_count(0)


def test_the_table_follows_the_view_and_the_row_of_what_is_open_is_marked(opened: Page, incidents: dict[str, int]):
    expect(opened.locator("caption", has_text="Visar 7 av 7 i bild")).to_be_visible()
    expect(opened.locator("#in-view")).to_contain_text("Visar 7 av 7 i bild")
    opened.evaluate(f"map_laget.setView([{APART.lat}, {APART.lon}], 14, {{animate: false}})")
    expect(opened.locator("caption", has_text="Visar 1 av 1 i bild")).to_be_visible()
    row = opened.locator(f"#row-{incidents['apart']}")
    expect(row).to_be_visible()
    opened.get_by_title("Trafik och buskörning, exakt punkt").focus()
    opened.keyboard.press("Enter")
    expect(row).to_have_class("picked")
    opened.keyboard.press("Escape")
    expect(row).not_to_have_class("picked")
    expect(popup(opened)).to_have_count(0)
    row.get_by_role("button").press("Enter")
    expect(popup(opened)).to_contain_text(WORD)
    opened.keyboard.press("Escape")
    expect(row.get_by_role("button")).to_be_focused()


def test_a_row_stays_where_it_was_while_its_point_is_shown(opened: Page, incidents: dict[str, int]):
    expect(opened.locator("caption", has_text="Visar 7 av 7 i bild")).to_be_visible()
    opened.locator(f"#row-{incidents['near']}").get_by_role("button").press("Enter")
    expect(popup(opened)).to_contain_text(WORD)
    opened.wait_for_timeout(600)  # longer than the table waits before it follows
    expect(opened.locator("#rows tbody tr")).to_have_count(7)
    opened.keyboard.press("Escape")
    expect(opened.locator("#rows tbody tr")).to_have_count(2)


def test_a_district_is_jumped_to_and_the_view_can_be_shared(opened: Page, context: BrowserContext):
    opened.get_by_role("button", name="Öst", exact=True).click()
    expect(opened).to_have_url(re.compile("#map="))
    view = "[map_laget.getZoom(), map_laget.getCenter().lng.toFixed(3)]"
    other = context.new_page()
    other.goto(opened.url)
    drawn(other)
    assert other.evaluate(view) == opened.evaluate(view)
    opened.get_by_text("Ändra urvalet").click()
    opened.get_by_role("button", name="Visa", exact=True).click()
    drawn(opened)
    assert other.evaluate(view) == opened.evaluate(view)


def test_the_map_can_be_passed_by(opened: Page):
    skip = opened.get_by_role("link", name="Hoppa förbi kartan")
    skip.focus()
    expect(skip).to_be_in_viewport()
    opened.keyboard.press("Enter")
    expect(opened.locator("#as-table")).to_be_focused()


def test_the_browser_unpacks_what_the_server_packs(opened: Page):
    packed = columns(
        [
            Mark(7, 17.6, 59.4, 3, LocationPrecision.PLACE, 498_000, 1, Certainty.OBSERVED),
            Mark(90, 18.98765, 60, 44, LocationPrecision.POINT, 498_123, 24, Certainty.SUSPECTED),
        ]
    )
    unpack = "(packed) => import('/static/js/map-layer.js').then((layer) => layer.unpack(packed))"
    assert opened.evaluate(unpack, orjson.loads(orjson.dumps(packed))) == [
        {"id": 7, "lon": 17.6, "lat": 59.4, "kind": 3, "precision": "place"}
        | {"hour": 498_000, "touched": 1, "certainty": "observed"},
        {"id": 90, "lon": 18.98765, "lat": 60, "kind": 44, "precision": "point"}
        | {"hour": 498_123, "touched": 24, "certainty": "suspected"},
    ]


@pytest.fixture
def bare_page(browser: Browser, served: Served) -> Iterator[Page]:
    """A page without scripts."""
    context = browser.new_context(base_url=served.url, java_script_enabled=False)
    served.sign_in(context, Role.COORDINATOR)
    yield context.new_page()
    context.close()


def test_without_scripts_the_table_is_there(bare_page: Page, incidents: dict[str, int]):
    bare_page.goto(ADDRESS)
    expect(bare_page.locator("#map_laget")).to_be_hidden()
    expect(bare_page.locator("#as-table tbody tr")).to_have_count(len(incidents))
    expect(bare_page.get_by_role("button", name="Visa på kartan")).to_have_count(0)


@pytest.fixture
def cut_off(browser: Browser, served: Served) -> Iterator[Page]:
    """A page to which the server's answers about incidents do not come through."""
    context = browser.new_context(base_url=served.url)
    served.sign_in(context, Role.COORDINATOR)
    context.route("**/map/incidents*", lambda route: route.abort())
    yield context.new_page()
    context.close()


def test_a_map_that_gets_no_incidents_says_so(cut_off: Page):
    cut_off.goto(ADDRESS)
    expect(cut_off.get_by_role("alert")).to_contain_text("Det gick inte att hämta händelserna")
    expect(cut_off.locator("#as-table tbody tr").first).to_be_visible()
