"""A step of a review whose answer was lost comes again: it is taken once, and nobody else is blamed for it."""

import pytest
from sqlalchemy import select

from app.models import Incident, IncidentStatus, Report, ReviewMemory, User
from app.review.actions import memories
from app.review.rules import version_of
from tests.factories import make_user
from tests.review_reports import FIRST, SECOND, make_draft, make_first_draft, make_read_report, now, send

STEP = "0123456789abcdef0123456789abcdef"
OTHER = "f" * 32


@pytest.fixture
def report(session, town) -> Report:
    return make_read_report(session, town.guards)


@pytest.fixture
def first(session, report) -> Incident:
    return make_first_draft(session, report)


def test_a_change_that_comes_again_is_known_and_what_follows_goes_on(client, session, report, first):
    asked = {"draft": first.id, "version": version_of(first), "summary": "En moped på torget.", "step": STEP}
    once = send(client, report, "change", **asked)
    again = send(client, report, "change", **asked)
    assert "problem" not in again
    assert (again["undo"], again["own"]) == (STEP, [first.id])
    assert again["versions"] == once["versions"]
    said = send(client, report, "confirm", draft=first.id, version=again["versions"][str(first.id)], step=OTHER)
    assert said["said"] == "Bekräftad."
    send(client, report, "undo", token=OTHER)
    assert send(client, report, "undo", token=STEP)["said"] == "Ångrat."
    assert now(session, first).summary != "En moped på torget."


def test_what_others_have_made_of_it_since_is_not_taken_for_one_s_own(client, session, report, first):
    asked = {"draft": first.id, "version": version_of(first), "summary": "En moped.", "step": STEP}
    send(client, report, "change", **asked)
    now(session, first).summary = "Vad någon annan skrev."
    session.flush()
    first.updated_at = first.updated_at.replace(year=2031)
    session.flush()
    assert send(client, report, "change", **asked)["own"] == []
    assert now(session, first).summary == "Vad någon annan skrev."


def test_an_undoing_that_comes_again_undoes_no_more(client, session, report, first):
    send(client, report, "confirm", draft=first.id, version=version_of(first), step=STEP)
    for _time in range(2):
        said = send(client, report, "undo", token=STEP, step=OTHER)
        assert ("problem" in said, said["undo"]) == (False, None)
    assert now(session, first).status is IncidentStatus.DRAFT
    answer = client.post(f"/reports/{report.id}/review/undo", data={"token": OTHER})
    assert answer.status_code == 400, "an undoing is not undone"


def test_a_split_that_comes_again_makes_no_third(client, session, report):
    second = make_draft(session, report, SECOND)
    at = report.raw_text.index("Senare")
    asked = {"draft": second.id, "version": version_of(second), "at": at, "step": STEP}
    drafts = [len(send(client, report, "split", **asked)["order"]) for _time in range(2)]
    assert drafts == [2, 2]
    assert len(session.scalars(select(Incident).where(Incident.status == IncidentStatus.DRAFT)).all()) == 2


def test_twins_said_apart_or_merged_twice_are_so_once(client, session, report, first):
    other = make_draft(session, report, FIRST, category="trafik")
    asked = {"draft": first.id, "other": other.id}
    for step, what in ((STEP, "apart"), (OTHER, "merge")):
        answers = [send(client, report, what, **asked, version=version_of(now(session, first)), step=step)]
        answers.append(send(client, report, what, **asked, version="an older one", step=step))
        assert ["problem" in answer for answer in answers] == [False, False]
        assert answers[1]["undo"] == step


def test_a_step_is_known_to_the_one_who_took_it_alone(client, session, report, first):
    send(client, report, "confirm", draft=first.id, version=version_of(first), step=STEP)
    (taken,) = session.scalars(select(ReviewMemory)).all()
    other = make_user(session)
    assert memories.taken_step(session, STEP, report, session.get_one(User, taken.by_id)) is not None
    assert memories.taken_step(session, STEP, report, other) is None
    assert memories.taken_step(session, STEP, make_read_report(session, report.organisation), other) is None


def test_a_second_window_is_not_called_somebody_else(client, session, report, first):
    send(client, report, "confirm", draft=first.id, version=version_of(first))
    told = client.get(f"/reports/{report.id}/review/pieces.json?drafts={first.id}").get_json()["by"]
    assert told == "Det du har gjort i ett annat fönster visas nu också här."
