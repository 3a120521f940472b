"""Looking for the twins of many incidents at once finds what looking for each alone finds, at the cost of a few."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.merging import merge, say_not_same
from app.models import Incident, IncidentStatus
from app.review.queries.drafts import review_of
from app.twins import candidates
from app.twins.queries import twins_of, twins_of_each
from app.twins.words import reason_words
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Interval, Whereabouts
from reports.incoming.twins.finder import Aspect
from tests.databases import statements
from tests.factories import NOON, Town, make_incident, make_report, make_user
from tests.review_reports import make_draft, make_read_report

WORDS = ("Moped krockade med cykel vid Rävtorget", "Cykel påkörd av moped, Rävtorget", "Trasig lykta i tunneln")


@pytest.fixture
def many(session: Session, town: Town) -> list[Incident]:
    """Some alike and some not, in two fortnights; a few with case numbers, ends, no point, or far away."""
    chance = random.Random(7)
    reports = [make_report(session, organisation=one, raw_text="Moped " * 60) for one in (town.police, town.guards)]
    found = []
    for number in range(48):
        start = NOON + timedelta(hours=chance.choice((0, 0, 1, 2, 30, 60, 900)), minutes=chance.randrange(60))
        at = Point(town.in_west.lon + chance.choice((0, 0.001, 0.059, 0.061, 1)), town.in_west.lat)
        one = make_incident(
            session,
            report=reports[number % 2],
            passage=(number, number + 1),
            when=Interval(start, chance.choice((None, start + timedelta(hours=chance.randrange(1, 40))))),
            summary=chance.choice(WORDS),
            category=chance.choice(("trafik", "trafik", "ovrigt")),
            at=chance.choice((at, at, None)),
            status=chance.choice((IncidentStatus.DRAFT, IncidentStatus.CONFIRMED)),
        )
        one.case_number = chance.choice((None, None, None, "5000-K77-26", "5000-K78-26"))
        found.append(one)
    session.flush()
    merge(session, found[0], found[1], None)
    say_not_same(session, found[0], found[2], None)
    return [one for one in found if one is not found[1]]


def ids(twins) -> list[tuple[int, float]]:
    return [(twin.incident.id, twin.likeness) for twin in twins]


@pytest.mark.parametrize("at_once", [2, 5, candidates.AT_ONCE])
def test_many_at_once_have_the_twins_of_each_alone(session, many, monkeypatch, at_once: int):
    monkeypatch.setattr(candidates, "AT_ONCE", at_once)
    alone = {one.id: ids(twins_of(session, one)) for one in many}
    assert {id_: ids(twins) for id_, twins in twins_of_each(session, many, 5).items()} == alone
    assert sum(map(bool, alone.values())) > len(many) / 3
    assert not all(alone.values())


def test_what_is_merged_has_no_twins(session, many):
    merged = session.scalars(select(Incident).where(Incident.status == IncidentStatus.MERGED)).one()
    assert twins_of_each(session, [merged, many[0]], 5)[merged.id] == []


def test_a_long_report_asks_the_database_as_seldom_as_a_short_one(session, town):
    user, cost = make_user(session), []
    for number in (2, 40):
        report = make_read_report(session, town.guards, "Moped på torget. " * number)
        for at in range(number):
            make_draft(session, report, (at * 17, at * 17 + 16), at=town.in_west)
        session.expire_all()
        with statements(session) as sent:
            assert len(review_of(session, report, user).drafts) == number
        cost.append(len(sent))
    assert cost[1] <= cost[0] + 2


def test_the_page_shows_so_many_pairs_at_a_time_counted(client, session, town):
    reports = [make_report(session, organisation=one) for one in (town.police, town.guards)]
    for number in range(7):
        make_incident(session, report=reports[number % 2], summary="Moped krockade med cykel", at=town.in_west)
    pages = [client.get(f"/twins?page={page}").text for page in (1, 2, 9)]
    assert [page.count('<div class="pair">') for page in pages] == [20, 1, 1]
    assert "1–20 av 21 möjliga par" in pages[0]
    assert "21–21 av 21 möjliga par" in pages[1]
    assert 'rel="next"' in pages[0]
    assert 'rel="next"' not in pages[1]
    client.get("/twins?page=x&at=none")


@pytest.mark.parametrize(
    ("names", "precision", "words"),
    [
        (("Rävtorget", "Rävskolan"), LocationPrecision.PLACE, "nära"),
        (("Rävtorget", "rävtorget"), LocationPrecision.PLACE, "samma plats"),
        (("Rävtorget", "Rävskolan"), LocationPrecision.POINT, "samma plats"),
    ],
)
def test_two_places_known_only_about_are_near_each_other_and_not_the_same(session, town, app, names, precision, words):
    made = [
        make_incident(session, where=Whereabouts(name, None, town.in_west, precision, "vast"), category="trafik")
        for name in names
    ]
    with app.test_request_context():
        assert reason_words(Aspect.PLACE, *made) == words
