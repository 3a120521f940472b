"""Deciding in a browser whether two incidents are one: by keys, by mouse on a phone, and right after entering one."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from app.models import Incident, IncidentStatus, Merge, Organisation, Role
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Interval, Whereabouts
from tests.databases import SpatiaLite
from tests.e2e.serving import Served, serve
from tests.factories import Town, make_incident, make_place, make_report, make_town

PHONE = {"width": 320, "height": 640}
NOW = datetime.now(UTC)


@pytest.fixture
def own(spatialite: SpatiaLite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A town of its own, as every pair in it is listed."""
    with serve(tmp_path_factory.mktemp("twins"), spatialite.fresh()) as served:
        with served.database.writing() as session:
            make_town(session)
            make_place(session, "Rävtorget", Town.in_west)
        yield served


@pytest.fixture
def pairs(own: Served) -> list[tuple[int, int]]:
    """Two pairs, the newer first, each by the police and the guards."""
    texts = ("Moped krockade med cykel vid Rävtorget", "Lastbil fast under viadukten")
    return [told_twice(own, text, NOW - timedelta(hours=hours)) for text, hours in zip(texts, (3, 9), strict=True)]


@pytest.fixture(autouse=True)
def signed_in(own: Served, context: BrowserContext) -> None:
    own.sign_in(context, Role.COORDINATOR)


def told_twice(own: Served, text: str, at: datetime) -> tuple[int, int]:
    with own.database.writing() as session:
        tellers = session.scalars(select(Organisation).order_by(Organisation.id)).all()
        told = [
            make_incident(
                session,
                report=make_report(session, organisation=by, raw_text=text),
                passage=(0, len(text)),
                summary=text,
                when=Interval(at),
                at=Town.in_west,
                category="trafik",
            ).id
            for by in tellers
        ]
    return told[0], told[1]


def statuses(own: Served, ids: tuple[int, int]) -> list[IncidentStatus]:
    with own.database.reading() as session:
        return [session.get_one(Incident, id_).status for id_ in ids]


def compared(page: Page, own: Served, ids: tuple[int, int], query: str = "") -> Page:
    page.goto(f"{own.url}/twins/{ids[0]}/{ids[1]}{query}")
    page.locator(".small-map .letter").first.wait_for()  # the last that the page asks for is there
    return page


def press_when_shown(page: Page, text: str, key: str) -> None:
    expect(page.locator("table.compare")).to_contain_text(text)
    page.wait_for_load_state("domcontentloaded")  # the keys work from then on
    page.keyboard.press(key)


def test_the_list_is_worked_through_by_keys(page: Page, own: Served, pairs: list[tuple[int, int]]):
    page.goto(own.url)
    page.get_by_role("link", name="2 möjliga dubbletter").click()
    assert Axe().run(page).violations_count == 0
    page.keyboard.press("j")
    press_when_shown(page, "Moped krockade", "s")
    press_when_shown(page, "Lastbil fast", "i")
    expect(page.get_by_text("Inga möjliga dubbletter")).to_be_visible()
    assert statuses(own, pairs[0]) == ["confirmed", "merged"]
    assert statuses(own, pairs[1]) == ["confirmed", "confirmed"]


def test_enter_merges_and_escape_leaves(page: Page, own: Served, pairs: list[tuple[int, int]]):
    compared(page, own, pairs[0]).keyboard.press("Escape")
    expect(page).to_have_url(f"{own.url}/incidents/{pairs[0][0]}")
    compared(page, own, pairs[0]).keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sett av 2 källor")).to_be_visible()
    page.get_by_role("button", name="Ångra sammanslagningen").click()
    expect(page.get_by_text("som de var före sammanslagningen")).to_be_visible()
    assert statuses(own, pairs[0]) == ["confirmed", "confirmed"]


def test_a_key_held_down_decides_nothing(page: Page, own: Served, pairs: list[tuple[int, int]]):
    compared(page, own, pairs[0], "?at=list")
    expect(page.get_by_role("button", name="Slå ihop")).to_be_focused()
    refused = page.evaluate(
        """() => !document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", { key: "Enter", repeat: true, bubbles: true, cancelable: true }))"""
    )
    assert refused


def test_the_map_shows_both(page: Page, own: Served, pairs: list[tuple[int, int]]):
    compared(page, own, pairs[0])
    expect(page.locator(".small-map .letter")).to_have_text(["AB"])
    with own.database.writing() as session:
        where = Whereabouts(point=Point(17.66, 59.51), precision=LocationPrecision.STREET)
        other = make_incident(session, where=where, when=Interval(NOW), category="trafik").id
    compared(page, own, (pairs[0][0], other))
    expect(page.locator(".small-map .letter")).to_have_text(["A", "B"])
    expect(page.locator(".small-map .about")).to_have_count(1)
    assert Axe().run(page).violations_count == 0


def test_on_a_phone_everything_is_within_reach(page: Page, own: Served, pairs: list[tuple[int, int]]):
    page.set_viewport_size(PHONE)
    compared(page, own, pairs[0])
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    expect(page.get_by_role("button", name="Slå ihop")).to_be_in_viewport()
    page.get_by_role("button", name="Inte samma").click()
    expect(page.get_by_text("De två föreslås inte igen.")).to_be_visible()
    page.goto(f"{own.url}/incidents/{pairs[1][0]}")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert Axe().run(page).violations_count == 0


def test_an_incident_just_entered_is_merged_with_one_key(page: Page, own: Served):
    earlier, again = told_twice(own, "Moped krockade med cykel vid Rävtorget", NOW - timedelta(minutes=10))
    with own.database.writing() as session:
        session.get_one(Incident, again).status = IncidentStatus.WITHDRAWN
    page.goto(f"{own.url}/incidents/new")
    page.locator("form[data-ready]").wait_for()
    page.get_by_role("combobox", name="Vad").fill("trafik")
    page.keyboard.press("Enter")
    page.get_by_label("Källa").select_option("Väktarna")
    page.get_by_role("combobox", name="Var").fill("Rävtorget")
    page.get_by_label("Kort om vad som hände").fill("Cykel påkörd av moped på Rävtorget")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Samma som …?")).to_be_visible()
    page.locator("[aria-keyshortcuts]").wait_for()
    assert Axe().run(page).violations_count == 0
    page.keyboard.press("Alt+s")
    expect(page.get_by_text("Händelserna är sammanslagna till en.")).to_be_visible()
    with own.database.reading() as session:
        [done] = session.scalars(select(Merge))
        assert done.kept_id == earlier
