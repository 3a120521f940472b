"""Two drafts that are joined keep what was told best of either, as two that are merged do."""

from datetime import timedelta

import pytest

from app.models import Incident, Report
from app.review.actions.undoing import mark
from geo.points import LocationPrecision
from reports.incoming.drafts import Interval, Whereabouts
from tests.factories import NOON, Town, make_place
from tests.review_reports import FIRST, SECOND, make_draft, make_read_report, now, send

DAY = Interval(NOON - timedelta(hours=12), NOON + timedelta(hours=12))
HOUR = Interval(NOON, NOON + timedelta(hours=1))
EVENING_BEFORE = Interval(NOON - timedelta(hours=20))
BROADLY = Whereabouts("Väst", None, None, LocationPrecision.DISTRICT, "vast")


@pytest.fixture
def report(session, town) -> Report:
    return make_read_report(session, town.guards)


@pytest.fixture
def heading(session, report) -> Incident:
    """ "Skadegörelse, Väst, 20/11": no more than that."""
    return make_draft(session, report, FIRST, ("where", "what"), when=DAY, where=BROADLY)


def told(session, report, town, when=HOUR, sure=("when", "where")) -> Incident:
    place = make_place(session, "Provskolan", town.in_west, town.west)
    where = Whereabouts("Provskolan", place.id, Town.in_west, LocationPrecision.PLACE, "vast")
    return make_draft(session, report, SECOND, sure, when=when, where=where)


@pytest.mark.parametrize("when", [HOUR, EVENING_BEFORE])
def test_the_better_place_and_time_win_and_are_given_back(client, session, town, report, heading, when):
    second = told(session, report, town, when)
    said = send(client, report, "join", draft=second.id)
    joined = now(session, heading)
    assert (joined.place_words, joined.place.name, joined.lonlat) == ("Provskolan", "Provskolan", Town.in_west)
    assert joined.when == when
    assert joined.reading.fields["when"]["confidence"] == "sure"
    send(client, report, "undo", token=said["undo"])
    again = now(session, heading)
    assert (again.place_words, again.place_id, again.lonlat, again.when) == ("Väst", None, None, DAY)
    assert again.reading.fields["when"]["confidence"] == "doubtful"


def test_what_somebody_has_decided_of_the_first_stays(client, session, town, report, heading):
    second = told(session, report, town)
    mark(heading, by_hand=["when", "where"])
    session.flush()
    send(client, report, "join", draft=second.id)
    assert (now(session, heading).when, now(session, heading).place_words) == (DAY, "Väst")


def test_a_guess_of_the_second_is_no_better(client, session, town, report, heading):
    second = told(session, report, town, EVENING_BEFORE, sure=())
    send(client, report, "join", draft=second.id)
    assert now(session, heading).when == DAY
