"""One-time links: the first administrator, invitations, forgotten passwords; and the command that prints them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.actions import first_link, make_link, open_session, set_password_by_link
from app.accounts.passwords import hash_password, is_right
from app.accounts.rules import LinkError
from app.db import Database
from app.models import Event, OneTimeLink, Role, User, UserSession
from tests.clients import Client
from tests.factories import Town, make_town, make_user

PASSWORD = "en häst på taket"
TWICE = {"password": PASSWORD, "repeated": PASSWORD}
ADA = {"name": "Ada", "email": "Ada@exempel.se", **TWICE}


def is_signed_in(client: Client) -> bool:
    return client.get("/account").status_code == 200


def test_first_link_creates_the_administrator_and_signs_in(visitor: Client, session: Session, town: Town):
    token = first_link(session)
    assert visitor.get(f"/welcome/{token}").status_code == 200
    assert visitor.post(f"/welcome/{token}", data=ADA).location == "/"
    assert is_signed_in(visitor)
    user = session.scalars(select(User)).one()
    assert (user.name, user.email, user.role) == ("Ada", "ada@exempel.se", Role.ADMINISTRATOR)
    assert is_right(user.password_hash, PASSWORD)
    assert first_link(session) is None


def test_link_works_once(visitor: Client, app: Flask, session: Session, town: Town):
    token = first_link(session)
    visitor.post(f"/welcome/{token}", data=ADA)
    second = app.test_client().post(f"/welcome/{token}", data={**ADA, "email": "eva@exempel.se"})
    assert second.status_code == 409
    assert session.scalar(select(func.count()).select_from(User)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "kort", "repeated": "kort"},
        {"repeated": "något helt annat"},
        {"password": "a" * 12, "repeated": "a" * 12},
        {"password": "ada@exempel.se", "repeated": "ada@exempel.se"},
        {"password": PASSWORD * 20, "repeated": PASSWORD * 20},
        {"email": "ada"},
        {"name": " "},
    ],
)
def test_refused_form_leaves_the_link_unused(visitor: Client, session: Session, town: Town, wrong: dict[str, str]):
    token = first_link(session)
    refused = visitor.post(f"/welcome/{token}", data={**ADA, **wrong})
    assert refused.status_code == 200
    assert 'class="errors"' in refused.text
    assert visitor.post(f"/welcome/{token}", data=ADA).status_code == 302


def test_taken_address_leaves_the_link_unused(visitor: Client, session: Session, town: Town):
    make_user(session, email="ada@exempel.se")
    token = first_link(session)
    assert "redan ett konto" in visitor.post(f"/welcome/{token}", data=ADA).text
    assert visitor.post(f"/welcome/{token}", data={**ADA, "email": "eva@exempel.se"}).status_code == 302


def test_newer_first_link_replaces_the_older(visitor: Client, session: Session, town: Town):
    older, newer = first_link(session), first_link(session)
    assert visitor.get(f"/welcome/{older}").status_code == 409
    assert visitor.get(f"/welcome/{newer}").status_code == 200


def test_first_link_gives_no_second_administrator(visitor: Client, session: Session, town: Town):
    token = first_link(session)
    make_user(session, role=Role.ADMINISTRATOR, password_hash=hash_password(PASSWORD))
    assert "redan en administratör" in visitor.post(f"/welcome/{token}", data=ADA).text
    assert not is_signed_in(visitor)


def test_link_lasts_a_week(visitor: Client, session: Session, town: Town):
    token = first_link(session)
    link = session.scalars(select(OneTimeLink)).one()
    assert timedelta(days=6.99) < link.expires_at - datetime.now(UTC) <= timedelta(days=7)
    link.expires_at = datetime.now(UTC)
    session.flush()
    assert visitor.get(f"/welcome/{token}").status_code == 409


def test_made_up_link_opens_nothing(visitor: Client, town: Town):
    assert visitor.get("/welcome/påhittad").status_code == 409


def test_link_sets_a_password_and_signs_everybody_else_out(visitor: Client, session: Session, town: Town):
    eva = make_user(session, email="eva@exempel.se", password_hash=hash_password("glömt för länge sedan"))
    open_session(session, eva, browser="", hours=1, now=datetime.now(UTC))
    token = make_link(session, eva)
    assert "eva@exempel.se" in visitor.get(f"/welcome/{token}").text
    assert visitor.post(f"/welcome/{token}", data=TWICE).location == "/"
    assert is_signed_in(visitor)
    session.refresh(eva)
    assert is_right(eva.password_hash, PASSWORD)
    live = select(func.count()).select_from(UserSession).where(UserSession.revoked_at.is_(None))
    assert session.scalar(live) == 1
    assert visitor.get(f"/welcome/{token}").status_code == 409


def test_link_to_a_closed_account_opens_nothing(visitor: Client, session: Session, town: Town):
    token = make_link(session, make_user(session, is_active=False))
    assert "stängt" in visitor.post(f"/welcome/{token}", data=TWICE).text
    assert not is_signed_in(visitor)


def test_tokens_are_kept_nowhere(session: Session, town: Town):
    token = first_link(session)
    assert token not in session.scalars(select(OneTimeLink.token_hash)).all()
    assert token not in str([event.changes for event in session.scalars(select(Event))])


def test_of_many_at_once_one_uses_the_link(own_database: Database, app: Flask):
    with own_database.writing() as session:
        make_town(session)
        token = make_link(session, make_user(session))

    def use(_number: int) -> bool:
        try:
            with app.app_context(), own_database.writing() as session:
                set_password_by_link(session, token, PASSWORD)
        except LinkError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(use, range(6))) == [False] * 5 + [True]


def test_command_prints_a_link_for_the_first_administrator(app: Flask, visitor: Client, town: Town):
    printed = app.test_cli_runner().invoke(args=["sign-in-link"])
    assert printed.output.startswith("http://127.0.0.1:8000/welcome/")
    assert visitor.get(printed.output.strip().removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_command_prints_a_link_for_a_named_account(app: Flask, session: Session, visitor: Client, town: Town):
    make_user(session, name="Eva", email="eva@exempel.se")
    printed = app.test_cli_runner().invoke(args=["sign-in-link", "EVA@exempel.se"])
    assert "Välkommen, Eva" in visitor.get(printed.output.strip().removeprefix("http://127.0.0.1:8000")).text


@pytest.mark.parametrize("arguments", [["ingen@exempel.se"], ["stangd@exempel.se"], []])
def test_command_says_why_it_has_no_link(app: Flask, session: Session, arguments: list[str]):
    make_user(session, role=Role.ADMINISTRATOR, password_hash="set")
    make_user(session, email="stangd@exempel.se", is_active=False)
    printed = app.test_cli_runner().invoke(args=["sign-in-link", *arguments])
    assert printed.exit_code == 1
    assert printed.output.startswith("Error:")
