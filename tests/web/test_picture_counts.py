"""What an edition's numbers are counted from, in both databases: who told, at which hours, at which spots."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.models import IncidentStatus, Organisation
from app.pictures.queries import columns, grouped
from app.pictures.queries.counting import counts_by_source, points, read, same_clock, spans
from app.pictures.queries.numbers import counts, reports_per_source
from geo.points import LocationPrecision
from reports.incoming.drafts import Interval, Whereabouts
from reports.picture.hours_of_week import since_1970
from reports.picture.inputs import CountInput, PointInput, SpanInput
from reports.picture.periods import Period
from tests.factories import Town, make_incident, make_report

PERIOD = Period(date(2026, 10, 26))
PERIODS = (*PERIOD.before(2), PERIOD)
NIGHT = datetime(2026, 11, 1, 22, 30, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
HOUR = int(NIGHT.timestamp()) // 3600


def told(session: Session, *tellers: Organisation, **fields: object) -> None:
    """One incident that each of the organisations told of, some perhaps twice."""
    incident = make_incident(session, report=make_report(session, organisation=tellers[0]), **fields)
    for teller in tellers[1:]:
        other = make_incident(session, report=make_report(session, organisation=teller), status=IncidentStatus.MERGED)
        incident.sources.append(other.sources[0])
    session.flush()


def test_each_incident_is_counted_once_with_all_who_told_of_it(session: Session, town: Town):
    police, guards = town.police.key, town.guards.key
    when = Interval(NIGHT)
    told(session, town.police, when=when, at=town.in_west, category="trafik")
    told(session, town.police, town.guards, when=when, at=town.in_west, category="trafik")
    told(session, town.guards, town.police, town.guards, when=when, at=town.in_west, category="trafik")
    told(session, town.guards, when=Interval(NIGHT - timedelta(days=14)))
    told(session, town.guards, when=Interval(NIGHT + timedelta(days=14)))
    found = counts_by_source(session, PERIODS)
    assert len(found) == 3
    assert set(found) == {
        CountInput(PERIODS[1].start, None, "ovrigt", 1, (guards,)),
        CountInput(PERIOD.start, "vast", "trafik", 2, tuple(sorted((police, guards)))),
        CountInput(PERIOD.start, "vast", "trafik", 1, (police,)),
    }
    assert sum(count.number for count in counts(session, PERIODS)) == 4


def test_incidents_of_no_report_are_counted_as_told_by_nobody(session: Session, town: Town):
    [source] = make_incident(session, when=Interval(NIGHT)).sources
    session.delete(source)
    session.flush()
    assert [(count.number, count.sources) for count in counts_by_source(session, PERIODS)] == [(1, ())]


def test_both_ways_of_counting_give_the_same(session: Session, town: Town, monkeypatch: pytest.MonkeyPatch):
    tellers = ((town.police,), (town.guards, town.police), (town.guards,), (town.guards, town.guards))
    for number in range(60):
        when = Interval(NIGHT - timedelta(hours=13 * number), NIGHT - timedelta(hours=13 * number - 1 - number % 5))
        category = ("trafik", "ovrigt", "nara_relation")[number % 3]
        told(
            session,
            *tellers[number % 4],
            when=when,
            at=(town.in_west, town.in_east, None)[number % 7 % 3],
            category=category,
        )
    moments = same_clock(PERIODS)
    assert len(counts_by_source(session, PERIODS)) > 20
    assert counts_by_source(session, PERIODS) == grouped.counts_by_source(session, PERIODS)
    assert sorted(map(repr, spans(session, PERIODS))) == sorted(map(repr, grouped.spans(session, moments)))
    incidents = read(session, PERIODS)
    assert counts_by_source(session, PERIODS, incidents) == counts_by_source(session, PERIODS)
    assert spans(session, PERIODS[1:], incidents) == spans(session, PERIODS[1:])
    monkeypatch.setattr(columns, "MOST_CELLS", 0)
    assert counts_by_source(session, PERIODS, incidents) == grouped.counts_by_source(session, PERIODS)


def test_where_nothing_happened_nothing_is_counted(session: Session, town: Town):
    make_incident(session, when=Interval(NIGHT + timedelta(days=14)))
    assert (counts_by_source(session, PERIODS), spans(session, PERIODS)) == ((), ())


def test_spans_are_the_whole_hours_that_an_incident_touches(session: Session, town: Town):
    for end in (None, None, NIGHT + timedelta(minutes=30), NIGHT + timedelta(minutes=31), NIGHT + timedelta(days=2)):
        make_incident(session, when=Interval(NIGHT, end), at=town.in_east)
    make_incident(session, when=Interval(NIGHT), at=town.in_east, category="nara_relation")
    make_incident(session, when=Interval(NIGHT), status=IncidentStatus.DRAFT)
    assert sorted(spans(session, PERIODS), key=lambda span: span.end) == [
        SpanInput("ost", HOUR, HOUR + 1, 3),
        SpanInput("ost", HOUR, HOUR + 2, 1),
        SpanInput("ost", HOUR, HOUR + 24, 1),
    ]


def test_spans_lie_at_the_hours_they_touch_on_both_sides_of_a_change_of_clocks(session: Session, town: Town):
    first = datetime(2026, 10, 24, 21, tzinfo=UTC)  # 23 in summer; an hour that comes twice begins three hours later
    begins = [first + timedelta(hours=hour) for hour in range(9)] + [PERIODS[0].starts_at, PERIOD.ends_at - HALF_HOUR]
    for moment in begins:
        make_incident(session, when=Interval(moment, moment + timedelta(minutes=70)), at=town.in_east)
    make_incident(session, when=Interval(PERIODS[0].starts_at - HALF_HOUR), at=town.in_east)
    make_incident(session, when=Interval(PERIOD.ends_at), at=town.in_east)
    starts = sorted(map(since_1970, begins))
    found = sorted(spans(session, PERIODS), key=lambda span: span.start)
    assert found == [SpanInput("ost", start, start + 2, 1) for start in starts]


def test_points_are_those_of_a_spot_with_the_local_day(session: Session, town: Town):
    late = datetime(2026, 10, 27, 23, 30, tzinfo=UTC)
    make_incident(session, when=Interval(late), at=town.in_west)
    roughly = Whereabouts("Väst", None, town.in_west, LocationPrecision.DISTRICT, "vast")
    make_incident(session, when=Interval(late), where=roughly)
    make_incident(session, when=Interval(late), at=town.in_west, category="nara_relation")
    [point] = points(session, PERIODS)
    assert point == PointInput(town.in_west.lon, town.in_west.lat, date(2026, 10, 28), "vast", "ovrigt")


def test_a_sources_fortnights_begin_with_its_first_report(session: Session, town: Town):
    guards, late = town.guards, PERIODS[1].starts_at.astimezone(UTC)
    make_report(session, organisation=town.police, received_at=late - timedelta(days=300))
    for received in (late, late + timedelta(days=15)):
        make_report(session, organisation=guards, received_at=received)
    found = {source.key: source for source in reports_per_source(session, PERIODS)}
    assert (found[guards.key].before, found[guards.key].exposure) == ((0, 1), 1)
    make_report(session, organisation=town.police, received_at=late)
    found = {source.key: source for source in reports_per_source(session, PERIODS)}
    assert (found[town.police.key].before, found[town.police.key].exposure) == ((0, 1), 2)
