"""Entering and editing an incident with the form, as it works without scripts."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.events import events_of
from app.formatting import local, local_today
from app.models import Incident, IncidentStatus, ReportKind, Role
from geo.points import LocationPrecision
from reports.incoming.drafts import Certainty, Interval, Whereabouts
from tests.clients import Client
from tests.factories import NOON, Town, make_incident, make_place, make_report, make_user
from tests.pages import parse, words

DAY = "2024-11-20"
"""A Wednesday that has been, whenever the tests run."""


def typed(town: Town, **fields: Any) -> dict[str, Any]:
    """What somebody types who leaves everything else as it stands."""
    kept = {"day": DAY, "source": town.police.key, "known": "unknown", "certainty": "observed", "place": ""}
    return {**kept, "category": "trafik", "when": "22.15", "summary": "Moped på gångväg", **fields}


def enter(client: Client, town: Town, **fields: Any) -> TestResponse:
    return client.post("/incidents/new", data=typed(town, **fields))


def entered(session: Session) -> Incident:
    return session.scalars(select(Incident).execution_options(populate_existing=True)).one()


def errors(response: TestResponse) -> list[str]:
    assert response.status_code == 200
    return [words(item) for item in parse(response.text).findall(".//div[@role='alert']/ul/li")]


def test_what_is_typed_is_what_is_kept(client: Client, session: Session, town: Town):
    enter(client, town, certainty="suspected", quantity="3")
    incident = entered(session)
    assert (incident.category.code, incident.summary, incident.quantity) == ("trafik", "Moped på gångväg", 3)
    assert (incident.certainty, incident.status) == (Certainty.SUSPECTED, IncidentStatus.CONFIRMED)
    assert (incident.occurred_from, incident.occurred_to) == (datetime(2024, 11, 20, 21, 15, tzinfo=UTC), None)
    assert (incident.precision, incident.district_id, incident.point) == (LocationPrecision.UNKNOWN, None, None)


def test_the_form_is_ready_for_the_next_with_the_same_day_and_source(client: Client, session: Session, town: Town):
    answer = enter(client, town)
    page = parse(client.get(answer.headers["Location"]).text)
    assert page.find(".//input[@name='day']").get("value") == DAY
    assert words(page.find(".//select[@name='source']/option[@selected]")) == "Polisen"
    assert page.find(".//input[@name='when']").get("value") == ""
    assert f"/incidents/{entered(session).id}" in {link.get("href") for link in page.iter("a")}


def test_one_report_holds_what_is_entered_for_a_day_and_organisation(client: Client, session: Session, town: Town):
    for fields in ({}, {"when": "igår kväll"}, {"day": "2024-11-19"}, {"source": town.guards.key}):
        enter(client, town, **fields)
    reports = [incident.sources[0].report for incident in session.scalars(select(Incident).order_by(Incident.id))]
    assert [reports.index(report) for report in reports] == [0, 0, 2, 3]
    assert {(report.kind, report.external_id) for report in reports[:2]} == {(ReportKind.MANUAL, f"manual:{DAY}")}


def test_a_form_sent_twice_makes_one_incident(client: Client, session: Session, town: Town):
    page = parse(client.get("/incidents/new").text)
    key = page.find(".//form[@id='entry']//input[@name='key']").get("value")
    first, second = [enter(client, town, key=key).headers["Location"] for _ in range(2)]
    assert first == second
    assert first.endswith(f"saved={entered(session).id}")
    assert "Formuläret var redan sparat" in client.get(second).text
    next_key = parse(client.get(first).text).find(".//form[@id='entry']//input[@name='key']").get("value")
    assert next_key != key


def test_the_same_key_of_somebody_else_is_another_form(client: Client, reporter: Client, session: Session, town: Town):
    for who in (client, reporter):
        enter(who, town, key="6f1c1f0e-5d0c-4a57-9d0e-0d9d8f1f7a11")
    assert len(session.scalars(select(Incident)).all()) == 2


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "x"])
def test_a_day_beyond_the_calendar_is_no_failure(client: Client, town: Town, day: str):
    assert client.get(f"/incidents/new?day={day}").status_code == 200
    assert client.get(f"/incidents/when?day={day}&text=i natt").json["problem"].startswith("Skriv en dag")


@pytest.mark.parametrize("saved", [2**31, 2**70, -(2**40), 0])
def test_an_id_beyond_the_database_is_no_failure(client: Client, town: Town, saved: int):
    assert "Sparad:" not in client.get(f"/incidents/new?saved={saved}").text


def test_a_clock_time_that_lies_ahead_today_was_yesterday(client: Client, session: Session, town: Town):
    today, at = local_today(), local(datetime.now(UTC) + timedelta(minutes=2))
    if at.date() != today:
        pytest.skip("the day is about to end")
    typed_when = f"{at:%H.%M}"
    assert f"kl. {typed_when}" in client.get(f"/incidents/when?day={today}&text={typed_when}").json["words"]
    enter(client, town, day=str(today), when=typed_when)
    assert local(entered(session).occurred_from).date() == today - timedelta(days=1)


def test_undo_withdraws_what_was_just_saved(client: Client, session: Session, town: Town):
    page = parse(client.get(enter(client, town).headers["Location"]).text)
    form = next(form for form in page.iter("form") if form.get("action", "").endswith("/withdraw"))
    fields = {field.get("name"): field.get("value") for field in form.iter("input") if field.get("name")}
    answer = client.post(form.get("action"), data=fields)
    assert entered(session).status is IncidentStatus.WITHDRAWN
    assert answer.headers["Location"] == f"/incidents/new?day={DAY}&source={town.police.key}"


def test_nothing_typed_is_lost_when_something_is_wrong(client: Client, session: Session, town: Town):
    answer = enter(client, town, category="", when="kvart över sju", place="bakom pizzerian", known="place")
    assert [error.partition(":")[0] for error in errors(answer)] == ["Vad", "Var", "När"]
    page = parse(answer.text)
    assert page.find(".//input[@name='when']").get("value") == "kvart över sju"
    assert page.find(".//input[@name='place']").get("value") == "bakom pizzerian"
    assert page.find(".//textarea[@name='summary']").text.strip() == "Moped på gångväg"
    assert page.find(".//input[@name='place']").get("aria-invalid") == "true"
    assert session.scalar(select(Incident)) is None


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"day": "i fjol"}, "Dag"),
        ({"day": ""}, "Dag"),
        ({"day": "0001-01-01"}, "Dag"),
        ({"day": "9999-12-31"}, "Dag"),
        ({"category": "finns_inte"}, "Vad"),
        ({"source": "finns_inte"}, "Källa"),
        ({"known": "district:atlantis"}, "Känt om platsen"),
        ({"quantity": "0"}, "Antal, om det har räknats"),
        ({"known": "place"}, "Var"),
        ({"known": "place", "lon": "18.5", "lat": "59.51"}, "Var"),
        ({"when": "25.61"}, "När"),
        ({"summary": "x" * 1001}, "Kort om vad som hände"),
    ],
)
def test_each_thing_that_can_be_wrong_is_told_at_its_field(
    client: Client, session: Session, town: Town, fields: dict[str, str], what: str
):
    assert [error.partition(":")[0] for error in errors(enter(client, town, **fields))] == [what]
    assert session.scalar(select(Incident)) is None


def test_what_has_not_happened_yet_is_refused_unless_it_is_expected(client: Client, session: Session, town: Town):
    ahead = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    answer = enter(client, town, day=ahead)
    assert "Den tiden har inte varit än" in errors(answer)[0]
    assert parse(answer.text).find(".//p[@id='ahead']").get("hidden") is None
    enter(client, town, day=ahead, is_ahead="y")
    assert entered(session).occurred_from.date() >= date.fromisoformat(ahead)


def test_a_place_is_understood_by_its_name(client: Client, session: Session, town: Town):
    place = make_place(session, "Fjärilsstigen", town.in_west, town.west)
    enter(client, town, known="place", place="fjärilstigen")
    incident = entered(session)
    assert (incident.place_words, incident.place_id) == ("Fjärilsstigen", place.id)
    assert (incident.precision, incident.district) == (LocationPrecision.PLACE, town.west)
    assert incident.lonlat == town.in_west


def test_a_point_on_the_map_tells_its_district(client: Client, session: Session, town: Town):
    enter(client, town, known="place", place="vid bron", lon="17.75", lat="59.51")
    incident = entered(session)
    assert (incident.precision, incident.district) == (LocationPrecision.POINT, town.east)
    assert (incident.lonlat, incident.place_words) == (town.in_east, "vid bron")


def test_words_for_an_unknown_place_stand_with_a_district(client: Client, session: Session, town: Town):
    enter(client, town, known="district:vast", place="bakom pizzerian")
    incident = entered(session)
    assert (incident.precision, incident.district, incident.point) == (LocationPrecision.DISTRICT, town.west, None)
    assert incident.place_words == "bakom pizzerian"


def test_of_several_places_one_is_picked(client: Client, session: Session, town: Town):
    for name in ("Stora torget", "Stora vägen"):
        make_place(session, name, town.in_west, town.west)
    answer = enter(client, town, known="place", place="Stora")
    options = parse(answer.text).findall(".//fieldset[@id='suggestions']/label")
    assert sorted(words(option) for option in options) == ["Stora torget, Väst", "Stora vägen, Väst"]
    picked = next(o.find("input").get("value") for o in options if "vägen" in words(o))
    enter(client, town, known="place", place="Stora", suggested=picked)
    assert entered(session).place_words == "Stora vägen"


def test_of_a_sensitive_category_only_the_district_is_kept(client: Client, session: Session, town: Town):
    make_place(session, "Fjärilsstigen", town.in_west, town.west)
    enter(client, town, category="nara_relation", known="place", place="Fjärilsstigen")
    incident = entered(session)
    assert (incident.place_words, incident.place_id, incident.point) == (None, None, None)
    assert incident.district is town.west


@pytest.fixture
def reporter(app: Flask, session: Session, town: Town) -> Client:
    client = app.test_client()
    assert isinstance(client, Client)
    return client.sign_in(make_user(session, role=Role.REPORTER, organisation=town.guards), session)


def test_a_reporter_enters_drafts_for_the_own_organisation(reporter: Client, session: Session, town: Town):
    enter(reporter, town, source=town.police.key)
    incident = entered(session)
    assert incident.status is IncidentStatus.DRAFT
    assert [source.report.organisation for source in incident.sources] == [town.guards]


def test_the_time_is_echoed_while_it_is_typed(client: Client, town: Town):
    def echo(text: str) -> Any:
        return client.get("/incidents/when", query_string={"text": text, "day": DAY}).json

    assert echo("igår kväll") == {"words": "tisdag 19 november 2024 kl. 18.00–24.00"}
    assert echo("") == {"words": "onsdag 20 november 2024, tid okänd"}
    assert "kvart över" in echo("kvart över sju")["problem"]
    ahead = client.get("/incidents/when", query_string={"text": "22.15", "day": "2199-01-01"}).json
    assert ahead["is_ahead"] is True


def edit_form(client: Client, incident: Incident) -> dict[str, Any]:
    """What a browser would send back of the edit page."""
    page = parse(client.get(f"/incidents/{incident.id}/edit").text).find(".//form[@id='entry']")
    fields = {
        field.get("name"): field.get("value", "")
        for field in page.iter("input")
        if field.get("type") not in ("radio", "checkbox") or field.get("checked") is not None
    }
    chosen = {s.get("name"): s.find(".//option[@selected]").get("value") for s in page.iter("select")}
    return fields | chosen | {"summary": (page.find(".//textarea").text or "").removeprefix("\n").strip("\r\n")}


def whereabouts(town: Town) -> list[Whereabouts]:
    return [
        Whereabouts("vid bron", None, town.in_west, LocationPrecision.POINT),
        Whereabouts("Storgatan", None, town.in_west, LocationPrecision.STREET),
        Whereabouts("Storgatan", None, None, LocationPrecision.STREET, town.west.key),
        Whereabouts(None, None, None, LocationPrecision.DISTRICT, town.west.key),
        Whereabouts("E18", None, None, LocationPrecision.MUNICIPALITY),
        Whereabouts(),
    ]


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("when", [Interval(NOON), Interval(NOON.replace(second=12), NOON + timedelta(hours=30))])
def test_saving_an_untouched_form_changes_nothing(
    client: Client, session: Session, town: Town, number: int, when: Interval
):
    incident = make_incident(session, where=whereabouts(town)[number], when=when, quantity=2)
    client.post(f"/incidents/{incident.id}/edit", data=edit_form(client, incident))
    assert [event.verb for event in events_of(session, "incident", incident.id)] == ["logged"]


def test_what_is_edited_is_changed_and_logged(client: Client, session: Session, town: Town):
    incident = make_incident(session, at=town.in_west)
    make_place(session, "Torget", town.in_east, town.east)
    form = edit_form(client, incident) | {
        "place": "Torget",
        "lon": "",
        "lat": "",
        "when": "i natt",
        "day": DAY,
        "category": "trafik",
    }
    client.post(f"/incidents/{incident.id}/edit", data=form)
    session.refresh(incident)
    assert (incident.district, incident.category.code, incident.place_words) == (town.east, "trafik", "Torget")
    assert incident.occurred_from == datetime(2024, 11, 19, 21, tzinfo=UTC)
    newest = events_of(session, "incident", incident.id)[0]
    assert newest.verb == "revised"
    assert {"category_id", "occurred_from", "point", "district_id"} <= set(newest.changes)


def test_who_may_edit(
    reporter: Client, client: Client, client_as: Callable[[Role], Client], session: Session, town: Town
):
    own = make_report(session, organisation=town.guards)
    draft = make_incident(session, report=own, status=IncidentStatus.DRAFT)
    confirmed = make_incident(session, report=own)
    withdrawn = make_incident(session, status=IncidentStatus.WITHDRAWN)
    sensitive = make_incident(session, category="nara_relation")

    def status(who: Client, incident: Incident) -> int:
        return who.get(f"/incidents/{incident.id}/edit").status_code

    assert [status(reporter, incident) for incident in (draft, confirmed, withdrawn)] == [200, 403, 404]
    assert [status(client, incident) for incident in (draft, confirmed, withdrawn, sensitive)] == [200, 200, 403, 200]
    assert status(client_as(Role.ADMINISTRATOR), sensitive) == 403
