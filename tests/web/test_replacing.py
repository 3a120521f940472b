"""What replaces a withdrawn edition: one lives of each fortnight, the old bytes stay, each leads to the other."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from lxml import html
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.config import Settings
from app.db import Database
from app.models import Assessment, Picture, PictureStatus, PictureText, Role, TextSection
from app.pictures.actions.deciding import withdraw_picture
from app.pictures.actions.keeping import keep_edition
from app.pictures.actions.writing import save_writing
from app.pictures.building import build_edition
from app.pictures.due import refresh_drafts
from app.pictures.freezing import faults
from app.pictures.queries.written import remarks_of
from app.pictures.submission import Judged, Submission, Written
from reports.incoming.drafts import Interval
from reports.picture.remarks import Step
from tests.databases import Lasting
from tests.editions import AFTER, DURING, PERIOD, build, publish
from tests.factories import Town, make_incident, make_town, make_user

WHY = "En källa räknades två gånger."


def withdrawn_of(session: Session, settings: Settings) -> Picture:
    edition, user = build(session, settings), make_user(session)
    texts = {"summary": Written("En lugn period.", 0), "comment-vast": Written("Torget är belyst.", 0)}
    judged = {"vast": Judged("viss_oro", "Få händelser.", 0)}
    sent = Submission(texts=texts, assessments=judged, picks=frozenset({"places"}))
    assert not save_writing(session, edition, sent, AFTER, user).refused
    publish(session, edition)
    withdraw_picture(session, edition, WHY, AFTER, user)
    session.flush()
    return edition


@pytest.fixture(scope="module")
def beforehand(lasting: Lasting) -> int:
    with lasting.writing() as (session, _town):
        return withdrawn_of(session, lasting.settings).id


@pytest.fixture
def withdrawn(session: Session, town: Town, beforehand: int) -> Picture:
    return session.get_one(Picture, beforehand)


def replacement_of(session: Session, settings: Settings) -> Picture:
    return build(session, settings, now=AFTER + timedelta(hours=1))


def test_it_has_the_same_number_and_says_what_it_replaces(session: Session, settings, withdrawn: Picture) -> None:
    replacement = replacement_of(session, settings)
    assert (replacement.edition, replacement.reference) == ("2026:23 rev. 2", "2026:23-2")
    assert (replacement.status, replacement.period_start) == (PictureStatus.DRAFT, withdrawn.period_start)
    publish(session, replacement, AFTER + timedelta(hours=1))
    told = next(one.content for one in replacement.documents if (one.audience, one.format) == ("allman", "json"))
    assert '"name":"Lägesbild 2026:23 rev. 2"' in told.decode()
    assert faults(withdrawn) == faults(replacement) == []


def test_it_begins_with_what_was_written(session: Session, settings, withdrawn: Picture) -> None:
    replacement = replacement_of(session, settings)
    said = remarks_of(session, replacement)
    assert (said.summary, said.comments) == (("En lugn period.",), {"vast": "Torget är belyst."})
    assert [one.reason for one in said.assessments] == ["Få händelser."]
    assert said.for_steering == ("places",)
    for kind in (PictureText, Assessment):
        number = len(session.scalars(select(kind).where(kind.picture_id == withdrawn.id)).all())
        assert number == len(session.scalars(select(kind).where(kind.picture_id == replacement.id)).all()) > 0
    summary = Submission(texts={"summary": Written("Rättat.", 1)})
    assert save_writing(session, replacement, summary, AFTER, make_user(session)).saved == ["summary"]
    assert remarks_of(session, withdrawn).summary == ("En lugn period.",)
    assert session.scalars(
        select(PictureText.text).where(
            PictureText.picture_id == withdrawn.id, PictureText.section == TextSection.SUMMARY
        )
    ).all() == ["En lugn period."]


def test_the_next_edition_knows_the_assessments_of_the_living_one(session: Session, settings, withdrawn) -> None:
    following = build(session, settings, PERIOD.after(), AFTER + timedelta(days=14))
    assert remarks_of(session, following).earlier == ()
    publish(session, replacement_of(session, settings), AFTER + timedelta(hours=1))
    (told,) = remarks_of(session, following).earlier
    assert (told.edition, told.start, told.steps) == ("2026:23 rev. 2", PERIOD.start, {"vast": Step(1, "Viss oro")})


def test_it_can_be_withdrawn_and_replaced_again(session: Session, settings, withdrawn: Picture) -> None:
    second = publish(session, replacement_of(session, settings), AFTER + timedelta(hours=1))
    withdraw_picture(session, second, "Fel igen.", AFTER, make_user(session))
    assert build(session, settings, now=AFTER + timedelta(hours=2)).reference == "2026:23-3"


def test_the_database_lets_one_edition_of_a_fortnight_live(session: Session, settings, withdrawn: Picture) -> None:
    replacement = replacement_of(session, settings)
    alive = update(Picture).where(Picture.id == withdrawn.id).values(status=PictureStatus.PUBLISHED)
    with session.begin_nested() as attempt:
        with pytest.raises(IntegrityError):
            session.execute(alive)
        attempt.rollback()
    copy = {"period_start": PERIOD.after().start, "cutoff": AFTER, "record": b"{}", "for_steering": []}
    with session.begin_nested() as attempt:
        session.add(Picture(year=2026, number=23, revision=replacement.revision, **copy))
        with pytest.raises(IntegrityError):
            session.flush()
        attempt.rollback()


def test_two_who_replace_one_at_once_get_one(own_database: Database, settings: Settings) -> None:
    with own_database.writing() as session:
        make_town(session)
        withdrawn_of(session, settings)
    start = Barrier(2)

    def replace(minutes: int) -> tuple[int, str]:
        with own_database.reading() as session:
            edition = build_edition(session, settings, PERIOD, AFTER + timedelta(minutes=minutes))
        start.wait(30)
        with own_database.writing() as session:
            kept = keep_edition(session, edition, None)
            return kept.id, kept.reference

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(replace, (60, 61))
    assert one == other
    assert one[1] == "2026:23-2"
    with own_database.reading() as session:
        assert [row.reference for row in session.scalars(select(Picture).order_by(Picture.revision))] == [
            "2026:23",
            "2026:23-2",
        ]
        assert len(session.scalars(select(PictureText)).all()) == 4, "copied once"
    with own_database.writing() as session:
        make_incident(session, when=Interval(DURING))
    assert refresh_drafts(own_database, settings, AFTER + timedelta(days=365)) == ["2026:23 rev. 2"]


def test_readers_are_told_that_what_replaces_one_is_withdrawn_too(
    session: Session, settings, withdrawn: Picture, client_as
) -> None:
    replacement = replacement_of(session, settings)
    publish(session, replacement, AFTER + timedelta(hours=1))
    steering = client_as(Role.STEERING)
    assert "(tillbakadragen)" not in steering.get("/pictures/2026-23").text + steering.get("/pictures").text
    withdraw_picture(session, replacement, WHY, AFTER + timedelta(hours=2), make_user(session))
    session.flush()
    for address in ("/pictures/2026-23", "/pictures"):
        assert "rev. 2 (tillbakadragen)" in " ".join(html.fromstring(steering.get(address).text).text_content().split())


def test_an_edition_has_one_address(session: Session, settings, withdrawn: Picture, client_as) -> None:
    replacement_of(session, settings)
    coordinator = client_as(Role.COORDINATOR)
    for other in ("/pictures/2026-23-02", "/pictures/2026-023-2"):
        assert coordinator.get(other).headers["Location"] == "/pictures/2026-23-2"
    assert coordinator.get("/pictures/2026-23-2?audience=allman").status_code == 200
    assert coordinator.get("/pictures/2026-23-2?audience=foo").status_code == 404


def test_the_pages_lead_from_one_to_the_other(session: Session, settings, withdrawn: Picture, client_as) -> None:
    coordinator, steering = client_as(Role.COORDINATOR), client_as(Role.STEERING)
    page = html.fromstring(coordinator.get("/pictures/2026-23").text)
    assert page.xpath('//form[@action="/pictures/build"]/button/text()') == ["Bygg en som ersätter den"]
    replacement = replacement_of(session, settings)
    page = html.fromstring(coordinator.get("/pictures/2026-23").text)
    assert not page.xpath('//form[@action="/pictures/build"]')
    assert page.xpath('//div[contains(@class, "warning")]//a/@href')[0] == "/pictures/2026-23-2"
    assert "2026-23-2" not in steering.get("/pictures/2026-23").text, "a draft"
    assert steering.get("/pictures/2026-23-2").status_code == 404
    publish(session, replacement, AFTER + timedelta(hours=1))
    assert "/pictures/2026-23-2" in steering.get("/pictures/2026-23").text
    page = steering.get("/pictures/2026-23-2").text
    assert "Ersätter lägesbild 2026:23, som är tillbakadragen." in page
    assert "/pictures/2026-23" in html.fromstring(page).xpath('//p[@class="message"]/a/@href')
    for client in (coordinator, steering):
        told = html.fromstring(client.get("/pictures").text).text_content()
        assert "ersätts av 2026:23 rev. 2" in told
        assert "ersätter 2026:23" in told
    name = steering.get("/pictures/2026-23-2/styrgrupp.pdf").headers["Content-Disposition"]
    assert name == 'inline; filename="lagesbild-2026-23-rev-2-styrgrupp.pdf"'
    assert "2026:23 rev. 2" in coordinator.get("/pictures/compare?one=2026-23-2&other=2026-23").text
    assert coordinator.get("/pictures/2026-23-1").status_code in (301, 308), "one address for the first"
    assert "2026:23 rev. 2" in steering.get("/").text
