"""The main job in a browser: an incident is entered, seen on the map, and counted in the picture."""

import pytest
from playwright.sync_api import Page, expect

from app.config import Settings
from app.formatting import local_today
from reports.picture.periods import newest_closed_period
from tests.e2e.serving import Served
from tests.factories import Town, make_place

FIRST_MONDAY = Settings().picture_first_monday
pytestmark = pytest.mark.usefixtures("coordinator")


def test_an_incident_goes_from_the_keyboard_to_the_map_and_the_picture(page: Page, served: Served) -> None:
    with served.database.writing() as session:
        make_place(session, "Stora torget", Town.in_west)
    page.goto("/")
    page.get_by_role("link", name="Logga händelse").first.click()
    page.locator("form[data-ready]").wait_for()
    page.get_by_label("Källa").select_option("Polisen")
    page.get_by_role("combobox", name="Vad").fill("trafik")
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Var").fill("stora torg")
    page.get_by_role("option", name="Stora torget").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_label("Dag").fill(newest_closed_period(local_today(), FIRST_MONDAY).last_day.isoformat())
    page.get_by_label("När").fill("00.05")
    page.get_by_label("Kort om vad som hände").fill("Moped på gångväg")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Sparad:")).to_be_visible()

    page.goto("/map?from=&to=")
    expect(page.get_by_text("Moped på gångväg").or_(page.get_by_text("Stora torget")).first).to_be_visible()
    page.locator(".leaflet-marker-icon").first.wait_for()

    page.goto("/pictures")
    page.get_by_role("button", name="Bygg lägesbild").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lägesbild", timeout=30_000)
    expect(page.get_by_role("table", name="Väst")).to_contain_text("Trafik och buskörning")
    document = page.context.request.get(page.get_by_role("link", name="Öppna som PDF").get_attribute("href") or "")
    assert document.headers["content-type"] == "application/pdf"
    assert document.body().startswith(b"%PDF-")
