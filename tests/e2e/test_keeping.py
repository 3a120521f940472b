"""What the window that tests use one after another forgets between them."""

from playwright.sync_api import BrowserContext

from app.models import Role
from tests.e2e.keeping import KeptContext
from tests.e2e.serving import Served

LOOK = """async () => ({
  stored: localStorage.length,
  databases: (await indexedDB.databases()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  position: (await navigator.permissions.query({ name: "geolocation" })).state,
})"""
KEEP = """async () => {
  localStorage.setItem("kept", "kept");
  await new Promise((done) => { indexedDB.open("kept").onsuccess = done; });
}"""


def test_nothing_of_one_test_is_left_for_the_next(kept_context: KeptContext, served: Served):
    context = kept_context.context
    served.sign_in(context, Role.REPORTER)
    context.grant_permissions(["geolocation"])
    page = context.new_page()
    page.goto("/report")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.evaluate(KEEP)
    left = {"stored": 1, "databases": 1, "workers": 1, "position": "granted"}
    assert {name: min(value, 1) if name != "position" else value for name, value in page.evaluate(LOOK).items()} == left
    context.route("**/sign-in", lambda route: route.fulfill(body="not the server"))
    context.set_offline(True)

    kept_context.clear()
    assert context.pages == [kept_context.resting]
    assert context.cookies() == []
    page = context.new_page()
    page.goto("/sign-in")
    assert "not the server" not in page.content()
    forgotten = page.evaluate(LOOK)
    assert forgotten.pop("position") != "granted"
    assert set(forgotten.values()) == {0}


def fetched(context: BrowserContext) -> list[str]:
    """What a page asks the server for that another page has just had."""
    for _ in range(2):
        page = context.new_page()
        page.goto("/sign-in", wait_until="networkidle")
    return page.evaluate("performance.getEntriesByType('resource').filter((r) => r.transferSize).map((r) => r.name)")


def test_our_files_are_fetched_once(context: BrowserContext):
    assert fetched(context) == []


def test_without_a_network_only_what_our_scripts_keep_is_there(forgetful_context: BrowserContext):
    assert any(address.endswith("/css/base.css") for address in fetched(forgetful_context))
