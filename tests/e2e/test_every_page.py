"""What holds for all pages alike, in the demo: no dead link, usable with aids, on a phone, in the dark."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from app.config import Settings
from app.db import Database
from app.models import Role
from seed.__main__ import prepare
from tests.e2e.serving import Served, serve

SMALLEST = 320
"""Pixels: a small phone, or a desktop at 400 %."""
ELSEWHERE = {"static", "accounts.choose_language"}
"""Files, and the one link that would change what the next page looks like."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    settings = Settings(instance_dir=tmp_path_factory.mktemp("demo"))
    prepare(settings, Database(settings.sqlalchemy_url))
    with serve(settings.instance_dir, settings.sqlalchemy_url) as served:
        yield served


def pages(demo: Served, context: BrowserContext) -> dict[str, str]:
    """Endpoint → address of one page of each kind that links lead to from the start page.

    Raises AssertionError for a dead link.
    """
    routes, found, waiting = demo.app.url_map.bind("localhost"), {}, [("the browser", "/")]
    seen = set(ELSEWHERE)
    while waiting:
        linked_from, address = waiting.pop()
        endpoint, _arguments = routes.match(address.partition("?")[0])
        if endpoint in seen:
            continue
        seen.add(endpoint)
        answer = context.request.get(f"{demo.url}{address}")
        assert answer.ok, f"{address}, linked from {linked_from}, answers {answer.status}"
        if answer.headers["content-type"].startswith("text/html"):
            found[endpoint] = address
            waiting += [(address, unescape(link)) for link in re.findall(r'<a [^>]*href="(/[^"#]*)', answer.text())]
    return found


def faults(page: Page) -> Iterator[str]:
    page.emulate_media(color_scheme="light")
    results = Axe().run(page)
    yield from [results.generate_report()] * bool(results.violations_count)
    page.emulate_media(color_scheme="dark")
    # Its script is in the page by now.
    results = Axe(axe_script="").run(page, options={"runOnly": ["color-contrast"], "resultTypes": ["violations"]})
    yield from [f"In the dark: {results.generate_report()}"] * bool(results.violations_count)
    wide = page.viewport_size
    page.set_viewport_size({"width": SMALLEST, "height": 640})
    width = page.evaluate("document.documentElement.scrollWidth")
    yield from [f"It is {width} pixels wide on a screen of {SMALLEST}"] * (width > SMALLEST)
    page.set_viewport_size(wide or {"width": 1280, "height": 720})


def test_every_page_is_without_faults(page: Page, context: BrowserContext, demo: Served):
    looked_at: set[str] = set()
    found = []
    for role in (None, *Role):
        if role:
            demo.sign_in(context, role)
        for endpoint, address in pages(demo, context).items():
            # The start page differs by role; of the others one look is enough.
            if endpoint not in looked_at - {"start.today"}:
                looked_at.add(endpoint)
                page.goto(f"{demo.url}{address}")
                found += [f"{address} ({role or 'signed out'}): {fault}" for fault in faults(page)]
    assert not found, "\n".join(found)
