"""Takes the pictures in docs/screenshots of the demo: `make screenshots`."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from app.config import ROOT, Settings
from app.db import Database
from app.models import Role
from app.pictures.queries.archive import newest_edition
from app.review.queries.waiting import waiting_reports
from seed.__main__ import prepare
from tests.e2e.serving import ARGUMENTS, Served, browser_path, serve

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"": (1280, 860), "-phone": (390, 844)}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(instance_dir=Path(folder))
        database = Database(settings.sqlalchemy_url)
        prepare(settings, database)
        with database.reading() as session:
            edition = newest_edition(session)
            assert edition is not None
            picture = f"/pictures/{edition.year}-{edition.number}"
            report = max(waiting_reports(session), key=lambda waiting: waiting.drafts).report
            review = f"/reports/{report.id}/review"
        with serve(Path(folder), settings.sqlalchemy_url) as served, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
            take(browser, served, {"map": "/map", "picture": picture, "review": review})
            browser.close()
    print(f"wrote {FOLDER.relative_to(ROOT)}")


def take(browser: Browser, served: Served, pages: dict[str, str]) -> None:
    for suffix, (width, height) in SIZES.items():
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="sv-SE", timezone_id="Europe/Stockholm"
        )
        served.sign_in(context, Role.COORDINATOR)
        page = context.new_page()
        for name, address in pages.items():
            page.goto(served.url + address, wait_until="networkidle")
            page.wait_for_timeout(500)
            page.screenshot(path=FOLDER / f"{name}{suffix}.png")
        context.close()


if __name__ == "__main__":
    main()
