"""Whose mail is whose."""

import pytest
from flask import Flask

from app.models import Organisation
from app.senders import SenderError, check_senders, clean_senders, sender_among

POLICE = Organisation(name="Polisen", senders="@polisen.example-stad.se")
GUARDS = Organisation(name="Väktarna", senders="vakt@exempel.se chef@polisen.example-stad.se")


@pytest.fixture(autouse=True)
def words(app: Flask):
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("typed", "senders"),
    [
        ("", ()),
        (" Vakt@Exempel.SE\n@exempel.se, vakt@exempel.se;", ("vakt@exempel.se", "@exempel.se")),
        ("vakt@räksmörgås.se", ("vakt@xn--rksmrgs-5wao1o.se",)),
    ],
)
def test_senders_are_kept_in_one_spelling(typed: str, senders: tuple[str, ...]):
    assert clean_senders(typed) == senders


@pytest.mark.parametrize("wrong", ["vakt", "@", "vakt@", "a@b@exempel.se", "@exempel", "*@exempel.se\n@*"])
def test_what_is_no_sender_is_named(wrong: str):
    with pytest.raises(SenderError, match="ingen e-postadress"):
        clean_senders(f"vakt@exempel.se {wrong}")


@pytest.mark.parametrize(
    ("address", "owner"),
    [
        ("VAKT@exempel.se", GUARDS),
        ("vem@polisen.example-stad.se", POLICE),
        ("chef@polisen.example-stad.se", GUARDS),
        ("vem@lokal.polisen.example-stad.se", None),
        ("vem@xpolisen.example-stad.se", None),
        ("", None),
        ("@", None),
    ],
)
def test_an_address_goes_before_its_domain(address: str, owner: Organisation | None):
    assert sender_among(address, [POLICE, GUARDS]) is owner


def test_two_organisations_share_no_sender():
    check_senders(["ny@exempel.se"], [POLICE, GUARDS])
    with pytest.raises(SenderError, match="Väktarna"):
        check_senders(["ny@exempel.se", "vakt@exempel.se"], [POLICE, GUARDS])
