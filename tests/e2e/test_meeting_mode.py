"""The map at a meeting in a real browser: by keys and clicker, without a network, large, for everybody."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Certainty, Interval, Whereabouts
from tests.e2e.conditions import wait_until
from tests.e2e.serving import Served
from tests.factories import NOON, make_incident, make_place

WORD = "mötesprovet"
ADDRESS = f"/meeting?from=2026-11-05&to=2026-11-18&q={WORD}"
PROJECTOR = {"width": 1024, "height": 768}
SQUARE = Point(17.652, 59.512)
WEST = ["vast-map", "vast-near", "vast-changes", "vast-places", "vast-hours"]
EAST = ["ost-map", "ost-changes", "ost-places", "ost-hours"]
SLIDES = ["start", *WEST, *EAST, "all"]

LETTERS = """() => [...document.querySelectorAll(".slide.is-shown *, .bar *")]
    .filter((one) => one.checkVisibility() && [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .filter((one) => !one.closest(".visually-hidden, .bar-words, script, [hidden]"))
    .map((one) => [parseFloat(getComputedStyle(one).fontSize), one.textContent.trim()])"""

AT_END = """() => [...document.querySelectorAll(".is-shown, .is-shown .beside-map")]
    .every((one) => one.scrollTop + one.clientHeight >= one.scrollHeight - 1)"""


@pytest.fixture(scope="module", autouse=True)
def incidents(served: Served) -> None:
    """Four at a square and one a little off, which is suspected; one in the other district; one without a place."""
    with served.database.writing() as session:
        place = make_place(session, "Projektortorget", SQUARE)
        where = Whereabouts("Projektortorget", place.id, SQUARE, LocationPrecision.PLACE)
        for _ in range(4):
            make_incident(session, where=where, summary=WORD, when=Interval(NOON), category="trafik")
        make_incident(session, at=Point(17.66, 59.515), summary=WORD, certainty=Certainty.SUSPECTED)
        make_incident(session, at=Point(17.75, 59.51), summary=WORD)
        make_incident(session, where=Whereabouts(precision=LocationPrecision.DISTRICT, district="vast"), summary=WORD)


@pytest.fixture
def opened(page: Page, coordinator: None) -> Page:
    page.set_viewport_size(PROJECTOR)
    page.goto(ADDRESS)
    page.locator(".is-shown").wait_for()
    return page


def shown(page: Page) -> str:
    return page.evaluate("document.querySelector('.slide.is-shown').id")


def all_slides(page: Page) -> Iterator[str]:
    """Steps through all, and gives each one's key."""
    page.keyboard.press("Home")
    for key in SLIDES:
        assert shown(page) == key
        yield key
        page.keyboard.press("PageDown")


def test_keys_of_hand_and_clicker_lead_forth_and_back(opened: Page):
    for key, slide in {
        "ArrowRight": "vast-map",
        "PageDown": "vast-near",
        " ": "vast-changes",
        "PageUp": "vast-near",
        "ArrowLeft": "vast-map",
        "2": "ost-map",
        "ArrowDown": "ost-changes",
        "ArrowUp": "ost-map",
        "End": "all",
        "1": "vast-map",
        "0": "all",
        "Home": "start",
    }.items():
        opened.keyboard.press(key)
        assert shown(opened) == slide, key
        expect(opened).to_have_url(re.compile(f"#{slide}$"))
        expect(opened.locator(f"#{slide}-head")).to_be_focused()


def test_the_ends_are_ends(opened: Page):
    opened.keyboard.press("PageUp")
    assert shown(opened) == "start"
    opened.keyboard.press("End")
    opened.keyboard.press("PageDown")
    assert shown(opened) == "all"


def test_a_slide_is_opened_by_its_address_and_by_touch(opened: Page):
    opened.goto(f"{ADDRESS}#ost-places")
    assert shown(opened) == "ost-places"
    opened.reload()
    assert shown(opened) == "ost-places"
    opened.get_by_role("button", name="Framåt").click()
    assert shown(opened) == "ost-hours"
    opened.get_by_role("button", name="Bakåt").click()
    opened.get_by_role("link", name="Väst").click()
    assert shown(opened) == "vast-map"
    expect(opened.get_by_role("link", name="Väst")).to_have_attribute("aria-current", "true")


def test_the_map_is_drawn_on_its_slides_as_a_picture(opened: Page):
    opened.keyboard.press("1")
    here = opened.locator("#vast-map")
    expect(here.get_by_role("img", name=re.compile("Karta över händelserna"))).to_be_visible()
    expect(here.locator(".map-group")).to_have_text("5")
    expect(here.locator(".leaflet-control-zoom")).to_have_count(0)
    expect(here.locator(".slide-map [tabindex], .slide-map [title]:not([title=''])")).to_have_count(0)
    expect(here.locator("path.is-here")).to_have_count(1)
    opened.keyboard.press("ArrowRight")
    near = opened.locator("#vast-near")
    expect(near.locator(".map-group")).to_have_text("4")
    expect(near.locator(".map-mark-suspected")).to_have_count(1)
    expect(near.locator("tbody th")).to_have_text(["Alla händelser", "Trafik och buskörning", "Övrigt"])
    expect(near.locator("tbody td")).to_have_text(["6", "5", "4", "4", "2", "1"])
    expect(near.locator(".beside-map .note")).to_have_text("Utanför bilden: 0. Utan plats på kartan: 1.")
    for _ in range(4):
        opened.keyboard.press("+")
    expect(near.locator("[data-outside]")).not_to_have_text("0")
    opened.keyboard.press("ArrowLeft")
    expect(here.locator(".map-group")).to_have_text("5")


def test_without_a_network_all_slides_are_there(opened: Page, context: BrowserContext):
    opened.wait_for_load_state("networkidle")
    context.set_offline(True)
    asked: list[str] = []
    opened.on("request", lambda request: request.url.startswith("data:") or asked.append(request.url))
    for key in all_slides(opened):
        expect(opened.locator(f"#{key}-head")).to_be_visible()
        if opened.locator(f"#{key} .slide-map").count():
            expect(opened.locator(f"#{key} .leaflet-marker-icon").first).to_be_visible()
    assert asked == []
    opened.keyboard.press("Escape")
    expect(opened.get_by_role("alert")).to_contain_text("Nätet är borta. Bilderna finns kvar här")
    assert shown(opened) == "all"
    context.set_offline(False)
    opened.keyboard.press("Escape")
    expect(opened).to_have_url(re.compile("/map\\?from=2026-11-05"))


def test_every_kind_of_slide_is_without_faults_for_those_who_see_differently(opened: Page):
    found = []
    for scheme, options in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
        opened.emulate_media(color_scheme=scheme)
        for key in all_slides(opened):
            if key not in EAST:
                results = Axe().run(opened, options={**options, "resultTypes": ["violations"]})
                found += [f"{key}, {scheme}: {results.generate_report()}"] * bool(results.violations_count)
    opened.keyboard.press("?")
    results = Axe().run(opened)
    found += [f"keys: {results.generate_report()}"] * bool(results.violations_count)
    assert not found, "\n".join(found)


def test_letters_are_large_on_a_projector_and_larger_on_a_larger_one(opened: Page):
    small = [(key, text) for key in all_slides(opened) for size, text in opened.evaluate(LETTERS) if size < 24]
    assert small == []
    opened.set_viewport_size({"width": 3840, "height": 2160})
    opened.keyboard.press("1")
    assert min(size for size, _ in opened.evaluate(LETTERS)) > 60
    assert opened.evaluate("document.querySelector('.map-group').getBoundingClientRect().height") > 100


@pytest.mark.parametrize("size", [PROJECTOR, {"width": 320, "height": 640}, {"width": 1024, "height": 420}])
def test_nothing_is_cut_off(opened: Page, size: dict[str, int]):
    """What is too tall is rolled, and the key leads on only at its end."""
    opened.set_viewport_size(size)
    for key in SLIDES[:-1]:
        assert opened.locator(f"#{key}").evaluate("one => one.scrollWidth <= one.clientWidth"), key
        while shown(opened) == key:
            was_at_end = opened.evaluate(AT_END)
            opened.keyboard.press("ArrowDown")
            assert was_at_end == (shown(opened) != key)
    assert opened.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_full_screen_black_screen_contrast_and_the_keys_themselves(opened: Page):
    opened.keyboard.press("f")
    wait_until(opened, "document.fullscreenElement !== null")
    opened.keyboard.press("F5")
    wait_until(opened, "document.fullscreenElement === null")
    opened.keyboard.press("k")
    assert opened.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink')") == "#000"
    opened.reload()
    assert opened.evaluate("document.documentElement.classList.contains('is-stark')")
    opened.keyboard.press("b")
    expect(opened.locator("#blank")).to_be_visible()
    opened.keyboard.press("PageDown")
    expect(opened.locator("#blank")).to_be_hidden()
    assert shown(opened) == "start"
    opened.keyboard.press("?")
    dialog = opened.get_by_role("dialog", name="Knappar och tangenter")
    expect(dialog).to_be_visible()
    opened.keyboard.press("PageDown")
    assert shown(opened) == "start"
    opened.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    opened.get_by_role("button", name="Knappar och tangenter").click()
    dialog.get_by_role("button", name="Hög kontrast").click()
    assert not opened.evaluate("document.documentElement.classList.contains('is-stark')")


def test_from_the_map_to_the_slides_and_back_by_keyboard(page: Page, coordinator: None):
    page.goto(f"/map?from=2026-11-05&to=2026-11-18&q={WORD}&layer=places")
    page.get_by_role("link", name="Visa på möte").press("Enter")
    expect(page).to_have_url(re.compile(r"/meeting\?.*layer=places"))
    page.locator(".is-shown").wait_for()
    page.keyboard.press("?")
    page.get_by_role("link", name="Lämna").press("Enter")
    expect(page).to_have_url(re.compile(r"/map\?.*layer=places"))
