"""New boundaries and a register of addresses in a browser: tried, used and undone by keyboard; an address picked."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from shapely import box
from shapely.geometry import mapping
from sqlalchemy import delete, select

from app.models import Address, District, DistrictBoundary, Incident, Role
from geo.points import LocationPrecision, Point
from tests.e2e.serving import Served
from tests.factories import Town, make_incident

WEST, EAST = box(17.6, 59.4, 17.66, 59.6), box(17.66, 59.4, 17.8, 59.6)
BETWEEN = Point(17.68, 59.5)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    features = [
        {"type": "Feature", "properties": {"namn": name}, "geometry": mapping(shape)}
        for name, shape in (("Väst", WEST), ("Öst", EAST))
    ]
    path = tmp_path / "nya gränser.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.fixture
def between(served: Served) -> int:
    with served.database.writing() as session:
        return make_incident(session, at=BETWEEN).id


@pytest.fixture
def address(served: Served) -> Iterator[None]:
    with served.database.writing() as session:
        east = session.scalars(select(District).where(District.key == "ost")).one()
        facts = {"source": "e2e", "lon": Town.in_east.lon, "lat": Town.in_east.lat, "district": east}
        session.add(Address(external_id="1", name="Ängsvägen 3", key="angsvagen 3", street_key="angsvagen", **facts))
    yield
    with served.database.writing() as session:
        session.execute(delete(Address))


def district_of(served: Served, incident_id: int) -> str | None:
    with served.database.reading() as session:
        found = session.get_one(Incident, incident_id).district
        return found and found.key


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def has_no_faults(page: Page) -> bool:
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    return True


def test_boundaries_are_tried_used_and_undone(
    page: Page, context: BrowserContext, served: Served, file: Path, between: int
):
    served.sign_in(context, Role.ADMINISTRATOR)
    page.goto("/settings/districts/import")
    page.get_by_label("Fil med gränser").set_input_files(file)
    press(page, "Pröva filen")
    expect(page.get_by_text("flyttas från Väst till Öst.")).to_be_visible(timeout=30_000)
    drawn = page.get_by_role("img", name="Karta över gränserna")
    expect(drawn).to_be_visible()
    assert drawn.evaluate("image => image.complete && image.naturalWidth") > 300, "the map is drawn"
    assert has_no_faults(page)
    assert district_of(served, between) == "vast"
    press(page, "Använd gränserna")
    expect(page.get_by_text("Gränserna gäller nu.")).to_be_visible()
    assert district_of(served, between) == "ost"
    assert has_no_faults(page)
    press(page, "Ångra inläsningen")
    expect(page.get_by_text("Gränserna är som förut.")).to_be_visible()
    assert district_of(served, between) == "vast"
    with served.database.reading() as session:
        assert len(session.scalars(select(DistrictBoundary)).all()) == 2


def test_an_address_is_picked_by_keyboard(page: Page, context: BrowserContext, served: Served, address: None):
    served.sign_in(context, Role.COORDINATOR)
    page.goto("/incidents/new")
    page.locator("form[data-ready]").wait_for()
    page.keyboard.type("övrigt", delay=30)
    page.keyboard.press("Tab")
    page.keyboard.type("ängsvägen 3", delay=30)
    expect(page.locator(".suggestions").get_by_role("option")).to_have_text("Ängsvägen 3 Öst")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#place-echo")).to_contain_text("Ängsvägen 3, Öst – adressens läge")
    page.get_by_label("Källa").select_option("Polisen")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Sparad:")).to_be_visible()
    with served.database.reading() as session:
        newest = session.scalars(select(Incident).order_by(Incident.id.desc()).limit(1)).one()
        assert (newest.place_words, newest.precision) == ("Ängsvägen 3", LocationPrecision.POINT)
        assert newest.district is not None
        assert newest.district.key == "ost"
