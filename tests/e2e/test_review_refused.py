"""In a browser: what a review refuses stands in its box, says why beside it, and overwrites nobody's words."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from app.models import Incident, IncidentStatus, Organisation, Report, Role
from geo.points import LocationPrecision
from reports.incoming.drafts import Whereabouts
from tests.e2e.serving import Served
from tests.e2e.test_review import card, drafts, look, opened, saved, status, with_clock  # noqa: F401 (a fixture)
from tests.factories import Town
from tests.review_reports import DECISIVE, FIRST, TEXT, make_draft, make_read_report

pytestmark = pytest.mark.usefixtures("coordinator")
PROVTORGET = Whereabouts("Provtorget", None, Town.in_west, LocationPrecision.PLACE, "vast")
PHONE = "Ring 070-174 06 05 om hunden."


@pytest.fixture
def context(new_context: Callable[[], BrowserContext]) -> BrowserContext:
    """Of its own for each test: the clock of one would go on in the next."""
    return new_context()


def summary(served: Served, incident_id: int) -> str:
    with served.database.reading() as session:
        return session.get_one(Incident, incident_id).summary


def typed(page: Page, incident_id: int, words: str):
    box = page.get_by_role("textbox", name="Text")
    card(page, incident_id).click()
    page.keyboard.press("e")
    box.fill(words)
    return box


def test_personal_data_is_pointed_out_in_its_box_and_one_can_go_on(page: Page, served: Served, drafts):  # noqa: F811
    report, _first, second = drafts
    box = typed(opened(page, report), second, PHONE)
    page.keyboard.press("Tab")
    expect(page.locator("#editor-personal")).to_contain_text("Maskera")
    expect(box).to_be_focused()
    assert box.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)") == "070-174 06 05"
    button = page.locator("#editor-personal").get_by_role("button", name="Maskera")
    expect(button).to_be_in_viewport()
    assert button.bounding_box()["y"] > box.bounding_box()["y"]
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    # Other boxes are saved meanwhile, and nobody is taken back to this one.
    page.get_by_label("Antal, om det har räknats").fill("3")
    page.keyboard.press("Tab")
    saved(page)
    with served.database.reading() as session:
        assert session.get_one(Incident, second).quantity == 3
    expect(box).to_have_value(PHONE)
    box.press("Escape")
    page.keyboard.press("e")
    expect(box).not_to_have_value(PHONE)
    saved(page)
    assert "Ring" not in summary(served, second)


def test_the_key_masks_at_once(page: Page, served: Served, drafts):  # noqa: F811
    report, _first, second = drafts
    box = typed(opened(page, report), second, PHONE)
    page.keyboard.press("Control+m")
    expect(box).to_have_value("Ring [telefonnummer] om hunden.")
    page.keyboard.press("Tab")
    saved(page)
    expect(page.locator("#editor-problem")).to_be_hidden()
    assert summary(served, second) == "Ring [telefonnummer] om hunden."


@pytest.mark.parametrize("is_mine", [True, False])
def test_the_last_one_overwrites_nobody_unasked(
    page: Page,
    served: Served,
    browser: Browser,
    base_url: str,
    drafts,  # noqa: F811
    is_mine: bool,
):
    report, _first, second = drafts
    with browser.new_context(base_url=base_url, locale="sv-SE") as context:
        served.sign_in(context, Role.COORDINATOR)
        sam = opened(context.new_page(), report)
        kim = opened(with_clock(page), report)
        box = typed(kim, second, "")
        typed(sam, second, "Sams ord.")
        sam.keyboard.press("Tab")
        saved(sam)
        # Kim's page looks meanwhile, and leaves alone what is being written; twice, so that one look is over.
        look(kim)
        look(kim)
        box.fill("Kims ord.")
        kim.keyboard.press("Tab")
        expect(kim.locator("#editor-problem")).to_contain_text("Någon annan har ändrat")
        expect(kim.locator("#editor-personal")).to_contain_text("Nu står det Text: Sams ord.")
        kim.keyboard.press("Tab")
        kim.keyboard.press("Tab")
        box.press("Control+Enter")
        saved(kim)
        assert summary(served, second) == "Sams ord."
        expect(box).to_have_value("Kims ord.")
        kim.get_by_role("button", name="Spara det jag skrev" if is_mine else "Behåll det som står").click()
        expect(kim.locator("#editor-problem")).to_be_hidden()
        saved(kim)
        kim.wait_for_timeout(300)
        assert summary(served, second) == ("Kims ord." if is_mine else "Sams ord.")


def test_a_reload_stays_with_the_draft(page: Page, drafts):  # noqa: F811
    report, _first, second = drafts
    opened(page, report).keyboard.press("ArrowDown")
    page.reload()
    expect(card(page, second)).to_have_attribute("aria-current", "true")


def test_where_nothing_was_read_one_key_says_so(page: Page, served: Served):
    with served.database.writing() as session:
        guards = session.scalars(select(Organisation).where(Organisation.name == "Väktarna")).one()
        report = make_read_report(session, guards)
        report.awaits_sign_off = True
        report_id = report.id
    keys = opened(page, report_id).keyboard
    expect(page.locator("#left")).to_have_text("1 kvar")
    keys.press("n")
    expect(page.locator("#all-done")).to_be_visible()
    expect(page.locator("#sign-off")).to_be_hidden()
    keys.press("u")
    expect(page.locator("#sign-off")).to_be_visible()
    expect(page.locator("#all-done")).to_be_hidden()
    keys.press("n")
    saved(page)
    with served.database.reading() as session:
        assert not session.get_one(Report, report_id).awaits_sign_off


def test_a_draft_that_takes_in_another_still_waits_for_its_confirmation(page: Page, served: Served, drafts):  # noqa: F811
    report, first, _second = drafts
    with served.database.writing() as session:
        police = session.scalars(select(Organisation).where(Organisation.name != "Väktarna")).first()
        of_first = session.get_one(Incident, first)
        for number in range(2):
            other = make_read_report(session, police, f"{TEXT}{number}")
            later = make_draft(session, other, FIRST, DECISIVE, category="trafik", where=PROVTORGET)
            later.occurred_from, later.occurred_to = of_first.occurred_from, of_first.occurred_to
    keys = opened(page, report).keyboard
    card(page, first).click()
    expect(card(page, first).locator(".twin kbd")).to_have_text(["s", "i"])
    keys.press("s")
    expect(page.locator("#review-said")).to_contain_text("Sammanslagna")
    expect(card(page, first)).to_have_attribute("data-status", "draft")
    expect(card(page, first)).to_have_attribute("aria-current", "true")


def test_a_sentence_to_split_at_is_cut_between_words(page: Page, served: Served):
    long = "Sedan " + "springer hunden vidare genom parken " * 4 + "."
    with served.database.writing() as session:
        guards = session.scalars(select(Organisation).where(Organisation.name == "Väktarna")).one()
        text = f"22.12 En hund springer lös. {long}"
        report = make_read_report(session, guards, text)
        draft = make_draft(session, report, (0, len(text)), quantity=2)
        draft.reading.fields = {**draft.reading.fields, "quantity": {"confidence": "sure", "words": [[6, 13]]}}
        ids = report.id, draft.id
    opened(page, ids[0]).keyboard.press("d")
    choice = page.locator(".sentences button").first
    expect(choice).to_have_text("Sedan springer hunden vidare genom parken springer hunden vidare genom …")
    expect(card(page, ids[1])).to_contain_text("antal 2 (En hund)")


def test_the_text_box_says_its_key_and_warns_before_anything_is_saved(page: Page, served: Served, drafts):  # noqa: F811
    report, first, _second = drafts
    opened(page, report).keyboard.press("e")
    box = page.get_by_role("textbox", name="Text")
    expect(page.locator("#summary-keys")).to_contain_text("Ctrl ↵ sparar, bekräftar och går vidare")
    box.fill("Moped på torget, ring 070-174 06 05")
    expect(page.locator("#summary-privacy")).to_contain_text("telefonnummer")
    assert status(served, first) is IncidentStatus.DRAFT
    box.fill("Moped på torget.")
    expect(page.locator("#summary-privacy")).to_be_empty()
    assert Axe().run(page).violations_count == 0
    page.keyboard.press("Enter")
    page.keyboard.type("Den körde fort.")
    assert status(served, first) is IncidentStatus.DRAFT
    page.keyboard.press("Control+Enter")
    saved(page)
    assert status(served, first) is IncidentStatus.CONFIRMED
    with served.database.reading() as session:
        assert session.get_one(Incident, first).summary == "Moped på torget.\nDen körde fort."
