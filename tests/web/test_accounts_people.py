"""Everybody's accounts: inviting, changing, closing, and the administrator who must not disappear."""

import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions import change_account
from app.accounts.passwords import hash_password
from app.accounts.rules import AccountDetails
from app.models import Event, Role, User
from tests.clients import Client
from tests.factories import Town, make_user

PASSWORD = "en häst på taket"


@pytest.fixture
def boss(session: Session, town: Town) -> User:
    return make_user(session, name="Bo", role=Role.ADMINISTRATOR, password_hash=hash_password(PASSWORD))


@pytest.fixture
def bosss(visitor: Client, boss: User, session: Session) -> Client:
    return visitor.sign_in(boss, session)


def typed(**fields: Any) -> dict[str, Any]:
    return {"name": "Eva", "email": "eva@exempel.se", "role": "coordinator", "organisation": "0", **fields}


def account(session: Session, email: str = "eva@exempel.se") -> User:
    return session.scalars(select(User).where(User.email == email).execution_options(populate_existing=True)).one()


def events(session: Session) -> list[tuple[str, Any]]:
    chosen = select(Event.verb, Event.changes).where(Event.verb != "signed_in").order_by(Event.id)
    return [(verb, changes) for verb, changes in session.execute(chosen)]


def test_invited_person_gets_a_link_that_lets_them_in(bosss: Client, app, session: Session):
    page = bosss.post("/users/new", data=typed(email="Eva@exempel.se")).text
    token = re.search(r"http://localhost(/welcome/[\w-]+)", page)
    assert token is not None
    newcomer = app.test_client()
    newcomer.post(token[1], data={"password": PASSWORD, "repeated": PASSWORD})
    assert newcomer.get("/account").status_code == 200
    assert account(session).role is Role.COORDINATOR


def test_reporter_belongs_to_an_organisation_and_area_member_to_districts(bosss: Client, session: Session, town: Town):
    bosss.post("/users/new", data=typed(role="reporter", organisation=town.guards.id, districts=[town.west.id]))
    reporter = account(session)
    assert (reporter.organisation, reporter.districts) == (town.guards, [])
    bosss.post("/users/new", data=typed(email="li@exempel.se", role="area_member", districts=[town.east.id]))
    assert account(session, "li@exempel.se").districts == [town.east]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"role": "reporter"}, "vilken organisation"),
        ({"role": "area_member"}, "minst en kommundel"),
        ({"email": "BO@exempel.se"}, "redan ett konto"),
        ({"email": "eva"}, "e-postadress"),
        ({"role": "king"}, "Roll"),
        ({"organisation": "999999"}, "Organisation"),
    ],
)
def test_refused_invitation_makes_no_account(
    bosss: Client, boss: User, session: Session, wrong: dict[str, str], words: str
):
    boss.email = "bo@exempel.se"
    session.flush()
    assert words in bosss.post("/users/new", data=typed(**wrong)).text
    assert session.scalars(select(User)).all() == [boss]


def test_list_tells_who_waits_and_who_is_closed(bosss: Client, session: Session):
    make_user(session, name="Inbjuden")
    make_user(session, name="Borta", is_active=False)
    page = bosss.get("/users").text
    assert page.index("Bo<") < page.index("Inbjuden") < page.index("Borta")
    assert "Väntar på lösenord" in page
    assert "Stängt" in page


def test_change_is_saved_and_logged_without_names(bosss: Client, session: Session, town: Town):
    eva = make_user(session, name="Eva", email="eva@exempel.se", role=Role.AREA_MEMBER, districts=[town.west])
    bosss.post(f"/users/{eva.id}", data=typed(name="Eva Ek", role="reporter", organisation=town.guards.id))
    eva = account(session)
    assert (eva.name, eva.role, eva.organisation, eva.districts) == ("Eva Ek", Role.REPORTER, town.guards, [])
    expected = {
        "name": None,
        "role": ["area_member", "reporter"],
        "organisation_id": [None, town.guards.id],
        "districts": [[town.west.id], []],
    }
    assert events(session) == [("changed", expected)]


def test_saving_without_a_change_logs_nothing(bosss: Client, session: Session):
    eva = make_user(session, name="Eva", email="eva@exempel.se")
    bosss.post(f"/users/{eva.id}", data=typed())
    assert events(session) == []


def test_closing_signs_out_and_opening_lets_in_again(bosss: Client, app, session: Session):
    eva = make_user(session, name="Eva")
    evas = app.test_client().sign_in(eva, session)
    bosss.post(f"/users/{eva.id}/close")
    assert evas.get("/account").status_code == 302
    bosss.post(f"/users/{eva.id}/open")
    assert evas.get("/account").status_code == 302
    assert evas.sign_in(eva, session).get("/account").status_code == 200
    assert [verb for verb, _changes in events(session)] == ["closed", "signed_out", "opened"]


def test_new_link_replaces_the_older(bosss: Client, visitor: Client, session: Session):
    eva = make_user(session)
    older, newer = (
        re.search(r"http://localhost(/welcome/[\w-]+)", bosss.post(f"/users/{eva.id}/link").text)[1]
        for _time in range(2)
    )
    assert [visitor.get(link).status_code for link in (older, newer)] == [409, 200]


def test_last_administrator_stays(bosss: Client, boss: User, session: Session):
    make_user(session, role=Role.ADMINISTRATOR)
    make_user(session, role=Role.ADMINISTRATOR, password_hash="set", is_active=False)
    assert bosss.post(f"/users/{boss.id}/close").status_code == 409
    refused = bosss.post(f"/users/{boss.id}", data=typed(name="Bo"))
    assert "den enda administratören" in refused.text
    assert account(session, boss.email).role is Role.ADMINISTRATOR


def test_one_of_two_administrators_may_go(bosss: Client, boss: User, session: Session):
    make_user(session, role=Role.ADMINISTRATOR, password_hash="set")
    assert bosss.post(f"/users/{boss.id}/close").status_code == 302
    assert bosss.get("/users").status_code == 302


def test_unknown_account_is_no_page(bosss: Client):
    assert bosss.get("/users/999999").status_code == 404


def test_account_keeps_its_own_address(session: Session, boss: User):
    details = AccountDetails(name="Bosse", email=boss.email.upper(), role=Role.ADMINISTRATOR)
    change_account(session, boss, details, by=boss)
    assert (boss.name, boss.email) == ("Bosse", boss.email.lower())
