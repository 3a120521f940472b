"""What pages tell of editions: what a word rests on, where frozen numbers lead, what each role finds of the newest."""

from collections.abc import Callable

import pytest
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Settings
from app.models import Picture, PictureStatus, Role, User
from app.pictures.actions.writing import save_writing
from app.pictures.submission import Judged, Submission, Written
from reports.incoming.drafts import Interval
from tests.clients import Client
from tests.databases import Lasting, statements
from tests.editions import AFTER, DURING, PERIOD, build, build_after_all, publish
from tests.factories import Town, make_incident, make_incidents, make_user

ADDRESS = "/pictures/2026-23"
ClientAs = Callable[[Role], Client]


@pytest.fixture(scope="module")
def beforehand(lasting: Lasting) -> int:
    """A draft with history: six fortnights of 8 in the west, and one in the east now."""
    fortnights = [Interval(period.starts_at) for period in (*PERIOD.before(6), PERIOD)]
    kinds = ("trafik", "ovrigt") * 4
    with lasting.writing() as (session, town):
        each = [{"when": when, "category": kind} for when in fortnights for kind in kinds]
        make_incidents(session, each, at=town.in_west)
        make_incident(session, when=Interval(DURING), at=town.in_east, category="trafik")
        return build_after_all(session, lasting.settings).id


@pytest.fixture
def edition(session: Session, town: Town, beforehand: int) -> Picture:
    return session.get_one(Picture, beforehand)


def assess(session: Session, edition: Picture, level: str, to_everybody: str = "") -> None:
    judged = {"vast": Judged(level, "Så är det.", 0)}
    texts = {"public_reason-vast": Written(to_everybody, 0)}
    save_writing(session, edition, Submission(texts=texts, assessments=judged), AFTER, make_user(session))


def freeze(session: Session, edition: Picture) -> None:
    publish(session, edition, edition.cutoff, parts=[])
    session.flush()


@pytest.mark.parametrize("audience", ["intern", "styrgrupp", "allman"])
def test_one_click_opens_what_a_word_rests_on_without_any_script(client_as, edition: Picture, audience: str) -> None:
    page = html.fromstring(client_as(Role.COORDINATOR).get(f"{ADDRESS}?audience={audience}").text)
    opened = page.xpath('//details[@class="basis"]')
    assert opened
    names = [" ".join(one.xpath("summary")[0].text_content().split()) for one in opened]
    assert all(name.startswith("Underlag: ") for name in names)
    terms = {term for one in opened for term in one.xpath("dl/dt/text()")}
    assert {"Antal", "Väntat"} <= terms
    assert ("p-värde, för sig" in terms) is (audience != "allman")
    anchors = {link[1:] for one in opened for link in one.xpath('.//a[starts-with(@href, "#")]/@href')}
    assert anchors
    assert anchors <= set(page.xpath("//dt/@id"))


def test_frozen_numbers_say_that_the_list_is_of_today(session: Session, edition: Picture, client: Client) -> None:
    assert "Antalen är frysta" not in client.get(ADDRESS).text
    freeze(session, edition)
    assert "Inget har ändrats sedan dess." in client.get(ADDRESS).text
    make_incident(session, when=Interval(DURING), at=Town.in_west, category="trafik")
    session.flush()
    assert "De kan skilja sig: 1 händelse har ändrats sedan dess." in client.get(ADDRESS).text


@pytest.mark.parametrize("is_published", [False, True])
def test_the_card_says_where_colour_and_numbers_disagree(session, edition, client: Client, is_published: bool) -> None:
    words = "Bedömningen och statistiken pekar åt olika håll."
    assess(session, edition, "viss_oro")
    assert words not in client.get(ADDRESS).text
    session.expire_all()
    judged = {"vast": Judged("allvarligt", "Så är det.", 1)}
    save_writing(session, edition, Submission(assessments=judged), AFTER, make_user(session))
    if is_published:
        freeze(session, edition)
    page = html.fromstring(client.get(ADDRESS).text)
    cards = page.xpath('//li[@class="card"]')
    assert [words in card.text_content() for card in cards] == [True, False]
    public = html.fromstring(client.get(f"{ADDRESS}?audience=allman").text)
    assert words not in public.text_content()


def test_an_area_member_finds_the_newest_edition_and_the_own_district(
    session: Session, edition: Picture, client_as: ClientAs, town: Town
) -> None:
    assess(session, edition, "viss_oro", "Fler har varit ute sent.")
    member = client_as(Role.AREA_MEMBER)
    session.scalars(select(User).where(User.role == Role.AREA_MEMBER)).one().districts = [town.west]
    session.flush()
    assert "när samordnaren har publicerat" in member.get("/").text
    freeze(session, edition)
    page = html.fromstring(member.get("/").text)
    cards = page.xpath('//div[contains(@class, "own-districts")]//li[@class="card"]')
    assert [card.xpath("h3")[0].text_content() for card in cards] == ["Väst"]
    assert "Viss oro" in cards[0].text_content()
    assert "Fler har varit ute sent." in cards[0].text_content()
    assert "Så är det." not in page.text_content(), "the reason is for those who meet"
    assert page.xpath(f'//a[@href="{ADDRESS}"]')
    edition.status = PictureStatus.WITHDRAWN
    session.flush()
    assert "när samordnaren har publicerat" in member.get("/").text


def test_an_edition_is_not_compared_with_itself(session, settings: Settings, edition: Picture, client: Client) -> None:
    build(session, settings, PERIOD.before(1)[0], edition.cutoff)
    told = "Det är samma lägesbild två gånger."
    same = client.get("/pictures/compare?one=2026-23&other=2026-23").text
    assert (told in same, "<tfoot>" in same) == (True, False)
    for asked in ("one=2026-23", "other=2026-22", ""):
        page = client.get(f"/pictures/compare?{asked}").text
        assert (told in page, "<tfoot>" in page) == (False, True), asked


def test_the_steering_group_is_pointed_to_no_page_that_it_cannot_open(session, edition, client_as: ClientAs) -> None:
    freeze(session, edition)
    page = client_as(Role.STEERING).get(ADDRESS).text
    assert "fråga samordnaren om du behöver något av dem" in page
    assert "finns i samordningsgruppens" not in page


def test_withdrawing_offers_no_choice_that_is_not_there(session: Session, edition: Picture, client: Client) -> None:
    freeze(session, edition)
    page = client.post(f"{ADDRESS}/withdraw", data={"reason": "Fel om 19811218-9876."}).text
    assert "ta bort dem. Inget är ändrat." in page
    assert "säg varför" not in page


def test_readers_learn_that_an_edition_was_corrected_and_only_who_may_what(client_as, session, edition: Picture):
    freeze(session, edition)
    assert "rättat" not in client_as(Role.STEERING).get(ADDRESS).text.lower()
    make_incident(session, when=Interval(DURING), at=Town.in_east, category="trafik")
    session.flush()
    words = "Lägesbild 2026:23, Öst, Trafik och buskörning: nu 2, då 1."
    assert words in client_as(Role.STEERING).get(ADDRESS).text
    public = client_as(Role.AREA_MEMBER).get(ADDRESS).text
    assert "har rättats sedan den publicerades" in public
    assert words not in public


def test_an_outdated_edition_offers_what_mends_it_where_it_refuses(client_as, session, edition: Picture):
    edition.status = PictureStatus.REVIEWED
    make_incident(session, when=Interval(DURING), at=Town.in_east, category="trafik")
    session.flush()
    for address in (ADDRESS, f"{ADDRESS}/publish"):
        page = html.fromstring(client_as(Role.COORDINATOR).get(address).text)
        assert "1 händelse i perioden har ändrats" in page.text_content()
        assert [one.text_content() for one in page.xpath('//form[@action="/pictures/build"]/button')] == [
            "Uppdatera utkastet"
        ]


def test_updating_from_the_desk_saves_what_is_typed_first(client_as, session: Session, edition: Picture) -> None:
    make_incident(session, when=Interval(DURING), at=Town.in_east, category="trafik")
    session.flush()
    coordinator = client_as(Role.COORDINATOR)
    page = html.fromstring(coordinator.get(f"{ADDRESS}/edit").text)
    (button,) = page.xpath('//aside//button[contains(., "uppdatera utkastet")]')
    assert (button.get("form"), button.get("name"), button.get("value")) == ("desk", "then", "refresh")
    period = page.xpath('//form[@id="desk"]/input[@name="period"]/@value')
    sent = {"summary": "Det nyss skrivna.", "summary-version": "0", "then": "refresh", "period": period}
    answer = coordinator.post(f"{ADDRESS}/edit", data=sent)
    assert (answer.status_code, answer.location, period) == (307, "/pictures/build", ["2026-10-26"])
    assert "Det nyss skrivna." in coordinator.get(f"{ADDRESS}/edit").text


def test_the_list_asks_as_seldom_for_many_editions_as_for_one(client_as, settings, session, edition: Picture) -> None:
    """And reads what was frozen once: that is half a megabyte an edition."""
    freeze(session, edition)
    steering, cost = client_as(Role.STEERING), []
    for period in ((), (PERIOD.after(), PERIOD.after().after())):
        for one in period:
            freeze(session, build(session, settings, one, now=one.ends_at))
        make_incident(session, when=Interval(DURING), at=Town.in_east, category="trafik")
        session.flush()
        steering.get("/pictures")
        with statements(session) as sent:
            told = steering.get("/pictures").text
        assert "sedan dess" in told
        cost.append(len(sent))
    assert told.count("sedan dess") == 1
    assert cost[0] == cost[1]
    assert not any("picture.record" in one for one in sent)
