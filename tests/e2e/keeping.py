"""A window of the browser that tests use one after another: a new one starts a process and compiles our scripts."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, CDPSession, Page

ADDRESS = "/sign-in"
"""Anybody may see it, and it asks for nothing more. As long as a page of ours is open, its process is kept."""


@dataclass(frozen=True)
class KeptContext:
    """A browser context with one page open that no test uses.

    What a test put into it is gone after `clear`, but for scripts it let run in all its pages (a clock among them):
    for these, and for phones and service workers, a test file has a `context` of its own.
    """

    context: BrowserContext
    resting: Page
    browser: CDPSession

    @classmethod
    def open(cls, context: BrowserContext, url: str) -> "KeptContext":
        resting = context.new_page()
        resting.goto(f"{url}{ADDRESS}", wait_until="networkidle")
        return cls(context, resting, context.new_cdp_session(resting))

    def clear(self) -> None:
        """Close the pages, and forget cookies, what pages have stored, permissions and what answers for the server."""
        used = [page for page in self.context.pages if page is not self.resting]
        origins = {"{0.scheme}://{0.netloc}".format(urlsplit(page.url)) for page in [self.resting, *used]}
        for page in used:
            page.close()
        self.context.unroute_all(behavior="ignoreErrors")
        self.context.set_offline(False)
        self.context.clear_permissions()
        self.context.clear_cookies()
        for origin in origins:
            if origin.startswith("http"):
                self.browser.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
