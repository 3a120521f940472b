"""The phone form without a connection: from the first visit on, and after a page that the server refused."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.models import Role
from tests.e2e.serving import Served


@pytest.fixture
def context(forgetful_context: BrowserContext) -> BrowserContext:
    """A phone of its own for each test, with its own worker."""
    return forgetful_context


def opened_once(page: Page, context: BrowserContext, served: Served) -> None:
    served.sign_in(context, Role.REPORTER)
    page.goto("/report")
    page.locator("#phone[data-ready]").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def test_it_opens_without_a_connection_after_the_first_visit(page: Page, context: BrowserContext, served: Served):
    opened_once(page, context, served)
    context.set_offline(True)
    page.goto("/report")
    page.locator("#phone[data-ready]").wait_for()
    expect(page.locator("#send")).to_be_visible()


def test_a_page_kept_before_its_files_changed_has_those_of_now_without_a_connection(
    page: Page, context: BrowserContext, served: Served
):
    opened_once(page, context, served)
    page.reload()
    page.locator("#phone[data-ready]").wait_for()
    context.set_offline(True)
    ask = "(path) => fetch(path).then((answer) => answer.ok).catch(() => false)"
    assert page.evaluate(ask, "/static/0123456789ab/js/phone.js")


def test_a_refused_page_that_is_loaded_anew_without_a_connection_still_has_what_was_typed(
    page: Page, context: BrowserContext, served: Served
):
    opened_once(page, context, served)
    page.locator("label.tap").filter(has_text="Trafik").first.click()
    page.locator("label.tap").filter(has_text="Okänd plats").first.click()
    page.locator("[name=summary]").fill("Ring 070-174 06 05")
    with page.expect_navigation():
        page.locator("#send").click()
    expect(page.locator("#mask")).to_be_visible()
    page.locator("#phone[data-ready]").wait_for()
    context.set_offline(True)
    page.reload()
    page.locator("#phone[data-ready]").wait_for()
    expect(page.locator("[name=summary]")).to_have_value("Ring 070-174 06 05")
