"""Reports: pasted, listed, read with their passages, their drafts confirmed; each reader sees what is theirs."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.formatting import local
from app.intake.rules import Passage, passages
from app.models import Event, Incident, IncidentStatus, Report, Role
from tests.clients import Client
from tests.factories import Town, make_incident, make_incidents, make_place, make_report, make_user
from tests.pages import parse, words

TEXT = """God morgon!

22.12 Trafik, Provtorget
En moped kör fort på torget.

03.40 Övrigt, Provtorget
En hund springer lös.
"""

SECRET = "Slog sin partner i bostaden"


@pytest.fixture(autouse=True)
def place(session: Session, town: Town) -> None:
    make_place(session, "Provtorget", town.in_west, town.west)


def paste(client: Client, town: Town, text: str = TEXT, **more: str) -> str:
    """Paste a report that came on Wednesday morning; gives the address of its page."""
    fields = {"organisation": town.guards.key, "received": "2026-11-18T07:00", "text": text, **more}
    response = client.post("/intake/paste", data=fields)
    assert response.status_code == 302, words(parse(response.text))
    return response.location.removesuffix("/review")


def drafts(session: Session) -> list[Incident]:
    session.expire_all()
    query = select(Incident).where(Incident.status == IncidentStatus.DRAFT).order_by(Incident.occurred_from)
    return list(session.scalars(query))


def test_a_pasted_report_becomes_drafts_on_their_passages(client, session, town):
    page = client.get(paste(client, town), follow_redirects=True).text
    first, second = drafts(session)
    [source] = first.sources
    assert first.occurred_from.isoformat() == "2026-11-17T21:12:00+00:00"
    assert second.occurred_from.isoformat() == "2026-11-18T02:40:00+00:00"
    assert first.lonlat == town.in_west
    assert source.report.raw_text == TEXT.strip()
    assert source.report.raw_text[source.start : source.end].startswith("22.12")
    assert page.count("<mark") == 2


def test_lines_end_alike_however_the_browser_sends_them(client, session, town):
    paste(client, town, TEXT.replace("\n", "\r\n"))
    assert session.scalars(select(Report)).one().raw_text == TEXT.strip()


def test_the_same_report_again_is_recognised_and_said(client, session, town):
    first = paste(client, town)
    assert paste(client, town, f"{TEXT}\n\n") == first
    assert "Rapporten finns redan" in client.get(first, follow_redirects=True).text
    assert len(drafts(session)) == 2


def test_a_report_needs_a_text_or_a_file(client, session):
    page = client.post("/intake/paste", data={"text": " ", "received": "", "organisation": ""}).text
    assert "Klistra in rapportens text, eller välj en fil." in page
    assert session.scalar(select(func.count()).select_from(Report)) == 0


def test_a_report_cannot_have_come_in_the_future(client, session, town):
    ahead = local(datetime.now(UTC) + timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M")
    fields = {"organisation": town.guards.key, "received": ahead, "text": TEXT}
    assert "kan inte ha kommit in i framtiden" in client.post("/intake/paste", data=fields).text
    assert session.scalar(select(func.count()).select_from(Report)) == 0


def test_a_report_without_incidents_is_kept_and_says_so(client, session, town):
    page = client.get(paste(client, town, "En lugn natt.")).text
    assert "Inga händelser hittades" in page
    assert "En lugn natt." in page


def test_drafts_are_confirmed_one_by_one_or_all(client, session, town):
    address = paste(client, town)
    first, second = drafts(session)
    client.post(f"{address}/confirm", data={"incident": second.id})
    assert [incident.id for incident in drafts(session)] == [first.id]
    client.post(f"{address}/confirm")
    assert drafts(session) == []
    confirmed = session.scalars(select(Event.subject_id).where(Event.verb == "confirmed").order_by(Event.id))
    assert list(confirmed) == [second.id, first.id]


def test_only_a_reports_own_drafts_are_confirmed_with_it(client, session, town):
    other = make_incident(session, status=IncidentStatus.DRAFT)
    client.post(f"{paste(client, town)}/confirm", data={"incident": other.id})
    assert len(drafts(session)) == 3


def test_reports_are_listed_newest_first_with_their_incidents(client, session, town):
    paste(client, town)
    make_report(session, title="Nyare rapport", organisation=town.police)
    page = client.get("/reports").text
    assert page.index("Nyare rapport") < page.index("Dygnsrapport 18 november 2026")
    assert "2 rapporter" in page
    assert "Dygnsrapport 18 november 2026" in client.get("/intake").text


def counts(client: Client) -> list[str]:
    """How many incidents each report of the list tells of."""
    return [words(cell) for cell in parse(client.get("/reports").text).iterfind(".//td[@data-words]")]


def test_a_draft_that_lives_on_in_another_is_not_counted(client, session, town):
    path = paste(client, town)
    make_report(session, title="Nyare rapport", organisation=town.police)
    assert counts(client) == ["0", "2"]
    assert client.post(f"{path}/review/join", data={"draft": drafts(session)[1].id}).status_code == 302
    assert counts(client) == ["0", "1"]


def test_many_reports_come_in_pages(client, session, town):
    for number in range(51):
        make_report(session, title=f"Rapport nummer {number}", organisation=town.police)
    assert "Sida 1 av 2" in client.get("/reports").text
    assert client.get("/reports?page=2").text.count("Rapport nummer") == 1
    assert "Sida 2 av 2" in client.get("/reports?page=99").text


def reporter(app, session: Session, town: Town) -> Client:
    user = make_user(session, role=Role.REPORTER, organisation=town.guards)
    return app.test_client().sign_in(user, session)


def test_a_reporter_sees_the_own_organisations_reports_alone(app, client, session, town):
    own = paste(client, town)
    others = make_report(session, title="Polisens rapport", organisation=town.police)
    them = reporter(app, session, town)
    assert "hund springer" in them.get(own).text
    assert "Bekräfta" not in them.get(own).text
    assert them.get(f"/reports/{others.id}").status_code == 404
    assert "Polisens rapport" not in them.get("/reports").text


def test_an_administrator_reads_passages_but_not_what_stands_between(client, client_as, town):
    address = paste(client, town)
    page = client_as(Role.ADMINISTRATOR).get(address, follow_redirects=True).text
    assert "hund springer" in page
    assert "God morgon!" not in page
    assert "Dygnsrapport 18 november 2026" in page


def test_a_pasted_text_is_nowhere_a_title(app, client, client_as, session, town):
    address = paste(client, town, TEXT.replace("God morgon!", SECRET))
    first, _ = drafts(session)
    client.post(f"{address}/confirm")
    incident = f"/incidents/{first.id}"
    administrator = client_as(Role.ADMINISTRATOR)
    neighbour = app.test_client().sign_in(make_user(session, role=Role.AREA_MEMBER, districts=[town.west]), session)
    paths = (address, "/reports", "/intake", incident)
    shown = [administrator.get(path, follow_redirects=True) for path in paths] + [neighbour.get(incident)]
    shown.append(reporter(app, session, town).get("/"))
    assert [page.status_code for page in shown] == [200] * len(shown)
    assert not any(SECRET in page.text for page in shown)
    assert session.scalars(select(Report)).one().title == ""


def test_an_area_group_reads_the_organisation_but_not_the_title(app, session, town):
    report = make_report(session, organisation=town.guards, title=SECRET)
    incident = make_incident(session, report=report, at=town.in_west)
    neighbour = app.test_client().sign_in(make_user(session, role=Role.AREA_MEMBER, districts=[town.west]), session)
    page = neighbour.get(f"/incidents/{incident.id}").text
    assert town.guards.name in page
    assert SECRET not in page


def test_a_sensitive_passage_is_for_the_coordinator_alone(app, client, session, town):
    text = "22.12 Bråk\nHemlig sak\n"
    report = make_report(session, organisation=town.guards, raw_text=text)
    make_incident(session, report=report, category="nara_relation", summary="Hemlig sak", passage=(0, len(text)))
    assert "Hemlig sak" in client.get(f"/reports/{report.id}").text
    page = reporter(app, session, town).get(f"/reports/{report.id}").text
    assert "Hemlig sak" not in page
    assert "Texten visas bara för samordnaren." in page


def test_a_sensitive_passage_beyond_those_listed_stays_hidden(app, client, session, town):
    text = f"{'x' * 200}y{SECRET}"
    report = make_report(session, organisation=town.guards, raw_text=text)
    make_incidents(session, [{"passage": (start, start + 1)} for start in range(201)], report=report)
    make_incident(session, report=report, category="nara_relation", passage=(201, len(text)))
    page = reporter(app, session, town).get(f"/reports/{report.id}").text
    assert SECRET not in page
    assert "Texten visas bara för samordnaren." in page
    assert page.count('<li id="incident-') == 200
    assert "… och 2 till." in page
    assert SECRET in client.get(f"/reports/{report.id}").text


def test_a_sensitive_passage_is_hidden_where_another_overlaps_it(app, client, session, town):
    text = f"En moped. {SECRET} En hund."
    report = make_report(session, organisation=town.guards, raw_text=text)
    make_incident(session, report=report, passage=(0, len(text)))
    start = text.index(SECRET)
    make_incident(session, report=report, category="nara_relation", passage=(start, start + len(SECRET)))
    page = reporter(app, session, town).get(f"/reports/{report.id}").text
    assert "partner" not in page
    assert "En moped." in page
    assert "En hund." in page


def test_a_file_shows_its_first_incidents_and_how_many_more(client, session, town):
    report = make_report(session, organisation=town.guards)
    each = [{"summary": f"Rad {number}.", "passage": (number, number + 1)} for number in range(203)]
    make_incidents(session, each, report=report)
    page = client.get(f"/reports/{report.id}").text
    assert "203 händelser" in page
    assert "Rad 199." in page
    assert "Rad 200." not in page
    assert "… och 3 till." in page


def test_passages_that_overlap_share_nothing():
    found = passages("abcdef", [(1, 4, 1), (3, 5, 2), (9, 12, 3)])
    assert found == [Passage("a"), Passage("bcd", 1), Passage("e", 2), Passage("f")]


def test_what_is_hidden_has_the_common_part_of_passages_that_overlap():
    found = passages("abcdef", [(0, 5, 1), (1, 3, 2), (1, 3, 3)], {3})
    assert found == [Passage("a", 1), Passage("bc", 3), Passage("de", 1), Passage("f")]
