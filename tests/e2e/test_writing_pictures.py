"""Writing in an edition with a browser: nothing typed is lost, by keyboard, on a phone, with aids."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import delete

from app.config import Settings
from app.models import Assessment, Picture, PictureText
from app.pictures.actions.keeping import keep_edition
from app.pictures.building import build_edition
from reports.picture.periods import Period
from tests.e2e.serving import Served
from tests.editions import PERIOD

PAGE = "/pictures/2026-21/edit"
PERIOD_HERE = Period(PERIOD.start - timedelta(days=28))


@pytest.fixture
def edition(served: Served, coordinator: None) -> Iterator[None]:
    """A draft of a fortnight that no other test is about; nothing is written in it."""
    with served.database.reading() as session:
        # Now, as tests before this one may have entered incidents of its fortnight.
        built = build_edition(session, Settings(), PERIOD_HERE, datetime.now(UTC))
    with served.database.writing() as session:
        keep_edition(session, built, None)
    yield
    with served.database.writing() as session:
        for table in (PictureText, Assessment, Picture):
            session.execute(delete(table))


def test_what_was_typed_and_not_saved_is_there_when_the_page_is_opened_again(page: Page, edition: None) -> None:
    page.goto(PAGE)
    page.get_by_label("Barnperspektiv").fill("Unga i den påhittade parken.")
    page.reload()
    expect(page.get_by_label("Barnperspektiv")).to_have_value("Unga i den påhittade parken.")
    expect(page.get_by_text("Det du skrev här senast var inte sparat.")).to_be_visible()
    page.get_by_role("button", name="Spara allt").click()
    page.wait_for_load_state()
    expect(page.get_by_label("Barnperspektiv")).to_have_value("Unga i den påhittade parken.")
    expect(page.get_by_text("Det du skrev här senast var inte sparat.")).to_have_count(0)
    page.get_by_label("Barnperspektiv").fill("Något annat.")
    page.reload()
    page.get_by_role("button", name="Visa det sparade i stället").click()
    expect(page.get_by_label("Barnperspektiv")).to_have_value("Unga i den påhittade parken.")


def test_a_district_is_assessed_by_keyboard(page: Page, edition: None) -> None:
    page.goto(PAGE)
    group = page.get_by_role("group", name="Bedömning av Väst")
    group.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    expect(group.get_by_role("radio", name="Viss oro")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("Flera har hört av sig.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#assessment-vast")
    expect(group.get_by_role("radio", name="Viss oro")).to_be_checked()
    expect(group.get_by_text("Sparat")).to_be_visible()
    expect(page.get_by_role("link", name="Bedöm läget i Väst.")).to_have_count(0)


def test_the_suggestion_can_be_taken_over_without_losing_what_else_was_typed(page: Page, edition: None) -> None:
    page.goto(PAGE)
    page.get_by_label("Kommentar till Öst").fill("Hör ihop med vägarbetet.")
    page.get_by_role("button", name="Ta över förslaget").click()
    expect(page.get_by_label("Sammanfattning i tre meningar")).not_to_have_value("")
    expect(page.get_by_label("Kommentar till Öst")).to_have_value("Hör ihop med vägarbetet.")
    expect(page.get_by_text("Uppgifterna säger nu:")).to_be_visible()


def test_the_public_suggestion_replaces_what_was_typed_there(page: Page, edition: None) -> None:
    page.goto(PAGE)
    page.get_by_label("Sammanfattning för allmänheten").fill("Påhittat som inte ska stå kvar.")
    page.get_by_role("button", name="Ta över det allmänna förslaget").click()
    page.wait_for_url("**#public_summary")
    expect(page.get_by_label("Sammanfattning för allmänheten")).to_have_value(re.compile(r"\.$"))
    expect(page.get_by_label("Sammanfattning för allmänheten")).not_to_have_value(re.compile("Påhittat"))
    expect(page.get_by_text("Det du skrev här senast var inte sparat.")).to_have_count(0)
    expect(page.get_by_label("Sammanfattning i tre meningar")).to_have_value("")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_with_what_was_refused_works_with_aids_and_on_a_small_phone(page, edition: None, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(PAGE)
    page.get_by_label("Kommentar till Väst").fill("Ring 19811218-9876.")
    page.get_by_label("Vad som händer").fill("Marknad")
    page.get_by_role("group", name="Bedömning av Öst").get_by_role("radio").first.check()
    page.get_by_role("button", name="Spara allt").click()
    expect(page.get_by_role("alert")).to_contain_text("Något är inte sparat än.")
    expect(page.locator("mark")).to_have_text("19811218-9876")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_reviewing_saves_what_was_typed_first(page: Page, edition: None) -> None:
    page.goto(PAGE)
    page.get_by_label("Barnperspektiv").fill("Unga i den påhittade parken.")
    page.get_by_role("button", name="Markera som granskad").click()
    expect(page.get_by_role("status").first).to_contain_text("är granskad")
    expect(page.get_by_role("button", name="Publicera lägesbild")).to_be_visible()
    page.goto(PAGE)
    expect(page.get_by_label("Barnperspektiv")).to_have_value("Unga i den påhittade parken.")
