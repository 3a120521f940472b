"""The start page: each role's own, and numbers that open exactly what they count."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy.orm import Session

from app.models import IncidentStatus, Role
from geo.points import LocationPrecision
from reports.incoming.drafts import Interval, Whereabouts
from tests.clients import Client
from tests.factories import Town, make_incident, make_report

JUST_NOW = Interval(datetime.now(UTC) - timedelta(minutes=5))


def number_and_link(page: str, words: str) -> tuple[int, str]:
    """The number on the card with these words, and where the card leads."""
    found = re.search(rf'href="([^"]+)"><strong>(\d+)</strong> {words}', page)
    assert found, f"no card says {words}"
    return int(found[2]), unescape(found[1])


@pytest.mark.parametrize("words", ["utkast att bekräfta", "utan plats på kartan", "händels"])
def test_a_number_opens_what_it_counts(client: Client, session: Session, town: Town, words: str) -> None:
    by_name = Whereabouts("Sparres väg", precision=LocationPrecision.STREET, district="vast")
    make_incident(session, when=JUST_NOW, where=by_name)
    make_incident(session, when=JUST_NOW, at=town.in_east)
    make_incident(session, when=JUST_NOW, at=town.in_east, status=IncidentStatus.DRAFT)
    make_incident(session, when=JUST_NOW, at=town.in_east, status=IncidentStatus.WITHDRAWN)
    number, link = number_and_link(client.get("/").text, words)
    assert number == {"utkast att bekräfta": 1, "utan plats på kartan": 1, "händels": 2}[words]
    assert re.search(rf"<strong[^>]*>{number} händelser?</strong>", client.get(link).text)


def test_silent_sources_are_named(client: Client, session: Session, town: Town) -> None:
    town.police.reports_every_days = town.guards.reports_every_days = 1
    make_report(session, organisation=town.police, received_at=datetime.now(UTC) - timedelta(hours=30))
    make_report(session, organisation=town.guards, received_at=datetime.now(UTC) - timedelta(hours=40))
    page = client.get("/").text
    silent = page[page.index("Tysta källor") :].partition("</div>")[0]
    assert "Väktarna" in silent
    assert "Polisen" not in silent


@pytest.mark.parametrize(
    ("role", "offers"),
    [
        (Role.ADMINISTRATOR, "Väntar på dig"),
        (Role.REPORTER, "Era senaste rapporter"),
        (Role.AREA_MEMBER, "Öppna kartan"),
        (Role.STEERING, "när samordnaren har publicerat"),
    ],
)
def test_each_role_finds_its_own(client_as: Callable[[Role], Client], role: Role, offers: str) -> None:
    assert offers in client_as(role).get("/").text


def test_a_phone_reaches_the_rest_behind_more(client: Client) -> None:
    page = client.get("/more").text
    assert all(words in page for words in ("Läs in", "Inställningar", "Logga ut"))
