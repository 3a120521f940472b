"""The map's layers in a real browser: density, hot places, overlays, saved views, by mouse and by keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from sqlalchemy import select

from app.models import District, Role, WatchedArea
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Interval, Whereabouts
from tests.e2e.serving import Served
from tests.factories import NOON, make_incident, make_place

WORD = "lagerprovet"
ADDRESS = f"/map?from=2026-11-18&to=2026-11-18&q={WORD}"
SQUARE, PARK = Point(17.652, 59.512), Point(17.748, 59.488)

NUMBERS = [re.compile("^8▲?$"), re.compile("^3$")]
"""With the mark of a clear increase where other tests have left incidents of the months before."""


@pytest.fixture(scope="session", autouse=True)
def incidents(served: Served) -> None:
    """Eight at one square, three at a park, all at noon; and a watched area around the square."""
    with served.database.writing() as session:
        for name, at, number in (("Lagertorget", SQUARE, 8), ("Lagerparken", PARK, 3)):
            place = make_place(session, name, at)
            where = Whereabouts(name, place.id, at, LocationPrecision.PLACE)
            for _ in range(number):
                make_incident(session, where=where, summary=WORD, when=Interval(NOON))
        west = session.scalars(select(District).where(District.key == "vast")).one()
        area = "SRID=4326;MULTIPOLYGON(((17.64 59.5,17.66 59.5,17.66 59.52,17.64 59.52,17.64 59.5)))"
        session.add(WatchedArea(name="Lagerkvarteret", district_id=west.id, area=area))


def opened(page: Page, more: str) -> Page:
    page.goto(f"{ADDRESS}&{more}")
    return page


def popup(page: Page):
    return page.locator(".map-popup")


def test_density_is_drawn_in_steps_and_told_in_a_table(page: Page, coordinator: None):
    opened(page, "layer=density&metres=300")
    expect(page.locator("path.map-density").first).to_be_visible()
    expect(page.locator("path.density-5")).to_have_count(1)
    expect(page.locator(".leaflet-marker-icon")).to_have_count(0)
    row = page.get_by_role("row", name=re.compile("torget 8"))  # the nearest square may be that of another file
    assert Axe().run(page).violations_count == 0
    row.get_by_role("button").press("Enter")
    centre = page.evaluate("map_laget.getCenter()")
    assert (round(centre["lng"], 2), round(centre["lat"], 2)) == (17.65, 59.51)


def test_an_answer_that_comes_late_draws_nothing(page: Page, coordinator: None):
    """The first step, a day without incidents, is answered after the second."""
    held: list[Route] = []
    page.goto(f"/map?from=2026-11-17&to=2026-11-18&q={WORD}&layer=density&metres=300")
    expect(page.locator("path.map-density").first).to_be_visible()
    page.route("**/map/density.json*to=2026-11-17*", lambda route: held.append(route))
    with page.expect_request("**/map/density.json*to=2026-11-17*"):
        page.locator("[data-time-step='1']").click()
    with page.expect_response("**/map/density.json*from=2026-11-18*"):
        page.locator("[data-time-step='1']").click()
    with page.expect_response("**/map/density.json*to=2026-11-17*"):
        held[0].continue_()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(100)
    expect(page.locator("path.map-density").first).to_be_visible()


def test_how_far_density_is_smoothed_stands_in_the_address(page: Page, coordinator: None):
    opened(page, "layer=density&metres=300")
    page.get_by_role("link", name="600 m").press("Enter")
    expect(page).to_have_url(re.compile("metres=600"))
    expect(page.locator("a[aria-current]", has_text="600 m")).to_be_visible()
    expect(page.get_by_text("Varje händelse är utjämnad över 600 m")).to_be_visible()


def test_hot_places_are_circles_with_their_number(page: Page, coordinator: None):
    opened(page, "layer=places")
    circles = page.locator(".map-hot-place")
    expect(circles).to_have_text(NUMBERS)
    assert Axe().run(page).violations_count == 0
    circles.first.focus()
    page.keyboard.press("Enter")
    expect(popup(page)).to_contain_text("Lagertorget: 8 händelser")
    expect(page.locator("tr.picked")).to_contain_text("Lagertorget")
    page.keyboard.press("Escape")
    expect(popup(page)).to_have_count(0)
    expect(circles.first).to_be_focused()
    expect(page.locator("tr.picked")).to_have_count(0)
    page.get_by_role("row", name=re.compile("Lagerparken 3")).get_by_role("button").press("Enter")
    expect(popup(page)).to_contain_text("Lagerparken: 3 händelser")
    popup(page).get_by_role("link", name="Lagerparken").click()
    expect(page.locator("tbody tr")).to_have_count(3)


def test_a_layer_and_the_table_follow_the_time_that_is_shown(page: Page, coordinator: None):
    page.goto(f"/map?from=2026-11-17&to=2026-11-18&q={WORD}&layer=places&show=watched")
    expect(page.locator(".map-hot-place")).to_have_count(2)
    page.locator("#time-until").press("ArrowLeft")
    expect(page.get_by_text("Ingen händelse i urvalet har en namngiven plats.")).to_be_visible()
    expect(page.locator(".map-hot-place")).to_have_count(0)
    expect(page.locator("#rows .empty")).to_contain_text("Ingen händelse i bild.")
    expect(page.locator(".map-name-watched", has_text="Lagerkvarteret: 0")).to_be_visible()
    page.locator("#time-until").press("ArrowRight")
    expect(page.locator(".map-hot-place")).to_have_text(NUMBERS)
    expect(page.locator(".map-name-watched", has_text="Lagerkvarteret: 8")).to_be_visible()


def test_layers_are_switched_by_their_keys(page: Page, coordinator: None):
    opened(page, "layer=places")
    expect(page.locator(".map-hot-place")).to_have_count(2)
    page.keyboard.press("2")
    expect(page.locator("path.map-density").first).to_be_visible()
    page.keyboard.press("1")
    expect(page.locator("#legend")).to_be_visible()


def test_a_watched_area_is_named_with_its_number(page: Page, coordinator: None):
    opened(page, "show=watched&show=reference")
    expect(page.locator(".map-name-watched", has_text="Lagerkvarteret: 8")).to_be_visible()


def test_a_view_is_saved_with_its_place_and_opened_again(page: Page, coordinator: None):
    opened(page, "layer=places")
    expect(page.locator(".map-hot-place")).to_have_count(2)
    page.evaluate("map_laget.setView([59.512, 17.652], 15, {animate: false})")
    page.get_by_text("Sparade vyer").click()
    page.get_by_label("Namn på vyn").fill("Lagertorget på kvällen")
    page.get_by_role("button", name="Spara vyn").press("Enter")
    expect(page.get_by_text("Vyn ”Lagertorget på kvällen” är sparad.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"layer=places#map=15/59\.5120/17\.6520"))
    page.goto("/map")
    page.get_by_text("Sparade vyer").click()
    assert Axe().run(page).violations_count == 0
    page.get_by_role("link", name="Lagertorget på kvällen").click()
    expect(page).to_have_url(re.compile(r"layer=places.*#map=15/59\.5120/17\.6520"))
    page.get_by_text("Sparade vyer").click()
    page.get_by_role("button", name="Ta bort Lagertorget på kvällen").click()
    expect(page.get_by_text("är borttagen")).to_be_visible()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_view_whose_name_is_refused_is_named_anew_on_the_same_map(
    browser: Browser, served: Served, base_url: str, *, has_scripts: bool
):
    """In a browser of its own, which counts what is refused among its errors."""
    at = "#map=15/59.5120/17.6520" if has_scripts else ""
    with browser.new_context(base_url=base_url, locale="sv-SE", java_script_enabled=has_scripts) as context:
        served.sign_in(context, Role.COORDINATOR)
        page = context.new_page()
        opened(page, f"layer=places{at}")
        page.get_by_text("Sparade vyer").click()
        name = page.get_by_label("Namn på vyn")
        name.fill("Ring 070-174 06 05")
        page.get_by_label("För vilka").select_option("Väst")
        name.press("Enter")
        expect(name).to_have_accessible_description(re.compile("ta bort personuppgifterna"))
        expect(name).to_be_focused()
        expect(name).to_have_value("Ring 070-174 06 05")
        assert page.url.endswith(f"{ADDRESS}&layer=places{at}")
        if has_scripts:
            expect(page.locator(".map-hot-place")).to_have_count(2)
            assert Axe().run(page).violations_count == 0
        name.fill(f"Torget att ringa om {has_scripts}")
        name.press("Enter")
        expect(page.get_by_text(f"Vyn ”Torget att ringa om {has_scripts}” är sparad.")).to_be_visible()
        assert page.url.endswith(f"{ADDRESS}&layer=places{at}")


def test_the_whole_address_is_copied_with_its_language(page: Page, context: BrowserContext, coordinator: None):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, "layer=places#map=15/59.512/17.652")
    page.get_by_role("button", name="Kopiera länk").press("Enter")
    expect(page.get_by_text("Länken är kopierad.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"q={WORD}&layer=places&lang=sv#map=15/59.512" in copied
