"""An edition in a browser: each audience's version without faults, on a phone, in the dark, by keyboard."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete

from app.config import Settings
from app.models import Picture
from app.pictures.actions.keeping import keep_edition
from app.pictures.building import build_edition
from reports.incoming.drafts import Interval
from reports.picture.periods import Period
from tests.e2e.serving import Served
from tests.e2e.test_every_page import faults
from tests.editions import AFTER, PERIOD
from tests.factories import Town, make_incident

ADDRESS = "/pictures/2026-22"
PERIOD_HERE = Period(PERIOD.start - timedelta(days=14))


@pytest.fixture(scope="module", autouse=True)
def edition(served: Served) -> Iterator[None]:
    """A draft with charts and numbers too small for the public, of a fortnight that no other test is about."""
    periods = (*PERIOD_HERE.before(5), PERIOD_HERE)
    with served.database.writing() as session:
        for period in periods:
            for category in ("trafik", "trafik", "trafik", "ovrigt"):
                when = Interval(period.starts_at + timedelta(days=2))
                make_incident(session, when=when, at=Town.in_west, category=category)
    with served.database.reading() as session:
        built = build_edition(session, Settings(), PERIOD_HERE, AFTER)
    with served.database.writing() as session:
        keep_edition(session, built, None)
    yield
    with served.database.writing() as session:
        session.execute(delete(Picture))


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize("audience", ["intern", "styrgrupp", "allman"])
def test_every_version_is_without_faults(page: Page, audience: str) -> None:
    page.goto(f"{ADDRESS}?audience={audience}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lägesbild 2026:22")
    assert list(faults(page)) == []


@pytest.mark.usefixtures("coordinator")
def test_a_chart_shows_its_numbers_as_a_table_by_keyboard(page: Page) -> None:
    page.goto(ADDRESS)
    table = page.get_by_role("table", name="Väst: antal per tvåveckorsperiod")
    expect(table).to_have_count(0)
    page.get_by_text("Visa som tabell: Väst").focus()
    page.keyboard.press("Enter")
    expect(table).to_be_visible()
    expect(table.get_by_role("row").nth(1)).to_have_text("12 okt. 2026 3", use_inner_text=True)


@pytest.mark.usefixtures("coordinator")
def test_one_click_leads_from_a_word_to_its_method(page: Page) -> None:
    page.goto(ADDRESS)
    page.get_by_role("link", name="inom normal variation").first.click()
    expect(page.locator("#method-within-normal")).to_be_in_viewport()
    expect(page.locator("#method-within-normal")).to_have_text("Inom normal variation")


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size({"width": 375, "height": 812})
    return page


@pytest.mark.usefixtures("coordinator")
def test_on_a_phone_sections_are_folded_and_open_by_keyboard_or_a_link(phone: Page) -> None:
    phone.goto(ADDRESS)
    heading = phone.get_by_role("button", name="Väst", exact=True)
    expect(heading).to_have_attribute("aria-expanded", "false")
    expect(phone.locator("#method-within-normal")).to_be_hidden()
    heading.press("Enter")
    expect(phone.locator("section", has=heading).locator("figcaption").first).to_be_visible()
    phone.get_by_role("link", name="inom normal variation").first.click()
    expect(phone.locator("#method-within-normal")).to_be_in_viewport()
    assert list(faults(phone)) == []


@pytest.mark.usefixtures("coordinator")
def test_on_a_phone_a_whole_figure_is_seen_and_may_be_made_larger(phone: Page) -> None:
    phone.goto(ADDRESS)
    phone.get_by_role("button", name="Väst", exact=True).click()
    drawn = phone.locator("#district-vast").locator("xpath=..").locator(".drawn-map").first
    assert (drawn.bounding_box() or {})["width"] <= 375
    phone.get_by_role("checkbox", name="Förstora").first.check()
    assert (drawn.bounding_box() or {})["width"] > 700


@pytest.mark.usefixtures("coordinator")
def test_all_is_printed_from_a_phone_too(phone: Page) -> None:
    phone.goto(ADDRESS)
    phone.emulate_media(media="print")
    expect(phone.locator("#method-within-normal")).to_be_visible()
