"""Reports as they were received are removed when their time is out, and what was read from them stays."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.arrivals import Arrival, Original, take_in_report
from app.config import Settings, SettingsError
from app.db import Database
from app.intake import retention
from app.intake.retention import remove_old_originals, removed_at
from app.models import Channel, Event, Incident, Report, ReportKind, ReportOriginal
from jobs.__main__ import scheduler
from tests.factories import make_report, make_town
from tests.review_reports import TEXT

NOW = datetime.now(UTC)
DAYS = 90


def arrived(session, organisation, days: int) -> Report:
    original = Original("natt.txt", "text/plain", f"{TEXT} {days}".encode())
    received = NOW - timedelta(days=days)
    arrival = Arrival(organisation, Channel.MAIL, received, TEXT, "vakt@provstad.example", f"<{days}>", original)
    return take_in_report(session, arrival, None)[0]


@pytest.fixture
def reports(own_database: Database) -> tuple[int, int, int]:
    """An old one, a young one, and an old public notice."""
    with own_database.writing() as session:
        town = make_town(session)
        old, young = (arrived(session, town.guards, days) for days in (DAYS + 1, DAYS - 1))
        notice = make_report(session, organisation=town.police, kind=ReportKind.NOTICE, raw_text="Brand.")
        notice.received_at = NOW - timedelta(days=400)
        return old.id, young.id, notice.id


def kept(database: Database) -> dict[int, tuple[bool, bool]]:
    """Of each report, whether its text and its file are here."""
    with database.reading() as session:
        return {one.id: (bool(one.raw_text), bool(one.original)) for one in session.scalars(select(Report))}


def test_only_what_is_older_goes_and_its_incidents_stay(own_database, settings, reports, monkeypatch):
    old, young, notice = reports
    monkeypatch.setattr(retention, "AT_ONCE", 1)
    with own_database.reading() as session:
        before = session.execute(select(Incident.id, Incident.summary, Incident.status)).all()
    for _time in range(2):
        remove_old_originals(own_database, replace(settings, original_days=DAYS))
    assert kept(own_database) == {old: (False, False), young: (True, True), notice: (True, False)}
    with own_database.reading() as session:
        assert session.execute(select(Incident.id, Incident.summary, Incident.status)).all() == before
        assert before
        assert session.get_one(Report, old).sender == ""
        logged = session.execute(select(Event.subject_id, Event.changes).where(Event.verb == "original_removed")).all()
        assert logged == [(old, {})]
        assert removed_at(session, session.get_one(Report, young)) is None


def test_by_default_everything_is_kept(own_database, settings, reports):
    before = kept(own_database)
    remove_old_originals(own_database, settings)
    assert kept(own_database) == before


def test_what_comes_again_after_that_is_not_read_twice(own_database, settings, reports):
    remove_old_originals(own_database, replace(settings, original_days=1))
    with own_database.writing() as session:
        organisation = session.get_one(Report, reports[0]).organisation
        again = arrived(session, organisation, DAYS + 1)
        assert again.id == reports[0]


def test_the_page_says_so_and_offers_no_file(client, session, town):
    report = arrived(session, town.guards, DAYS)
    incident = report.sources[0].incident
    retention._remove(session, [report.id])
    session.expire_all()
    page = client.get(f"/reports/{report.id}").text
    assert "Originalet är gallrat" in page
    assert "Hämta originalet" not in page
    assert incident.summary in page
    assert client.get(f"/reports/{report.id}/original").status_code == 404
    assert client.get(f"/reports/{report.id}/review").location.endswith(f"/reports/{report.id}")
    assert client.get(f"/incidents/{incident.id}").status_code == 200
    assert session.scalars(select(ReportOriginal)).all() == []


def test_the_job_runs_every_day_where_it_is_asked_for():
    jobs = {job.id: job for job in scheduler(Database("sqlite://"), Settings(original_days=30)).get_jobs()}
    assert jobs["originals"].trigger.interval == timedelta(days=1)
    with pytest.raises(SettingsError, match="ORIGINAL_DAYS"):
        Settings.from_env({"ORIGINAL_DAYS": "-1"})
