"""An edition's life: reviewed, frozen, verified, corrected beside it, withdrawn, compared."""

import random
from datetime import timedelta

import orjson
import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.config import Settings
from app.db import Database
from app.models import AssessmentLevel, Category, Incident, IncidentStatus, Picture, PictureStatus, ReturnedWhy, Role
from app.pictures.actions.deciding import Drawn, publish_picture, reopen_picture, review_picture, withdraw_picture
from app.pictures.actions.keeping import keep_edition
from app.pictures.actions.writing import save_writing
from app.pictures.building import build_edition
from app.pictures.documents import draw_documents
from app.pictures.due import refresh_drafts
from app.pictures.freezing import faults
from app.pictures.queries.corrections import corrected, number_changed
from app.pictures.queries.written import remarks_of, written
from app.pictures.rules import (
    ChangedMeanwhileError,
    FrozenError,
    NotReviewedError,
    OutdatedError,
    WithdrawError,
)
from app.pictures.submission import Judged, Submission, Written
from app.privacy import PersonalDataError
from reports.incoming.drafts import Interval
from reports.picture.audiences.audience import Audience
from reports.picture.documents.drawing import EVERY_PART
from reports.picture.documents.formats import Format
from reports.picture.periods import HALF_YEAR, LENGTH, Period
from reports.picture.storage import from_json
from reports.picture.wording.corrections import ChangedCell
from tests.clients import Client
from tests.editions import AFTER, AS_JSON, DURING, PERIOD, build, publish
from tests.factories import Town, make_incident, make_report, make_town, make_user

LATER = AFTER + timedelta(days=14)


@pytest.fixture
def edition(session: Session, settings: Settings, town: Town) -> Picture:
    make_incident(session, when=Interval(DURING), at=Town.in_west, category="trafik")
    make_incident(session, when=Interval(DURING), at=Town.in_east)
    return build(session, settings, now=after_all(session))


def after_all(session: Session):
    """A cut-off after what the test has entered so far: incidents are entered by the clock, not by the test's time."""
    return session.scalar(select(Incident.updated_at).order_by(Incident.updated_at.desc()).limit(1)) + timedelta(0, 1)


def test_it_is_reviewed_before_it_is_published(session: Session, edition: Picture) -> None:
    user = make_user(session)
    drawn = Drawn(edition.record, written(session, edition), {})
    with pytest.raises(NotReviewedError):
        publish_picture(session, edition, drawn, edition.cutoff, user)
    review_picture(session, edition, edition.cutoff, user)
    assert (edition.status, edition.reviewed_by) == (PictureStatus.REVIEWED, user)
    reopen_picture(session, edition, edition.cutoff, user)
    assert (edition.status, edition.returned_why) == (PictureStatus.DRAFT, ReturnedWhy.ASKED)


def test_new_data_make_a_reviewed_edition_a_draft_again(session: Session, settings: Settings, edition: Picture) -> None:
    review_picture(session, edition, edition.cutoff, make_user(session))
    build(session, settings, now=edition.cutoff + timedelta(minutes=1))
    assert edition.status == PictureStatus.REVIEWED, "the same numbers read again are no news"
    make_incident(session, when=Interval(DURING))
    build(session, settings, now=edition.cutoff + timedelta(minutes=1))
    assert (edition.status, edition.returned_why) == (PictureStatus.DRAFT, ReturnedWhy.DATA)


def test_what_was_read_earlier_does_not_replace_what_was_read_later(session, settings, edition: Picture) -> None:
    older = build_edition(session, settings, PERIOD, edition.cutoff - timedelta(hours=1))
    before = edition.record
    assert keep_edition(session, older, None).record == before


def test_publishing_freezes_numbers_texts_and_documents(session: Session, settings, edition: Picture) -> None:
    user = make_user(session)
    save_writing(session, edition, Submission(texts={"summary": Written("Lugnt.", 0)}), AFTER, user)
    publish(session, edition, edition.cutoff, EVERY_PART)
    parts = orjson.loads(edition.manifest)["parts"]
    assert set(parts) == {"record", "remarks", *(f"{audience}.{kind}" for audience, kind in EVERY_PART)}
    assert remarks_of(session, edition).summary == ("Lugnt.",)
    assert faults(edition) == []


def test_edits_of_incidents_change_nothing_that_is_published(
    session: Session, settings, edition: Picture, town
) -> None:
    publish(session, edition, edition.cutoff, EVERY_PART)
    before = {(one.audience, one.format): one.content for one in edition.documents}
    chance = random.Random(4)
    for _ in range(20):
        make_incident(session, when=Interval(DURING), category=chance.choice(["trafik", "ovrigt"]))
    for incident in session.scalars(select(Incident)):
        incident.occurred_from = DURING + timedelta(days=chance.randint(-9, 9))
        incident.district_id = chance.choice([None, town.west.id, town.east.id])
    session.flush()
    session.expire(edition)
    assert faults(edition) == []
    assert {(one.audience, one.format): one.content for one in edition.documents} == before
    assert draw_documents(edition.record, edition.remarks) == {key: before[key] for key in EVERY_PART}


@pytest.mark.parametrize("part", ["record", "remarks", "intern.pdf", "sha256", "lost", "added", "manifest"])
def test_whatever_is_changed_in_the_database_is_found(session: Session, edition: Picture, part: str) -> None:
    publish(session, edition, edition.cutoff, (*AS_JSON, (Audience.INTERN, Format.PDF)))
    document = next(one for one in edition.documents if (one.audience, one.format) == ("intern", "pdf"))
    match part:
        case "record" | "remarks" | "manifest":
            setattr(edition, part, getattr(edition, part) + b" ")
        case "intern.pdf":
            document.content = document.content + b" "
        case "sha256":
            edition.sha256 = "0" * 64
        case "lost":
            edition.documents.remove(document)
        case "added":
            document.format = "odt"
    found = {"sha256": "manifest", "lost": "intern.pdf", "added": "intern.odt"}.get(part, part)
    if part == "manifest":  # still JSON, so only the hash tells
        assert faults(edition) == ["manifest"]
    else:
        assert found in faults(edition)


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [
        ("number", 99, "edition"),
        ("year", 2025, "edition"),
        ("period_start", PERIOD.start - timedelta(days=14), "period"),
        ("published_at", AFTER + timedelta(days=3), "published_at"),
        ("status", PictureStatus.WITHDRAWN, "withdrawal"),
    ],
)
def test_another_number_time_or_state_is_found(
    session: Session, edition: Picture, field: str, value: object, name: str
) -> None:
    publish(session, edition, edition.cutoff, parts=[])
    session.flush()
    session.refresh(edition)
    assert faults(edition) == []
    setattr(edition, field, value)
    session.flush()
    assert faults(edition) == [name]


def test_what_changes_while_documents_are_drawn_is_not_published(session: Session, edition: Picture) -> None:
    user = make_user(session)
    drawn = Drawn(edition.record, written(session, edition), {})
    save_writing(session, edition, Submission(texts={"feedback": Written("Tack.", 0)}), AFTER, user)
    review_picture(session, edition, edition.cutoff, user)
    with pytest.raises(ChangedMeanwhileError):
        publish_picture(session, edition, drawn, edition.cutoff, user)
    assert edition.status == PictureStatus.REVIEWED


def test_what_was_reviewed_is_what_is_published(session: Session, edition: Picture, client: Client) -> None:
    user, judged = make_user(session), {"vast": Judged("lugnt", "Tyst.", 0)}
    save_writing(session, edition, Submission(assessments=judged), AFTER, user)
    review_picture(session, edition, edition.cutoff, user)
    step = session.scalars(select(AssessmentLevel).where(AssessmentLevel.code == "lugnt")).one()
    step.label_sv = "Mycket oroligt"
    session.flush()
    drawn = Drawn(edition.record, written(session, edition), {})
    with pytest.raises(NotReviewedError):
        publish_picture(session, edition, drawn, edition.cutoff, user)
    page = client.post("/pictures/2026-23/publish", follow_redirects=True).text
    assert "är ett utkast igen: det som står i den ändrades efter granskningen." in page
    session.refresh(edition)
    assert (edition.status, edition.returned_why) == (PictureStatus.DRAFT, ReturnedWhy.TEXTS)
    review_picture(session, edition, edition.cutoff, user)
    publish_picture(session, edition, drawn, edition.cutoff, user)
    assert edition.remarks == drawn.remarks


def test_an_incident_moved_out_of_the_period_outdates_a_draft(session: Session, edition: Picture) -> None:
    assert number_changed(session, edition) == 0
    moved = session.scalars(select(Incident).limit(1)).one()
    moved.occurred_from = DURING - timedelta(days=60)
    session.flush()
    assert number_changed(session, edition) == 1
    with pytest.raises(OutdatedError):
        review_picture(session, edition, edition.cutoff, make_user(session))


@pytest.mark.parametrize("changed", ["category_id", "district_id"])
def test_what_was_committed_late_outdates_a_draft(session: Session, edition: Picture, town: Town, changed) -> None:
    """An incident that was changed before the cut-off, in a transaction that ended after it: no time tells of it."""
    incident = session.scalars(select(Incident).where(Incident.district_id == town.west.id)).one()
    other = session.scalars(select(Category).where(Category.code == "ovrigt")).one()
    value = {"category_id": other.id, "district_id": town.east.id}[changed]
    session.execute(update(Incident).where(Incident.id == incident.id).values({changed: value, "updated_at": DURING}))
    assert number_changed(session, edition) == 1


def test_what_nobody_has_confirmed_yet_outdates_nothing(session: Session, edition: Picture) -> None:
    waiting = make_incident(session, when=Interval(DURING), status=IncidentStatus.DRAFT)
    waiting.created_at = waiting.updated_at = edition.cutoff + timedelta(minutes=1)
    session.flush()
    assert number_changed(session, edition) == 0
    waiting.status = IncidentStatus.CONFIRMED
    session.flush()
    assert number_changed(session, edition) == 1


def test_corrections_stand_beside_the_edition_and_in_the_next(session, settings, edition: Picture, client_as) -> None:
    publish(session, edition, edition.cutoff, parts=[])
    assert corrected(session, [edition])[edition.id].cells == ()
    assert "sedan dess" not in client_as(Role.STEERING).get("/pictures").text
    make_incident(session, when=Interval(DURING), at=Town.in_west, category="trafik")
    make_incident(session, when=Interval(DURING), category="trafik")
    session.flush()
    found = (ChangedCell("vast", "trafik", 1, 2), ChangedCell(None, "trafik", 0, 1))
    assert corrected(session, [edition])[edition.id].cells == found
    page = client_as(Role.COORDINATOR).get("/pictures/2026-23").text
    assert "Rättat sedan dess" in page
    assert "Lägesbild 2026:23, Väst, Trafik och buskörning: nu 2, då 1." in page
    assert "2 rättelser sedan dess" in client_as(Role.STEERING).get("/pictures").text
    assert "rättad sedan dess" in client_as(Role.AREA_MEMBER).get("/pictures").text, "without a number that is hidden"
    following = build(session, settings, PERIOD.after(), max(LATER, after_all(session)))
    assert remarks_of(session, following).corrections == (
        "Lägesbild 2026:23, Väst, Trafik och buskörning: nu 2, då 1.",
        "Lägesbild 2026:23, utan känd kommundel, Trafik och buskörning: nu 1, då 0.",
    )
    publish(session, following, following.cutoff, parts=[])
    last = build(session, settings, PERIOD.after().after(), following.cutoff + timedelta(days=14))
    assert remarks_of(session, last).corrections == (), "told once"
    make_incident(session, when=Interval(DURING), at=Town.in_east, category="trafik")
    session.flush()
    both = client_as(Role.COORDINATOR).get("/pictures/2026-23").text
    there, next_one = both.split("Rättelserna står i")[1].split("Det här tas med i nästa lägesbild.")
    assert f'<a href="/pictures/2026-{following.number}">lägesbild {following.edition}</a>' in there
    assert ("Väst, Trafik" in there, "Öst, Trafik" in there) == (True, False)
    assert ("Väst, Trafik" in next_one, "Öst, Trafik" in next_one) == (False, True)
    without = client_as(Role.AREA_MEMBER).get("/pictures/2026-23").text
    assert "Uppgifter i den här lägesbilden har rättats" in without
    assert "Rättelserna står" not in without, "what they read has no corrections in any edition"
    assert "Trafik och buskörning: nu" not in without


def test_what_is_corrected_after_half_a_year_stands_beside_the_edition_alone(session, edition, client_as) -> None:
    publish(session, edition, edition.cutoff, parts=[])
    later = [Period(PERIOD.start + number * LENGTH) for number in range(1, HALF_YEAR + 1)]
    facts = {"cutoff": edition.cutoff, "record": b"{}", "status": PictureStatus.PUBLISHED}
    rows = [Picture(year=2030, number=at, period_start=one.start, **facts) for at, one in enumerate(later, 1)]
    session.add_all(rows[:-1])
    make_incident(session, when=Interval(DURING), at=Town.in_west, category="trafik")
    session.flush()
    client = client_as(Role.COORDINATOR)
    assert "Det här tas med i nästa lägesbild." in client.get("/pictures/2026-23").text
    session.add(rows[-1])
    session.flush()
    page = client.get("/pictures/2026-23").text
    assert "Det här står bara här" in page
    assert "Det här tas med i nästa" not in page


def test_corrections_wait_for_the_next_edition_while_that_is_a_draft(session, settings, edition, client_as) -> None:
    publish(session, edition, edition.cutoff, parts=[])
    make_incident(session, when=Interval(DURING), at=Town.in_west, category="trafik")
    session.flush()
    build(session, settings, PERIOD.after(), max(LATER, after_all(session)))
    page = client_as(Role.COORDINATOR).get("/pictures/2026-23").text
    assert "Det här tas med i nästa lägesbild." in page
    assert "Rättelserna står" not in page


def test_withdrawing_says_why_and_takes_the_edition_from_the_steering_group(session, edition, client_as) -> None:
    user = make_user(session)
    with pytest.raises(WithdrawError):
        withdraw_picture(session, edition, "Fel period.", AFTER, user)
    publish(session, edition, edition.cutoff, AS_JSON)
    for reason, error in (("  ", WithdrawError), ("Se 19811218-9876.", PersonalDataError)):
        with pytest.raises(error):
            withdraw_picture(session, edition, reason, AFTER, user)
    coordinator, steering = client_as(Role.COORDINATOR), client_as(Role.STEERING)
    assert "Dra tillbaka" in coordinator.get("/pictures/2026-23/withdraw").text
    refused = coordinator.post("/pictures/2026-23/withdraw", data={"reason": "Fel om 19811218-9876."}).text
    assert "Fel om 19811218-9876." in refused, "what was typed stays"
    assert "Här står ett personnummer." in refused
    coordinator.post("/pictures/2026-23/withdraw", data={"reason": "En källa räknades två gånger."})
    page = steering.get("/pictures/2026-23").text
    assert "En källa räknades två gånger." in page
    assert "Trafik" not in page
    assert "En källa räknades två gånger." in steering.get("/pictures").text
    assert steering.get("/pictures/2026-23/styrgrupp.json").status_code == 404
    assert "Trafik" in coordinator.get("/pictures/2026-23").text
    assert coordinator.get("/pictures/2026-23/intern.json").status_code == 200
    session.expire(edition)
    assert faults(edition) == []


def test_a_withdrawn_edition_is_final(session: Session, settings: Settings, edition: Picture) -> None:
    publish(session, edition, edition.cutoff, AS_JSON)
    withdraw_picture(session, edition, "Fel.", AFTER, make_user(session))
    record, sign = edition.record, edition.sha256
    replacement = build(session, settings, now=edition.cutoff + timedelta(days=1))
    assert (replacement.id != edition.id, edition.record, edition.sha256) == (True, record, sign)
    with pytest.raises(FrozenError):
        reopen_picture(session, edition, AFTER, make_user(session))


def test_drafts_follow_the_data_by_themselves(own_database: Database, settings: Settings) -> None:
    with own_database.writing() as session:
        make_town(session)
        make_incident(session, when=Interval(DURING))
        build(session, settings, now=after_all(session))
        build(session, settings, PERIOD.before(1)[0], now=after_all(session))
    assert refresh_drafts(own_database, settings) == []
    with own_database.writing() as session:
        make_incident(session, when=Interval(DURING))
    late = AFTER + timedelta(days=365)
    assert refresh_drafts(own_database, settings, late) == ["2026:23"]
    with own_database.reading() as session:
        newest = session.scalars(select(Picture).order_by(Picture.period_start.desc()).limit(1)).one()
        assert from_json(newest.record).total.now == 2


@pytest.mark.parametrize("late", ["incident", "report"])
def test_drafts_follow_the_data_of_the_fortnights_before(own_database: Database, settings, late: str) -> None:
    earlier = DURING - timedelta(days=28)
    with own_database.writing() as session:
        town = make_town(session)
        make_incident(session, when=Interval(earlier))
        build(session, settings, now=after_all(session))
    assert refresh_drafts(own_database, settings) == []
    with own_database.writing() as session:
        if late == "incident":
            make_incident(session, when=Interval(earlier))
        else:
            make_report(session, organisation=town.guards, received_at=earlier)
    now = AFTER + timedelta(days=365)
    assert refresh_drafts(own_database, settings, now) == ["2026:23"]
    assert refresh_drafts(own_database, settings, now) == []


def test_a_draft_that_cannot_be_read_keeps_no_other_from_the_data(own_database: Database, settings, caplog) -> None:
    before = PERIOD.before(1)[0]
    with own_database.writing() as session:
        make_town(session)
        for period in (before, PERIOD):
            build(session, settings, period)
        make_incident(session, when=Interval(DURING))
        session.scalars(select(Picture).where(Picture.period_start == before.start)).one().record = b"broken"
    assert refresh_drafts(own_database, settings, AFTER + timedelta(days=365)) == ["2026:23"]
    assert f"the picture of {before.start} cannot be refreshed" in caplog.text


def test_two_editions_stand_side_by_side(session: Session, settings, edition: Picture, client_as) -> None:
    before = build(session, settings, PERIOD.before(1)[0], edition.cutoff)
    page = client_as(Role.COORDINATOR).get("/pictures/compare?one=2026-22&other=2026-23").text
    assert "Trafik och buskörning" in page
    steering = client_as(Role.STEERING)
    assert "Det finns inte två än" in steering.get("/pictures/compare").text
    assert steering.get("/pictures/compare?one=2026-22&other=2026-23").status_code == 404
    publish(session, edition, edition.cutoff, parts=[])
    publish(session, before, edition.cutoff, parts=[])
    assert "2026:22" in steering.get("/pictures/compare?one=2026-22&other=2026-23").text
    for asked in ("2026-99", "nonsense", "2026-1000"):
        assert client_as(Role.COORDINATOR).get(f"/pictures/compare?one={asked}").status_code == 404
