"""Editions that several change at once, that cannot all be built, or whose comparison has moved on."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Event

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Settings
from app.db import Database
from app.fetching import BUILDING, Fault, note
from app.models import KnownEvent, Picture, PictureStatus, Role, User
from app.pictures.actions.deciding import Drawn, publish_picture, review_picture
from app.pictures.actions.writing import save_writing
from app.pictures.due import build_due_pictures, refresh_drafts
from app.pictures.queries import archive
from app.pictures.queries.failing import UNBUILT, Failing, failing
from app.pictures.queries.written import written
from app.pictures.rules import OutdatedError
from app.pictures.submission import NewEvent, Submission
from reports.incoming.drafts import Interval
from reports.picture.periods import Period
from tests.editions import AFTER, DURING, PERIOD, build
from tests.factories import Town, make_incident, make_report, make_town, make_user

BEFORE = DURING - timedelta(days=28)


def test_two_who_remove_events_in_two_editions_do_not_wait_for_each_other(own_database: Database, settings) -> None:
    """An event stands in every open edition. Who held one edition and then wanted the other, and the reverse, would."""
    two_drafts_with_events(own_database, settings)
    has_newer, has_older = Event(), Event()

    def older() -> None:
        has_newer.wait(10)
        with own_database.writing() as session:
            edition = archive.edition(session, 2026, 22, to_change=True)
            has_older.set()
            remove_first_event(session, edition)

    def newer() -> bool:
        with own_database.writing() as session:
            edition = archive.edition(session, 2026, 23, to_change=True)
            has_newer.set()
            is_held_by_both = has_older.wait(0.5)
            remove_first_event(session, edition)
        return is_held_by_both

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(newer), pool.submit(older)
        assert not first.result(timeout=20), "both hold an edition that the other needs"
        second.result(timeout=20)
    with own_database.reading() as session:
        assert list(session.scalars(select(KnownEvent))) == []


def two_drafts_with_events(database: Database, settings: Settings) -> None:
    with database.writing() as session:
        make_town(session)
        user = make_user(session)
        editions = [build(session, settings, period) for period in (PERIOD.before(1)[0], PERIOD)]
        for words in ("Påhittad marknad", "Påhittad match"):
            event = NewEvent("2026-12-01", "", "", words)
            save_writing(session, editions[0], Submission(event=event), AFTER, user)


def remove_first_event(session: Session, edition: Picture) -> None:
    found = session.scalar(select(KnownEvent.id).order_by(KnownEvent.id).limit(1))
    outcome = save_writing(session, edition, Submission(remove_event=found), AFTER, session.scalars(select(User)).one())
    assert outcome.saved == ["events"]


def test_an_edition_that_cannot_be_built_keeps_no_other_back_and_is_tried_again(
    own_database: Database, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with own_database.writing() as session:
        make_town(session)
    assert build_due_pictures(own_database, settings, AFTER) == ["2026:23"]
    with own_database.writing() as session:  # of when fortnights began on other Mondays
        old = {"status": PictureStatus.DRAFT, "cutoff": AFTER, "record": b"{}", "for_steering": []}
        session.add(Picture(year=2026, number=24, period_start=date(2026, 1, 12), **old))
    later = AFTER + timedelta(weeks=5)
    assert build_due_pictures(own_database, settings, later) == ["2026:25"]
    assert "the picture of 2026-11-09 cannot be built; it is tried again" in caplog.text
    assert build_due_pictures(own_database, settings, later + timedelta(hours=1)) == []
    with own_database.reading() as session:
        assert failing(session) == [Failing(Period(date(2026, 11, 9)), later)], "since the first time"
    with own_database.writing() as session:
        session.delete(session.scalars(select(Picture).where(Picture.number == 24)).one())
    assert build_due_pictures(own_database, settings, later) == ["2026:24"]
    assert build_due_pictures(own_database, settings, later) == []
    with own_database.reading() as session:
        assert failing(session) == []


def test_a_draft_that_cannot_follow_the_data_is_told_of_until_it_does(own_database: Database, settings) -> None:
    with own_database.writing() as session:
        make_town(session)
        record = build(session, settings).record
    broken_at = AFTER + timedelta(days=365)

    def put(record: bytes, at: datetime) -> list[Failing]:
        with own_database.writing() as session:
            session.scalars(select(Picture)).one().record = record
        refresh_drafts(own_database, settings, at)
        with own_database.reading() as session:
            return list(failing(session))

    (told,) = put(b"broken", broken_at)
    assert (told.since, told.edition and told.edition.edition) == (broken_at, "2026:23")
    assert [one.since for one in put(b"broken", broken_at + timedelta(minutes=10))] == [broken_at]
    assert put(record, broken_at + timedelta(minutes=20)) == []


def test_the_pages_of_those_who_prepare_say_what_cannot_be_built(session: Session, town: Town, client_as) -> None:
    failed = {UNBUILT: {"2026-11-09": "2026-11-24T05:00:00+00:00"}}
    note(session, BUILDING, AFTER, Fault.UNEXPECTED, **failed)
    coordinator = client_as(Role.COORDINATOR)
    for address in ("/pictures", "/"):
        page = coordinator.get(address).text
        assert "Lägesbilden för 9–22 november 2026" in page
        assert "den har inte kunnat byggas sedan" in page
    assert "kunnat byggas" not in client_as(Role.STEERING).get("/pictures").text
    note(session, BUILDING, AFTER, None, **{UNBUILT: {}})
    assert "kunnat byggas" not in coordinator.get("/pictures").text


@pytest.mark.parametrize("late", ["incident", "report"])
def test_an_edition_whose_comparison_has_changed_is_neither_reviewed_nor_published(
    session: Session, settings: Settings, town: Town, late: str
) -> None:
    """Nothing of the period itself has changed, and no job has run since."""
    user = make_user(session)
    make_incident(session, when=Interval(BEFORE - timedelta(days=28)))
    make_report(session, organisation=town.guards, received_at=BEFORE - timedelta(days=28))
    edition = build(session, settings)
    review_picture(session, edition, AFTER, user)
    drawn = Drawn(edition.record, written(session, edition), {})
    if late == "incident":
        make_incident(session, when=Interval(BEFORE))
    else:
        make_report(session, organisation=town.guards, received_at=BEFORE)
    with pytest.raises(OutdatedError, match="jämför med"):
        publish_picture(session, edition, drawn, AFTER, user)
    with pytest.raises(OutdatedError, match="jämför med"):
        review_picture(session, edition, AFTER, user)
    edition = build(session, settings, now=AFTER + timedelta(hours=1))
    assert edition.status == PictureStatus.DRAFT
    review_picture(session, edition, AFTER + timedelta(hours=1), user)
    publish_picture(session, edition, Drawn(edition.record, written(session, edition), {}), AFTER, user)
    assert edition.status == PictureStatus.PUBLISHED
