"""What the steering group looks at first, and what the coordinator has left to do before the meeting."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Settings
from app.formatting import local_today
from app.models import Assessment, AssessmentLevel, District, Picture, PictureStatus, PictureText, Role, TextSection
from app.pictures.queries.ahead import edition_ahead
from app.pictures.queries.overview import over_time
from reports.incoming.drafts import Interval
from reports.picture.periods import Period, newest_closed_period
from tests.clients import Client
from tests.databases import Lasting
from tests.editions import DURING, PERIOD, build, publish
from tests.factories import NOON, Town, make_incident

ClientAs = Callable[[Role], Client]
BEFORE = Period(PERIOD.start - timedelta(days=14))
WANTED = "Att väktarna är kvar till ett på fredagar."


def assess(session: Session, edition: Picture, **levels: str) -> None:
    """Assess districts by the codes of the scale's steps."""
    for key, code in levels.items():
        level = session.scalars(select(AssessmentLevel).where(AssessmentLevel.code == code)).one()
        district = session.scalars(select(District).where(District.key == key)).one()
        known: dict[str, Any] = {"picture_id": edition.id, "district_id": district.id, "level_id": level.id}
        session.add(Assessment(**known, reason=f"Så är det i {district.name}.", at=NOON))
    session.flush()


@pytest.fixture(scope="module")
def beforehand(lasting: Lasting) -> list[int]:
    """Two published editions, the newer one with something to decide."""
    with lasting.writing() as (session, town):
        return [edition.id for edition in published(session, lasting.settings, town)]


def published(session: Session, settings: Settings, town: Town) -> list[Picture]:
    for _ in range(3):
        make_incident(session, when=Interval(DURING), at=town.in_west, category="trafik")
    now = datetime.now(UTC)
    older, newer = (build(session, settings, period, now) for period in (BEFORE, PERIOD))
    assess(session, older, vast="lugnt", ost="allvarligt")
    assess(session, newer, vast="forhojd_oro")
    session.add(PictureText(picture_id=newer.id, section=TextSection.DECISIONS, text=WANTED, at=NOON))
    text = "Mina egna ord först.\nOch sedan mer."
    session.add(PictureText(picture_id=newer.id, section=TextSection.SUMMARY, text=text, at=NOON))
    session.flush()
    return [publish(session, one, now, parts=[]) for one in (older, newer)]


@pytest.fixture
def editions(session: Session, town: Town, beforehand: list[int]) -> list[Picture]:
    return [session.get_one(Picture, id_) for id_ in beforehand]


def strip(page: str) -> list[list[str]]:
    """The rows of assessments over time, cell by cell, as they are read aloud."""
    rows = html.fromstring(page).xpath('//section[@class="over-time"]//tr')
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("th|td")] for row in rows]


def test_assessments_stand_side_by_side_the_newest_first(client_as: ClientAs, editions: list[Picture]) -> None:
    for address in ("/", "/pictures"):
        heads, newer, older = strip(client_as(Role.STEERING).get(address).text)
        assert heads == ["Lägesbild", "Väst", "Öst"]
        assert (newer[0][:7], newer[1:]) == ("2026:23", ["Förhöjd oro", "ingen bedömning"])
        assert (older[0][:7], older[1:]) == ("2026:22", ["Lugnt läge", "Allvarligt läge"])


def test_each_assessment_has_colour_and_pattern_beside_its_word(client_as: ClientAs, editions: list[Picture]) -> None:
    page = html.fromstring(client_as(Role.STEERING).get("/").text)
    cells = page.xpath('//section[@class="over-time"]//span[@class="assessed"]')
    assert len(cells) == 3
    assert all(cell.xpath('.//*[local-name()="svg"][@aria-hidden="true"]') and cell.text_content() for cell in cells)


def test_the_newest_editions_essence_is_there(client_as: ClientAs, editions: list[Picture]) -> None:
    page = client_as(Role.STEERING).get("/").text
    for said in ("Mina egna ord först.", WANTED, "Så är det i Väst."):
        assert said in page
    assert "Så är det i Öst." not in page
    assert '/pictures/2026-23"' in page


def test_a_word_leads_to_its_method_on_the_same_page(client_as: ClientAs, editions: list[Picture]) -> None:
    page = html.fromstring(client_as(Role.STEERING).get("/").text)
    anchors = set(page.xpath('//a[starts-with(@href, "#method")]/@href'))
    assert anchors
    assert {anchor[1:] for anchor in anchors} <= set(page.xpath("//dt/@id"))


def test_no_number_leads_to_incidents_which_they_may_not_see(client_as: ClientAs, editions: list[Picture]) -> None:
    assert "/incidents" not in client_as(Role.STEERING).get("/").text


def test_what_is_no_longer_or_not_yet_published_is_not_there(
    client_as: ClientAs, session: Session, editions: list[Picture]
) -> None:
    editions[1].status = PictureStatus.WITHDRAWN
    session.flush()
    page = client_as(Role.STEERING).get("/").text
    assert [row[0][:7] for row in strip(page)[1:]] == ["2026:22"]
    assert WANTED not in page
    editions[0].status = PictureStatus.REVIEWED
    session.flush()
    assert "när samordnaren har publicerat" in client_as(Role.STEERING).get("/").text


def test_others_editions_are_without_the_strip(client_as: ClientAs, editions: list[Picture]) -> None:
    assert strip(client_as(Role.AREA_MEMBER).get("/pictures").text) == []


def test_it_looks_back_half_a_year_at_most(session: Session, editions: list[Picture]) -> None:
    assert [one.edition.edition for one in over_time(session, most=1).editions] == ["2026:23"]


def test_the_edition_of_the_fortnight_that_ended_comes_next(
    session: Session, settings: Settings, town: Town, client: Client
) -> None:
    monday = PERIOD.ends_at + timedelta(hours=8)
    assert edition_ahead(session, settings, monday).edition is None
    edition = build(session, settings)
    ahead = edition_ahead(session, settings, monday)
    assert (ahead.edition, ahead.name, ahead.days_left) == (edition, "2026:23", 3)
    assert ahead.meeting.isoformat() == "2026-11-12T09:00:00+01:00"
    assert ahead.remaining[0].is_needed
    assert "Bedöm läget i Väst." in [one.words for one in ahead.remaining]
    late = edition_ahead(session, settings, monday + timedelta(days=5))
    assert (late.days_left, late.edition) == (-2, edition)


def test_after_publication_the_running_fortnights_edition_comes_next(
    session: Session, settings: Settings, town: Town
) -> None:
    publish(session, build(session, settings), parts=[])
    ahead = edition_ahead(session, settings, PERIOD.ends_at + timedelta(hours=8))
    assert (ahead.edition, ahead.name, ahead.period, ahead.remaining) == (None, "2026:24", PERIOD.after(), ())
    assert ahead.days_left == 17


def test_the_coordinator_sees_what_remains_and_gets_there(
    client: Client, session: Session, settings: Settings, town: Town
) -> None:
    newest = newest_closed_period(local_today(), settings.picture_first_monday)
    assert "bygg lägesbilden" in client.get("/").text
    edition = build(session, settings, newest, datetime.now(UTC))
    page = client.get("/").text
    address = f"/pictures/{edition.year}-{edition.number}/edit"
    assert f'href="{address}"' in page
    assert f'href="{address}#assessment-vast"' in page
    assert "mötet" in page
    assert client.get(address).status_code == 200
    publish(session, edition, datetime.now(UTC), parts=[])
    assert address not in client.get("/").text
