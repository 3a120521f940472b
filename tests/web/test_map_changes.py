"""What the map says has changed for sure: by the same test as an edition, of what somebody may see."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.config import Settings
from app.incidents.filters import IncidentFilter
from app.maps.queries.changes import Change, Changes, changes
from app.maps.views import Against
from app.models import IncidentStatus, Report, Role, User
from app.pictures.building import build_edition
from reports.incoming.drafts import Interval
from reports.picture.periods import Period
from reports.picture.record import Verdict
from reports.picture.storage import from_json
from tests.factories import Town, make_incident, make_incidents, make_report, make_user

TODAY = date(2026, 11, 20)
PERIOD = Period(date(2026, 10, 26))
CHOSEN = IncidentFilter(start=PERIOD.start, end=PERIOD.last_day)


@pytest.fixture
def coordinator(session: Session) -> User:
    return make_user(session, role=Role.COORDINATOR)


@pytest.fixture
def report(session: Session, town: Town) -> Report:
    return make_report(session, organisation=town.police)


def log(session: Session, report: Report, number: int, day: date, **fields: object) -> None:
    """So many incidents at noon of a day."""
    noon = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
    make_incidents(session, [{}] * number, report=report, when=Interval(noon), **fields)


@pytest.fixture
def grown(session: Session, town: Town, report: Report) -> None:
    """Two in the west each of eight fortnights, of which the last has twelve; one in the east each time."""
    for period in PERIOD.before(8):
        log(session, report, 2, period.start, at=town.in_west, category="trafik")
        log(session, report, 1, period.start, at=town.in_east)
    log(session, report, 12, PERIOD.start, at=town.in_west, category="trafik")
    log(session, report, 1, PERIOD.last_day, at=town.in_east)


def told(change: Change) -> tuple[str | None, str | None, int, Verdict]:
    district, category = change.district, change.category
    return district and district.key, category and category.code, change.comparison.counted, change.verdict


def found(session: Session, user: User, chosen: IncidentFilter = CHOSEN, against: Against = Against.BEFORE) -> Changes:
    result = changes(session, chosen, user, TODAY, against)
    assert result is not None
    return result


@pytest.mark.usefixtures("grown")
class TestGrown:
    def test_sure_changes_are_told_with_what_was_expected(self, session: Session, coordinator: User):
        result = found(session, coordinator)
        assert (result.stretches, result.is_running, result.drafts) == (8, False, 0)
        assert told(result.total) == (None, None, 13, Verdict.CLEAR_INCREASE)
        assert {told(change)[:3] for change in result.sure} == {
            (None, None, 13),
            (None, "trafik", 12),
            ("vast", None, 12),
            ("vast", "trafik", 12),
        }
        assert all(change.comparison.history == (2,) * 8 for change in result.sure if change.category)
        assert result.number(Verdict.WITHIN_NORMAL) == 3

    def test_they_are_those_of_the_edition_of_the_same_fortnight(
        self, session: Session, settings: Settings, coordinator: User
    ):
        edition = build_edition(session, settings, PERIOD, datetime(2026, 11, 9, 6, tzinfo=UTC))
        picture = from_json(edition.record)
        cells = (picture.total, *picture.district_totals, *picture.category_totals, *picture.cells)
        own = {told(change)[:2]: change.comparison for change in found(session, coordinator).all}
        assert {(cell.district, cell.category): cell.comparison for cell in cells} == own

    def test_within_a_filter_of_one_district_and_category_there_is_one_comparison(
        self, session: Session, coordinator: User
    ):
        chosen = IncidentFilter(PERIOD.start, PERIOD.last_day, districts=("vast",), categories=("trafik",))
        assert [told(c) for c in found(session, coordinator, chosen).all] == [
            ("vast", "trafik", 12, Verdict.CLEAR_INCREASE)
        ]

    def test_a_member_gets_nothing_of_other_districts(self, session: Session, town: Town):
        member = make_user(session, role=Role.AREA_MEMBER, districts=[town.east])
        result = found(session, member)
        assert {told(change)[0] for change in result.all} == {"ost"}
        assert told(result.total)[2:] == (1, Verdict.WITHIN_NORMAL)

    def test_stretches_are_as_long_as_the_period(self, session: Session, coordinator: User):
        week = IncidentFilter(PERIOD.start, PERIOD.start + timedelta(days=6))
        result = found(session, coordinator, week)
        assert result.stretches == 16
        assert result.total.comparison.history == (3, 0) * 8

    def test_drafts_do_not_count_but_are_told_of(self, session: Session, coordinator: User, report: Report):
        make_incident(session, report=report, status=IncidentStatus.DRAFT, when=Interval(PERIOD.starts_at))
        result = found(session, coordinator)
        assert (result.drafts, result.total.comparison.counted) == (1, 13)


def test_a_period_that_still_runs_is_set_against_stretches_as_long_as_it_has_run(
    session: Session, town: Town, report: Report, coordinator: User
):
    log(session, report, 1, TODAY - timedelta(days=20))
    log(session, report, 1, TODAY)
    result = found(session, coordinator, IncidentFilter(TODAY - timedelta(days=1), TODAY + timedelta(days=12)))
    assert (result.is_running, result.period.days, result.stretches) == (True, 2, 9)


def test_the_same_weeks_of_earlier_years_are_compared_with(
    session: Session, town: Town, report: Report, coordinator: User
):
    noon = datetime(PERIOD.start.year, PERIOD.start.month, PERIOD.start.day, 11, tzinfo=UTC)
    each = [{"when": Interval(noon - timedelta(weeks=week))} for week in range(140)]
    make_incidents(session, each, report=report)
    log(session, report, 7, PERIOD.start - timedelta(weeks=52))
    result = found(session, coordinator, against=Against.LAST_YEAR)
    assert (result.stretches, result.total.comparison.history) == (2, (2, 9))


def test_before_the_first_report_of_a_source_there_was_no_calm(
    session: Session, town: Town, report: Report, coordinator: User
):
    for period in PERIOD.before(20):
        log(session, report, 2, period.start)
    guards = make_report(session, organisation=town.guards, received_at=PERIOD.starts_at - timedelta(days=30))
    for period in (*PERIOD.before(2), PERIOD):
        log(session, guards, 2, period.start)
    chosen = IncidentFilter(PERIOD.start, PERIOD.last_day, sources=(town.guards.key,))
    assert found(session, coordinator, chosen).stretches == 2
    assert found(session, coordinator).stretches == 20


def test_where_there_is_nothing_to_compare_with_nothing_is_said_of_change(
    session: Session, town: Town, report: Report, coordinator: User
):
    log(session, report, 9, PERIOD.start)
    result = found(session, coordinator)
    assert (result.sure, result.total.verdict) == ([], Verdict.NO_BASELINE)


@pytest.mark.parametrize(
    "chosen", [IncidentFilter(), IncidentFilter(end=TODAY), IncidentFilter(start=TODAY + timedelta(days=1))]
)
def test_a_period_without_a_beginning_or_to_come_is_not_compared(
    session: Session, town: Town, coordinator: User, chosen: IncidentFilter
):
    assert changes(session, chosen, coordinator, TODAY) is None


def test_a_period_whose_history_would_leave_the_calendar_is_compared_with_none(
    session: Session, town: Town, report: Report, coordinator: User
):
    log(session, report, 3, PERIOD.start)
    long = found(session, coordinator, IncidentFilter(date(1950, 1, 1), TODAY))
    assert (long.stretches, long.total.comparison.counted, long.total.verdict) == (0, 3, Verdict.NO_BASELINE)


def test_a_reporter_gets_none(session: Session, town: Town):
    reporter = make_user(session, role=Role.REPORTER, organisation=town.guards)
    assert changes(session, CHOSEN, reporter, TODAY) is None
