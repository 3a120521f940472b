"""Two incidents become one, and two again: nothing is lost, nothing counts twice, nobody learns what was not theirs."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import events
from app.db import Database
from app.logbook import revise_incident
from app.merging import MergeError, merge, say_not_same, take_back_not_same, undo_merge
from app.models import Incident, IncidentStatus, NotSame, Organisation, Source
from app.pictures.queries.numbers import counts, reports_per_source
from app.twins.queries import suspected, twins_of
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Certainty, DraftIncident, Interval, Whereabouts
from reports.picture.periods import Period
from tests.factories import NOON, Town, make_category, make_incident, make_report, make_town, make_user

NIGHT = Interval(NOON - timedelta(hours=4), NOON + timedelta(hours=4))
CONFIRMED, DRAFT, MERGED = IncidentStatus.CONFIRMED, IncidentStatus.DRAFT, IncidentStatus.MERGED
COLUMNS = {column.name for column in Incident.__table__.columns} - {"updated_at", "point"}


def told(session: Session, by: Organisation, **fields: Any) -> Incident:
    text = fields.get("summary", "Något hände")
    report = make_report(session, organisation=by, raw_text=text)
    return make_incident(session, report=report, passage=(0, len(text)), **fields)


def state(session: Session, incident: Incident) -> dict[str, Any]:
    """All that is known of an incident."""
    session.expire(incident)
    fields = {name: getattr(incident, name) for name in COLUMNS}
    return {**fields, "at": incident.lonlat, "sources": [(s.id, s.start, s.moved_from_id) for s in incident.sources]}


@pytest.fixture
def guards_word(session: Session, town: Town) -> Incident:
    where = Whereabouts(precision=LocationPrecision.DISTRICT, district="vast")
    return told(session, town.guards, when=NIGHT, where=where, summary="Vakternas ord", quantity=2)


@pytest.fixture
def police_word(session: Session, town: Town) -> Incident:
    where = Whereabouts("Rävtorget", None, town.in_west, LocationPrecision.POINT)
    return told(session, town.police, where=where, summary="Polisens ord", quantity=5, status=DRAFT)


def test_sources_add_and_what_is_better_wins(session: Session, guards_word: Incident, police_word: Incident):
    guards_word.certainty, police_word.certainty = Certainty.SECOND_HAND, Certainty.OBSERVED
    police_word.case_number = "5000-K1-26"
    merge(session, guards_word, police_word, make_user(session))
    assert (guards_word.occurred_from, guards_word.occurred_to) == (NOON, None)
    assert (guards_word.place_words, guards_word.lonlat) == ("Rävtorget", Point(17.65, 59.51))
    assert (guards_word.precision, guards_word.district.key) == (LocationPrecision.POINT, "vast")
    assert (guards_word.quantity, guards_word.certainty, guards_word.case_number) == (5, "observed", "5000-K1-26")
    assert (guards_word.summary, guards_word.status) == ("Vakternas ord", CONFIRMED)
    assert "rävtorget" in guards_word.search_text
    assert all("5000-k1-26" in incident.search_text for incident in (guards_word, police_word))
    assert [source.report.raw_text for source in guards_word.sources] == ["Vakternas ord", "Polisens ord"]
    assert (police_word.status, police_word.merged_into_id) == (MERGED, guards_word.id)


def test_a_draft_that_takes_in_a_confirmed_one_is_confirmed(
    session: Session, guards_word: Incident, police_word: Incident
):
    merge(session, police_word, guards_word, None)
    assert (police_word.status, guards_word.status) == (CONFIRMED, MERGED)
    assert (police_word.occurred_to, police_word.lonlat) == (None, Point(17.65, 59.51))


def test_drafts_stay_drafts(session: Session, town: Town):
    one, other = told(session, town.police, status=DRAFT), told(session, town.guards, status=DRAFT)
    merge(session, one, other, None)
    assert one.status is DRAFT


@pytest.mark.parametrize("kept_first", [True, False])
def test_undoing_gives_both_back_exactly(
    session: Session, guards_word: Incident, police_word: Incident, kept_first: bool
):
    pair = (guards_word, police_word) if kept_first else (police_word, guards_word)
    before = [state(session, incident) for incident in pair]
    done = merge(session, *pair, None)
    assert [state(session, incident) for incident in pair] != before
    assert undo_merge(session, done, None) == []
    assert [state(session, incident) for incident in pair] == before
    with pytest.raises(MergeError, match="redan ångrad"):
        undo_merge(session, done, None)


def test_what_somebody_has_changed_since_stays(session: Session, guards_word: Incident, police_word: Incident):
    done = merge(session, guards_word, police_word, None)
    when = Interval(NOON + timedelta(hours=1))
    where = Whereabouts("Rävtorget", None, Town.in_west, LocationPrecision.POINT, "vast")
    draft = DraftIncident(when, where, "ovrigt", "Ny text", quantity=5)
    revise_incident(session, guards_word, draft, make_user(session))
    assert undo_merge(session, done, None) == ["occurred_from"]
    assert (guards_word.occurred_from, guards_word.summary) == (when.start, "Ny text")
    assert (guards_word.lonlat, guards_word.quantity, guards_word.status) == (None, 2, CONFIRMED)


def test_three_tellings_become_one_and_are_parted_in_any_order(session: Session, town: Town):
    vague = told(session, town.guards, quantity=1)
    by_district = Whereabouts(precision=LocationPrecision.DISTRICT, district="vast")
    better, best = (
        told(session, town.police, where=by_district, quantity=2),
        told(session, town.police, at=town.in_west),
    )
    before = [state(session, incident) for incident in (vague, better, best)]
    first, second = merge(session, vague, better, None), merge(session, vague, best, None)
    assert len(vague.sources) == 3
    undo_merge(session, first, None)
    assert (vague.lonlat, vague.quantity) == (town.in_west, 1)
    undo_merge(session, second, None)
    assert [state(session, incident) for incident in (vague, better, best)] == before


def test_a_chain_is_undone_from_its_end(session: Session, town: Town):
    a, b, c = (told(session, town.police, summary=name) for name in "abc")
    before = [state(session, incident) for incident in (a, b, c)]
    first = merge(session, b, c, None)
    second = merge(session, a, b, None)
    assert [source.moved_from_id for source in a.sources] == [None, b.id, c.id]
    with pytest.raises(MergeError, match="Ångra den sammanslagningen först"):
        undo_merge(session, first, None)
    undo_merge(session, second, None)
    undo_merge(session, first, None)
    assert [state(session, incident) for incident in (a, b, c)] == before


@pytest.mark.parametrize("status", [MERGED, IncidentStatus.WITHDRAWN])
def test_what_no_longer_lives_is_not_merged(session: Session, town: Town, status: IncidentStatus):
    living, gone = told(session, town.police), told(session, town.guards, status=status)
    for pair in ((living, gone), (gone, living), (living, living)):
        with pytest.raises(MergeError):
            merge(session, *pair, None)
    assert living.status is CONFIRMED


def test_two_entered_by_hand_on_one_day_keep_their_sources(session: Session, town: Town):
    """They are passages of one report without a text, and would otherwise be one source twice."""
    report = make_report(session, organisation=town.guards)
    one, other = (make_incident(session, report=report) for _ in range(2))
    before = [state(session, incident) for incident in (one, other)]
    done = merge(session, one, other, None)
    assert session.scalar(select(func.count()).select_from(Source)) == 2
    undo_merge(session, done, None)
    assert [state(session, incident) for incident in (one, other)] == before


def test_what_is_sensitive_hides_what_it_is_merged_with(session: Session, town: Town, police_word: Incident):
    make_category(session, "ordning")
    where = Whereabouts(precision=LocationPrecision.DISTRICT, district="vast")
    close = told(session, town.guards, category="nara_relation", where=where)
    done = merge(session, police_word, close, None)
    assert (police_word.category.code, police_word.lonlat, police_word.place_words) == ("nara_relation", None, None)
    assert police_word.district.key == "vast"
    undo_merge(session, done, None)
    assert (police_word.category.code, police_word.place_words) == ("ovrigt", "Rävtorget")
    assert police_word.lonlat == town.in_west


def test_a_sub_category_says_more_than_the_one_above_it(session: Session, town: Town):
    top = make_category(session, "ordning")
    make_category(session, "ordning.brak", parent=top)
    kept, other = told(session, town.police, category="ordning"), told(session, town.guards, category="ordning.brak")
    merge(session, kept, other, None)
    assert kept.category.code == "ordning.brak"


def test_the_log_tells_ids_and_words_but_no_text(session: Session, guards_word: Incident, police_word: Incident):
    user = make_user(session)
    undo_merge(session, merge(session, guards_word, police_word, user), user)
    logged = [event for i in (guards_word, police_word) for event in events.events_of(session, "incident", i.id)]
    assert [event.verb for event in logged] == ["parted", "took_in", "logged", "parted", "merged", "logged"]
    took_in = logged[1]
    assert took_in.changes["incident_id"] == [None, police_word.id]
    assert took_in.changes["quantity"] == [2, 5]
    assert took_in.changes["occurred_to"] == [NIGHT.end.isoformat(), None]
    assert (took_in.changes["place_words"], "17.65" in str(took_in.changes)) == (None, False)
    assert all("Rävtorget" not in str(event.changes) for event in logged)


def test_reports_per_organisation_are_still_counted_from_both(
    session: Session, guards_word: Incident, police_word: Incident
):
    merge(session, guards_word, police_word, None)
    periods = [Period(date(2026, 11, 9))]
    assert [source.now for source in reports_per_source(session, periods)] == [1, 1]
    assert [count.number for count in counts(session, periods)] == [1]


def twin(session: Session, town: Town, by: Organisation, **fields: Any) -> Incident:
    defaults = {"at": town.in_west, "category": "trafik", "summary": "Moped krockade med cykel vid Rävtorget"}
    return told(session, by, **{**defaults, **fields})


def test_likely_twins_are_found_and_said_not_to_be(session: Session, town: Town):
    one = twin(session, town, town.police)
    soon = Interval(NOON + timedelta(minutes=12))
    other = twin(session, town, town.guards, when=soon, summary="Cykel påkörd av moped, Rävtorget", status=DRAFT)
    twin(session, town, town.guards, when=Interval(NOON + timedelta(days=1)))
    twin(session, town, town.guards, status=IncidentStatus.WITHDRAWN)
    twin(session, town, town.guards, at=town.in_east, category="ovrigt", summary="Lykta trasig")
    assert [found.incident.id for found in twins_of(session, one)] == [other.id]
    assert [found.incident.id for found in twins_of(session, other)] == [one.id]
    assert [(pair.id, pair.match.id) for pair in suspected(session)] == [(other.id, one.id)]
    say_not_same(session, other, one, None)
    assert (twins_of(session, one), twins_of(session, other), suspected(session)) == ([], [], [])
    take_back_not_same(session, one, other, None)
    assert [found.incident.id for found in twins_of(session, one)] == [other.id]


def test_what_was_said_of_one_holds_for_what_it_lives_on_in(session: Session, town: Town):
    one, again, other = (twin(session, town, by) for by in (town.police, town.guards, town.police))
    say_not_same(session, one, other, None)
    merge(session, again, one, None)
    assert twins_of(session, again) == []
    assert twins_of(session, one) == []


def test_merging_takes_back_that_they_are_not_the_same(session: Session, town: Town):
    one, other = twin(session, town, town.police), twin(session, town, town.guards)
    say_not_same(session, one, other, None)
    say_not_same(session, other, one, None)
    assert session.scalar(select(func.count()).select_from(NotSame)) == 1
    merge(session, one, other, None)
    assert session.scalar(select(func.count()).select_from(NotSame)) == 0
    with pytest.raises(MergeError):
        say_not_same(session, one, one, None)


def test_a_case_number_finds_its_twin_days_later(session: Session, town: Town):
    one = twin(session, town, town.police)
    later = twin(
        session, town, town.guards, when=Interval(NOON + timedelta(days=3)), category="ovrigt", summary="Annat"
    )
    one.case_number = later.case_number = "5000-K77-26"
    session.flush()
    [found] = twins_of(session, one)
    assert (found.incident.id, found.reasons) == (later.id, ("case_number",))


def test_passages_of_one_report_are_no_twins_unless_it_repeats_itself(session: Session, town: Town):
    report = make_report(session, organisation=town.police, raw_text="Moped " * 40)
    common = {"report": report, "category": "trafik", "at": town.in_west}
    text = "Moped krockade med cykel vid Rävtorget"
    one = make_incident(session, passage=(0, 6), summary=text, **common)
    make_incident(session, passage=(6, 12), summary="Moped stoppad vid Rävtorget, föraren körde för fort", **common)
    assert twins_of(session, one) == []
    again = make_incident(session, passage=(12, 18), summary=text, **common)
    assert [found.incident.id for found in twins_of(session, one)] == [again.id]


def test_of_two_who_merge_at_once_one_is_told(own_database: Database):
    with own_database.writing() as session:
        town = make_town(session)
        ids = [told(session, by).id for by in (town.police, town.guards)]

    def attempt(order: list[int]) -> str:
        try:
            with own_database.writing() as session:
                kept, other = (session.get_one(Incident, id_) for id_ in order)
                merge(session, kept, other, None)
        except MergeError as error:
            return str(error)
        return "merged"

    with ThreadPoolExecutor(2) as threads:
        answers = sorted(threads.map(attempt, (ids, ids[::-1])))
    assert answers[1] == "merged"
    assert "redan sammanslagen" in answers[0]
    with own_database.reading() as session:
        assert sorted(session.scalars(select(Incident.status))) == ["confirmed", "merged"]
