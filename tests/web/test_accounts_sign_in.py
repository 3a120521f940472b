"""Signing in and out: right and wrong passwords, sessions that end, guesses that are stopped."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app import create_app
from app.accounts.actions import open_session
from app.accounts.passwords import HASHER, hash_password
from app.accounts.queries import PAUSE
from app.accounts.rules import SHARING_AN_ADDRESS
from app.config import Settings
from app.db import Database
from app.models import Event, Role, SignInFailure, User, UserSession
from tests.clients import Client
from tests.databases import OneConnection, SpatiaLite, connect
from tests.factories import Town, make_town, make_user

PASSWORD = "en häst på taket"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def ada(session: Session, town: Town) -> User:
    return make_user(session, email="ada@exempel.se", password_hash=hash_password(PASSWORD))


@pytest.fixture
def strict(settings: Settings, database: OneConnection) -> Client:
    """A visitor where one failure for an e-mail is enough for a pause."""
    app = create_app(replace(settings, sign_in_attempts=1), database)
    app.config.update(WTF_CSRF_ENABLED=False)
    app.test_client_class = Client
    return app.test_client()


def sign_in(client: Client, email: str = "ada@exempel.se", password: str = PASSWORD, next: str = "", **options):
    return client.post("/sign-in", query_string={"next": next}, data={"email": email, "password": password}, **options)


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def test_right_password_signs_in(visitor: Client, ada: User, session: Session):
    response = sign_in(visitor, email="  ADA@exempel.se ", headers={"User-Agent": FIREFOX})
    assert (response.status_code, response.location) == (302, "/")
    assert is_signed_in(visitor)
    assert session.scalars(select(UserSession.browser)).all() == ["Firefox, Windows"]
    assert session.scalars(select(Event.verb)).all() == ["signed_in"]


@pytest.mark.parametrize(
    ("email", "password"),
    [("ada@exempel.se", "en häst på taken"), ("eva@exempel.se", PASSWORD), ("ada@exempel.se", ""), ("ada", PASSWORD)],
)
def test_wrong_password_or_unknown_account_does_not(visitor: Client, ada: User, email: str, password: str):
    response = sign_in(visitor, email, password)
    assert response.status_code == 200
    assert 'role="alert"' in response.text
    assert password == "" or password not in response.text
    assert not is_signed_in(visitor)


def test_unknown_account_and_wrong_password_look_the_same(visitor: Client, ada: User):
    unknown, wrong = sign_in(visitor, "eva@exempel.se"), sign_in(visitor, password="fel lösenord här")
    assert unknown.text.replace("eva@", "ada@") == wrong.text


def test_closed_account_stays_out(visitor: Client, ada: User, session: Session):
    ada.is_active = False
    session.flush()
    sign_in(visitor)
    assert not is_signed_in(visitor)


def test_account_without_password_stays_out(visitor: Client, ada: User, session: Session):
    ada.password_hash = None
    session.flush()
    sign_in(visitor, password="the account does not exist")
    assert not is_signed_in(visitor)


def test_signing_in_gives_a_new_token(visitor: Client, ada: User, session: Session):
    with visitor.session_transaction() as cookie:
        cookie.update({"token": "planted by somebody", "left": "over"})
    sign_in(visitor)
    with visitor.session_transaction() as cookie:
        assert cookie["token"] != "planted by somebody"
        assert "left" not in cookie
        assert cookie["token"] not in session.scalars(select(UserSession.token_hash)).all()


def test_signing_out_ends_the_session_for_whoever_has_the_cookie(visitor: Client, app: Flask, ada: User):
    sign_in(visitor)
    with visitor.session_transaction() as cookie:
        stolen = cookie["token"]
    assert visitor.post("/sign-out").location == "/sign-in"
    assert not is_signed_in(visitor)
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie["token"] = stolen
    assert not is_signed_in(thief)


def test_session_ends_when_unused(visitor: Client, ada: User, session: Session):
    sign_in(visitor)
    signed_in = session.scalars(select(UserSession)).one()
    assert signed_in.expires_at - signed_in.last_seen_at == timedelta(hours=12)
    signed_in.expires_at = datetime.now(UTC) - timedelta(seconds=1)
    session.flush()
    assert not is_signed_in(visitor)


@pytest.mark.parametrize(("minutes_ago", "is_moved"), [(4, False), (6, True)])
def test_use_keeps_a_session_alive_but_seldom_writes(
    settings: Settings, own_database: Database, minutes_ago: int, is_moved: bool
):
    seen = datetime.now(UTC) - timedelta(minutes=minutes_ago)
    with own_database.writing() as session:
        make_town(session)
        token = open_session(session, make_user(session), browser="", hours=1, now=seen)
    client = create_app(settings, own_database).test_client()
    with client.session_transaction() as cookie:
        cookie["token"] = token
    assert is_signed_in(client)
    with own_database.reading() as session:
        signed_in = session.scalars(select(UserSession)).one()
    assert (signed_in.last_seen_at > seen) is is_moved
    assert (signed_in.expires_at > seen + timedelta(hours=settings.session_hours)) is is_moved


def test_a_page_does_not_wait_for_whoever_writes(settings: Settings, spatialite: SpatiaLite):
    database = connect(spatialite.fresh())
    with database.writing() as session:
        make_town(session)
        seen = datetime.now(UTC) - timedelta(hours=1)
        token = open_session(session, make_user(session), browser="", hours=12, now=seen)
    client = create_app(settings, database).test_client()
    with client.session_transaction() as cookie:
        cookie["token"] = token
    with database.writing() as session:
        session.execute(update(UserSession).values(browser="Under inläsning"))
        started = time.monotonic()
        assert is_signed_in(client)
        assert time.monotonic() - started < 5


@pytest.mark.parametrize("next", ["/incidents?page=2&q=å", "/account"])
def test_returns_to_where_one_was_going(visitor: Client, ada: User, next: str):
    assert sign_in(visitor, next=next).location == next.replace("å", "%C3%A5")


@pytest.mark.parametrize(
    "next", ["https://ont.example", "//ont.example", "/\\ont.example", "\\\\ont.example", "/\t/ont.example", "ont", ""]
)
def test_leads_to_no_other_site(visitor: Client, ada: User, next: str):
    assert sign_in(visitor, next=next).location == "/"


def test_old_hashes_are_renewed(visitor: Client, ada: User, session: Session):
    cheap = type(HASHER)(memory_cost=8 * 1024, time_cost=1, parallelism=1)
    ada.password_hash = cheap.hash(PASSWORD)
    session.flush()
    assert sign_in(visitor).status_code == 302
    session.refresh(ada)
    assert not HASHER.check_needs_rehash(ada.password_hash)


def test_guessing_is_stopped_and_the_right_password_with_it(visitor: Client, ada: User, settings: Settings):
    for _attempt in range(settings.sign_in_attempts):
        assert sign_in(visitor, password="fel lösenord här").status_code == 200
    response = sign_in(visitor)
    assert response.status_code == 429
    assert "Vänta en kvart" in response.text
    assert not is_signed_in(visitor)


def test_guesses_are_counted_over_all_processes(
    visitor: Client, ada: User, settings: Settings, database: OneConnection
):
    for _attempt in range(settings.sign_in_attempts):
        sign_in(visitor, password="fel lösenord här")
    other = create_app(settings, database)
    other.config.update(WTF_CSRF_ENABLED=False)
    other.test_client_class = Client
    assert sign_in(other.test_client(), environ_base={"REMOTE_ADDR": "192.0.2.9"}).status_code == 429


def test_one_person_who_forgot_shuts_nobody_else_out(visitor: Client, ada: User, settings: Settings):
    for _attempt in range(settings.sign_in_attempts + 1):
        response = sign_in(visitor, "eva@exempel.se")
    assert response.status_code == 429
    assert sign_in(visitor).status_code == 302


def test_one_address_cannot_try_many_accounts(strict: Client, ada: User):
    for number in range(SHARING_AN_ADDRESS):
        assert sign_in(strict, f"person{number}@exempel.se").status_code == 200
    assert sign_in(strict).status_code == 429
    assert sign_in(strict, environ_base={"REMOTE_ADDR": "192.0.2.9"}).status_code == 302


def test_success_forgives_the_account_but_not_the_address(strict: Client, ada: User):
    for number in range(SHARING_AN_ADDRESS - 1):
        sign_in(strict, f"person{number}@exempel.se")
    assert sign_in(strict).status_code == 302
    strict.post("/sign-out")
    assert sign_in(strict, "eva@exempel.se").status_code == 200
    assert sign_in(strict).status_code == 429


def test_failures_are_forgotten_after_a_quarter(visitor: Client, ada: User, session: Session, settings: Settings):
    for _attempt in range(settings.sign_in_attempts):
        sign_in(visitor, password="fel lösenord här")
    for failure in session.scalars(select(SignInFailure)):
        failure.at -= PAUSE
    session.flush()
    assert sign_in(visitor).status_code == 302
    assert session.scalar(select(func.count()).select_from(SignInFailure)) == 0


def test_failures_name_nobody(visitor: Client, ada: User, session: Session):
    sign_in(visitor, password="fel lösenord här")
    kept = session.scalars(select(SignInFailure.who)).all()
    assert len(kept) == 2
    assert all(len(who) == 64 and "ada" not in who and "127.0.0.1" not in who for who in kept)


def test_language_can_be_chosen_before_signing_in(visitor: Client, town: Town):
    response = visitor.get("/language/en", query_string={"next": "/sign-in?next=/account"})
    assert response.location == "/sign-in?next=/account"
    assert '<html lang="en">' in visitor.get("/sign-in").text
    assert visitor.get("/language/de").status_code == 404


def test_whoever_is_signed_in_needs_no_sign_in_page(client: Client):
    assert client.get("/sign-in?next=/account").location == "/account"


def test_forms_need_their_token(app: Flask, ada: User):
    app.config.update(WTF_CSRF_ENABLED=True)
    assert sign_in(app.test_client()).status_code == 400


def test_roles_take_effect_at_once(visitor: Client, ada: User, session: Session):
    sign_in(visitor)
    assert visitor.get("/users").status_code == 403
    ada.role = Role.ADMINISTRATOR
    session.flush()
    assert visitor.get("/users").status_code == 200
