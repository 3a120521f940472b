"""In a browser: what a review refuses stands in its box, says why beside it, and overwrites nobody's words."""

import pytest
from playwright.sync_api import Browser, Page, expect

from app.models import Incident, Role
from tests.e2e.serving import Served
from tests.e2e.test_review import card, drafts, opened, saved  # noqa: F401 (a fixture)

pytestmark = pytest.mark.usefixtures("coordinator")
PHONE = "Ring 070-174 06 05 om hunden."


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
        kim = opened(page, report)
        box = typed(kim, second, "")
        typed(sam, second, "Sams ord.")
        sam.keyboard.press("Tab")
        saved(sam)
        # Kim's page looks meanwhile, and leaves alone what is being written.
        kim.wait_for_timeout(4500)
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
