"""The page of an edition: each audience's version, to whom it is shown, and where its numbers and words lead."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Settings
from app.models import Picture, PictureStatus, PictureText, Role, TextSection
from reports.incoming.drafts import Interval
from tests.clients import Client
from tests.databases import Lasting
from tests.editions import AFTER, DURING, build, make_a_few
from tests.factories import Town, make_incident

ADDRESS = "/pictures/2026-23"
ClientAs = Callable[[Role], Client]


@pytest.fixture(scope="module")
def beforehand(lasting: Lasting) -> None:
    """A draft with 4 in the west, 1 in the east and 1 in no district."""
    with lasting.writing() as (session, town):
        make_a_few(session, town)
        make_incident(session, when=Interval(DURING), category="trafik")
        build(session, lasting.settings)


@pytest.fixture
def filled(town: Town, beforehand: None) -> None:
    """The test begins with what is written beforehand."""


def links(page: str, to: str) -> list[tuple[str, str]]:
    """(text, address) of the links whose address begins so."""
    found = re.findall(r'<a[^>]* href="([^"]+)"[^>]*>(.*?)</a>', page, re.S)
    return [
        (re.sub("<[^>]+>", "", text).strip(), unescape(address)) for address, text in found if address.startswith(to)
    ]


def article(page: str) -> str:
    """Without the forms around it, whose tokens tell the second."""
    return page[page.index("<article") : page.index("</article>")]


@pytest.mark.usefixtures("filled")
def test_a_number_leads_to_as_many_incidents(client_as: ClientAs) -> None:
    client = client_as(Role.COORDINATOR)
    counted = [(int(text.split("\u00a0")[0]), at) for text, at in links(client.get(ADDRESS).text, "/incidents?from=")]
    assert len(counted) > 6
    for number, address in counted:
        rows = re.findall(r'href="/incidents/\d+"', client.get(address).text)
        assert len(set(rows)) == number, address


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("audience", ["intern", "styrgrupp", "allman"])
def test_a_word_leads_to_its_method_in_every_version(client_as: ClientAs, audience: str) -> None:
    page = client_as(Role.COORDINATOR).get(f"{ADDRESS}?audience={audience}").text
    anchors = {address[1:] for _, address in links(page, "#method")}
    assert anchors
    assert all(f'<dt id="{anchor}"' in page for anchor in anchors)


@pytest.mark.usefixtures("filled")
def test_those_who_prepare_see_it_as_others_do(client_as: ClientAs) -> None:
    client = client_as(Role.COORDINATOR)
    page = client.get(ADDRESS).text
    assert [text for text, _ in links(page, f"{ADDRESS}?audience=")] == [
        *("Samordningsgruppen", "Så ser styrgruppen den", "Så ser allmänheten den"),
    ]
    assert "dolt" not in page
    public = client.get(f"{ADDRESS}?audience=allman").text
    assert "dolt" in public
    assert links(public, "/incidents?from=") == []


@pytest.mark.usefixtures("filled")
def test_the_steering_group_gets_its_own_version_and_the_public_one(session: Session, client_as: ClientAs) -> None:
    steering = client_as(Role.STEERING)
    assert steering.get(f"{ADDRESS}?audience=allman").status_code == 404
    session.expire_all()
    for edition in session.scalars(select(Picture)):
        edition.status = PictureStatus.PUBLISHED
    session.flush()
    own, asked = (steering.get(address).text for address in (ADDRESS, f"{ADDRESS}?audience=intern"))
    assert article(asked) == article(own), "no name in the address gives more"
    assert "Händelser utan plats på kartan" not in own
    assert "den allmänna versionen av Lägesbild 2026:23" in own
    assert links(own, "/incidents?from=") == []
    assert "dolt" in steering.get(f"{ADDRESS}?audience=allman").text


@pytest.mark.usefixtures("filled")
def test_an_edition_speaks_its_own_language_to_whoever_reads_it(client_as: ClientAs) -> None:
    page = client_as(Role.COORDINATOR).get(ADDRESS, headers={"Accept-Language": "en"}).text
    assert '<article class="edition" lang="sv">' in page


@pytest.mark.usefixtures("filled")
def test_a_text_to_everybody_that_gives_away_what_is_hidden_is_pointed_out_while_it_can_be_changed(
    session: Session, client_as: ClientAs
) -> None:
    edition = session.scalars(select(Picture)).one()
    sentence = "I Öst har en trafikhändelse inträffat."
    text = PictureText(picture_id=edition.id, section=TextSection.PUBLIC_SUMMARY, text=sentence, at=AFTER)
    session.add(text)
    session.flush()
    client = client_as(Role.COORDINATOR)
    assert "annars är dolt för allmänheten" in client.get(ADDRESS).text
    text.text = "Vi följer Öst."
    session.flush()
    assert "annars är dolt för allmänheten" not in client.get(ADDRESS).text


def test_a_range_on_a_card_stays_on_one_line(session: Session, settings: Settings, town: Town, client: Client) -> None:
    """A browser may begin a line after a dash."""
    for back in range(12):
        for _ in range(2):
            earlier = DURING - timedelta(days=14 * back)
            make_incident(session, when=Interval(earlier), at=Town.in_west, category="trafik")
    for _ in range(20):
        make_incident(session, when=Interval(DURING), at=Town.in_west, category="trafik")
    build(session, settings)
    (shown,) = html.fromstring(client.get(ADDRESS).text).find_class("cards")
    seen = shown.xpath(".//text()[not(ancestor::*[@class='visually-hidden'])]")
    ranges = [words for part in seen for words in re.findall(r"\d+–\d+", part)]
    assert len(ranges) > 4
    assert [one.text for one in shown.find_class("nowrap")] == ranges
