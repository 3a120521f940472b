"""Writing in an edition: texts, assessments, events ahead and picks; two at once; no personal data; what remains."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from lxml import html
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import events
from app.config import Settings
from app.models import (
    Assessment,
    AssessmentLevel,
    KnownEvent,
    Picture,
    PictureStatus,
    PictureText,
    ReturnedWhy,
    Role,
    User,
)
from app.pictures.actions.deciding import review_picture
from app.pictures.actions.writing import save_writing
from app.pictures.queries import archive
from app.pictures.queries.written import remarks_of, written
from app.pictures.rules import FrozenError, UnseenError, disagrees
from app.pictures.submission import Judged, NewEvent, Outcome, Submission, Written
from app.privacy import AllowReason, PersonalDataError
from reports.picture.record import Verdict
from reports.picture.remarks import Remarks
from reports.picture.storage import from_json, remarks_from_json
from tests.clients import Client
from tests.databases import Lasting
from tests.editions import AFTER, PERIOD, build, publish
from tests.factories import Town, make_town, make_user

PAGE = "/pictures/2026-23/edit"
NUMBER = "19811218-9876"
"""A personal identity number that the tax agency gives as an example."""


@pytest.fixture(scope="module")
def beforehand(lasting: Lasting) -> int:
    with lasting.writing() as (session, _town):
        return build(session, lasting.settings).id


@pytest.fixture
def edition(session: Session, town: Town, beforehand: int) -> Picture:
    return session.get_one(Picture, beforehand)


def said(session: Session, edition: Picture) -> Remarks:
    """What stands in the database now; a page changes it in a session of its own."""
    session.refresh(edition)
    return remarks_of(session, edition)


def text_of(session: Session, section: str) -> PictureText:
    return session.scalars(select(PictureText).where(PictureText.section == section)).one()


def test_all_that_is_typed_is_saved_whatever_button_is_pressed(session, edition: Picture, client: Client) -> None:
    sent = {
        "summary": "Lugnt överlag.\r\nMer klotter i Väst. \r\n",
        "comment-vast": "Klotter vid den påhittade torghallen.",
        "assessment-vast-level": "viss_oro",
        "assessment-vast-reason": "Många hör av sig.",
        "pick": ["comment:vast", "hours"],
        "save": "comment-vast",
    }
    answer = client.post(PAGE, data=sent)
    assert answer.location == f"{PAGE}#comment-vast"
    now = said(session, edition)
    assert now.summary == ("Lugnt överlag.", "Mer klotter i Väst.")
    assert now.comments == {"vast": "Klotter vid den påhittade torghallen."}
    assert [(a.district, a.label, a.reason, a.order) for a in now.assessments] == [
        ("vast", "Viss oro", "Många hör av sig.", 1)
    ]
    assert now.for_steering == ("comment:vast", "hours")
    page = client.get(PAGE).text
    assert "Uppgifterna säger nu:" in page
    assert "Klotter vid den påhittade torghallen." in page


@pytest.mark.parametrize("part", ["summary", "comment-vast", "public_summary", "assessment-vast-reason", "event-words"])
def test_signs_that_no_document_can_print_are_told_at_save(edition: Picture, client: Client, part: str) -> None:
    with_event = {"add_event": "1", "event-start": "2026-11-27"} if part == "event-words" else {}
    told = "Tecken som inte kan tryckas"
    page = client.post(PAGE, data={part: "Lugnt 😀 → klart, 日", **with_event}, follow_redirects=True).text
    assert f"{told}: 😀 日. I PDF står […] där." in page
    assert told not in client.post(PAGE, data={part: "Lugnt → klart", **with_event}, follow_redirects=True).text


def test_the_suggestion_is_taken_over_by_one_press(session: Session, edition: Picture, client: Client) -> None:
    client.post(PAGE, data={"summary": "", "take_summary": "1"})
    assert said(session, edition).summary == from_json(edition.record).summary


def test_nobody_overwrites_what_they_have_not_seen(session: Session, edition: Picture, client_as) -> None:
    one, other = client_as(Role.COORDINATOR), client_as(Role.COORDINATOR)
    one.post(PAGE, data={"feedback": "Den första texten.", "feedback-version": "0"})
    page = other.post(PAGE, data={"feedback": "Den andra texten.", "feedback-version": "0", "decisions": "Ett beslut."})
    assert "Den första texten." in page.text
    assert "Den andra texten." in page.text
    assert "har ändrat här medan du skrev" in page.text
    assert 'name="feedback-version" value="1"' in page.text
    assert text_of(session, "feedback").text == "Den första texten."
    assert text_of(session, "decisions").text == "Ett beslut.", "the rest is saved"
    other.post(PAGE, data={"feedback": "Båda texterna.", "feedback-version": "1"})
    assert (text_of(session, "feedback").text, text_of(session, "feedback").version) == ("Båda texterna.", 2)


def test_what_was_not_touched_overwrites_nothing(session: Session, edition: Picture, client_as) -> None:
    """One who had the page open sends all of it, also the boxes in which somebody else has written since."""
    one, other = client_as(Role.COORDINATOR), client_as(Role.COORDINATOR)
    one.post(PAGE, data={"comment-vast": "Först.", "assessment-vast-level": "lugnt", "assessment-vast-reason": "Tyst."})
    opened = typed_in(other.get(PAGE).text)
    assert (opened["comment-vast-opened"], opened["assessment-vast-opened-level"]) == ("Först.", "lugnt")
    one.post(PAGE, data={**opened, "comment-vast": "Sedan.", "assessment-vast-level": "allvarligt"})
    answer = other.post(PAGE, data={**opened, "feedback": "Tack."})
    assert answer.status_code == 302, "nothing is refused"
    now = said(session, edition)
    assert (now.comments["vast"], now.feedback) == ("Sedan.", "Tack.")
    assert session.scalars(select(Assessment)).one().level.code == "allvarligt"


def typed_in(page: str) -> dict[str, str]:
    """What the page would send as it stands."""
    form = next(form for form in html.fromstring(page).forms if form.find(".//textarea") is not None)
    return {name: str(value) for name, value in form.form_values()}


def test_a_text_that_was_emptied_can_be_written_again(session: Session, edition: Picture, client: Client) -> None:
    for part in ("feedback", "comment-ost"):
        for seen, text in enumerate(["En text.", "", "En ny text."]):
            page = client.get(PAGE).text
            assert f'name="{part}-version" value="{seen}"' in page
            assert ("Skriv återkopplingen" in page) == (part == "feedback" and seen != 1)
            client.post(PAGE, data={part: text, f"{part}-version": str(seen)})
            now = said(session, edition)
            assert (now.feedback if part == "feedback" else now.comments.get("ost", "")) == text


def test_two_assessments_at_once_are_told_apart_too(session: Session, edition: Picture) -> None:
    user = make_user(session)
    first = Submission(assessments={"vast": Judged("lugnt", "Tyst vecka.", 0)})
    assert save_writing(session, edition, first, AFTER, user).saved == ["assessment-vast"]
    second = Submission(assessments={"vast": Judged("allvarligt", "Bråk.", 0)})
    outcome = save_writing(session, edition, second, AFTER, user)
    assert isinstance(outcome.refused["assessment-vast"], UnseenError)
    assert session.scalars(select(Assessment)).one().level.code == "lugnt"


def test_a_step_no_longer_in_use_stays_where_it_is_stored(session: Session, edition: Picture, client: Client) -> None:
    step = {"assessment-vast-level": "viss_oro", "assessment-vast-reason": "Oro."}
    client.post(PAGE, data=step)
    level = session.scalars(select(AssessmentLevel).where(AssessmentLevel.code == "viss_oro")).one()
    level.is_active = False
    session.flush()
    page = html.fromstring(client.get(PAGE).text)
    (chosen,) = page.xpath('//input[@name="assessment-vast-level"][@checked]/@value')
    assert chosen == "viss_oro"
    assert "viss_oro" not in page.xpath('//input[@name="assessment-ost-level"]/@value')
    form = {**step, "assessment-vast-version": "1", "assessment-vast-level": chosen, "feedback": "Tack."}
    assert client.post(PAGE, data=form).status_code == 302


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"assessment-ost-level": "lugnt", "assessment-ost-reason": " "}, "Skriv också varför"),
        ({"assessment-ost-reason": "Tyst."}, "Välj också ett läge"),
        ({"summary": "x" * 1201}, "1 tecken för lång"),
        ({"event-start": "2026-11-30", "event-words": ""}, "Skriv vad som händer"),
        ({"event-start": "i morgon", "event-words": "Marknad"}, "Skriv dagen som"),
        ({"event-start": "2026-11-30", "event-end": "2026-11-29", "event-words": "Marknad"}, "före den första"),
        ({"event-start": "2026-10-30", "event-words": "Marknad"}, "före periodens slut"),
    ],
)
def test_what_cannot_be_saved_says_why_and_stays(edition, client: Client, fields: dict[str, str], words: str) -> None:
    form = {"assessment-ost-reason": "", **fields}
    page = client.post(PAGE, data=form).text
    assert words in page
    assert all(typed in page for typed in fields.values())


def test_personal_data_are_stopped_until_somebody_says_why(session: Session, edition: Picture, client: Client) -> None:
    text = f"Ring {NUMBER} om gatlyset."
    page = client.post(PAGE, data={"feedback": text}).text
    assert f"<mark>{NUMBER}</mark>" in page
    assert session.scalars(select(PictureText)).all() == []
    client.post(PAGE, data={"feedback": text, "feedback-allow": "not_personal"})
    assert text_of(session, "feedback").text == text
    logged = [event for event in events.events_of(session, "picture", edition.id) if "kinds" in event.changes]
    assert [event.changes["reason"] for event in logged] == [[None, AllowReason.NOT_PERSONAL]]
    assert NUMBER not in str([event.changes for event in events.events_of(session, "picture", edition.id)])
    more = client.post(PAGE, data={"feedback": f"{text} Tack!", "feedback-version": "1"})
    assert more.status_code == 302, "what was let stand may go on standing"


@pytest.mark.parametrize("part", ["assessment-vast-reason", "event-words"])
def test_every_text_is_watched(session: Session, edition: Picture, client: Client, part: str) -> None:
    form = {"assessment-vast-level": "lugnt", "assessment-vast-reason": "", "event-start": "2026-11-30"}
    page = client.post(PAGE, data={**form, part: f"Se {NUMBER}"}).text
    assert "Här står ett personnummer." in page
    assert NUMBER.encode() not in written(session, edition)


def test_events_ahead_are_typed_once_and_stand_until_they_are_over(
    session, settings: Settings, edition, client
) -> None:
    event = {"event-start": "2026-11-20", "event-end": "2026-11-29", "event-district": "ost", "event-words": "Marknad"}
    client.post(PAGE, data={**event, "add_event": "1"})
    client.post(PAGE, data={**event, "add_event": "1", "picked_before": "", "pick": ""})
    (known,) = said(session, edition).events
    assert (known.start.day, known.end.day, known.district, known.words) == (20, 29, "ost", "Marknad")
    assert said(session, edition).for_steering == ("event:0",)
    following = build(session, settings, PERIOD.after(), AFTER + timedelta(days=14))
    assert said(session, following).events == (known,)
    later = build(session, settings, PERIOD.after().after(), AFTER + timedelta(days=28))
    assert said(session, later).events == ()
    number = session.scalars(select(KnownEvent.id)).one()
    client.post(PAGE, data={"remove_event": str(number)})
    assert said(session, edition).events == said(session, following).events == ()


def test_picks_of_a_removed_event_never_pick_another(session: Session, settings: Settings, edition: Picture) -> None:
    user, following = make_user(session), build(session, settings, PERIOD.after(), AFTER + timedelta(days=14))
    save_writing(session, edition, Submission(event=NewEvent("2026-12-01", "", "", "Lucia")), AFTER, user)
    number = session.scalars(select(KnownEvent.id)).one()
    picks = frozenset({f"event:{number}"})
    save_writing(session, following, Submission(picks=picks), AFTER, user)
    assert following.for_steering == [f"event:{number}"]
    save_writing(session, edition, Submission(remove_event=number), AFTER, user)
    assert (edition.for_steering, following.for_steering) == ([], [])
    save_writing(session, following, Submission(picks=picks), AFTER, user)
    assert following.for_steering == [], "as a page of before sends it"


@pytest.mark.parametrize("number", ["0", "-1", "9" * 10, "9" * 25])
def test_an_event_that_cannot_be_is_not_removed(edition: Picture, client: Client, number: str) -> None:
    assert client.post(PAGE, data={"remove_event": number}).location == f"{PAGE}#events"


def test_two_who_pick_for_the_steering_group_keep_each_others_picks(session: Session, edition: Picture) -> None:
    user = make_user(session)
    save_writing(session, edition, Submission(picks=frozenset({"places"})), AFTER, user)
    both_saw = frozenset({"places"})
    save_writing(session, edition, Submission(picks=both_saw | {"hours"}, picked_before=both_saw), AFTER, user)
    save_writing(session, edition, Submission(picks=both_saw | {"feedback"}, picked_before=both_saw), AFTER, user)
    assert edition.for_steering == ["feedback", "hours", "places"]
    save_writing(session, edition, Submission(picked_before=both_saw), AFTER, user)
    assert edition.for_steering == ["feedback", "hours"]


def test_what_is_typed_is_saved_before_the_review(session: Session, edition: Picture, client: Client) -> None:
    page = client.post(PAGE, data={"feedback": "Tack.", "then": "review"}, follow_redirects=True)
    assert "är granskad. Nu kan den publiceras." in page.text
    assert said(session, edition).feedback == "Tack."
    assert edition.status == PictureStatus.REVIEWED
    refused = client.post(PAGE, data={"feedback": NUMBER, "feedback-version": "1", "then": "review"})
    assert "Här står ett personnummer." in refused.text


def test_writing_after_the_review_makes_it_a_draft_again(session: Session, edition: Picture) -> None:
    user = make_user(session)
    review_picture(session, edition, AFTER, user)
    save_writing(session, edition, Submission(texts={"feedback": Written("", 0)}), AFTER, user)
    assert edition.status == PictureStatus.REVIEWED, "nothing was changed"
    save_writing(session, edition, Submission(texts={"feedback": Written("Tack.", 0)}), AFTER, user)
    assert (edition.status, edition.returned_why) == (PictureStatus.DRAFT, ReturnedWhy.TEXTS)


def test_a_new_event_makes_other_reviewed_editions_drafts_again(session: Session, settings, edition: Picture) -> None:
    user, following = make_user(session), build(session, settings, PERIOD.after(), AFTER + timedelta(days=14))
    review_picture(session, edition, AFTER, user)
    save_writing(session, following, Submission(event=NewEvent("2026-12-01", "", "", "Lucia")), AFTER, user)
    assert edition.status == PictureStatus.DRAFT


def test_nothing_is_written_in_a_published_edition(session: Session, edition: Picture, client: Client) -> None:
    publish(session, edition, parts=[])
    with pytest.raises(FrozenError):
        save_writing(session, edition, Submission(texts={"feedback": Written("Tack.", 0)}), AFTER, make_user(session))
    assert client.get(PAGE).location == "/pictures/2026-23"
    assert client.post(PAGE, data={"feedback": "Tack."}).location == "/pictures/2026-23"


def test_what_remains_is_told_until_it_is_done(session: Session, edition: Picture, client: Client) -> None:
    before = client.get(PAGE).text
    assert "Bedöm läget i Väst." in before
    assert "Skriv om barnperspektivet." in before
    client.post(
        PAGE,
        data={
            "child_perspective": "Unga har vistats i den påhittade parken.",
            "assessment-vast-level": "lugnt",
            "assessment-vast-reason": "Som vanligt.",
        },
    )
    after = client.get(PAGE).text
    assert "Bedöm läget i Väst." not in after
    assert "Skriv om barnperspektivet." not in after
    assert "Bedöm läget i Öst." in after


@pytest.mark.parametrize(
    ("rank", "verdict", "expected"),
    [
        (0, Verdict.CLEAR_INCREASE, True),
        (0, Verdict.WITHIN_NORMAL, False),
        (1, Verdict.CLEAR_INCREASE, False),
        (2, Verdict.CLEAR_DECREASE, True),
        (1, Verdict.CLEAR_DECREASE, False),
        (3, Verdict.WITHIN_NORMAL, True),
        (3, Verdict.CLEAR_INCREASE, False),
        (3, Verdict.TOO_FEW, False),
        (2, Verdict.WITHIN_NORMAL, False),
        (0, None, False),
    ],
)
def test_colour_and_numbers_that_point_apart(rank: int, verdict: Verdict | None, expected: bool) -> None:
    assert disagrees(rank, 4, [verdict]) is expected


def test_remarks_go_to_json_and_back(session: Session, edition: Picture) -> None:
    sent = Submission(
        texts={"summary": Written("En. \nTvå.", 0), "comment-ost": Written("Om Öst.", 0)},
        assessments={"ost": Judged("forhojd_oro", "Oro vid skolan.", 0)},
        event=NewEvent("2026-11-30", "", "", "Avstängd väg"),
    )
    assert save_writing(session, edition, sent, AFTER, make_user(session)).refused == {}
    assert remarks_from_json(written(session, edition)) == said(session, edition)


def test_the_error_names_what_was_found(session: Session, edition: Picture) -> None:
    sent = Submission(texts={"decisions": Written(f"Om {NUMBER}.", 0)})
    error = save_writing(session, edition, sent, AFTER, make_user(session)).refused["decisions"]
    assert isinstance(error, PersonalDataError)


def test_of_two_who_save_the_same_text_at_the_same_moment_one_is_shown_the_other(own_database, settings) -> None:
    with own_database.writing() as session:
        make_town(session)
        make_user(session)
        build(session, settings)

    def save(text: str) -> Outcome:
        with own_database.writing() as session:
            edition = archive.edition(session, 2026, 23, to_change=True)
            sent = Submission(texts={"summary": Written(text, 0), "comment-ost": Written(text, 0)})
            return save_writing(session, edition, sent, AFTER, session.scalars(select(User)).one())

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(save, ["En.", "Två.", "Tre.", "Fyra."]))
    assert sorted(tuple(outcome.saved) for outcome in outcomes) == [(), (), (), ("summary", "comment-ost")]
    refused = [error for outcome in outcomes for error in outcome.refused.values()]
    assert [type(error) for error in refused] == [UnseenError] * 6


@pytest.mark.parametrize("district", [True, False])
def test_the_database_keeps_one_text_of_each_kind(session: Session, edition: Picture, town: Town, district: bool):
    of = {"section": "summary", "district_id": town.west.id if district else None, "text": "x", "at": AFTER}
    session.add(PictureText(picture_id=edition.id, **of))
    session.flush()
    session.add(PictureText(picture_id=edition.id, **of))
    with pytest.raises(IntegrityError):
        session.flush()
