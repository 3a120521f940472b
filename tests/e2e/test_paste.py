"""Taking in reports in a real browser: as few keys as possible, and nothing that was typed or chosen is lost."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import delete

from app.models import Role, UserSession
from tests.e2e.serving import Served
from tests.unit.made_files import book, pdf_of, word_of

GUARDS = """Väktarrapport {}

22.12 Trafik, Långt bort
En moped kör fort.

23.40 Övrigt, Långt bort
En hund springer lös."""
UNCLEAR = "23.10 Trafik på en väg.\nIngen säger vem som skriver detta."
pytestmark = pytest.mark.usefixtures("coordinator")


def paste(page: Page, text: str) -> None:
    """As the keyboard does it: one key to paste, one to send."""
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+V")


@pytest.fixture(autouse=True)
def clipboard(context: BrowserContext, base_url: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)


@pytest.fixture
def ready(page: Page) -> Page:
    page.goto("/intake/paste")
    expect(page.locator("form[data-ready]")).to_be_visible()
    return page


def test_two_keys_lead_from_the_clipboard_to_the_drafts(ready: Page):
    paste(ready, GUARDS.format("ett"))
    ready.keyboard.press("Control+Enter")
    ready.wait_for_url("**/review*")
    expect(ready.get_by_text("Rapporten från Väktarna är inläst: 2 utkast.")).to_be_visible()


def test_the_sender_shows_while_the_text_is_looked_at(ready: Page):
    paste(ready, GUARDS.format("två"))
    expect(ready.get_by_text("Ser ut att komma från Väktarna.")).to_be_visible()
    expect(ready.get_by_label("Från").locator("option:checked")).to_have_text("Väktarna")


def test_a_report_that_does_not_say_whose_it_is_asks_and_keeps_the_text(ready: Page):
    paste(ready, UNCLEAR)
    ready.keyboard.press("Control+Enter")
    expect(ready.get_by_role("alert").filter(has_text="Det går inte att se vem")).to_be_visible()
    expect(ready.get_by_label("Från")).to_be_focused()
    expect(ready.get_by_label("Rapporten")).to_have_value(UNCLEAR)
    ready.get_by_label("Från").select_option("Polisen")
    ready.keyboard.press("Control+Enter")
    ready.wait_for_url("**/review*")


def test_several_files_are_told_one_by_one_and_a_bad_one_stays_alone(ready: Page, tmp_path: Path):
    made = {
        "a.docx": word_of(*GUARDS.format("tre").split("\n")),
        "skannad.pdf": pdf_of(""),
        "b.txt": GUARDS.format("fyra").encode(),
    }
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    ready.get_by_label("Filer", exact=True).set_input_files([tmp_path / name for name in made])
    expect(ready.get_by_role("list", name="Valda filer").get_by_role("listitem")).to_have_count(3)
    ready.get_by_role("button", name="Läs rapporten").click()
    expect(ready.get_by_text("Klart.")).to_be_visible()
    expect(ready.get_by_role("link", name="Öppna rapporten")).to_have_count(2)
    expect(ready.get_by_text("Rapporten från Väktarna är inläst: 2 utkast.")).to_have_count(2)
    expect(ready.get_by_text("är bilder av papper utan text")).to_be_visible()
    # What was not read in is still chosen, and can be taken out.
    ready.get_by_role("button", name="Ta bort skannad.pdf").click()
    assert Axe().run(ready).violations_count == 0


def test_a_dropped_spreadsheet_asks_what_its_columns_mean(ready: Page):
    content = book(Blad=[["När det hände", "Sort"], ["2026-11-17 22:15", "trafik"]])
    ready.evaluate(
        """bytes => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], "natt.xlsx"));
          document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        list(content),
    )
    ready.keyboard.press("Control+Enter")
    expect(ready.get_by_role("heading", name="Vad betyder kolumnerna?")).to_be_visible()
    assert Axe().run(ready).violations_count == 0
    ready.get_by_label("När det hände").select_option("Datum (gärna med tid)")
    ready.get_by_label("Sort").select_option("Kategori")
    ready.get_by_label("Vem lämnar de rader").select_option("Väktarna")
    ready.get_by_role("button", name="Kontrollera tabellen").click()
    expect(ready.get_by_text("1 ny händelse")).to_be_visible()


def test_what_was_typed_outlives_a_reload_and_a_lost_connection(ready: Page, context: BrowserContext):
    paste(ready, UNCLEAR)
    expect(ready.get_by_text("Texten finns kvar i den här fliken")).to_be_visible()
    ready.reload()
    expect(ready.get_by_label("Rapporten")).to_have_value(UNCLEAR)
    ready.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")
    ready.keyboard.press("Control+Enter")
    expect(ready.get_by_text("Servern svarar inte. Inget är borta")).to_be_visible()
    expect(ready.get_by_role("button", name="Läs rapporten")).to_be_enabled()
    expect(ready.get_by_label("Rapporten")).to_have_value(UNCLEAR)


def test_nothing_typed_stays_for_the_next_person(ready: Page, context: BrowserContext, served: Served):
    paste(ready, UNCLEAR)
    expect(ready.get_by_text("Texten finns kvar i den här fliken")).to_be_visible()
    ready.get_by_role("button", name="Logga ut").click()
    served.sign_in(context, Role.COORDINATOR)
    ready.goto("/intake/paste")
    expect(ready.get_by_label("Rapporten")).to_have_value("")
    assert ready.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('draft:')).length") == 0


def test_a_session_that_has_ended_loses_nothing(ready: Page, served: Served):
    paste(ready, UNCLEAR)
    with served.database.writing() as session:
        session.execute(delete(UserSession))
    ready.keyboard.press("Control+Enter")
    expect(ready.get_by_text("Du är utloggad. Inget är borta")).to_be_visible()
    expect(ready.get_by_label("Rapporten")).to_have_value(UNCLEAR)


def test_what_is_too_large_is_told_before_it_is_sent(ready: Page, tmp_path: Path):
    path = tmp_path / "stor.pdf"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    ready.get_by_label("Filer", exact=True).set_input_files(path)
    expect(ready.get_by_text("”stor.pdf” är större än 64 MB")).to_be_visible()
    ready.locator("#paste .form-actions button").click()
    expect(ready.locator("#paste-problem")).to_contain_text("är större än 64 MB")
    expect(ready.get_by_role("list", name="Valda filer")).to_be_hidden()


def test_it_works_without_scripts(browser: Browser, served: Served):
    context = browser.new_context(java_script_enabled=False, base_url=served.url)
    served.sign_in(context, Role.COORDINATOR)
    page = context.new_page()
    page.goto("/intake/paste")
    page.get_by_label("Rapporten").fill(GUARDS.format("utan skript"))
    page.get_by_role("button", name="Läs rapporten").click()
    page.wait_for_url("**/review*")
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_usable_by_all(ready: Page, width: int):
    ready.set_viewport_size({"width": width, "height": 720})
    assert Axe().run(ready).violations_count == 0
    assert ready.evaluate("document.documentElement.scrollWidth") <= width
