"""The review in a browser: by keys alone, with the mouse, on a bad line, and with two people at once."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Keyboard, Locator, Page, Route, expect
from sqlalchemy import select, update

from app.models import Incident, IncidentStatus, Organisation, Report, Role
from geo.points import LocationPrecision
from reports.incoming.drafts import Interval, Whereabouts
from tests.e2e.conditions import wait_until
from tests.e2e.serving import Served
from tests.factories import Town, make_place
from tests.review_reports import DECISIVE, FIRST, SECOND, make_draft, make_read_report

pytestmark = pytest.mark.usefixtures("coordinator", "places")


@pytest.fixture(scope="module")
def places(served: Served) -> None:
    with served.database.writing() as session:
        for name, at in (("Kvarntorget", Town.in_west), ("Hagbacken", Town.in_east)):
            make_place(session, name, at)


@pytest.fixture
def drafts(served: Served) -> Iterator[tuple[int, int, int]]:
    """A report with a sure and a doubtful draft: the ids of report and drafts. Afterwards nothing is like them."""
    with served.database.writing() as session:
        guards = session.scalars(select(Organisation).where(Organisation.name == "Väktarna")).one()
        report = make_read_report(session, guards)
        where = Whereabouts("Provtorget", None, Town.in_west, LocationPrecision.PLACE, "vast")
        first = make_draft(session, report, FIRST, DECISIVE, category="trafik", where=where)
        second = make_draft(session, report, SECOND)
        ids = (report.id, first.id, second.id)
    yield ids
    with served.database.writing() as session:
        # In one statement: other tests have left tens of thousands.
        stand = Incident.status.in_((IncidentStatus.DRAFT, IncidentStatus.CONFIRMED))
        session.execute(update(Incident).where(stand).values(status=IncidentStatus.WITHDRAWN))


def opened(page: Page, report_id: int) -> Page:
    page.goto(f"/reports/{report_id}/review")
    page.locator("#review[data-ready]").wait_for()
    return page


def saved(page: Page) -> None:
    expect(page.locator("#review:not(.is-saving)")).to_be_visible()


def status(served: Served, incident_id: int) -> IncidentStatus:
    with served.database.reading() as session:
        return session.get_one(Incident, incident_id).status


def card(page: Page, incident_id: int) -> Locator:
    return page.locator(f"#draft-{incident_id}")


def at_second(page: Page, drafts: tuple[int, int, int]) -> Keyboard:
    """The keys, at the second draft of the open report."""
    report, _first, second = drafts
    keys = opened(page, report).keyboard
    card(page, second).click()
    return keys


def test_a_report_is_reviewed_by_keys_alone_and_undone(page: Page, served: Served, drafts):
    report, first, second = drafts
    keys = opened(page, report).keyboard
    expect(card(page, first)).to_have_attribute("aria-current", "true")
    keys.press("Enter")
    expect(card(page, second)).to_have_attribute("aria-current", "true")
    keys.press("1")
    keys.press("w")
    keys.type("hagb", delay=40)
    page.locator(".suggestions").get_by_role("option").first.wait_for()
    keys.press("ArrowDown")
    keys.press("Enter")
    keys.press("Escape")
    keys.press("t")
    expect(page.get_by_label("När")).to_be_focused()
    keys.type("03.10")
    expect(page.locator("#when-echo")).to_contain_text("kl. 03.10")
    keys.press("Enter")
    expect(page.locator("#left")).to_have_text("Allt är granskat")
    expect(page.locator("#review-said")).to_contain_text("Bekräftad. Allt är granskat")
    saved(page)
    with served.database.reading() as session:
        done = session.get_one(Incident, second)
        assert (done.place_words, done.category.code, done.status) == (
            "Hagbacken",
            "trafik",
            IncidentStatus.CONFIRMED,
        )
        assert done.occurred_from.isoformat() == "2026-11-18T02:10:00+00:00"
    for _ in range(4):
        keys.press("u")
    saved(page)
    expect(page.locator("#left")).to_have_text("2 kvar")
    assert status(served, first) is IncidentStatus.DRAFT


def test_all_sure_ones_at_once_and_the_rest_is_left_out(page: Page, served: Served, drafts):
    report, first, second = drafts
    keys = opened(page, report).keyboard
    keys.press("a")
    expect(page.locator("#left")).to_have_text("1 kvar")
    keys.press("ArrowDown")
    keys.press("Delete")
    saved(page)
    assert (status(served, first), status(served, second)) == (IncidentStatus.CONFIRMED, IncidentStatus.WITHDRAWN)
    expect(page.locator("#all-done")).to_be_visible()


def test_undoing_many_at_once_leaves_the_person_where_they_are(page: Page, served: Served, drafts):
    report, first, second = drafts
    with served.database.writing() as session:
        where = Whereabouts("Provtorget", None, Town.in_west, LocationPrecision.PLACE, "vast")
        noon = Interval(datetime(2026, 3, 2, 12, tzinfo=UTC))
        source = session.get_one(Report, report)
        third = make_draft(session, source, FIRST, DECISIVE, category="ovrigt", where=where, when=noon).id
    opened(page, report).keyboard.press("a")
    for sure in (first, third):
        expect(card(page, sure)).to_have_attribute("data-status", "confirmed")
    card(page, second).click()
    page.keyboard.press("u")
    expect(card(page, third)).to_have_attribute("data-status", "draft")
    expect(card(page, second)).to_have_attribute("aria-current", "true")


def test_it_works_by_mouse_alone(page: Page, served: Served, drafts):
    report, first, second = drafts
    opened(page, report).locator(f'mark[data-draft="{second}"]').click()
    page.locator(".category-key", has_text="Trafik").click()
    expect(card(page, second).get_by_role("heading")).to_contain_text("Trafik")
    card(page, second).get_by_role("button", name="Dela").click()
    page.get_by_role("button", name="Senare jagar den en katt.", exact=True).click()
    expect(page.locator(".draft")).to_have_count(3)
    page.locator(".draft").last.click()
    page.get_by_role("button", name="Ihop med föregående händelse 3").click()
    expect(page.locator(".draft")).to_have_count(2)
    card(page, second).get_by_role("button", name="Bekräfta").click()
    card(page, first).get_by_role("button", name="Lämna utanför").click()
    saved(page)
    assert (status(served, first), status(served, second)) == (IncidentStatus.WITHDRAWN, IncidentStatus.CONFIRMED)


def test_marked_text_becomes_an_incident(page: Page, drafts):
    report, _first, _second = drafts
    opened(page, report).locator(".left-out [data-start]").first.dblclick()
    page.get_by_role("button", name="Gör markeringen till händelse").click()
    expect(page.locator(".draft")).to_have_count(3)
    page.keyboard.press("u")
    expect(page.locator(".draft")).to_have_count(2)


def test_nothing_is_lost_while_the_line_is_down(page: Page, served: Served, drafts):
    report, first, second = drafts
    opened(page, report)
    # As a hotel's network answers before one has signed in there; a dead line the browser would complain of itself.
    page.route("**/review/*", lambda route: route.fulfill(status=200, content_type="text/html", body=""))
    page.keyboard.press("Enter")
    expect(page.locator("#unsaved")).to_contain_text("Inte sparat än")
    expect(card(page, first)).to_have_attribute("data-status", "confirmed")
    page.keyboard.press("1")
    assert status(served, first) is IncidentStatus.DRAFT
    page.unroute("**/review/*")
    page.reload()
    saved(page)
    assert status(served, first) is IncidentStatus.CONFIRMED
    expect(card(page, second).get_by_role("heading")).to_contain_text("Trafik")


def with_clock(page: Page) -> Page:
    """A page whose time can be put forward."""
    page.clock.install()
    return page


def look(page: Page) -> None:
    """Let the page look now at what others do, as it does every few seconds."""
    with page.expect_response(re.compile(r"/state\.json$")):
        page.clock.fast_forward(4000)


def test_two_people_see_what_the_other_does(page: Page, served: Served, browser: Browser, base_url: str, drafts):
    report, first, second = drafts
    with browser.new_context(base_url=base_url, locale="sv-SE") as context:
        served.sign_in(context, Role.COORDINATOR)
        other = opened(with_clock(context.new_page()), report)
        opened(page, report).keyboard.press("Enter")
        saved(page)
        look(other)
        expect(card(other, first)).to_have_attribute("data-status", "confirmed")
        expect(other.locator("#review-said")).to_contain_text("samtidigt")
        # Both write before either has looked again.
        other.evaluate("Object.defineProperty(document, 'hidden', { value: true })")
        other.keyboard.press("ArrowDown")
        other.keyboard.press("e")
        other.get_by_role("textbox", name="Text").fill("Det den andra skrev.")
        page.keyboard.press("1")
        saved(page)
        other.keyboard.press("Control+Enter")
        expect(other.locator("#editor-problem")).to_contain_text("Någon annan har ändrat")
        expect(other.get_by_role("textbox", name="Text")).to_have_value("Det den andra skrev.")
        assert status(served, second) is IncidentStatus.DRAFT


def test_what_is_refused_stands_there_again(page: Page, drafts):
    keys = at_second(page, drafts)
    keys.press("w")
    keys.type("Ingenstansvägen")
    page.get_by_label("Känt om platsen").select_option("Platsen som står")
    expect(page.locator("#editor-problem")).to_contain_text("finns inte bland kommunens platser")
    expect(page.get_by_role("combobox", name="Var")).to_have_value("Ingenstansvägen")


def test_the_page_is_usable_with_aids(page: Page, drafts):
    opened(page, drafts[0])
    page.keyboard.press("w")
    assert Axe().run(page).violations_count == 0
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.get_by_label("Använd tangenterna").uncheck()
    page.get_by_role("button", name="Stäng").click()
    page.keyboard.press("Delete")
    expect(page.locator("#left")).to_have_text("2 kvar")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_half_typed_words_stand_there_again_after_a_reload(page: Page, drafts):
    second, keys = drafts[2], at_second(page, drafts)
    keys.press("e")
    keys.type("Halva menin")
    page.reload()
    expect(card(page, second)).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("textbox", name="Text")).to_have_value("Halva menin")
    keys.press("Control+Enter")
    saved(page)
    expect(card(page, second).locator(".draft-text")).to_have_text("Halva menin")


def kept(page: Page) -> str:
    return str(page.evaluate("JSON.stringify(Object.entries(sessionStorage))"))


def test_nothing_of_it_stays_for_the_next_person(page: Page, served: Served, drafts):
    keys = at_second(page, drafts)
    keys.press("e")
    keys.type("Halva menin")
    page.goto("/incidents")
    assert "Halva menin" in kept(page)
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_url("**/sign-in*")
    assert kept(page) == "[]"


def test_what_one_did_is_not_sent_by_another(page: Page, served: Served, drafts):
    report, first, second = drafts
    opened(page, report)
    page.route("**/review/confirm", lambda route: route.fulfill(status=200, content_type="text/html", body=""))
    # Another one signs in in another tab.
    served.sign_in(page.context, Role.COORDINATOR)
    page.keyboard.press("Enter")
    expect(page.locator("#unsaved")).to_contain_text("Du är utloggad", timeout=15_000)
    assert "confirm" in kept(page)
    page.unroute("**/review/confirm")
    page.reload()
    saved(page)
    expect(card(page, first)).to_have_attribute("data-status", "draft")
    assert (status(served, first), status(served, second)) == (IncidentStatus.DRAFT, IncidentStatus.DRAFT)


def test_a_step_whose_answer_was_lost_is_taken_once_and_nobody_is_blamed(page: Page, served: Served, drafts):
    report, first, second = drafts
    opened(page, report)

    reached: list[int] = []

    def lose_answer(route: Route) -> None:
        if not reached:
            reached.append(route.fetch().status)
        route.fulfill(status=200, content_type="text/html", body="")

    page.route("**/review/change", lose_answer)
    for key in ("2", "Enter", "1", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#unsaved")).to_contain_text("Inte sparat än")
    assert reached == [200], "the server has done it"
    page.unroute("**/review/change")
    page.reload()
    page.locator("#review[data-ready]").wait_for()
    saved(page)
    expect(page.locator("#editor-problem:visible")).to_have_count(0)
    assert (status(served, first), status(served, second)) == (IncidentStatus.CONFIRMED, IncidentStatus.CONFIRMED)
    expect(page.locator("#review-said")).not_to_contain_text("samtidigt")


def is_among_drafts(page: Page) -> bool:
    return bool(page.evaluate("document.getElementById('drafts').contains(document.activeElement)"))


def test_the_focus_is_among_the_drafts_after_a_join_is_undone_by_the_button(page: Page, drafts):
    keys = at_second(page, drafts)
    keys.press("j")
    expect(page.locator("#drafts > [data-draft]")).to_have_count(1)
    saved(page)
    page.locator("#undo").focus()
    keys.press("Enter")
    expect(page.locator("#drafts > [data-draft]")).to_have_count(2)
    saved(page)
    expect(page.locator("#undo")).to_be_disabled()
    wait_until(page, "document.activeElement !== document.body")
    assert is_among_drafts(page)
