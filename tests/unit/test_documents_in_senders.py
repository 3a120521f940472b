"""Whose report a text is, and when it was sent, as far as the text itself tells."""

from datetime import UTC, datetime

import pytest

from app.intake.guesses import beginning, beginnings, likely_sender
from app.models import Organisation, OrganisationKind
from reports.incoming.documents.pasted import head_of_pasted

POLICE = Organisation(id=1, key="polisen", name="Polisen", kind=OrganisationKind.POLICE, senders="@polis.exempel.se")
GUARDS = Organisation(id=2, key="vaktare", name="Väktarna", kind=OrganisationKind.GUARDS, senders="vakt@exempel.se")
WALKERS = Organisation(id=3, key="natt", name="Nattvandrarna", kind=OrganisationKind.ASSOCIATION, senders="")
ALL = [POLICE, GUARDS, WALKERS]
MORNING = datetime(2026, 11, 18, 6, 2, tzinfo=UTC)


def guessed(text: str, address: str = "", earlier: dict[int, set[str]] | None = None) -> str | None:
    found = likely_sender(text, address, ALL, earlier or {})
    return found and found.key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "Väktarrapport natten till onsdag\n\n22.12 Klotter. Polisen larmades och kom till platsen efter en stund.",
            "vaktare",
        ),
        (
            "God morgon!\n\n22.12 Stöld. En väktare griper en person i en butik nära stationen.\n\nKommunpolisen",
            "polisen",
        ),
        ("Vi gick från åtta till ett.\nAllt var lugnt.\n\nHälsningar\nNattvandrarna", "natt"),
        ("22.12 Klotter på Provtorget", None),
        ("Väktare larmade Polisen", None),
        ("En väktare griper en man som tagit varor i en butik, och polisen hämtar honom på platsen.", None),
        ("", None),
    ],
)
def test_headings_and_signatures_tell_and_sentences_do_not(text, key):
    assert guessed(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("hej!! vi va 6 st nattvandrare ute i fredags. vid skateparken satt nåra å drack.", "natt"),
        ("vi har nattvandrat ikväll från 21 till 01 och det mesta va lugnt runt stationen och skolan.", "natt"),
        ("Hej, här är Nattvandrarna i Påhittad! I går var det bråk vid torget och en ruta krossades där.", "natt"),
        ("en ruta krossad på skolan inatt vid tvåtiden, ser ut som sten. mvh väktaren", "vaktare"),
        (
            "Dygnsrapport\nObjekt: centrum\nPass 18-06\nPåhittad Person\nBil 2\nVäktare: 1234\n\n22.10 Klotter\nslut",
            "vaktare",
        ),
        ("DYGNSRAPPORT Påhittad Security 2026-11-20 18:00 - 2026-11-21 06:00\n21:10 Ruta krossad på skolan", "vaktare"),
        ("Polisens dygnsrapport för lokalpolisområdet natten mellan fredag och lördag v 47\n22.10 Bråk", "polisen"),
        ("Vi var på väg hem när väktare larmade om bråk vid torget och flera springer därifrån nu.", None),
        ("Någon ringde. Vi gick dit och väktare fanns på plats, det hade brunnit i en papperskorg där.", None),
    ],
)
def test_writers_say_who_they_are(text, key):
    assert guessed(text) == key


@pytest.mark.parametrize("address", ["kommunpolis@polisen.se", "Anna.Pahittad@POLISEN.SE", "x@polisen.se"])
def test_the_polices_own_address_is_known(address):
    assert guessed("En lugn natt.", address) == "polisen"


@pytest.mark.parametrize(
    "address", ["kommunpolis.prov@exempel.se", "x@polisen.se.exempel.se", "x@xpolisen.se", "polisen.se@exempel.se"]
)
def test_an_address_that_only_looks_like_the_polices_is_nobodys(address):
    assert guessed("En lugn natt.", address) is None


def test_the_address_goes_before_the_words():
    assert guessed("Väktarrapport", "kontakt@polis.exempel.se") == "polisen"
    assert guessed("En lugn natt.", "vakt@exempel.se") == "vaktare"
    assert guessed("En lugn natt.", "okand@exempel.se") is None


def test_a_report_that_begins_as_earlier_ones_is_theirs():
    earlier = beginnings([(1, "Nattens översikt 17/11\nText"), (2, "Dygnsrapport 4\n"), (3, "Dygnsrapport 9\n")])
    assert earlier == {1: {"nattens översikt"}}
    assert guessed("Nattens översikt 18/11\n\nEn bil stod snett.", earlier=earlier) == "polisen"
    assert guessed("Dygnsrapport 5\n\nEn bil stod snett.", earlier=earlier) is None


def test_a_beginning_is_letters_enough_to_tell():
    assert beginning("  Dygnsrapport  18/11-2026\nmer") == "dygnsrapport"
    assert beginning("22.12 Bråk") == ""


@pytest.mark.parametrize(
    "line",
    [
        "Skickat: den 18 november 2026 07:02",
        "Skickat: onsdag 18 november 2026 07.02",
        "Sent: 2026-11-18 07:02",
        "Datum: 18 nov. 2026 kl. 07:02",
        "Date: Wed, 18 Nov 2026 07:02:00 +0100",
    ],
)
def test_when_a_pasted_mail_was_sent(line):
    assert head_of_pasted(f"Från: Vakt <Vakt@Exempel.se>\n{line}\nÄmne: Natten\n\nText") == ("vakt@exempel.se", MORNING)


@pytest.mark.parametrize(
    "text", ["", "Text", "Skickat: igår", "Datum: 99 november 2026 07:02", "Datum: 2026-13-40 27:02", "Från: ingen"]
)
def test_what_tells_nothing_is_no_head(text):
    assert head_of_pasted(text) == ("", None)


def test_what_stands_deep_in_a_text_is_no_head():
    assert head_of_pasted("Rad\n" * 20 + "Skickat: 2026-11-18 07:02") == ("", None)
