"""The entry form in a browser: by keyboard alone, with the map, and when something is wrong."""

from time import monotonic

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.models import Category, Incident, Role
from geo.points import LocationPrecision
from tests.e2e.serving import Served
from tests.factories import Town, make_category, make_place

pytestmark = pytest.mark.usefixtures("coordinator", "places")

NEWEST = (
    select(Incident)
    .order_by(Incident.id.desc())
    .limit(1)
    .options(joinedload(Incident.category), joinedload(Incident.district))
)
PRESS_THRICE = """() => [0, 100, 200].forEach((wait) => setTimeout(() => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true })), wait))"""
READY = "form[data-ready]"


@pytest.fixture(scope="session")
def places(served: Served) -> None:
    with served.database.writing() as session:
        make_place(session, "Fjärilsstigen", Town.in_west)
        make_place(session, "Fasanstigen", Town.in_east)
        make_category(session, "narkotika_alkohol.berusad", name_sv="Berusad person (LOB)", sort=20)
        make_category(session, "ordning.brak", name_sv="Bråk", sort=21)


def opened(page: Page, query: str = "") -> Page:
    page.goto(f"/incidents/new?{query}")
    page.locator(READY).wait_for()
    return page


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def suggestions(page: Page) -> Locator:
    return page.locator(".suggestions").get_by_role("option")


def newest(served: Served) -> Incident:
    with served.database.reading() as session:
        incident = session.scalar(NEWEST)
        assert incident is not None
        return incident


def test_two_incidents_by_keyboard_alone_well_within_a_minute(page: Page, served: Served):
    opened(page)
    began = monotonic()
    keys = page.keyboard
    expect(focused(page)).to_have_attribute("id", "category")
    for place, when in (("fjäril", "igår kväll"), ("fasan", "00.05")):
        keys.type("trafik", delay=60)
        keys.press("Tab")
        keys.type(place, delay=60)
        suggestions(page).first.wait_for()
        keys.press("ArrowDown")
        keys.press("Enter")
        expect(page.locator("#place-echo")).to_contain_text("stigen")
        keys.press("Tab")
        keys.press("Tab")
        keys.type(when, delay=60)
        keys.press("Tab")
        keys.type("Moped på gångväg.", delay=60)
        keys.press("Control+Enter")
        expect(page.get_by_text("Sparad:")).to_be_visible()
        page.locator(READY).wait_for()
        expect(focused(page)).to_have_attribute("id", "category")
    assert monotonic() - began < 40
    incident = newest(served)
    assert (incident.place_words, incident.summary) == ("Fasanstigen", "Moped på gångväg.")
    assert (incident.category.code, incident.district and incident.district.key) == ("trafik", "ost")


def test_the_time_is_told_as_it_is_understood(page: Page):
    opened(page, "day=2024-11-20").get_by_label("När").fill("igår kväll")
    expect(page.locator("#when-echo")).to_have_text("tisdag 19 november 2024 kl. 18.00–24.00")
    page.get_by_label("När").fill("kvart över")
    expect(page.locator("#when-echo")).to_contain_text("går inte att tyda")


def test_a_click_on_the_map_names_what_is_there_and_keeps_the_point(page: Page, served: Served):
    opened(page)
    page.get_by_role("combobox", name="Vad").fill("övrigt")
    page.keyboard.press("Enter")
    page.locator("#small-map .place").first.wait_for()
    page.locator("#small-map").click(position={"x": 160, "y": 180})
    expect(page.locator("#place-echo")).to_contain_text("Punkt på kartan")
    page.get_by_label("Källa").select_option("Polisen")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Sparad:")).to_be_visible()
    assert newest(served).precision is LocationPrecision.POINT


def test_a_point_is_set_and_withdrawn_by_keyboard(page: Page):
    opened(page)
    page.locator("#small-map .place").first.wait_for()
    page.locator("#small-map").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator("#place-echo")).to_contain_text("Punkt på kartan")
    page.get_by_role("button", name="Ta bort punkten").click()
    expect(page.locator("#place-echo")).to_be_empty()
    expect(page.locator("input[name=lon]")).to_have_value("")


def test_words_that_nobody_picked_are_told_as_the_place_they_mean(page: Page):
    where = opened(page).get_by_role("combobox", name="Var")
    where.fill("fjärilstigen")
    where.press("Tab")
    expect(where).to_have_value("Fjärilsstigen")
    expect(page.locator("#place-echo")).to_have_text("Fjärilsstigen – platsens ungefärliga läge, ±500 m")


def test_unknown_words_are_no_failure(page: Page, served: Served):
    opened(page).get_by_label("Källa").select_option("Polisen")
    page.get_by_role("combobox", name="Vad").fill("övrigt")
    page.keyboard.press("Tab")
    page.keyboard.type("bakom pizzerian")
    page.keyboard.press("Tab")
    expect(page.locator("#place-echo")).to_contain_text("orden sparas ändå")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Sparad:")).to_be_visible()
    incident = newest(served)
    assert (incident.place_words, incident.precision) == ("bakom pizzerian", LocationPrecision.DISTRICT)


def test_the_focus_waits_where_a_source_must_be_chosen_first(page: Page):
    opened(page, "source=finns_inte")
    expect(focused(page)).to_have_attribute("name", "source")


def test_what_is_wrong_gets_the_focus_and_nothing_is_lost(page: Page):
    opened(page).get_by_label("Kort om vad som hände").fill("Moped på gångväg")
    page.keyboard.press("Control+Enter")
    page.get_by_role("alert").wait_for()
    page.locator(READY).wait_for()
    expect(focused(page)).to_have_attribute("role", "alert")
    expect(page.get_by_label("Kort om vad som hände")).to_have_value("Moped på gångväg")
    page.get_by_role("alert").get_by_role("link", name="Vad").click()
    expect(focused(page)).to_have_attribute("id", "category")


def test_what_a_sensitive_category_keeps_is_said_at_once(page: Page):
    note = opened(page).locator("#sensitive-note")
    page.get_by_role("combobox", name="Vad").fill("nära")
    expect(note).to_be_hidden()
    page.keyboard.press("Enter")
    expect(note).to_be_visible()


def test_a_list_of_suggestions_closes_without_a_choice(page: Page):
    what = opened(page).get_by_role("combobox", name="Vad")
    what.fill("tra")
    expect(suggestions(page)).to_have_count(1)
    what.press("Escape")
    expect(suggestions(page)).to_have_count(0)
    expect(what).to_have_attribute("aria-expanded", "false")
    what.fill("xyzzy")
    expect(page.get_by_text("Ingen kategori passar")).to_be_visible()


def test_tab_goes_past_a_list_that_scrolls(page: Page):
    what = opened(page).get_by_role("combobox", name="Vad")
    what.click()
    suggestions(page).first.wait_for()
    scrolls = "list => { list.style.maxHeight = '20px'; return list.scrollHeight > list.clientHeight }"
    assert what.locator("~ .suggestions").evaluate(scrolls)
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_attribute("id", "place")


def test_keys_pressed_again_do_not_send_again(page: Page):
    opened(page).get_by_label("Källa").select_option("Polisen")
    sent: list[Route] = []
    page.route("**/incidents/new*", lambda route: sent.append(route))  # nothing is answered yet
    page.evaluate(PRESS_THRICE)
    page.wait_for_timeout(500)
    assert [route.request.method for route in sent] == ["POST"]
    sent[0].continue_()
    expect(page.get_by_role("alert")).to_be_visible()


def test_the_form_works_without_scripts(browser: Browser, base_url: str, served: Served):
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    served.sign_in(context, Role.COORDINATOR)
    page = context.new_page()
    page.goto("/incidents/new")
    page.get_by_label("Källa").select_option("Polisen")
    page.get_by_label("Vad", exact=True).select_option("trafik")
    page.get_by_label("Var", exact=True).fill("vid Fasanstigen")
    page.get_by_role("button", name="Spara och nästa").click()
    expect(page.get_by_text("Sparad:")).to_be_visible()
    assert newest(served).place_words == "vid Fasanstigen"


def test_a_category_answers_to_words_that_are_not_its_name(page: Page):
    opened(page)
    box = page.get_by_role("combobox", name="Vad")
    for typed, name in (("fyll", "Berusad person (LOB)"), ("full", "Berusad person (LOB)"), ("slagsmål", "Bråk")):
        box.fill("")
        page.keyboard.type(typed)
        expect(suggestions(page).first).to_contain_text(name)
        expect(box).to_have_attribute("aria-activedescendant", str(suggestions(page).first.get_attribute("id")))
        page.keyboard.press("Enter")
        expect(box).to_have_value(name)
    box.fill("polisbil")
    expect(suggestions(page)).to_have_count(0)


def test_what_is_typed_exactly_stands_first_and_what_is_sensitive_last(page: Page, served: Served):
    with served.database.writing() as session:
        top = make_category(session, "vald_hot", name_sv="Våld och hot", sort=30)
        make_category(session, "vald_hot.misshandel", name_sv="Misshandel", sort=31, parent=top)
        make_category(session, "vald_hot.hot", name_sv="Hot mot person", sort=32, parent=top)
        near = session.scalars(select(Category).where(Category.code == "nara_relation")).one()
        make_category(session, "nara_relation.vuxen", name_sv="Misshandel av vuxen", sort=1, parent=near)
    what = opened(page).get_by_role("combobox", name="Vad")
    what.fill("misshandel")
    names = [name.split("  ")[0] for name in suggestions(page).all_inner_texts()]
    assert names[0].startswith("Misshandel ")
    assert names[1].startswith("Hot mot person")
    assert "Misshandel av vuxen" in " ".join(names[-2:])
    what.press("ArrowDown")
    what.press("Enter")
    expect(page.locator("#sensitive-note")).to_be_hidden()
