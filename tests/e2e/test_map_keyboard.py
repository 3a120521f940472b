"""By keys alone from signing in to the printed map; and no mode of the map asks any other server for anything."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from app.accounts.passwords import hash_password
from app.models import Role, SavedView
from geo.points import Point
from reports.incoming.drafts import Interval
from tests.e2e.serving import Served
from tests.factories import NOON, make_incident, make_user

WORD, PASSWORD = "tangentprovet", "fyra kråkor på ett tak"
MOST_STEPS = 120
PERIOD = f"from=2026-11-12&to=2026-11-18&q={WORD}"

MODES = [
    "layer=density&metres=300",
    "layer=places",
    "show=watched&show=reference",
    "against=before",
    "against=before&as=swipe",
    "against=last_year",
    "step=day&hours=61",
    "lang=en",
]


@pytest.fixture(scope="session", autouse=True)
def incidents(served: Served) -> None:
    """Three at one spot at noon, one elsewhere of another category, one the week before."""
    with served.database.writing() as session:
        for number in range(3):
            at = Point(17.652 + number / 100_000, 59.512)
            make_incident(session, at=at, when=Interval(NOON), category="trafik", summary=WORD)
        make_incident(session, at=Point(17.748, 59.488), when=Interval(NOON), category="ovrigt", summary=WORD)
        session.add(SavedView(name="Tangentvyn", query=f"{PERIOD}&layer=places#map=14/59.512/17.652", created_at=NOON))


@pytest.fixture(autouse=True)
def without_viewers(context: BrowserContext) -> None:
    """What the browser would show by a viewer of its own it saves instead: that one fetches files of its own."""

    def saved(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers=answer.headers | {"content-disposition": "attachment"})

    context.route("**/export/map.*", saved)


def go_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press a key until what is wanted has the focus, as somebody without a mouse does."""
    expect(target).to_be_visible()
    for _ in range(MOST_STEPS):
        if target.evaluate("wanted => document.activeElement === wanted"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{target} cannot be reached")


def test_by_keys_alone_from_signing_in_to_the_printed_map(page: Page, served: Served):
    with served.database.writing() as session:
        user = make_user(session, role=Role.COORDINATOR, password_hash=hash_password(PASSWORD))
    page.goto("/")
    for label, words in (("E-post", user.email), ("Lösenord", PASSWORD)):
        go_to(page, page.get_by_label(label))
        page.keyboard.type(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    go_to(page, page.get_by_role("link", name="Karta", exact=True))
    page.keyboard.press("Enter")
    choose_period_and_category(page)
    open_a_group(page)
    reach_a_row(page)
    with page.expect_download() as downloading:
        go_to(page, page.locator("summary", has_text="Ta med"), "Shift+Tab")
        page.keyboard.press("Enter")
        go_to(page, page.get_by_role("link", name="A4 liggande"))
        page.keyboard.press("Enter")
    assert downloading.value.path().read_bytes().startswith(b"%PDF")


def choose_period_and_category(page: Page) -> None:
    go_to(page, page.locator("summary", has_text="Ändra urvalet"))
    page.keyboard.press("Enter")
    go_to(page, page.locator("#filter-from"))
    type_day(page, "2026-11-12")
    go_to(page, page.locator("#filter-to"))
    type_day(page, "2026-11-18")
    go_to(page, page.get_by_role("searchbox", name="Ord"))
    page.keyboard.type(WORD)
    go_to(page, page.locator(".filter-group summary", has_text="Kategori"))
    page.keyboard.press("Enter")
    go_to(page, page.get_by_role("checkbox", name="Trafik och buskörning", exact=True))
    page.keyboard.press("Space")
    go_to(page, page.get_by_role("button", name="Visa", exact=True), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"from=2026-11-12&to=2026-11-18.*category=trafik"))


def type_day(page: Page, day: str) -> None:
    """In the order of the browser's own language, whichever that is on this machine."""
    year, month, date = day.split("-")
    for keys in (month + date + year, date + month + year, year + month + date):
        for _ in range(2):
            page.keyboard.press("ArrowLeft")
        page.keyboard.type(keys)
        if page.evaluate("document.activeElement.value") == day:
            return
    raise AssertionError(f"{day} cannot be typed")


def open_a_group(page: Page) -> None:
    group = page.get_by_title("3 händelser, öppna")
    go_to(page, group)
    page.keyboard.press("Enter")
    popup = page.locator(".map-popup")
    expect(popup).to_contain_text("3 händelser")
    expect(popup.get_by_role("listitem")).to_have_count(3)
    go_to(page, popup.get_by_role("link").first)
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(group).to_be_focused()


def reach_a_row(page: Page) -> None:
    button = page.locator("#rows button[data-show]").first
    go_to(page, button)
    page.keyboard.press("Enter")
    expect(page.locator(".map-popup")).to_contain_text(WORD)
    expect(page.locator("tr.picked")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#rows button[data-show]").first).to_be_focused()


@pytest.fixture
def asked(page: Page, context: BrowserContext) -> list[str]:
    """All that the browser asks for, by its own network log: pages, files, what is asked ahead, sockets."""
    found: list[str] = []
    log = context.new_cdp_session(page)
    log.send("Network.enable")
    log.on("Network.requestWillBeSent", lambda sent: found.append(sent["request"]["url"]))
    log.on("Network.webSocketCreated", lambda made: found.append(made["url"]))
    return found


def use_slider(page: Page) -> None:
    page.locator("#time-from").press("ArrowRight")


def open_popup(page: Page) -> None:
    page.get_by_title(re.compile("3 händelser")).first.press("Enter")
    expect(page.locator(".map-popup a").first).to_be_visible()


def open_saved(page: Page) -> None:
    page.get_by_text("Sparade vyer").click()
    page.get_by_role("link", name="Tangentvyn").click()


def take(page: Page, name: str) -> None:
    page.get_by_text("Ta med", exact=True).click()
    with page.expect_download() as downloading:
        page.get_by_role("link", name=name, exact=True).click()
    assert downloading.value.path().stat().st_size


def test_no_mode_of_the_map_asks_another_server(page: Page, coordinator: None, served: Served, asked: list[str]):
    for mode in MODES:
        page.goto(f"/map?{PERIOD}&{mode}")
        page.wait_for_load_state("networkidle")
        if "layer" in mode:
            with page.expect_response("**/map/layer?*"):
                use_slider(page)
    uses: list[Callable[[Page], None]] = [open_popup, use_slider, open_saved]
    uses += [lambda page, name=name: take(page, name) for name in ("A4 liggande", "PNG", "SVG", "GeoJSON", "CSV")]
    for use in uses:
        page.goto(f"/map?{PERIOD}&show=watched")
        page.locator(".leaflet-marker-icon").first.wait_for()
        use(page)
        page.wait_for_load_state("networkidle")
    for address in (f"/meeting?{PERIOD}", "/map/areas/new", f"/map?{PERIOD}"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")
    page.pdf()
    outside = [url for url in asked if not url.startswith((f"{served.url}/", "data:", "blob:"))]
    assert outside == []
    for kind in ("incidents.json", "density.json", "map/layer", "overlays.json", "map/rows", "map.pdf", "/meeting"):
        assert any(kind in url for url in asked), kind


def test_a_question_mark_shows_the_keys(page: Page, coordinator: None):
    page.goto(f"/map?{PERIOD}")
    page.keyboard.press("?")
    shown = page.get_by_role("dialog", name="Tangenter")
    expect(shown).to_be_visible()
    expect(shown).to_contain_text("visa täthet")
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
