"""The list of reports tells them apart: what they are, how they came, and which of them are left to review."""

from xml.etree.ElementTree import Element

import pytest

from app.models import Channel, OrganisationKind, Report, ReportOriginal, Role
from tests.clients import Client
from tests.factories import make_organisation, make_user
from tests.pages import parse
from tests.review_reports import FIRST, SECOND, make_draft, make_read_report


@pytest.fixture
def report(session, town) -> Report:
    """A file of the guards, with two drafts."""
    made = make_read_report(session, town.guards)
    made.channel, made.sender = Channel.FILE, "jour@example.se"
    made.original = ReportOriginal(name="vecka 47.pdf", media_type="application/pdf", sha256="0" * 64, content=b"%PDF")
    for passage in (FIRST, SECOND):
        make_draft(session, made, passage)
    session.flush()
    return made


def row(client: Client) -> Element:
    return next(parse(client.get("/reports").text).iterfind(".//table[@class='reports']/tbody/tr"))


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_the_file_the_way_and_what_is_left_stand_in_the_list(client, report):
    told = row(client)
    assert "vecka 47.pdf, fil från jour@example.se" in words(told)
    (left,) = told.iterfind(".//td[@class='left']/a")
    assert words(left).startswith("2 att granska")
    assert left.get("href") == f"/reports/{report.id}/review"


def test_what_tells_of_nothing_waits_too(client, session, town):
    made = make_read_report(session, town.guards)
    made.awaits_sign_off, made.channel = True, Channel.PASTE
    session.flush()
    assert "inklistrad ska granskas" in words(row(client))


@pytest.mark.parametrize(
    ("kind", "called"),
    [
        (OrganisationKind.POLICE, "Dygnsrapport"),
        (OrganisationKind.GUARDS, "Dygnsrapport"),
        (OrganisationKind.ASSOCIATION, "Rapport"),
        (OrganisationKind.SCHOOL, "Rapport"),
    ],
)
def test_only_who_reports_every_day_sends_a_report_on_a_day(client, session, town, kind, called: str):
    make_read_report(session, make_organisation(session, kind=kind))
    (title,) = row(client).iterfind(".//td[@class='title']/a")
    assert words(title).startswith(f"{called} ")


def test_a_reporter_sees_no_review_no_file_and_no_address(app, session, town, report):
    own = app.test_client().sign_in(make_user(session, role=Role.REPORTER, organisation=town.guards), session)
    told = words(row(own))
    assert "fil" in told
    assert "att granska" not in told
    assert "vecka 47" not in told
    assert "@" not in told
