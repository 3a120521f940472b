"""The map at a meeting: which slides there are, what they tell, and that nobody is shown more than the room may see."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.config import Settings
from app.incidents.choices import choices_for
from app.incidents.filters import IncidentFilter
from app.maps.queries.changes import changes
from app.maps.views import MapView
from app.meeting_mode import queries
from app.meeting_mode import sections as sections_of_meeting
from app.meeting_mode.queries import Meeting, MeetingDistrict, meeting
from app.meeting_mode.rules import Slide
from app.meeting_mode.sections import slides
from app.models import IncidentStatus, Role
from geo.points import LocationPrecision
from reports.incoming.drafts import Interval, Whereabouts
from tests.clients import Client
from tests.editions import build
from tests.factories import NOON, Town, make_incident, make_place, make_report, make_user
from tests.made_tiles import write_images
from tests.pages import parse, words

SECRET = "hemlig sammanfattning"
PERIOD = "/meeting?from=2026-11-05&to=2026-11-18"


def opened(client: Client, address: str = PERIOD) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200
    return parse(answer.text)


def sections(root: Element) -> dict[str, Element]:
    return {section.get("id") or "": section for section in root.iter("section")}


def rows(section: Element) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in section.findall(".//tbody/tr")]


def total(section: Element) -> str:
    """Of all its incidents."""
    return words(section.find(".//tbody/tr/td"))


def drawn(section: Element) -> Any:
    return json.loads(section.findtext(".//script") or "")


def signed_in(app: Flask, session: Session, **fields: Any) -> Client:
    client = app.test_client()
    assert isinstance(client, Client)
    return client.sign_in(make_user(session, **fields), session)


@pytest.fixture
def incidents(session: Session, town: Town) -> None:
    """Three at a square in the west, one unplaced there, a sensitive one, a draft; one in the east, one nowhere."""
    place = make_place(session, "Mötestorget", town.in_west)
    where = Whereabouts("Mötestorget", place.id, town.in_west, LocationPrecision.PLACE)
    for _ in range(3):
        make_incident(session, where=where, summary=SECRET, when=Interval(NOON), category="trafik")
    unplaced = Whereabouts(precision=LocationPrecision.DISTRICT, district="vast")
    make_incident(session, where=unplaced, summary=SECRET)
    make_incident(session, at=town.in_west, category="nara_relation", summary=SECRET)
    make_incident(session, at=town.in_west, status=IncidentStatus.DRAFT, summary=SECRET)
    make_incident(session, at=town.in_east, summary=SECRET)
    make_incident(session, summary=SECRET)


@pytest.mark.usefixtures("incidents")
class TestSlides:
    def test_each_district_has_its_sections_between_the_first_and_the_last_slide(self, client: Client):
        assert list(sections(opened(client))) == [
            "start",
            *("vast-map", "vast-near", "vast-changes", "vast-places", "vast-hours"),
            *("ost-map", "ost-changes", "ost-places", "ost-hours"),
            "all",
        ]

    def test_every_slide_has_a_heading_that_names_it(self, client: Client):
        root = opened(client)
        for key, section in sections(root).items():
            assert section.get("aria-labelledby") == f"{key}-head"
        assert words(sections(root)["vast-map"].find("h2")) == "Väst På kartan"

    def test_the_first_slide_tells_whose_when_and_how_many(self, client: Client):
        start = words(sections(opened(client))["start"])
        assert "Provstad 5 november 2026 – 18 november 2026 7 händelser" in start
        assert "Bara bekräftade händelser är med. 1 utkast är inte med." in start

    def test_a_map_is_told_in_a_table_with_what_has_no_place(self, client: Client):
        found = sections(opened(client))["vast-map"]
        assert rows(found) == [
            ["Alla händelser", "5", "3"],
            ["Trafik och buskörning", "3", "3"],
            ["Övrigt", "1", "0"],
            ["Känsliga kategorier", "1", "0"],
        ]
        assert "Utan plats på kartan: 2." in words(found)

    @pytest.mark.parametrize("narrowed", ["", "&category=trafik", "&district=vast", "&category=nara_relation"])
    def test_all_numbers_add_up(self, client: Client, narrowed: str):
        """On each map, with what is outside and unplaced, and with the slides before and after it."""
        found = sections(opened(client, PERIOD + narrowed))
        maps = {key.removesuffix("-map"): rows(section) for key, section in found.items() if key.endswith("-map")}
        for key, (all_of_them, *kinds) in maps.items():
            assert [sum(int(row[at]) for row in kinds) for at in (1, 2)] == [int(cell) for cell in all_of_them[1:]]
            assert rows(found[f"{key}-changes"])[0][1] == all_of_them[1]
            if near := found.get(f"{key}-near"):
                assert [row[:2] for row in rows(near)] == [all_of_them[:2], *(row[:2] for row in kinds)]
                outside = int(words(near.find(".//*[@data-outside]")))
                assert int(rows(near)[0][2]) + outside == int(all_of_them[2])
        told = sum(int(rows_of[0][1]) for rows_of in maps.values())
        start = int(words(found["start"].find(".//strong")))
        cards = found["all"].findall(".//li/p/strong") if "all" in found else []
        assert start == (sum(int(words(card)) for card in cards) or told)

    def test_a_category_counts_the_same_as_what_has_changed_in_it(self, session: Session, town: Town):
        user = make_user(session, role=Role.COORDINATOR)
        view = MapView(IncidentFilter(date(2026, 11, 5), date(2026, 11, 18)))
        shown = meeting(session, user, view, date(2026, 11, 21), choices_for(session, user))
        assert shown.changes is not None
        compared = {
            (change.district.key, change.category.id): change.comparison.counted
            for change in shown.changes.all
            if change.district and change.category and not change.category.is_sensitive
        }
        counted = {(district.key, kind): n for district in shown.districts for kind, n in district.kinds.items()}
        assert {key: n for key, n in compared.items() if n} == counted
        assert sum(counted.values()) == 5

    def test_all_that_is_drawn_stands_in_the_page(self, client: Client):
        packed = drawn(sections(opened(client))["vast-map"])["marks"]
        assert len(packed["id"]) == 3

    def test_nothing_sensitive_and_no_draft_is_drawn_or_in_the_hours(self, client: Client):
        found = sections(opened(client))
        wednesday = rows(found["vast-hours"])[2]
        assert wednesday[1:] == ["0", "0", "0", "4", "0", "0"]
        assert "Flest: onsdag 12–16" in words(found["vast-hours"])

    def test_places_are_told_with_the_maps_own_judgement(self, client: Client):
        assert rows(sections(opened(client))["vast-places"])[0][:2] == ["Mötestorget", "3"]

    def test_the_last_slide_has_all_districts_and_what_lies_in_none(self, client: Client):
        cards = [words(card) for card in sections(opened(client))["all"].findall(".//li")]
        assert [card.split(" händelse")[0] for card in cards] == ["Väst 5", "Öst 1", "Okänd kommundel 1"]

    def test_no_text_of_an_incident_stands_anywhere(self, client: Client):
        assert SECRET not in client.get(PERIOD).text

    def test_words_that_are_searched_for_are_not_shown_but_that_there_are_some(self, client: Client):
        start = sections(opened(client, f"{PERIOD}&q=hemlig"))["start"]
        assert "hemlig" not in words(start)
        assert "Bara händelser där vissa ord förekommer." in words(start)

    def test_a_filter_is_told_and_narrows_all_slides(self, client: Client):
        found = sections(opened(client, f"{PERIOD}&category=trafik&district=vast"))
        assert "Urval: Väst, Trafik och buskörning" in words(found["start"])
        assert {key.split("-")[0] for key in found} == {"start", "vast"}
        assert total(found["vast-map"]) == "3"

    def test_drafts_stay_out_even_where_the_address_asks_for_them(self, client: Client):
        found = sections(opened(client, f"{PERIOD}&status=draft"))
        assert total(found["vast-map"]) == "5"

    def test_a_member_gets_own_districts_alone(self, app: Flask, session: Session, town: Town):
        client = signed_in(app, session, role=Role.AREA_MEMBER, districts=[town.east])
        found = sections(opened(client, f"{PERIOD}&district=vast&district=ost"))
        assert list(found) == ["start", "ost-map", "ost-changes", "ost-places", "ost-hours"]
        assert "1 händelse" in words(found["start"])
        assert "Mötestorget" not in words(found["ost-places"])

    def test_two_roles_see_different_slides_at_one_address(self, app: Flask, session: Session, town: Town):
        member = signed_in(app, session, role=Role.AREA_MEMBER, districts=[town.west])
        coordinator = signed_in(app, session, role=Role.COORDINATOR)
        seen = [set(sections(opened(client))) for client in (member, coordinator)]
        assert seen[0] < seen[1]


def test_what_changed_is_what_the_map_tells(client: Client, session: Session, town: Town):
    report = make_report(session, organisation=town.police)
    for back in range(9):
        for _ in range(12 if not back else 2):
            when = Interval(NOON - timedelta(days=14 * back))
            make_incident(session, report=report, at=town.in_west, category="trafik", when=when)
    found = sections(opened(client))["vast-changes"]
    user = make_user(session, role=Role.COORDINATOR)
    chosen = IncidentFilter(date(2026, 11, 5), date(2026, 11, 18), statuses=(IncidentStatus.CONFIRMED,))
    told = changes(session, chosen, user, date(2026, 11, 21))
    assert told is not None
    sure = [one.comparison for one in told.sure if one.district and one.category]
    assert [one.counted for one in sure] == [12]
    assert [row[:2] for row in rows(found)] == [["Alla händelser", "12"], ["Trafik och buskörning", "12"]]
    assert rows(found)[1][2:] == [f"{sure[0].low}–{sure[0].high}", "▲ tydlig ökning"]


def test_a_further_section_joins_by_its_maker(client: Client, town: Town, monkeypatch: pytest.MonkeyPatch):
    def decided(meeting: Meeting, district: MeetingDistrict) -> list[Slide]:
        return [Slide(f"{district.key}-decided", "Beslut", "meeting_mode/_start.html", {}, district.name)]

    monkeypatch.setattr(sections_of_meeting, "OF_EACH_DISTRICT", (*sections_of_meeting.OF_EACH_DISTRICT, decided))
    found = sections(opened(client))
    assert list(found)[4:6] == ["vast-hours", "vast-decided"]
    assert words(found["ost-decided"].find("h2")) == "Öst Beslut"


def test_without_a_beginning_nothing_is_compared(client: Client, town: Town):
    found = sections(opened(client, "/meeting?from=&to="))
    assert "Välj en period med början" in words(found["vast-changes"])


def test_a_member_without_a_district_is_told_so(app: Flask, session: Session, town: Town):
    found = sections(opened(signed_in(app, session, role=Role.AREA_MEMBER)))
    assert list(found) == ["start"]
    assert "Det finns ingen kommundel att visa." in words(found["start"])


def test_very_many_are_drawn_as_cells_with_the_same_sums(
    session: Session, town: Town, incidents: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(queries, "MOST_IN_ONE_LAYER", 2)
    user = make_user(session, role=Role.COORDINATOR)
    view = MapView(IncidentFilter(date(2026, 11, 5), date(2026, 11, 18)))
    shown = list(slides(meeting(session, user, view, date(2026, 11, 21), choices_for(session, user))))
    (cell,) = next(slide for slide in shown if slide.key == "vast-map").data["drawn"]["cells"]
    lon, lat, number, kinds = cell
    assert (round(lon, 3), round(lat, 3), number) == (17.65, 59.51, 3)
    assert sum(n for _, n in kinds) == 3


@pytest.mark.parametrize("role", [Role.REPORTER, Role.STEERING])
def test_others_have_no_slides(client_as: Callable[[Role], Client], role: Role):
    assert client_as(role).get("/meeting").status_code == 403


def test_the_map_leads_to_the_same_choice(client: Client, town: Town):
    root = parse(client.get("/map?from=2026-11-05&to=2026-11-18&category=trafik&against=last_year").text)
    (link,) = [a.get("href") for a in root.iter("a") if words(a) == "Visa på möte"]
    assert link == "/meeting?from=2026-11-05&to=2026-11-18&category=trafik&against=last_year"
    root = opened(client, link)
    (leave,) = [a.get("href") for a in root.iter("a") if a.get("id") == "leave"]
    assert leave == "/map?from=2026-11-05&to=2026-11-18&category=trafik&against=last_year"


def test_an_edition_leads_to_its_fortnight(client: Client, session: Session, settings: Settings):
    build(session, settings)
    root = parse(client.get("/pictures/2026-23").text)
    assert "/meeting?from=2026-10-26&to=2026-11-08" in [a.get("href") for a in root.iter("a")]


def test_a_members_start_page_leads_to_the_slides(client_as: Callable[[Role], Client]):
    root = parse(client_as(Role.AREA_MEMBER).get("/").text)
    assert "/meeting" in [a.get("href") for a in root.iter("a")]


def test_no_service_elsewhere_learns_what_a_meeting_looks_at(client: Client, town: Town, app: Flask):
    app.extensions["settings"] = replace(
        app.extensions["settings"], background_url="https://kartor.example/{z}/{x}/{y}"
    )
    answer = client.get(PERIOD)
    assert "kartor.example" not in answer.text + answer.headers["Content-Security-Policy"]
    assert "map-background" not in answer.text
    assert "kartor.example" in client.get("/map").headers["Content-Security-Policy"]


def test_a_file_of_ones_own_is_told_to_the_slides(client: Client, town: Town, app: Flask, tmp_path: Path):
    file = write_images(tmp_path / "images.pmtiles")
    app.extensions["settings"] = replace(app.extensions["settings"], background_file=str(file))
    (told,) = [one.get("data-background") for one in opened(client).iter("div") if one.get("id") == "map-background"]
    assert json.loads(told or "")["kind"] == "images"


def test_names_of_places_come_with_the_page(client: Client, session: Session, town: Town):
    make_place(session, "Provskolan", town.in_west).kind = "school"
    make_place(session, "Provbacken", town.in_west).kind = "lighting"
    make_place(session, "Provvägen", None).kind = "street"
    (told,) = [one.text for one in opened(client).iter("script") if one.get("id") == "names"]
    assert json.loads(told or "") == [["Provskolan", "school", town.in_west.lon, town.in_west.lat]]
