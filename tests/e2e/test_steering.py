"""The steering group's page in a browser: no faults with aids, on a phone and in the dark; words lead to the method."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from app.models import Assessment, AssessmentLevel, District, Picture, PictureText, Role, TextSection
from reports.incoming.drafts import Interval
from reports.picture.periods import Period
from tests.e2e.serving import Served
from tests.e2e.test_every_page import faults
from tests.editions import DURING, PERIOD, build, publish
from tests.factories import NOON, Town, make_incident

CARDS_OF_FOUR = """card => {
    const cards = card.parentElement;
    cards.replaceChildren(...Array.from({ length: 4 }, () => card.cloneNode(true)));
    return [...cards.children].map(one => one.getBoundingClientRect().top);
}"""
"""The page's first card four times: how far down each is."""


@pytest.fixture(scope="module")
def editions(served: Served) -> None:
    """Two published editions, in which each district is assessed by another step."""
    with served.database.writing() as session:
        make_incident(session, when=Interval(DURING), at=Town.in_west, category="trafik")
        now = datetime.now(UTC)
        levels = session.scalars(select(AssessmentLevel).order_by(AssessmentLevel.sort)).all()
        districts = session.scalars(select(District).order_by(District.sort)).all()
        settings = served.app.extensions["settings"]
        for number, period in enumerate([Period(PERIOD.start - timedelta(days=14)), PERIOD]):
            edition: Picture = build(session, settings, period, now)
            for place, district in enumerate(districts):
                level = levels[(number + place) % len(levels)]
                session.add(
                    Assessment(
                        picture_id=edition.id, district_id=district.id, level_id=level.id, reason="Så är det.", at=NOON
                    )
                )
            wanted = PictureText(picture_id=edition.id, section=TextSection.DECISIONS, text="Att lagas.", at=NOON)
            session.add(wanted)
            session.flush()
            publish(session, edition, now, parts=[])


@pytest.mark.usefixtures("editions")
def test_it_is_without_faults_and_words_lead_to_their_method(
    page: Page, context: BrowserContext, served: Served
) -> None:
    served.sign_in(context, Role.STEERING)
    for address in ("/", "/pictures"):
        page.goto(address)
        expect(page.get_by_role("region", name="Bedömningarna över tid").get_by_role("row")).to_have_count(3)
        assert list(faults(page)) == []
    page.goto("/")
    word = page.locator('a[href^="#method"]').first
    anchor = word.get_attribute("href")
    word.focus()
    page.keyboard.press("Enter")
    assert anchor
    expect(page.locator(anchor)).to_be_in_viewport()


@pytest.mark.usefixtures("editions")
@pytest.mark.parametrize(("width", "abreast"), [(1024, 3), (1440, 3), (640, 2), (375, 1)])
def test_as_many_cards_stand_beside_each_other_as_find_room(
    page: Page, context: BrowserContext, served: Served, width: int, abreast: int
) -> None:
    served.sign_in(context, Role.STEERING)
    page.set_viewport_size({"width": width, "height": 768})
    page.goto("/")
    tops = page.locator(".districts .card").first.evaluate(CARDS_OF_FOUR)
    assert len(tops) == 4
    assert tops.count(tops[0]) == abreast
