"""Somebody comes to the system for the first time that day."""

from playwright.sync_api import Page, expect

from app.accounts.passwords import hash_password
from app.models import Role
from tests.e2e.serving import Served
from tests.factories import make_user

PASSWORD = "fyra kråkor på ett tak"


def test_signing_in_leads_to_the_page_that_was_asked_for(page: Page, served: Served):
    with served.database.writing() as session:
        user = make_user(session, role=Role.STEERING, password_hash=hash_password(PASSWORD))
    page.goto("/account")
    page.get_by_label("E-post").fill(user.email)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{served.url}/account")
    expect(page.get_by_text(user.name).first).to_be_visible()


def test_a_wrong_password_opens_nothing(page: Page, served: Served):
    with served.database.writing() as session:
        user = make_user(session, password_hash=hash_password(PASSWORD))
    page.goto("/")
    page.get_by_label("E-post").fill(user.email)
    page.get_by_label("Lösenord").fill(PASSWORD.upper())
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto("/")
    expect(page.get_by_label("Lösenord")).to_be_visible()
