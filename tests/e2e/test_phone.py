"""The phone form in a browser: a few taps, the phone's own position, and no connection."""

from time import monotonic
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import func, select

from app.models import Incident, IncidentStatus, Role
from geo.points import LocationPrecision
from tests.e2e.serving import Served
from tests.factories import Town, make_place

HERE = {"latitude": Town.in_west.lat, "longitude": Town.in_west.lon, "accuracy": 12}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"viewport": {"width": 360, "height": 740}, "has_touch": True}


@pytest.fixture
def context(forgetful_context: BrowserContext) -> BrowserContext:
    """A phone of its own for each test, with its own worker."""
    return forgetful_context


@pytest.fixture
def phone(page: Page, context: BrowserContext, served: Served) -> Page:
    """The form, opened on a reporter's phone, its worker ready."""
    served.sign_in(context, Role.REPORTER)
    return opened(page)


def opened(page: Page) -> Page:
    page.goto("/report")
    page.locator("#phone[data-ready]").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page


def tap(page: Page, words: str) -> None:
    page.locator("label.tap").filter(has_text=words).first.tap()


def number_of_incidents(served: Served) -> int:
    with served.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Incident)) or 0


def newest(served: Served) -> Incident:
    with served.database.reading() as session:
        return session.scalars(select(Incident).order_by(Incident.id.desc()).limit(1)).one()


def test_three_taps_report_what_happens_here_and_now(phone: Page, context: BrowserContext, served: Served):
    context.grant_permissions(["geolocation"])
    context.set_geolocation(HERE)
    began = monotonic()
    tap(phone, "Trafik")
    phone.locator("#here").tap()
    expect(phone.locator("#place-echo")).to_contain_text("± 10 m")
    phone.locator("#send").tap()
    expect(phone.locator("#told")).to_contain_text("Skickad.")
    assert monotonic() - began < 10
    incident = newest(served)
    assert (incident.status, incident.precision) == (IncidentStatus.DRAFT, LocationPrecision.POINT)
    assert incident.lonlat is not None
    assert (round(incident.lonlat.lon, 4), round(incident.lonlat.lat, 4)) == (Town.in_west.lon, Town.in_west.lat)
    assert incident.district_id is not None


def test_a_phone_that_may_not_or_cannot_tell_says_so_and_nothing_is_lost(phone: Page, context: BrowserContext):
    phone.locator("[name=summary]").fill("Moped på gångväg")
    phone.locator("#here").tap()
    expect(phone.locator("#place-echo")).to_contain_text("får inte berätta var du är")
    context.grant_permissions(["geolocation"])
    context.set_geolocation(HERE | {"accuracy": 900})
    phone.locator("#here").tap()
    expect(phone.locator("#place-echo")).to_contain_text("900 m")
    expect(phone.locator("[name=lon]")).to_have_value("")
    expect(phone.locator("[name=summary]")).to_have_value("Moped på gångväg")


def test_without_a_connection_it_opens_keeps_and_sends_when_told_to(
    phone: Page, context: BrowserContext, served: Served
):
    with served.database.writing() as session:
        make_place(session, "Ugglestigen", Town.in_west)
    opened(phone)
    before = number_of_incidents(served)
    context.set_offline(True)
    phone.reload()
    phone.locator("#phone[data-ready]").wait_for()
    tap(phone, "Trafik")
    phone.locator("[name=place]").fill("uggle")
    phone.get_by_role("option", name="Ugglestigen").tap()
    phone.locator("#send").tap()
    expect(phone.locator("#told")).to_contain_text("sparad i telefonen")
    expect(phone.locator("#waiting")).to_contain_text("1 händelse väntar")
    phone.reload()
    expect(phone.locator("#waiting")).to_contain_text("Ugglestigen")
    context.set_offline(False)
    phone.reload()
    expect(phone.locator("#waiting"), "nothing is sent by itself").to_be_visible()
    assert number_of_incidents(served) == before
    phone.locator("#send-waiting").tap()
    expect(phone.locator("#told")).to_contain_text("Skickat: 1")
    expect(phone.locator("#waiting")).to_be_hidden()
    assert number_of_incidents(served) == before + 1
    assert newest(served).place_words == "Ugglestigen"


def test_what_the_server_refuses_stays_and_can_be_mended(phone: Page, context: BrowserContext, served: Served):
    context.set_offline(True)
    tap(phone, "Trafik")
    phone.locator("[name=place]").fill("Ingenstansgatan")
    phone.keyboard.press("Escape")
    phone.locator("#send").tap()
    context.set_offline(False)
    with phone.expect_response("**/report"):
        phone.locator("#send-waiting").tap()
    expect(phone.locator("#waiting")).to_contain_text("finns inte bland kommunens platser")
    phone.get_by_role("button", name="Ändra").tap()
    expect(phone.locator("[name=place]")).to_have_value("Ingenstansgatan")
    tap(phone, "Bara Väst")
    phone.locator("#send").tap()
    expect(phone.locator("#told")).to_contain_text("Skickad.")
    expect(phone.locator("#waiting")).to_be_hidden()
    assert newest(served).place_words == "Ingenstansgatan"


def test_what_was_refused_and_mended_is_gone_once_it_is_sent(phone: Page):
    tap(phone, "Trafik")
    tap(phone, "Okänd plats")
    phone.locator("[name=summary]").fill("Ring 070-174 06 05")
    with phone.expect_navigation():
        phone.locator("#send").tap()
    expect(phone.locator("#mask")).to_be_visible()
    phone.locator("#phone[data-ready]").wait_for()
    phone.locator("[name=summary]").fill("Moped på gångväg")
    phone.locator("#send").tap()
    expect(phone.locator("#told")).to_contain_text("Skickad.")
    expect(phone.locator("[name=summary]")).to_have_value("")
    expect(phone.locator("#mask, .message.danger")).to_have_count(0)
    expect(phone.locator("[name=category]:checked")).to_have_count(0)


def leave_one_waiting(phone: Page, context: BrowserContext) -> None:
    """An incident that could not be sent, kept in the phone."""
    context.set_offline(True)
    tap(phone, "Trafik")
    tap(phone, "Okänd plats")
    phone.locator("#send").tap()
    expect(phone.locator("#waiting")).to_be_visible()
    context.set_offline(False)


def test_another_user_of_the_phone_does_not_see_what_waits(phone: Page, context: BrowserContext, served: Served):
    leave_one_waiting(phone, context)
    served.sign_in(context, Role.REPORTER)
    opened(phone)
    expect(phone.locator("#waiting")).to_be_hidden()


def test_signing_out_asks_first_while_something_waits(phone: Page, context: BrowserContext):
    leave_one_waiting(phone, context)
    asked = []
    phone.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    phone.goto("/more")
    phone.locator("main").get_by_role("button", name="Logga ut").tap()
    assert "1 händelser väntar" in asked[0]
    assert phone.url.endswith("/more")


def test_aids_find_nothing_wrong(phone: Page):
    phone.get_by_text("Alla kategorier").tap()
    results = Axe().run(phone)
    assert results.violations_count == 0, results.generate_report()


def half_typed(phone: Page) -> None:
    tap(phone, "Trafik")
    tap(phone, "Okänd plats")
    phone.locator("[name=summary]").fill("Moped på gångväg")


def as_it_was_left(phone: Page) -> None:
    phone.locator("#phone[data-ready]").wait_for()
    expect(phone.locator("[name=summary]")).to_have_value("Moped på gångväg")
    expect(phone.locator("[name=category]:checked")).to_have_count(1)
    expect(phone.locator("[name=known]:checked + span")).to_have_text("Okänd plats")


def test_what_is_half_typed_outlives_a_reload_and_leaving_and_is_sent_once(
    phone: Page, context: BrowserContext, served: Served
):
    before = number_of_incidents(served)
    half_typed(phone)
    phone.reload()
    as_it_was_left(phone)
    expect(phone.locator("#half-typed")).to_contain_text("står kvar")
    phone.goto("/more")
    phone.goto("/report")
    as_it_was_left(phone)
    phone.close()  # as when the phone puts the page away
    phone = opened(context.new_page())
    as_it_was_left(phone)
    assert Axe().run(phone).violations_count == 0
    phone.locator("#send").tap()
    expect(phone.locator("#told")).to_contain_text("Skickad.")
    expect(phone.locator("#half-typed")).to_be_hidden()
    phone.reload()
    phone.locator("#phone[data-ready]").wait_for()
    expect(phone.locator("[name=summary]")).to_have_value("")
    assert number_of_incidents(served) == before + 1


def test_what_is_half_typed_stands_after_a_refusal_until_it_is_masked_and_sent(phone: Page):
    half_typed(phone)
    phone.locator("[name=summary]").fill("Moped på gångväg, ring 070-174 06 05")
    with phone.expect_navigation():
        phone.locator("#send").tap()
    phone.locator("#phone[data-ready]").wait_for()
    phone.goto("/report")
    phone.locator("#phone[data-ready]").wait_for()
    expect(phone.locator("[name=summary]")).to_have_value("Moped på gångväg, ring 070-174 06 05")
    with phone.expect_navigation():
        phone.locator("#send").tap()
    with phone.expect_navigation():
        phone.locator("#mask").tap()
    expect(phone.locator("#told")).to_contain_text("Sparad")
    phone.goto("/report")
    phone.locator("#phone[data-ready]").wait_for()
    expect(phone.locator("[name=summary]")).to_have_value("")


def test_what_is_half_typed_can_be_thrown_away_and_goes_when_somebody_signs_out(phone: Page):
    half_typed(phone)
    phone.reload()
    as_it_was_left(phone)
    phone.once("dialog", lambda dialog: dialog.accept())
    phone.locator("#half-typed button").tap()
    expect(phone.locator("[name=summary]")).to_have_value("")
    half_typed(phone)
    phone.goto("/more")
    phone.locator("main").get_by_role("button", name="Logga ut").tap()
    phone.wait_for_url("**/sign-in**")
    assert phone.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))") == []


def test_who_changes_what_waits_loses_nothing_of_what_stands_half_typed(phone: Page, context: BrowserContext):
    leave_one_waiting(phone, context)
    half_typed(phone)
    phone.get_by_role("button", name="Ändra").tap()
    expect(phone.locator("#waiting h2")).to_have_text("2 händelser väntar på att skickas")
    expect(phone.locator("[name=summary]")).to_have_value("")
