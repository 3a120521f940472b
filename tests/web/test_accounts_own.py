"""One's own account: where one is signed in, password, language."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions import open_session
from app.accounts.passwords import hash_password, is_right
from app.models import Role, User, UserSession
from tests.clients import Client
from tests.factories import Town, make_user

PASSWORD = "en häst på taket"
NEW = "två grisar i diket"


@pytest.fixture
def ada(session: Session, town: Town) -> User:
    return make_user(
        session,
        name="Ada",
        role=Role.AREA_MEMBER,
        districts=[town.west],
        organisation=town.guards,
        password_hash=hash_password(PASSWORD),
    )


@pytest.fixture
def adas(visitor: Client, ada: User, session: Session) -> Client:
    return visitor.sign_in(ada, session)


def signed_in_elsewhere(session: Session, user: User) -> UserSession:
    before = set(session.scalars(select(UserSession.id)))
    open_session(session, user, browser="Safari, iOS", hours=1, now=datetime.now(UTC))
    return session.scalars(select(UserSession).where(UserSession.id.not_in(before))).one()


def is_live(session: Session, signed_in: UserSession) -> bool:
    session.refresh(signed_in)
    return signed_in.revoked_at is None


def test_profile_tells_who_and_where(adas: Client, ada: User, session: Session):
    signed_in_elsewhere(session, ada)
    page = adas.get("/account").text
    for words in ("Ada", ada.email, "Medlem i områdesgrupp", "Väst", "Väktarna", "Safari, iOS", "Den här webbläsaren"):
        assert words in page


def test_one_browser_can_be_signed_out(adas: Client, ada: User, session: Session):
    other, third = signed_in_elsewhere(session, ada), signed_in_elsewhere(session, ada)
    adas.post(f"/account/sessions/{other.id}/revoke")
    assert not is_live(session, other)
    assert is_live(session, third)


def test_all_other_browsers_can_be_signed_out(adas: Client, ada: User, session: Session):
    others = [signed_in_elsewhere(session, ada) for _number in range(2)]
    adas.post("/account/sessions/revoke-others")
    assert not any(is_live(session, other) for other in others)
    assert adas.get("/account").status_code == 200


def test_nobody_signs_out_somebody_else(adas: Client, session: Session):
    other = signed_in_elsewhere(session, make_user(session))
    assert adas.post(f"/account/sessions/{other.id}/revoke").status_code == 404
    assert is_live(session, other)


def test_new_password_signs_other_browsers_out(adas: Client, ada: User, session: Session):
    other = signed_in_elsewhere(session, ada)
    adas.post("/account/password", data={"current": PASSWORD, "password": NEW, "repeated": NEW})
    session.refresh(ada)
    assert is_right(ada.password_hash, NEW)
    assert not is_live(session, other)
    assert "Lösenordet är bytt" in adas.get("/account").text


@pytest.mark.parametrize(
    "typed",
    [
        {"current": "fel lösenord här", "password": NEW, "repeated": NEW},
        {"current": PASSWORD, "password": NEW, "repeated": PASSWORD},
        {"current": PASSWORD, "password": "kort", "repeated": "kort"},
    ],
)
def test_password_stays_when_the_form_is_refused(adas: Client, ada: User, session: Session, typed: dict[str, str]):
    assert 'class="errors"' in adas.post("/account/password", data=typed).text
    session.refresh(ada)
    assert is_right(ada.password_hash, PASSWORD)


def test_guessing_the_current_password_is_stopped_too(adas: Client, ada: User):
    typed = {"current": "fel lösenord här", "password": NEW, "repeated": NEW}
    codes = [adas.post("/account/password", data=typed).status_code for _attempt in range(9)]
    assert codes == [200] * 8 + [429]


def test_language_is_kept_with_the_account(adas: Client, ada: User, session: Session):
    adas.post("/account", data={"language": "en"})
    assert '<html lang="en">' in adas.get("/account").text
    adas.post("/account", data={"language": ""})
    assert '<html lang="sv">' in adas.get("/account").text
    adas.post("/account", data={"language": "de"})
    session.refresh(ada)
    assert ada.language is None
