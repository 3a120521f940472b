"""The review of a very long report: all of it is compared with what is here already, and nobody waits."""

from datetime import timedelta
from time import process_time

import pytest

from app.models import Report
from app.review.actions.teaching import offer
from app.review.queries.drafts import source_of
from geo.points import LocationPrecision
from reports.incoming.drafts import Interval, Whereabouts
from tests.factories import NOON, Town, make_incident, make_report
from tests.review_reports import DECISIVE, make_draft, make_read_report

NIGHTS = 70


@pytest.fixture
def long_report(session, town: Town) -> Report:
    """A report of many drafts; the police have told of the last one, too."""
    parts = [f"22.10 Trafik, Provtorget\nEn röd moped kör fort på torget {number}.\n" for number in range(NIGHTS)]
    report = make_read_report(session, town.guards, "\n".join(parts))
    report.left_out = []
    where = Whereabouts("Provtorget", None, town.in_west, LocationPrecision.POINT, "vast")
    for number, part in enumerate(parts):
        start = report.raw_text.index(part)
        told = {"when": Interval(NOON - timedelta(days=number)), "where": where, "category": "trafik"}
        make_draft(session, report, (start, start + len(part)), DECISIVE, **told)
    police = make_report(session, organisation=town.police, raw_text="En röd moped kör fort på torget.")
    make_incident(session, report=police, passage=(0, 32), summary=police.raw_text, **told)
    session.expire_all()
    return report


def test_the_last_of_many_is_compared_before_it_is_confirmed_unseen(client, session, long_report):
    mine = [source.incident for source in long_report.sources]
    for _ in range(2):
        client.post(f"/reports/{long_report.id}/review/confirm-sure")
        session.expire_all()
        assert [incident.status.value for incident in mine] == ["confirmed"] * (NIGHTS - 1) + ["draft"]


def test_a_label_of_any_length_is_sought_at_once(session, town):
    text = "kl" + "." * 20_000 + " moped" * 20_000
    report = make_read_report(session, town.guards, text)
    draft = make_draft(session, report, (0, len(text)), summary="En moped", category="trafik")
    source = source_of(session, report, draft.id)
    begun = process_time()
    assert offer(report, source) is None
    assert process_time() - begun < 1
