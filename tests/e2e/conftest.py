"""Browser tests: one served app on its own database, and a browser that speaks with nobody else.

The fixtures `page` and `browser` are pytest-playwright's. What a file writes into the served app it writes once for all
tests (`scope="session"`): a process that shares them with another may come back to the file.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from app.models import Role
from tests.databases import SpatiaLite
from tests.e2e.keeping import KeptContext
from tests.e2e.serving import ARGUMENTS, Served, browser_path, serve
from tests.factories import make_town


@pytest.fixture(scope="session")
def served(spatialite: SpatiaLite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("instance"), spatialite.fresh()) as served:
        with served.database.writing() as session:
            make_town(session)
        yield served


@pytest.fixture(scope="session")
def base_url(served: Served) -> str:
    """What `page.goto("/incidents")` begins with."""
    return served.url


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": browser_path(), "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(base_url: str) -> dict[str, Any]:
    return {"base_url": base_url, "locale": "sv-SE", "timezone_id": "Europe/Stockholm", "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def kept_context(browser: Browser, browser_context_args: dict[str, Any], base_url: str) -> Iterator[KeptContext]:
    with browser.new_context(**browser_context_args) as context:
        yield KeptContext.open(context, base_url)


@pytest.fixture
def context(kept_context: KeptContext) -> Iterator[BrowserContext]:
    """As new for each test. A file that needs one of its own says so with a fixture of this name."""
    yield kept_context.context
    kept_context.clear()


@pytest.fixture
def forgetful_context(new_context: Callable[[], BrowserContext], served: Served) -> Iterator[BrowserContext]:
    """A context of its own that keeps no file but what our own scripts keep: for tests without a network."""
    with served.nothing_kept():
        yield new_context()


@pytest.fixture
def coordinator(context: BrowserContext, served: Served) -> None:
    """The browser is signed in as the coordinator."""
    served.sign_in(context, Role.COORDINATOR)


@pytest.fixture(autouse=True)
def keeps_to_itself(context: BrowserContext) -> Iterator[None]:
    """No page asks another host for anything, breaks the content policy, or fails in a script."""
    asked: list[str] = []
    complaints: list[str] = []
    listeners = {
        "request": lambda request: asked.append(request.url),
        "console": lambda message: message.type == "error" and complaints.append(message.text),
        "weberror": lambda error: complaints.append(str(error.error)),
    }
    for event, listener in listeners.items():
        context.on(event, listener)
    yield
    for event, listener in listeners.items():
        context.remove_listener(event, listener)
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:"))] == []
    assert complaints == []
