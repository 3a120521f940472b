"""In a browser: what a reader left out is seen at a glance, and becomes an incident by one press."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.models import Incident, IncidentStatus, Organisation
from tests.e2e.serving import Served
from tests.review_reports import make_draft, make_read_report

TEXT = "Hello and good morning.\nEn säck tömdes vid dörren.\nTotalt 3 ärenden.\nThe wall at the school was painted."

pytestmark = pytest.mark.usefixtures("coordinator")


@pytest.fixture
def report(served: Served) -> Iterator[int]:
    with served.database.writing() as session:
        guards = session.scalars(select(Organisation).where(Organisation.name == "Väktarna")).one()
        report = make_read_report(session, guards, TEXT)
        report.left_out = [[0, 23, "greeting"], [24, 50, "no_incident"], [51, 68, "total"]]
        make_draft(session, report, (69, len(TEXT)))
        id_ = report.id
    yield id_
    with served.database.writing() as session:
        for incident in session.scalars(select(Incident).where(Incident.status == IncidentStatus.DRAFT)):
            incident.status = IncidentStatus.WITHDRAWN


@pytest.mark.parametrize("width", [1280, 320])
def test_what_was_left_out_becomes_an_incident(page: Page, report: int, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/reports/{report}/review")
    page.locator("#review[data-ready]").wait_for()
    expect(page.get_by_text("Texten verkar vara på engelska")).to_be_visible()
    listed = page.locator(".left-out-list")
    expect(listed.get_by_text("hälsning (1), summering (1)")).to_be_visible()
    expect(listed.get_by_text("Hello and good morning.", exact=True)).to_be_hidden()
    listed.locator("summary").press("Enter")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    listed.get_by_role("button", name="Gör till händelse En säck tömdes vid dörren.").press("Enter")
    expect(page.locator(".draft")).to_have_count(2)
    expect(page.get_by_text("kan vara en händelse")).to_have_count(0)
