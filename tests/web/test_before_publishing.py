"""Before an edition is published: what each reader gets, what is missing or disagrees, and that it asks once."""

import re
from html import unescape

import pytest
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Picture, PictureStatus, PictureText, Role
from app.pictures.actions.deciding import review_picture
from app.pictures.actions.writing import save_writing
from app.pictures.queries.before_publishing import before_publishing
from app.pictures.queries.written import remarks_of
from app.pictures.submission import Judged, Submission, Written
from reports.incoming.drafts import Interval
from reports.picture.audiences.audience import public_picture
from reports.picture.storage import from_json
from tests.clients import Client
from tests.databases import Lasting
from tests.editions import AFTER, DURING, build_after_all, make_a_few
from tests.factories import Town, make_incident, make_user

PAGE = "/pictures/2026-23/publish"
EDIT = "/pictures/2026-23/edit"
TOO_MUCH = "I Öst har en trafikhändelse inträffat."


@pytest.fixture(scope="module")
def beforehand(lasting: Lasting) -> int:
    """A draft with 4 in the west, and 1 in the east that the public may not know of."""
    with lasting.writing() as (session, town):
        make_a_few(session, town)
        return build_after_all(session, lasting.settings).id


@pytest.fixture
def edition(session: Session, town: Town, beforehand: int) -> Picture:
    return session.get_one(Picture, beforehand)


def write(session: Session, edition: Picture, **texts: str) -> None:
    sent = Submission(texts={part: Written(text, 0) for part, text in texts.items()})
    assert save_writing(session, edition, sent, AFTER, make_user(session)).refused == {}


def review(session: Session, edition: Picture) -> None:
    review_picture(session, edition, edition.cutoff, make_user(session))


def cards(page: str) -> dict[str, str]:
    """What the page says of each reader, by the reader's name."""
    found = html.fromstring(page).xpath('//ul[contains(@class, "readers")]/li')
    return {card.xpath("h3")[0].text_content(): " ".join(card.text_content().split()) for card in found}


def test_it_says_what_each_reader_gets(session: Session, edition: Picture, client: Client) -> None:
    write(session, edition, summary="Ett i Öst, berättat för oss som möts.")
    review(session, edition)
    told = cards(client.get(PAGE).text)
    assert list(told) == ["Samordningsgruppen", "Styrgruppen", "Allmän version"]
    for name in ("Samordningsgruppen", "Styrgruppen"):
        assert "Ett i Öst, berättat för oss som möts." in told[name]
        assert "Sammanfattningen är er egen." in told[name]
        assert "dolda" not in told[name]
    public = told["Allmän version"]
    assert "Sammanfattningen är förslaget" in public
    assert "Ett i Öst" not in public
    assert re.search(r"\d+ antal är dolda", public)
    assert "Händelser utan plats på kartan" in told["Samordningsgruppen"]
    assert "Händelser utan plats på kartan" not in public


def test_it_says_what_is_missing_and_what_disagrees(session: Session, edition: Picture, client: Client) -> None:
    judged = {"vast": Judged("allvarligt", "Det känns så.", 0)}
    save_writing(session, edition, Submission(assessments=judged), AFTER, make_user(session))
    review(session, edition)
    page = client.get(PAGE).text
    for words in ("Bedöm läget i Öst.", "Skriv om barnperspektivet.", "Skriv sammanfattningen"):
        assert words in page
    assert "Bedöm läget i Väst." not in page
    assert f'href="{EDIT}#child_perspective"' in page
    assert before_publishing(session, edition).objections[0] == "Skriv sammanfattningen, eller låt förslaget stå."


def test_a_draft_is_not_asked_about(edition: Picture, client: Client) -> None:
    page = client.get(PAGE, follow_redirects=True)
    assert page.request.path == "/pictures/2026-23"
    assert "Läs igenom den och markera den som granskad först." in page.text


def test_what_tells_the_public_a_hidden_number_is_shown_and_asked_about(
    session: Session, edition: Picture, client: Client
) -> None:
    write(session, edition, public_summary=f"Lugnt. {TOO_MUCH}")
    review(session, edition)
    refused = client.post(PAGE)
    assert (refused.status_code, "Lägesbilden är inte publicerad än." in refused.text) == (200, True)
    assert f"<mark>{TOO_MUCH}</mark>" in unescape(refused.text)
    (sign,) = html.fromstring(refused.text).xpath('//input[@name="seen"]/@value')
    assert client.post(PAGE, data={"seen": f"{sign}0"}).status_code == 200, "others than were seen"
    session.refresh(edition)
    assert edition.status == PictureStatus.REVIEWED
    make_incident(session, when=Interval(DURING))  # so that it stops at the next question, and nothing is drawn
    session.flush()
    onward = client.post(PAGE, data={"seen": sign}, follow_redirects=True)
    assert "har ändrats sedan utkastet byggdes" in onward.text


def test_the_same_sentence_to_those_who_meet_is_nobodys_business(session: Session, edition: Picture) -> None:
    write(session, edition, summary=TOO_MUCH)
    assert before_publishing(session, edition).revealing == ()
    write(session, edition, public_summary=TOO_MUCH)
    assert before_publishing(session, edition).revealing == (TOO_MUCH,)


def test_the_suggestion_to_the_public_is_made_of_what_it_may_know(
    session: Session, edition: Picture, client: Client
) -> None:
    picture = from_json(edition.record)
    taken = client.post(EDIT, data={"public_summary": "", "take_public_summary": "1"})
    assert taken.location == f"{EDIT}#public_summary"
    session.refresh(edition)
    said = remarks_of(session, edition)
    assert said.public_summary == public_picture(picture).summary != picture.summary
    assert (said.summary, before_publishing(session, edition).revealing) == ((), ())
    client.post(EDIT, data={"summary": "", "take_summary": "1"})
    session.refresh(edition)
    said = remarks_of(session, edition)
    assert (said.summary, said.public_summary) == (picture.summary, public_picture(picture).summary)


def test_who_writes_sees_what_tells_too_much(session: Session, edition: Picture, client: Client) -> None:
    client.post(EDIT, data={"public_summary": TOO_MUCH})
    page = client.get(EDIT).text
    assert "annars är dolt för allmänheten" in page
    assert "Texten till allmänheten verkar berätta ett dolt antal." in page
    text = session.scalars(select(PictureText)).one()
    text.text = "Vi följer Öst."
    session.flush()
    assert "dolt antal" not in client.get(EDIT).text


def test_others_may_not_ask(edition: Picture, client_as) -> None:
    for role in (Role.STEERING, Role.AREA_MEMBER, Role.REPORTER):
        assert client_as(role).get(PAGE).status_code == 403
