"""Uploading a large table in a real browser: the page tells how far the work has come and turns into the result."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from app.intake.working import AT_ONCE
from app.models import Organisation
from tests.e2e.serving import Served

ROWS = 20_000


@pytest.fixture(scope="session", autouse=True)
def fire_service(served: Served) -> None:
    with served.database.writing() as session:
        session.add(Organisation(key="brandkaren", name="Brandkåren", kind="other"))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Long ago, so that no other test's pages show it."""
    path = tmp_path / "utryckningar.csv"
    rows = "".join(
        f"2019-03-{1 + n % 28:02} 12:{n % 60:02};trafik;Utryckning nummer {n} på en väg\n" for n in range(ROWS)
    )
    path.write_text(f"datum;kategori;text\n{rows};trafik;utan datum\n")
    assert path.stat().st_size > AT_ONCE
    return path


@pytest.mark.usefixtures("coordinator")
def test_a_large_table_is_checked_and_read_in_while_the_page_tells_how_far_it_is(page: Page, table: Path):
    page.goto("/intake")
    page.get_by_label("Fil (Excel, ODS eller CSV)").set_input_files(table)
    page.get_by_label("Vem lämnar de rader som inte säger det?").select_option("Brandkåren")
    page.get_by_role("button", name="Kontrollera tabellen").click()
    expect(page.get_by_text("Inget är inläst än.")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Raden 20002 saknar datum.")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Läs in 20 000 händelser").click()
    expect(page.get_by_text("De andra 20 000 raderna är inlästa")).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta de felaktiga raderna").click()
    assert download.value.suggested_filename == "utryckningar.felrader.csv"
