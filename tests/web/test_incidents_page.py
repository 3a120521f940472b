"""The list's page, an incident's own page, and what can be done there."""

from sqlalchemy.orm import Session

from app.incidents.queries import PAGE_SIZE
from app.incidents.rules import WithdrawReason
from app.models import Incident, IncidentStatus, Source
from geo.points import LocationPrecision
from reports.incoming.drafts import Whereabouts
from tests.clients import Client
from tests.factories import Town, make_incident, make_report
from tests.pages import parse, words


def listed(client: Client, query: str = "from=&to=") -> list[str]:
    return [words(row) for row in parse(client.get(f"/incidents?{query}").text).findall(".//tbody/tr")]


def shown(client: Client, incident: Incident) -> str:
    return words(parse(client.get(f"/incidents/{incident.id}").text))


def test_a_row_tells_when_what_where_and_who(client: Client, session: Session, town: Town):
    where = Whereabouts("Storgatan", None, town.in_west, LocationPrecision.STREET)
    make_incident(
        session, where=where, category="trafik", summary="Moped", report=make_report(session, organisation=town.police)
    )
    [row] = listed(client)
    assert row == "onsdag 18 november kl. 12.00 Trafik och buskörning Moped Storgatan, Väst gata eller väg Polisen"


def test_two_sources_are_told_as_such(client: Client, session: Session, town: Town):
    incident = make_incident(session, report=make_report(session, organisation=town.police))
    session.add(Source(incident=incident, report=make_report(session, organisation=town.guards)))
    session.flush()
    assert "Polisen, Väktarna sett av 2 källor" in listed(client)[0]
    assert "Sett av 2 källor" in shown(client, incident)


def test_the_list_says_how_many_there_are_and_leads_through_the_pages(client: Client, session: Session, town: Town):
    report = make_report(session)
    for _ in range(PAGE_SIZE + 1):
        make_incident(session, report=report)
    page = parse(client.get("/incidents?from=&to=&district=none").text)
    assert f"{PAGE_SIZE + 1} händelser hela tiden" in words(page)
    following = page.find(".//a[@rel='next']").get("href")
    assert len(listed(client, following.partition("?")[2])) == 1
    assert "district=none" in following


def test_chips_lead_to_the_filter_without_them(client: Client, session: Session, town: Town):
    page = parse(client.get("/incidents?from=&to=&district=vast&status=draft&q=moped").text)
    chips = [link for link in page.iter("a") if (link.get("aria-label") or "").startswith("Ta bort")]
    assert [link.get("aria-label") for link in chips] == ["Ta bort Väst", "Ta bort utkast", "Ta bort ”moped”"]
    assert chips[0].get("href") == "/incidents?from=&to=&status=draft&q=moped"


def test_the_same_filter_stands_on_the_map_and_back(client: Client, session: Session, town: Town):
    page = parse(client.get("/incidents?from=&to=2026-11-20&district=vast&page=2").text)
    assert "/map?from=&to=2026-11-20&district=vast" in {link.get("href") for link in page.iter("a")}


def test_an_empty_list_offers_all(client: Client, town: Town):
    page = words(parse(client.get("/incidents").text))
    assert "0 händelser" in page
    assert "Inga händelser passar urvalet. Visa alla händelser" in page


def test_what_the_url_gets_wrong_is_told(client: Client, town: Town):
    assert "som du inte ser: atlantis." in words(parse(client.get("/incidents?district=atlantis").text))


def test_reports_are_shown_as_text_whatever_they_hold(client: Client, session: Session, town: Town):
    report = make_report(session, title="<b>Titel</b>", raw_text="<script>alert(1)</script> & mer")
    page = client.get(f"/incidents/{make_incident(session, report=report, passage=(0, 25)).id}").text
    assert "<mark>&lt;script&gt;alert(1)&lt;/script&gt;</mark> &amp; mer" in page
    assert "<b>Titel" not in page


def test_an_address_that_is_no_web_address_is_no_link(client: Client, session: Session, town: Town):
    report = make_report(session, title="Titel", url="javascript:alert(1)")
    assert "javascript:" not in client.get(f"/incidents/{make_incident(session, report=report).id}").text


def test_a_draft_is_confirmed_and_the_history_tells_by_whom(client: Client, session: Session, town: Town):
    incident = make_incident(session, status=IncidentStatus.DRAFT)
    assert client.post(f"/incidents/{incident.id}/confirm").status_code == 302
    session.refresh(incident)
    assert incident.status is IncidentStatus.CONFIRMED
    assert "bekräftade händelsen" in shown(client, incident)


def test_a_withdrawal_keeps_its_reason_and_leaves_the_list(client: Client, session: Session, town: Town):
    incident = make_incident(session)
    client.post(f"/incidents/{incident.id}/withdraw", data={"reason": WithdrawReason.DUPLICATE})
    session.refresh(incident)
    assert incident.status is IncidentStatus.WITHDRAWN
    assert "drog tillbaka händelsen: finns redan" in shown(client, incident)
    assert listed(client) == []
    assert len(listed(client, "from=&to=&status=withdrawn")) == 1


def test_a_withdrawal_needs_a_reason_and_happens_once(client: Client, session: Session, town: Town):
    incident = make_incident(session)
    assert client.post(f"/incidents/{incident.id}/withdraw", data={"reason": "för att"}).status_code == 400
    session.refresh(incident)
    assert incident.status is IncidentStatus.CONFIRMED
    client.post(f"/incidents/{incident.id}/withdraw", data={"reason": "mistake"})
    assert client.post(f"/incidents/{incident.id}/withdraw", data={"reason": "mistake"}).status_code == 403
    assert client.post(f"/incidents/{incident.id}/confirm").status_code == 403


def test_the_history_tells_what_changed_and_never_the_text(client: Client, session: Session, town: Town):
    incident = make_incident(session, summary="Gammal text")
    fields = {
        "day": "2024-11-20",
        "when": "12.00",
        "known": "district:vast",
        "certainty": "observed",
        "category": "trafik",
    }
    client.post(f"/incidents/{incident.id}/edit", data={**fields, "summary": "Ny text", "place": ""})
    page = shown(client, incident)
    assert "kategori från Övrigt till Trafik och buskörning" in page
    assert "Gammal text" not in page


def test_the_page_leads_to_the_map_at_its_place(client: Client, session: Session, town: Town):
    page = parse(client.get(f"/incidents/{make_incident(session, at=town.in_west).id}").text)
    assert "/map?from=2026-11-04&to=2026-12-02#map=15/59.5100/17.6500" in {link.get("href") for link in page.iter("a")}


def test_a_merged_incident_leads_to_the_one_it_lives_on_in(client: Client, session: Session, town: Town):
    other = make_incident(session)
    merged = make_incident(session, status=IncidentStatus.MERGED)
    merged.merged_into_id = other.id
    session.flush()
    links = {link.get("href") for link in parse(client.get(f"/incidents/{merged.id}").text).iter("a")}
    assert f"/incidents/{other.id}" in links


def test_a_missing_incident_is_not_found(client: Client, town: Town):
    assert client.get("/incidents/4711").status_code == 404
