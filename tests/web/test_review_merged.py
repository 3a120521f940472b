"""Merging in a review ends the matter: what comes of it counts, or goes on waiting where one is."""

import pytest

from app.models import Incident, IncidentStatus, Report
from app.review.actions.undoing import mark
from tests.factories import make_report
from tests.review_reports import FIRST, TEXT, make_draft, make_first_draft, make_read_report, now, send

CONFIRMED, DRAFT, MERGED = IncidentStatus.CONFIRMED, IncidentStatus.DRAFT, IncidentStatus.MERGED


@pytest.fixture
def report(session, town) -> Report:
    return make_read_report(session, town.guards)


@pytest.fixture
def elsewhere(session, town) -> Incident:
    """A draft that waits in the police's own report, which came first."""
    told = make_report(session, organisation=town.police, raw_text=TEXT)
    return make_draft(session, told, FIRST, category="trafik")


@pytest.fixture
def first(session, report, elsewhere) -> Incident:
    return make_first_draft(session, report)


def test_a_draft_that_is_merged_with_another_report_s_is_confirmed_with_it(client, session, report, first, elsewhere):
    make_draft(session, report, (FIRST[1] + 2, len(TEXT)))
    merged = send(client, report, "merge", draft=first.id, other=elsewhere.id)
    assert (merged["said"], merged["left"]) == ("Sammanslagna till en bekräftad händelse.", "1 kvar")
    assert (now(session, first).status, now(session, elsewhere).status) == (MERGED, CONFIRMED)
    send(client, report, "undo", token=merged["undo"])
    assert (now(session, first).status, now(session, elsewhere).status) == (DRAFT, DRAFT)


@pytest.mark.parametrize("which", ["first", "elsewhere"])
def test_what_asks_for_a_decision_goes_on_asking_for_it_here(client, session, report, request, which: str):
    first, elsewhere = (request.getfixturevalue(name) for name in ("first", "elsewhere"))
    asking = {"first": first, "elsewhere": elsewhere}[which]
    mark(asking, doubts=["near"], what={"confidence": "doubtful", "words": []})
    session.flush()
    was = dict(now(session, first).reading.fields)
    merged = send(client, report, "merge", draft=first.id, other=elsewhere.id)
    assert (merged["said"], merged["left"]) == ("Sammanslagna till ett utkast, som väntar här.", "1 kvar")
    assert (now(session, first).status, now(session, elsewhere).status) == (DRAFT, MERGED)
    assert "Välj kategori innan" in merged["cards"][str(first.id)]
    send(client, report, "undo", token=merged["undo"])
    assert now(session, first).reading.fields == was
    assert now(session, elsewhere).status is DRAFT


def test_what_is_kept_here_waits_here_and_says_so(client, session, town, report):
    first = make_first_draft(session, report)
    told = make_report(session, organisation=town.police, raw_text=TEXT)
    later = make_draft(session, told, FIRST, category="trafik")
    merged = send(client, report, "merge", draft=first.id, other=later.id)
    assert (merged["said"], merged["left"]) == ("Sammanslagna till ett utkast, som väntar här.", "1 kvar")
    assert (now(session, first).status, now(session, later).status) == (DRAFT, MERGED)
