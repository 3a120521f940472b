"""Dossiers of places: what counts at a place, who may ask, what an address means, what is said when it cannot be."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.dossiers.choice import Choice, usual_period
from app.formatting import local_today
from app.models import IncidentStatus, Organisation, OrganisationKind, Place, Role
from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Interval, Whereabouts
from tests.clients import Client
from tests.factories import NOON, Town, make_incident, make_incidents, make_place, make_report
from tests.pages import parse, words

TIMES = "from=2026-10-01&to=2026-11-20"
LONG_AGO = NOON - timedelta(days=400)


def metres_north(at: Point, metres: float) -> Point:
    return Point(at.lon, at.lat + metres / 111_400)


@pytest.fixture
def square(session: Session, town: Town) -> Place:
    """A place with ten incidents now and ten a while before, told of continuously for more than a year."""
    place = make_place(session, "Torget", town.in_west, town.west)
    police = make_report(session, organisation=town.police)
    each = [{"at": town.in_west, "category": "trafik"}, {"at": metres_north(town.in_west, 3000)}] * 20
    each = [{**own, "when": Interval(NOON - timedelta(days=10 * number))} for number, own in enumerate(each)]
    make_incidents(session, each, report=police)
    return place


def lines(page: str) -> dict[str, list[str]]:
    rows = parse(page).findall(".//table[@id='lines']//tr")[1:]
    return {words(row.findall("th")[0]): [words(cell) for cell in row.findall("td")] for row in rows}


def about(client: Client, place: Place, query: str = TIMES) -> str:
    answer = client.get(f"/dossiers/place?place={place.id}&{query}")
    assert answer.status_code == 200
    return answer.text


def test_what_lies_within_the_radius_counts_before_and_now(client: Client, session: Session, town: Town, square: Place):
    make_incident(session, at=metres_north(town.in_west, 250))
    make_incident(session, at=metres_north(town.in_west, 350))
    page = lines(about(client, square))
    assert page["Trafik och buskörning"][:2] == ["2", "3"]
    assert page["Övrigt"][:2] == ["0", "1"]
    wider = lines(about(client, square, f"{TIMES}&radius=400"))
    assert wider["Övrigt"][:2] == ["0", "2"]


def test_only_what_is_confirmed_and_not_sensitive_counts(client: Client, session: Session, town: Town, square: Place):
    before = lines(about(client, square))
    make_incident(session, at=town.in_west, status=IncidentStatus.DRAFT)
    make_incident(session, where=Whereabouts(district="vast"), category="nara_relation")
    page = about(client, square)
    assert lines(page) == before
    assert "nära relation" not in words(parse(page).findall(".//table[@id='lines']")[0])
    assert "Osäkra platser" in page
    assert "saknar plats på kartan" not in page


def test_what_is_placed_vaguely_is_said(client: Client, session: Session, town: Town, square: Place):
    street, district = LocationPrecision.STREET, LocationPrecision.DISTRICT
    make_incident(session, where=Whereabouts(point=metres_north(town.in_west, 250), precision=street))
    make_incident(session, where=Whereabouts(point=metres_north(town.in_west, 400), precision=street))
    make_incident(session, where=Whereabouts(point=metres_north(town.in_west, 600), precision=street))
    make_incident(session, where=Whereabouts(precision=district, district="vast"))
    page = about(client, square).replace("\u00a0", " ")
    assert "Av de räknade är 1 händelse kända" in page
    assert "1 händelse bredvid området är så osäkert placerade" in page
    assert "1 händelse i Väst saknar plats" in page


def test_sources_that_told_and_those_that_did_not_are_named(client: Client, session: Session, square: Place):
    session.add(Organisation(key="skola", name="Skolan", kind=OrganisationKind.OTHER))
    session.flush()
    page = about(client, square)
    assert "Polisen 3" in page.replace("\u00a0", " ")
    assert "Inget härifrån har kommit från Skolan och Väktarna" in page


def test_an_area_by_its_corners_counts_what_lies_in_it(client: Client, town: Town, square: Place):
    at = town.in_west
    corners = ";".join(
        f"{at.lat + dy:.5f},{at.lon + dx:.5f}"
        for dy, dx in ((-1e-3, -1e-3), (1e-3, -1e-3), (1e-3, 1e-3), (-1e-3, 1e-3))
    )
    page = client.get(f"/dossiers/place?area={corners}&{TIMES}").text
    assert "hektar i Väst" in page
    assert lines(page)["Trafik och buskörning"][:2] == ["2", "3"]
    assert "Område vid Torget" in page


@pytest.mark.parametrize(
    ("area", "said"),
    [
        ("59.50,17.60;59.52,17.66;59.50,17.66;59.52,17.60", "korsar sig själv"),
        ("59.41,17.61;59.59,17.61;59.59,17.69", "tio kvadratkilometer"),
        ("58.50,17.60;58.52,17.66;58.50,17.66", "utanför kommunens"),
    ],
)
def test_what_is_no_area_is_told_of_and_the_choice_stays(client: Client, town: Town, area: str, said: str):
    answer = client.get(f"/dossiers/place?area={area}")
    assert (answer.status_code, said in answer.text) == (409, True)
    assert area.split(";")[0].replace(",", "0,")[:5] in answer.text


@pytest.mark.parametrize(
    ("area", "said"),
    [
        ("59.51 17.64\n59.52 17.66\nsjuttio 17.66", "Rad 3 går inte att läsa: ”sjuttio 17.66”"),
        ("59.51 17.64\n19.52 17.66\n59.51 17.66", "Rad 2 ligger inte i Sverige"),
        ("59.51 17.64\n59.52 17.66", "minst 3 olika hörn"),
        ("\n".join(f"59.{500 + row} 17.6" for row in range(61)), "högst 60 hörn"),
    ],
)
def test_corners_that_make_no_area_stay_and_the_row_is_named(client: Client, square: Place, area: str, said: str):
    """The place that is chosen too was not meant: nothing is told of it instead."""
    sent = client.get("/dossiers", query_string={"q": "Torget", "place": square.id, "area": area})
    answer = client.get(sent.headers["Location"])
    page = parse(answer.text)
    assert (answer.status_code, said in words(page)) == (409, True)
    assert page.find(".//textarea[@id='dossier-area']").text.strip() == area
    assert page.find(".//details[@class='corners']").get("open") is not None
    assert "gick inte att förstå" not in answer.text


def test_corners_are_read_as_in_watched_areas(client: Client, town: Town, square: Place):
    at = town.in_west
    typed = "\n".join(
        f"{at.lat + dy:.5f} {at.lon + dx:.5f}".replace(".", ",")
        for dy, dx in ((-1e-3, -1e-3), (1e-3, 0), (-1e-3, 1e-3))
    )
    answer = client.get("/dossiers", query_string={"area": typed})
    assert "hektar i Väst" in client.get(answer.headers["Location"]).text


def test_a_place_that_is_typed_is_looked_up(client: Client, square: Place):
    answer = client.get(f"/dossiers?q=torget&radius=200&{TIMES}")
    address = urlsplit(answer.headers["Location"])
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert (address.path, asked["place"], asked["radius"]) == ("/dossiers/place", str(square.id), "200")
    assert "Ingen plats heter så" in client.get("/dossiers?q=xyzzy").text


def test_what_means_nothing_in_an_address_is_told_and_the_rest_holds(client: Client, square: Place):
    page = about(client, square, f"{TIMES}&radius=5000&before_from=2026-10-20&before_to=2026-11-30")
    assert "gick inte att förstå" in page
    assert "5000" in page
    assert "2026-10-20–2026-11-30" in page
    nowhere = client.get("/dossiers/place?place=99999999999").text
    assert "99999999999" in nowhere
    assert "Nytt underlag" in nowhere


def test_a_choice_has_one_address():
    today = date(2026, 11, 20)
    args = MultiDict([("area", "59.5, 17.6\n59.6,17.6\n\n59.6, 17.7"), ("to", "2026-01-01"), ("from", "2026-02-01")])
    choice = Choice.from_args(args, today)
    assert choice.to_args() == {
        "area": "59.50000,17.60000;59.60000,17.60000;59.60000,17.70000",
        "from": "2026-01-01",
        "to": "2026-02-01",
    }
    assert Choice.from_args(MultiDict(choice.to_args()), today) == choice
    usual = Choice.from_args(MultiDict(), today)
    assert (usual.period.days, usual.compared_with.days, usual.is_made) == (364, 364, False)
    assert usual.compared_with.last + timedelta(days=1) == usual.period.first


@pytest.mark.parametrize(
    ("days", "period"), [(None, 364), (20, 364), (28, 14), (400, 196), (727, 357), (728, 364), (2000, 364)]
)
def test_the_usual_period_leaves_as_long_a_time_before(days: int | None, period: int):
    today = date(2026, 11, 20)
    since = None if days is None else today - timedelta(days=days)
    usual = usual_period(today, since)
    assert (usual.days, usual.last) == (period, date(2026, 11, 19))
    assert since is None or days == 20 or days > 2000 or usual.first - timedelta(days=period) >= since


def test_a_new_one_is_compared_where_data_reach_back_less_than_two_years(client: Client, session: Session, town: Town):
    """Data for 400 days: half of them, in whole weeks, is the period, so that the other half is the time before."""
    now = datetime.now(UTC)
    for days in range(20, 401, 20):
        make_incident(session, at=town.in_west, when=Interval(now - timedelta(days=days)))
    page = about(client, make_place(session, "Torget", town.in_west, town.west), "")
    assert "tiden före kan därför inte jämföras" not in page
    assert "Före och efter" in page
    first = local_today() - timedelta(days=28 * 7)
    assert f'name="from" value="{first}"' in client.get("/dossiers").text


def test_outside_small_numbers_marks_and_hours_are_not_told(client: Client, session: Session, square: Place):
    make_incident(session, at=Town.in_west)
    page = about(client, square, f"{TIMES}&for=sharing")
    assert "För delning utanför" in page
    assert lines(page)["Övrigt"][1] == "dolt"
    assert "Timmarna visas inte utanför" in page
    drawn = client.get(f"/dossiers/place/map.svg?place={square.id}&{TIMES}&for=sharing").text
    shown = client.get(f"/dossiers/place/map.svg?place={square.id}&{TIMES}").text
    assert (drawn.count("<path") < shown.count("<path"), "Torget" in drawn) == (True, True)


def test_a_member_asks_about_places_of_the_own_districts(
    client_as: Callable[..., Client], session: Session, town: Town, square: Place
):
    own, other = (client_as(Role.AREA_MEMBER, districts=[one]) for one in (town.west, town.east))
    assert lines(about(own, square))["Trafik och buskörning"][:2] == ["2", "3"]
    refused = other.get(f"/dossiers/place?place={square.id}&{TIMES}")
    assert (refused.status_code, "utanför dina kommundelar" in refused.text) == (409, True)
    assert "Trafik och buskörning" not in refused.text
    for part in ("/dossiers/place.pdf", "/dossiers/place/map.svg"):
        assert other.get(f"{part}?place={square.id}&{TIMES}").status_code == 409


def test_across_a_border_a_member_counts_the_own_side_alone(
    client_as: Callable[..., Client], session: Session, town: Town, square: Place
):
    border = Point(17.699, 59.51)
    make_incident(session, at=border)
    make_incident(session, at=Point(17.701, 59.51))
    member = client_as(Role.AREA_MEMBER, districts=[town.west])
    query = f"/dossiers/place?at=59.51,17.699&{TIMES}"
    page = member.get(query).text
    assert (lines(page)["Övrigt"][1], "Bara händelser i dina egna kommundelar" in page) == ("1", True)
    coordinator = client_as(Role.COORDINATOR)
    page = coordinator.get(query).text
    assert (lines(page)["Övrigt"][1], "Bara händelser i dina egna kommundelar" in page) == ("2", False)


def test_reporters_and_the_steering_group_get_none(client_as: Callable[..., Client], square: Place):
    for role in (Role.REPORTER, Role.STEERING):
        client = client_as(role)
        assert client.get(f"/dossiers/place?place={square.id}").status_code == 403
        assert "/dossiers" not in client.get("/map", follow_redirects=True).text


def test_the_document_holds_what_stands_in_the_boxes(client: Client, square: Place):
    address = f"/dossiers/place.pdf?place={square.id}&{TIMES}"
    answer = client.post(address, data={"why": "Vi vill ha mer ljus här.", "drafted_why": "Utkast"})
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert 'filename="platsunderlag-torget-' in answer.headers["Content-Disposition"]
    assert answer.data.startswith(b"%PDF")


def test_map_list_popup_and_hot_places_lead_there(client: Client, session: Session, town: Town, square: Place):
    for page in ("/map", "/incidents"):
        assert 'href="/dossiers"' in client.get(page).text
        assert f'href="/dossiers/place?place={square.id}"' in client.get(f"{page}?place={square.id}").text
    incident = make_incident(session, at=town.in_west)
    popup = client.get(f"/map/incidents/{incident.id}", headers={"Sec-Fetch-Dest": "empty"}).text
    assert "/dossiers/place?at=59.51000,17.65000" in popup.replace("%2C", ",")
