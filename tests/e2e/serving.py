"""Serves the app to a real browser, from a thread of the test process."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import BrowserContext
from sqlalchemy import select
from werkzeug.serving import make_server

from app import create_app
from app.accounts.actions import open_session
from app.config import Settings
from app.db import Database
from app.models import District, Organisation, Role
from tests.availability import unavailable
from tests.factories import make_user

# The first has no window to draw, which takes half the time of all it does; it is what Playwright itself would choose.
BROWSERS = (
    *("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# It takes the place of Playwright's own list, so what there keeps pages as they are or the browser quiet stands here.
WITHOUT = (
    # Each window would load two pages of Chromium's own for its address bar, which costs more than most pages of ours.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "PaintHolding", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("LensOverlay", "MediaRouter", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"),
    "PreconnectToSearch",
)
# Quiet: a test looks at what pages ask for, not at what the browser asks for on its own account.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",  # a window of ours begins no process of its own
    f"--disable-features={','.join(WITHOUT)}",
]

SOON_TOLD = 0.02
"""Seconds after which the server notices that it shall stop; its own half second adds up over the tests."""


def browser_path() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or unavailable("No Chromium is installed", "chromium")


@dataclass(frozen=True)
class Served:
    """A running app: where it answers, and its database."""

    url: str
    app: Flask

    @property
    def database(self) -> Database:
        found: Database = self.app.extensions["database"]
        return found

    @contextmanager
    def nothing_kept(self) -> Iterator[None]:
        """Files are asked for anew, so that a page without a network has only what our own scripts have kept."""
        kept_for, self.app.config["KEPT_FILES_FOR"] = self.app.config["KEPT_FILES_FOR"], None
        try:
            yield
        finally:
            self.app.config["KEPT_FILES_FOR"] = kept_for

    def sign_in(self, context: BrowserContext, role: Role) -> None:
        """Let a browser be a new user of that role, of the first organisation and district there are."""
        with self.database.writing() as session:
            organisation = session.scalars(select(Organisation).order_by(Organisation.id)).first()
            districts = list(session.scalars(select(District).order_by(District.sort).limit(1)))
            user = make_user(session, role=role, organisation=organisation, districts=districts)
            token = open_session(session, user, browser="tests", hours=1, now=datetime.now(UTC))
        signer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        assert signer is not None
        name = self.app.config["SESSION_COOKIE_NAME"]
        context.add_cookies([{"name": name, "value": str(signer.dumps({"token": token})), "url": self.url}])


@contextmanager
def serve(instance: Path, database_url: str) -> Iterator[Served]:
    """Serve a migrated database on a free port until the block ends."""
    settings = Settings(instance_dir=instance, database_url=database_url, secret_key="only for tests")
    app = create_app(settings)
    # A line for each file that a page fetches would bury what a failing test says.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, args=(SOON_TOLD,), name="served app")
    thread.start()
    try:
        yield Served(f"http://127.0.0.1:{server.server_port}", app)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
