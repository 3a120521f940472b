"""Two times on the map page: what may be compared, with which numbers, and the words of what has changed."""

from datetime import timedelta
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.formatting import local_today
from app.models import Role
from reports.incoming.drafts import Interval
from tests.clients import Client
from tests.factories import NOON, Town, make_incident, make_incidents, make_report, make_user
from tests.pages import parse, words

FORTNIGHT = "from=2026-11-05&to=2026-11-18"
"""NOON is on its last day."""


def page(client: Client, query: str) -> Element:
    return parse(client.get(f"/map?{query}").text)


def links(root: Element) -> dict[str, str]:
    return {words(a): a.get("href", "") for a in root.findall(".//ul[@class='ways compare']//a")}


def heads(root: Element) -> list[str]:
    return [words(head) for head in root.findall(".//h2[@class='map-head']")]


def before(days: int) -> Interval:
    return Interval(NOON - timedelta(days=days))


def test_each_map_tells_its_period_and_how_many(client: Client, session: Session, town: Town):
    make_incident(session, at=town.in_west)
    for _ in range(2):
        make_incident(session, at=town.in_east, category="trafik", when=before(14))
    make_incident(session, when=before(14))
    root = page(client, FORTNIGHT + "&against=before")
    assert heads(root) == [
        "5–18 november 2026 1 händelse, 1 på kartan",
        "22 oktober–4 november 2026 3 händelser, 2 på kartan",
    ]
    other = root.find(".//*[@id='map-against']")
    assert "from=2026-10-22&to=2026-11-04" in other.get("data-layer", "")
    assert len(client.get(other.get("data-layer", "")).json["id"]) == 2
    kinds = root.findall(".//ul[@id='legend-against']/li[@data-kind]")
    assert [words(kind) for kind in kinds] == ["Trafik och buskörning 2"]


def test_the_same_weeks_of_last_year_have_the_same_weekdays(client: Client, session: Session, town: Town):
    make_incident(session, at=town.in_west, when=before(364))
    root = page(client, FORTNIGHT + "&against=last_year&as=swipe")
    assert heads(root)[1] == "6–19 november 2025 1 händelse, 1 på kartan"
    assert root.find(".//input[@id='map-swipe']") is not None


def test_a_time_of_which_nothing_is_known_is_not_called_nought(client: Client, session: Session, town: Town):
    make_incident(session, at=town.in_west)
    assert heads(page(client, FORTNIGHT + "&against=last_year"))[1] == "6–19 november 2025 inga uppgifter"
    each = [{"when": before(days)} for days in (*range(14, 360, 14), 380, 394)]
    make_incidents(session, each, at=town.in_west)
    assert heads(page(client, FORTNIGHT + "&against=last_year"))[1] == "6–19 november 2025 0 händelser"


def test_what_to_compare_with_is_chosen_by_links_that_keep_the_rest(client: Client, session: Session, town: Town):
    make_incident(session, at=town.in_west)
    found = links(page(client, FORTNIGHT + "&category=ovrigt"))
    assert list(found) == ["ingen tid", "perioden före", "samma veckor i fjol"]
    compared = page(client, found["perioden före"].partition("?")[2])
    assert len(heads(compared)) == 2
    assert "category=ovrigt" in links(compared)["svep"]
    assert heads(page(client, links(compared)["ingen tid"].partition("?")[2])) == []


@pytest.mark.parametrize("period", ["from=&to=", "from=2026-11-01&to="])
def test_a_period_without_ends_is_compared_with_nothing(client: Client, session: Session, town: Town, period: str):
    make_incident(session, at=town.in_west)
    root = page(client, period + "&against=before")
    assert (heads(root), list(links(root))) == ([], ["ingen tid"])
    assert "Välj en period med början och slut" in words(root)


@pytest.mark.parametrize(("layer", "why"), [("places", "Platser visas"), ("density", "Täthet visas")])
def test_other_layers_are_not_drawn_twice_and_it_is_said_why(
    client: Client, session: Session, town: Town, layer: str, why: str
):
    make_incident(session, at=town.in_west)
    root = page(client, f"{FORTNIGHT}&against=before&layer={layer}")
    assert heads(root) == []
    assert f"{why} på en karta i taget" in words(root)
    assert "på två kartor av händelserna" in words(page(client, f"{FORTNIGHT}&layer={layer}"))
    assert "på två kartor av händelserna" not in words(page(client, FORTNIGHT))


def test_sure_changes_stand_first_with_what_was_expected(client: Client, session: Session, town: Town):
    report = make_report(session, organisation=town.police)
    for fortnight in range(1, 10):
        make_incident(session, report=report, at=town.in_west, category="trafik", when=before(14 * fortnight))
        make_incident(session, report=report, at=town.in_east, when=before(14 * fortnight))
    for _ in range(12):
        make_incident(session, report=report, at=town.in_west, category="trafik")
    [section] = page(client, FORTNIGHT + "&against=before").findall(".//section[@class='changes']")
    lines = [words(line) for line in section.findall(".//li")]
    assert "Trafik och buskörning, Väst: 12 händelser, ▲ tydlig ökning (väntat 0–4)" in lines
    assert lines[-1].startswith("Övriga ") or lines[-1].endswith("för få händelser för att avgöra.")
    assert "mot de 8 lika långa perioderna före" in words(section)


def test_a_running_period_says_so(client: Client, session: Session, town: Town):
    today = local_today()
    make_incident(session, at=town.in_west)
    [section] = page(client, f"from={today - timedelta(days=6)}&to={today}&against=before").findall(
        ".//section[@class='changes']"
    )
    assert "Perioden pågår" in words(section)


def test_a_member_compares_the_own_district_alone(app: Flask, session: Session, town: Town):
    make_incident(session, at=town.in_east, when=before(14))
    make_incident(session, at=town.in_west, when=before(14))
    member = make_user(session, role=Role.AREA_MEMBER, districts=[town.west])
    root = page(app.test_client().sign_in(member, session), FORTNIGHT + "&against=before")
    assert heads(root)[1].endswith(" 1 händelse, 1 på kartan")
    assert "Öst" not in words(root.find(".//section[@class='changes']"))


def test_a_reporter_sees_two_maps_and_no_words_of_change(app: Flask, session: Session, town: Town):
    make_incident(session, report=make_report(session, organisation=town.guards), at=town.in_west)
    reporter = make_user(session, role=Role.REPORTER, organisation=town.guards)
    root = page(app.test_client().sign_in(reporter, session), FORTNIGHT + "&against=before")
    assert len(heads(root)) == 2
    assert root.findall(".//section[@class='changes']") == []
