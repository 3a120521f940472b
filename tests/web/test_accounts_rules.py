"""Small rules of accounts: browsers' names, senders' networks, roles' limits."""

import pytest
from flask import Flask

from app.accounts.rules import AccountDetails, AccountError, browser_name, check_details, network_of
from app.accounts.tokens import pseudonym
from app.models import Role

CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36", "Chrome, Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36 Edg/140.0.0.0", "Edge, Windows"),
        (f"Mozilla/5.0 (Linux; Android 15; SM-S911B) {CHROME} Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari, iOS",
        ),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_browsers_are_called_by_name_and_system(user_agent: str, name: str):
    assert browser_name(user_agent) == name


def test_an_ipv6_subscriber_is_one_sender():
    assert network_of("2001:db8:1:2::1") == network_of("2001:db8:1:2:ffff::9") != network_of("2001:db8:1:3::1")
    assert network_of("192.0.2.1") != network_of("192.0.2.2")
    assert network_of(None) == network_of("a socket") == ""


def test_pseudonyms_need_their_key():
    assert pseudonym("key", "ada") == pseudonym("key", "ada") != pseudonym("other key", "ada")


@pytest.mark.parametrize("role", [Role.REPORTER, Role.AREA_MEMBER])
def test_limited_roles_need_their_limits(role: Role, app: Flask):
    with app.app_context(), pytest.raises(AccountError):
        check_details(AccountDetails(name="Eva", email="eva@exempel.se", role=role))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COORDINATOR, Role.STEERING])
def test_other_roles_need_none(role: Role):
    check_details(AccountDetails(name="Eva", email="eva@exempel.se", role=role))
