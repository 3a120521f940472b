"""Personal data typed into the form, in a browser: warned of, marked, and masked by one key."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.models import Incident
from tests.e2e.serving import Served

pytestmark = pytest.mark.usefixtures("coordinator")

READY = "form[data-ready]"
TEXT = "Mannen 900101-9802 greps, vittnet nås på 070-123 45 67"


def stopped(page: Page, place: str = "") -> Page:
    """The form as it comes back for personal data in its texts."""
    page.goto("/incidents/new")
    page.locator(READY).wait_for()
    page.get_by_role("combobox", name="Vad").fill("övrigt")
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Var").fill(place)
    page.get_by_label("Platsen ovan" if place else "Okänd plats").check()
    page.get_by_label("Källa").select_option("Polisen")
    page.get_by_label("Kort om vad som hände").fill(TEXT)
    page.keyboard.press("Tab")
    expect(page.locator("#summary-privacy")).to_contain_text("Här står ett personnummer och ett telefonnummer.")
    page.keyboard.press("Control+Enter")
    page.locator("#mask").wait_for()
    page.locator(READY).wait_for()
    return page


def newest(served: Served) -> Incident:
    with served.database.reading() as session:
        return session.scalars(select(Incident).order_by(Incident.id.desc()).limit(1)).one()


def test_one_key_masks_and_saves(page: Page, served: Served):
    stopped(page)
    expect(page.locator("#mask")).to_be_focused()
    expect(page.locator("#summary-stopped mark")).to_have_text(["900101-9802", "070-123 45 67"])
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sparad:")).to_be_visible()
    assert newest(served).summary == "Mannen [personnummer] greps, vittnet nås på [telefonnummer]"


def test_it_is_let_stand_by_keyboard(page: Page, served: Served):
    stopped(page)
    for key in ("Tab", "Enter", "Tab", "ArrowDown", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("Sparad:")).to_be_visible()
    assert newest(served).summary == TEXT


def test_the_stopped_form_is_accessible_and_narrow(page: Page):
    page.set_viewport_size({"width": 320, "height": 900})
    stopped(page, place="Provgatan 12 lgh 1203")
    page.locator("details summary").first.click()
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
