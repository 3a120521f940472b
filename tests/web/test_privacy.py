"""Personal data in the text of incidents: stopped where it is typed, masked where it comes by machine."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app import logbook, privacy
from app.arrivals import Arrival, take_in_report
from app.events import events_of
from app.models import Channel, Event, Incident, IncidentStatus, Report, Role
from app.privacy import AllowReason, PersonalDataError, Typed
from geo.points import LocationPrecision
from reports.incoming.drafts import DraftIncident, Interval, Whereabouts
from tests.clients import Client
from tests.databases import OneConnection
from tests.factories import NOON, Town, make_category, make_incident, make_report
from tests.pages import parse, words
from tests.web.intake_files import read_rows_in

NUMBER = "900101-9802"
TEXT = f"Mannen {NUMBER} greps, ring 070-123 45 67"
MASKED = "Mannen [personnummer] greps, ring [telefonnummer]"


def typed(town: Town, **fields: Any) -> dict[str, Any]:
    kept = {"day": "2024-11-20", "source": town.police.key, "known": "unknown", "certainty": "observed", "place": ""}
    return {**kept, "category": "trafik", "when": "22.15", "summary": TEXT, **fields}


def enter(client: Client, town: Town, **fields: Any) -> TestResponse:
    return client.post("/incidents/new", data=typed(town, **fields))


def incidents(session: Session) -> list[Incident]:
    return list(session.scalars(select(Incident).order_by(Incident.id).execution_options(populate_existing=True)))


def drafted(summary: str, place: str | None = None, **fields: Any) -> DraftIncident:
    return DraftIncident(Interval(NOON), Whereabouts(place), "trafik", summary, **fields)


def test_typed_personal_data_come_back_marked_and_nothing_is_lost(client: Client, session: Session, town: Town):
    answer = enter(client, town)
    page = parse(answer.text)
    stopped = page.find(".//div[@id='summary-stopped']")
    assert [words(mark) for mark in stopped.iter("mark")] == [NUMBER, "070-123 45 67"]
    assert [words(tag) for tag in stopped.findall("./p/span")] == ["personnummer", "telefonnummer"]
    told = words(page.find(".//ul[@id='summary-errors']"))
    assert told.startswith("Här står ett personnummer och ett telefonnummer.")
    assert "ta bort dem eller maskera dem" in told
    assert words(page.find(".//textarea[@name='summary']")) == TEXT
    assert page.find(".//input[@name='when']").get("value") == "22.15"
    assert incidents(session) == []
    assert list(session.scalars(select(Report))) == []


def test_one_button_masks_and_saves(client: Client, session: Session, town: Town):
    answer = enter(client, town, personal_data="mask", place="Provgatan 12 lgh 1203")
    assert answer.status_code == 302
    [incident] = incidents(session)
    assert incident.summary == MASKED
    assert incident.place_words == "Provgatan 12 [lägenhetsnummer]"
    assert "1203" not in incident.search_text


def test_what_is_masked_is_kept_masked_when_something_else_is_wrong(client: Client, town: Town):
    page = parse(enter(client, town, personal_data="mask", category="").text)
    assert words(page.find(".//textarea[@name='summary']")) == MASKED
    assert page.find(".//div[@id='summary-stopped']") is None


def test_the_place_is_looked_at_too(client: Client, session: Session, town: Town):
    page = parse(enter(client, town, summary="Bråk", place="Provgatan 12 lgh 1203").text)
    assert [words(mark) for mark in page.find(".//div[@id='place-stopped']").iter("mark")] == ["lgh 1203"]
    assert len([*page.iter("button")]) - len([*parse(client.get("/incidents/new").text).iter("button")]) == 2
    assert incidents(session) == []


def test_it_may_stand_for_a_reason_that_is_logged_without_the_text(client: Client, session: Session, town: Town):
    without = enter(client, town, personal_data="allow")
    assert "Välj varför det får stå kvar." in without.text
    assert incidents(session) == []
    enter(client, town, personal_data="allow", allow_reason="organisation")
    [incident] = incidents(session)
    assert incident.summary == TEXT
    [event] = session.scalars(select(Event).where(Event.verb == privacy.ALLOWED))
    assert event.subject_id == incident.id
    assert event.changes == {"kinds": [[], ["personal_number", "phone"]], "reason": [None, "organisation"]}
    assert all(NUMBER not in str(one.changes) for one in session.scalars(select(Event)))
    history = parse(client.get(f"/incidents/{incident.id}").text).find(".//ul[@class='history']")
    assert "det hör till en organisation" in words(history)


@pytest.mark.parametrize("reason", ["", "because", "mask"])
def test_a_reason_is_a_word_of_the_set(client: Client, session: Session, town: Town, reason: str):
    assert enter(client, town, personal_data="allow", allow_reason=reason).status_code == 200
    assert incidents(session) == []


def edit(client: Client, incident: Incident, **fields: Any) -> TestResponse:
    page = parse(client.get(f"/incidents/{incident.id}/edit").text)
    form = page.find(".//form[@id='entry']")
    kept = {field.get("name"): field.get("value") or "" for field in form.iter("input") if field.get("type") != "radio"}
    kept |= {"category": "trafik", "known": "unknown", "certainty": "observed", "summary": incident.summary}
    kept.pop("is_ahead")
    return client.post(f"/incidents/{incident.id}/edit", data={**kept, **fields})


def test_an_edited_text_is_stopped_too_but_not_what_was_let_stand(client: Client, session: Session, town: Town):
    enter(client, town, personal_data="allow", allow_reason="published")
    [incident] = incidents(session)
    assert edit(client, incident, summary=TEXT + " igen").status_code == 302
    stopped = edit(client, incident, summary=TEXT + " igen, 070-123 45 68")
    assert [words(item) for item in parse(stopped.text).find(".//ul[@id='summary-errors']")] == [
        "Här står ett telefonnummer. Uppgifter om enskilda sparas inte i en händelse: ta bort dem eller maskera dem."
    ]
    [incident] = incidents(session)
    assert incident.summary == TEXT + " igen"


def test_a_text_is_checked_once_it_is_typed(client: Client):
    assert "ett personnummer" in client.post("/incidents/check-text", data={"text": TEXT}).json["problem"]
    assert client.post("/incidents/check-text", data={"text": "Bråk kl 22.15"}).json == {}


def test_the_logbook_stops_what_is_typed_and_masks_the_rest(session: Session, town: Town):
    report = make_report(session)
    with pytest.raises(PersonalDataError, match="ett personnummer och ett telefonnummer") as stopped:
        logbook.log_incident(session, drafted(TEXT), report, None, typed=Typed())
    assert list(stopped.value.texts) == ["summary"]
    incident = logbook.log_incident(session, drafted(TEXT, "lgh 1203"), report, None)
    assert (incident.summary, incident.place_words) == (MASKED, "[lägenhetsnummer]")
    with pytest.raises(PersonalDataError):
        logbook.revise_incident(session, incident, drafted(TEXT), None, typed=Typed())
    assert not logbook.revise_incident(session, incident, drafted(TEXT, "lgh 1203"), None, verb="updated")
    assert logbook.revise_incident(session, incident, drafted(TEXT), None, typed=Typed(AllowReason.NOT_PERSONAL))
    assert incident.summary == TEXT
    moved = drafted(TEXT)._replace(where=Whereabouts(precision=LocationPrecision.MUNICIPALITY))
    assert logbook.revise_incident(session, incident, moved, None, verb="updated")
    assert incident.summary == TEXT
    assert [event.verb for event in events_of(session, "incident", incident.id)].count(privacy.ALLOWED) == 1


def test_many_at_once_are_masked_and_counted(session: Session, town: Town):
    report, look = make_report(session), logbook.lookups(session)
    drafts = [drafted(TEXT), drafted("Bråk kl 22.15", "Torget"), drafted("Bråk", "lgh 1203")]
    settled = logbook.settle_drafts(drafts, look)
    assert privacy.number_masked(drafts, settled) == 2
    logbook.log_settled(session, settled, report.id, IncidentStatus.CONFIRMED, look)
    assert [(one.summary, one.place_words) for one in incidents(session)] == [
        (MASKED, None),
        ("Bråk kl 22.15", "Torget"),
        ("Bråk", "[lägenhetsnummer]"),
    ]


def test_a_report_is_masked_as_it_is_read_and_kept_as_it_came(client: Client, session: Session, town: Town):
    make_category(session, "vald_hot.misshandel")
    text = f"22.12 Misshandel, Väst\nEn man slår en annan. Vittnet har {NUMBER}.\nÄrendenummer 5000-K123456-26."
    report, _ = take_in_report(session, Arrival(town.police, Channel.FORM, NOON, text), None)
    assert report.raw_text == text
    [incident] = incidents(session)
    assert NUMBER not in incident.summary
    assert "[personnummer]" in incident.summary
    assert "Personuppgifter maskeras i 1 text." in client.get(f"/reports/{report.id}/review").text
    incident.status = IncidentStatus.CONFIRMED  # a draft is shown where it is reviewed
    session.flush()
    page = words(parse(client.get(f"/reports/{report.id}").text))
    assert "Personuppgifter maskeras i 1 text. Rapporten själv står kvar som den kom." in page


def test_case_numbers_are_typed_shown_searched_and_cleared(client: Client, session: Session, town: Town):
    enter(client, town, summary="Bråk", case_number=" 5000-K123456-26 ")
    [incident] = incidents(session)
    assert incident.case_number == "5000-K123456-26"
    assert "5000-K123456-26" in client.get(f"/incidents/{incident.id}").text
    assert f"/incidents/{incident.id}" in client.get("/incidents?from=2024-11-01&to=2024-11-30&q=5000-k123456-26").text
    assert edit(client, incident, case_number=NUMBER).status_code == 200
    assert edit(client, incident, case_number="").status_code == 302
    assert incidents(session)[0].case_number is None


def test_an_import_says_nothing_about_a_case_number(session: Session, town: Town):
    incident = make_incident(session, case_number="26-1182")
    assert logbook.revise_incident(session, incident, drafted("Ny text"), None, verb="updated")
    assert incident.case_number == "26-1182"
    assert make_incident(session, case_number=NUMBER).case_number is None


def test_rows_of_a_table_are_masked_and_counted_and_bring_their_case_numbers(
    session: Session, database: OneConnection, town: Town
):
    town.police.key = "polisen"
    session.flush()
    header = "datum;kategori;plats;text;ärendenummer"
    lines = [
        f"2026-11-18;trafik;;{TEXT};5000-k 77-26",
        "2026-11-18;trafik;Provgatan 2 lgh 1203;Moped;",
        f"2026-11-18;trafik;Torget;Moped kl 22.15;{NUMBER}",
    ]
    tally = read_rows_in(database, "\n".join([header, *lines]))
    assert (tally.outcomes, tally.masked) == ({"new": 3}, 2)
    first, second, third = incidents(session)
    assert (first.summary, first.case_number) == (MASKED, "5000-K77-26")
    assert second.place_words == "Provgatan 2 [lägenhetsnummer]"
    assert (third.summary, third.case_number, third.sources[0].external_id) == ("Moped kl 22.15", None, None)


def test_an_upload_tells_what_was_masked(client: Client, town: Town):
    row = f"datum;kategori;text;källa\n2026-11-18;trafik;{TEXT};{town.police.name}\n".encode()
    sent = client.post("/intake/table", data={"table": (io.BytesIO(row), "rader.csv"), "source": ""})
    page = words(parse(client.get(sent.location).text))
    assert "Personuppgifter maskeras i 1 text." in page
    assert NUMBER not in page


def test_what_was_let_stand_is_told_in_the_event_log(client_as: Callable[[Role], Client], town: Town):
    enter(client_as(Role.COORDINATOR), town, personal_data="allow", allow_reason="not_personal")
    log = words(parse(client_as(Role.ADMINISTRATOR).get("/settings/events").text))
    assert "Lät personuppgifter stå i: händelse" in log
    assert "personnummer, telefonnummer" in log
    assert NUMBER not in log
