"""A browser without a screen: signs in, and checks every page it is shown."""

from datetime import UTC, datetime
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts.actions import open_session
from app.models import User
from tests.databases import OneConnection
from tests.pages import check_page


class Client(FlaskClient):
    """Flask's test client that fails a test for an invalid page, a crash, or a change that nobody committed."""

    def sign_in(self, user: User, session: Session) -> "Client":
        """Be this user from now on, without the detour of the sign-in page."""
        token = open_session(session, user, browser="tests", hours=1, now=datetime.now(UTC))
        with self.session_transaction() as cookie:
            cookie["token"] = token
        return self

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        database = self.application.extensions["database"]
        assert isinstance(database, OneConnection)
        database.lost_writes = 0
        response = super().open(*args, **kwargs)
        where = f"{response.request.method} {response.request.path}"
        assert response.status_code != 500, f"{where} crashed; see the log"
        assert response.status_code >= 400 or not database.lost_writes, f"{where} left changes that nobody committed"
        # A script may ask for a piece of a page; browsers say so in this header.
        is_page = response.request.headers.get("Sec-Fetch-Dest", "document") == "document"
        if is_page and response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            check_page(response.text)
        return response
