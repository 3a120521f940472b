"""English: with ?lang=en no page says anything in Swedish but names and other data."""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pytest
from babel.messages.pofile import read_po
from flask import Flask
from sqlalchemy.orm import Session

from app import formatting
from app.accounts.actions import make_link
from app.config import Settings
from app.models import IncidentStatus, OrganisationKind, PictureStatus, PoliceType, Role
from app.pictures.actions.keeping import keep_edition
from app.pictures.building import build_edition
from reports.picture.periods import Period
from tests.clients import Client
from tests.factories import (
    NOON,
    Town,
    make_category,
    make_incident,
    make_organisation,
    make_place,
    make_report,
    make_user,
)
from tests.pages import Element, parse

# Words are the same whatever keeps the data; test_access opens every page on both.
pytestmark = pytest.mark.parametrize("backend", ["spatialite"], indirect=True)
CATALOGUE = Path(__file__).parents[2] / "app/translations/en/LC_MESSAGES/messages.po"
SPOKEN = ("alt", "aria-label", "placeholder", "title", "label", "data-hint", "data-none", "data-busy")
NAMES = re.compile("Väst|Öst|Väktarna|Läget")
"""What stands in the data, and the product's name."""
SWEDISH = re.compile(r"[åäöÅÄÖ]|\b(?:och|inte|inget|ingen|som|att|eller|av|ett|den|det|från|vid)\b")
PERIOD = Period(date(2026, 10, 26))


@pytest.fixture(scope="module")
def swedish() -> set[str]:
    """The texts that read differently in English."""
    with CATALOGUE.open("rb") as file:
        both = [(message.id, message.string) for message in read_po(file) if message.id]
    texts = [(text, to) if isinstance(text, str) else (text[1], to[1]) for text, to in both]
    return {text for text, to in texts if text != to}


@pytest.fixture
def edition(session: Session, settings: Settings, town: Town) -> str:
    """Something for every page: incidents of all states, reports, a type that waits, a silent source, an edition.

    The edition is in Swedish, whoever reads it, and its page says so.
    """
    make_organisation(session, name="Harbour guards", kind=OrganisationKind.GUARDS, reports_every_days=1)
    session.add(PoliceType(label="Harbour fire", category=make_category(session, "fire")))
    make_place(session, "Square", town.in_west, town.west)
    report = make_report(session, title="", raw_text="22.10 A moped\n22.30 A car\n", organisation=town.guards)
    for status in (IncidentStatus.CONFIRMED, IncidentStatus.DRAFT, IncidentStatus.WITHDRAWN):
        make_incident(session, at=town.in_west, summary="A moped", status=status, category="trafik")
    make_incident(session, report=report, summary="A car", status=IncidentStatus.DRAFT)
    make_incident(session, summary="Alone", category="nara_relation")
    now = PERIOD.ends_at.astimezone(UTC) + timedelta(days=1)
    picture = keep_edition(session, build_edition(session, settings, PERIOD, now), None)
    picture.status = PictureStatus.PUBLISHED
    session.flush()
    return picture.edition


def in_english(address: str) -> str:
    path, mark, fragment = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}lang=en{mark}{fragment}"


def said(element: Element) -> Iterator[str]:
    """All that an element says to eyes and ears, but for what is marked as Swedish."""
    if element.get("lang") == "sv" or element.tag in ("script", "style"):
        return
    yield from (element.get(name, "") for name in SPOKEN)
    words = element.get("data-words", "")
    yield from strings(orjson.loads(words) if words.startswith("{") else words)
    yield element.text or ""
    for child in element:
        yield from said(child)
        yield child.tail or ""


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)


def left_in_swedish(texts: Iterator[str], swedish: set[str]) -> list[str]:
    single = (" ".join(text.split()) for text in texts)
    return [text for text in single if text in swedish or SWEDISH.search(NAMES.sub("", text))]


def left_on(html: str, swedish: set[str]) -> list[str]:
    page = parse(html)
    assert page.get("lang") == "en"
    return left_in_swedish(said(page), swedish)


def pages(app: Flask, client: Client) -> Iterator[tuple[str, str]]:
    """(address, HTML) of one page of each kind that links lead to from the start page."""
    routes, waiting = app.url_map.bind("localhost"), ["/"]
    seen = {"static", "accounts.choose_language"}
    while waiting:
        address = waiting.pop()
        endpoint, _arguments = routes.match(address.partition("?")[0].partition("#")[0])
        if endpoint in seen:
            continue
        seen.add(endpoint)
        answer = client.get(in_english(address))
        if answer.mimetype == "text/html":
            yield address, answer.text
            waiting += [
                link.get("href", "") for link in parse(answer.text).iter("a") if link.get("href", "")[:1] == "/"
            ]


def signed_in(app: Flask, session: Session, town: Town, role: Role) -> Client:
    """A client of a user with an organisation and a district, who sees what the role may see of them."""
    client = app.test_client()
    assert isinstance(client, Client)
    return client.sign_in(make_user(session, role=role, organisation=town.guards, districts=[town.west]), session)


@pytest.mark.parametrize(
    ("role", "fewest"),
    [
        (Role.ADMINISTRATOR, 24),
        (Role.COORDINATOR, 20),
        (Role.REPORTER, 9),
        (Role.AREA_MEMBER, 7),
        (Role.STEERING, 5),
    ],
)
def test_every_page_is_in_english(
    app: Flask, session: Session, town: Town, edition: str, swedish: set[str], role: Role, fewest: int
):
    found = {address: left_on(html, swedish) for address, html in pages(app, signed_in(app, session, town, role))}
    assert {address: texts for address, texts in found.items() if texts} == {}
    assert len(found) >= fewest, sorted(found)


def test_strangers_read_english(visitor: Client, town: Town, session: Session, swedish: set[str]):
    for address in ("/sign-in", f"/welcome/{make_link(session, None)}", "/nowhere"):
        assert left_on(visitor.get(in_english(address)).text, swedish) == []


def test_swedish_pages_would_be_found_out(client: Client, swedish: set[str]):
    page = deepcopy(parse(client.get("/incidents/new").text))
    assert page.attrib.pop("lang") == "sv"
    assert len(left_in_swedish(said(page), swedish)) > 20


def test_what_is_wrong_with_a_form_is_told_in_english(app: Flask, client: Client, swedish: set[str]):
    both = {"GET", "POST"}
    forms = [rule.rule for rule in app.url_map.iter_rules() if both <= (rule.methods or both) and not rule.arguments]
    answers = {form: client.post(in_english(form), data={"day": "x"}) for form in forms}
    found = {form: left_on(answer.text, swedish) for form, answer in answers.items() if answer.mimetype == "text/html"}
    assert {form: texts for form, texts in found.items() if texts} == {}
    assert "Choose a category." in answers["/incidents/new"].text
    assert "This field is required." in answers["/settings/organisations/new"].text


@pytest.mark.parametrize(
    "address",
    [
        "/incidents/when?text=22.15",
        "/incidents/when?text=sometime",
        "/incidents/when?text=22.15&day=2100-01-01",
        "/places/suggest?q=Square",
        "/places/suggest?q=Nowhere",
        "/places/at?lon=17.65&lat=59.51",
        "/places/at?lon=18.5&lat=59.51",
    ],
)
def test_scripts_get_english(client: Client, edition: str, swedish: set[str], address: str):
    answer = client.get(in_english(address), headers={"Sec-Fetch-Dest": "empty"})
    assert left_in_swedish(strings(answer.json), swedish) == []
    assert [text for text in strings(answer.json) if " " in text]


def test_a_popup_is_in_english(client: Client, session: Session, town: Town, swedish: set[str]):
    one, other = (make_incident(session, at=town.in_west, summary="A moped", category="trafik") for _ in range(2))
    for ids in (f"{one.id}", f"{one.id},{other.id}"):
        answer = client.get(in_english(f"/map/incidents/{ids}"), headers={"Sec-Fetch-Dest": "empty"})
        assert "trafik (en)" in answer.text
        assert left_in_swedish(iter(re.split("<[^>]+>", answer.text)), swedish) == []


def test_an_upload_is_told_of_in_english(client: Client, town: Town, swedish: set[str]):
    client.get("/language/en")
    table = "date;category;text;source\n2026-11-18 22:15;trafik;Moped;Polisen\n;trafik;Bus;Polisen\n2026-11-18;x;y;z\n"
    address = client.post("/intake/table", data={"table": (BytesIO(table.encode()), "rows.csv"), "source": ""}).location
    checked = client.get(address).text
    client.post(f"{address}/read")
    done = client.get(address).text
    assert [left_on(html, swedish) for html in (checked, done)] == [[], []]
    assert "Import 1 incident" in checked
    assert "2 rows cannot be read. Rows imported: 1. The faulty ones are in bad-rows.csv." in done
    assert "rows.bad-rows.csv" in client.get(f"{address}/bad-rows").headers["Content-Disposition"]


def test_dates_and_numbers_are_written_as_the_british_do(app: Flask):
    with app.test_request_context("/?lang=en"):
        assert formatting.day(NOON.date()) == "Wednesday 18 November 2026"
        assert formatting.moment(NOON) == "18 November 2026 at 12:00"
        assert formatting.number(12345.5) == "12,345.5"
    with app.test_request_context("/"):
        assert formatting.day(NOON.date()) == "onsdag 18 november 2026"
        assert formatting.moment(NOON) == "18 november 2026 kl. 12.00"
        assert formatting.number(12345.5) == "12\u00a0345,5"


def test_the_pages_of_a_draft_are_in_english(session: Session, settings: Settings, client: Client, swedish: set[str]):
    now = PERIOD.ends_at.astimezone(UTC) + timedelta(days=1)
    for period in (PERIOD, PERIOD.before(1)[0]):
        keep_edition(session, build_edition(session, settings, period, now), None)
    refused = {"feedback": "Call 19811218-9876.", "assessment-vast-level": "lugnt", "assessment-vast-reason": ""}
    answers = {
        "the draft": client.get("/pictures/2026-23?lang=en"),
        "writing": client.get("/pictures/2026-23/edit?lang=en"),
        "refused": client.post("/pictures/2026-23/edit?lang=en", data={**refused, "event-words": "Market"}),
        "comparing": client.get("/pictures/compare?lang=en"),
    }
    found = {name: left_on(answer.text, swedish) for name, answer in answers.items()}
    assert {name: texts for name, texts in found.items() if texts} == {}
