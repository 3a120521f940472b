"""Two editions side by side: change, what stands out, texts and corrections, no more than a reader may see."""

from datetime import timedelta

import pytest
from lxml import html
from sqlalchemy.orm import Session

from app.config import Settings
from app.models import Picture, Role
from app.pictures.actions.writing import save_writing
from app.pictures.queries.comparing import Pair
from app.pictures.submission import Submission, Written
from reports.incoming.drafts import Interval
from reports.picture.record import Cell, Comparison, Verdict
from tests.databases import Lasting
from tests.editions import AFTER, DURING, PERIOD, build, publish
from tests.factories import Town, make_incident, make_user

ADDRESS = "/pictures/compare?one=2026-23&other=2026-22"


@pytest.fixture(scope="module")
def beforehand(lasting: Lasting) -> tuple[int, int]:
    with lasting.writing() as (session, _town):
        one, other = two_published(session, lasting.settings)
        return one.id, other.id


@pytest.fixture
def editions(session: Session, town: Town, beforehand: tuple[int, int]) -> tuple[Picture, Picture]:
    one, other = beforehand
    return session.get_one(Picture, one), session.get_one(Picture, other)


def two_published(session: Session, settings: Settings) -> tuple[Picture, Picture]:
    for days in (0, 0, 0, -14):
        when = Interval(DURING + timedelta(days=days))
        make_incident(session, when=when, at=Town.in_west, category="trafik")
    cutoff = AFTER + timedelta(days=300)
    one, other = build(session, settings, now=cutoff), build(session, settings, PERIOD.before(1)[0], cutoff)
    texts = {"summary": Written("Fler körde buskörning.", 0), "comment-vast": Written("Bara för de egna.", 0)}
    save_writing(session, one, Submission(texts=texts), AFTER, make_user(session))
    publish(session, one, cutoff, parts=[])
    publish(session, other, cutoff, parts=[])
    return one, other


def test_it_tells_the_change_the_texts_and_what_was_corrected(session, editions, client_as) -> None:
    make_incident(session, when=Interval(DURING), at=Town.in_west, category="trafik")
    session.flush()
    page = html.fromstring(client_as(Role.COORDINATOR).get(ADDRESS).text)
    (row,) = page.xpath('(//table)[1]/tbody/tr[contains(th, "Trafik")]')
    first, second, change = ("".join(cell.itertext()).split()[0] for cell in row.xpath("td"))
    assert (first, second, change) == ("3", "1", "+2")
    words = page.text_content()
    for told in ("Fler körde buskörning.", "Bara för de egna.", "Väst, Trafik och buskörning: nu 4, då 3."):
        assert told in words


@pytest.mark.parametrize("asked", ["", "?one=2026-22", "?one=2026-22&other=2026-23", "?other=2026-23"])
def test_the_later_one_comes_first_so_that_more_is_a_plus(editions, client_as, asked: str) -> None:
    page = client_as(Role.STEERING).get(f"/pictures/compare{asked}").text
    assert "Skillnaden är 2026:23 minus 2026:22." in page
    (change,) = html.fromstring(page).xpath('(//table)[1]/tbody/tr[contains(th, "Trafik")]/td[@class="number"]')
    assert change.text_content() == "+2"


def test_the_steering_group_reads_no_comment_that_is_not_picked_for_it(editions, client_as) -> None:
    page = client_as(Role.STEERING).get(ADDRESS).text
    assert "Fler körde buskörning." in page
    assert "Bara för de egna." not in page


def cell(now: int | None, **fields: object) -> Cell:
    return Cell("vast", "trafik", Comparison(now, **fields))


def test_a_hidden_number_has_no_change() -> None:
    assert Pair(None, cell(None), cell(4)).difference is None
    assert Pair(None, cell(4), None).difference is None
    assert Pair(None, cell(1), cell(4)).difference == -3
    assert cell(6, low=0, high=5, verdict=Verdict.WITHIN_NORMAL).is_stray
