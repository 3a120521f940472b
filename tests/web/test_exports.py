"""What is taken away: exactly what is shown, to whom, and that no file is half."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
import shapely
from flask import Flask
from geoalchemy2.shape import from_shape
from pypdf import PdfReader
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.merging import merge
from app.models import Incident, IncidentStatus, Role, WatchedArea
from geo.points import LocationPrecision
from reports.incoming.drafts import Interval, Whereabouts
from tests.clients import Client
from tests.factories import NOON, Town, make_incident, make_report, make_user

ALL = "from=&to="
BOX = "bbox=17.64,59.5,17.66,59.52"


def rows(client: Client, query: str = ALL) -> list[dict[str, str]]:
    answer = client.get(f"/export/incidents.csv?{query}")
    assert answer.status_code == 200
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def numbers(client: Client, query: str = ALL) -> list[int]:
    return [int(row["Nummer"]) for row in rows(client, query)]


def printed(client: Client, query: str = ALL) -> PdfReader:
    answer = client.get(f"/export/map.pdf?{query}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.data))


def signed_in(app: Flask, session: Session, **fields: object) -> Client:
    client = app.test_client()
    assert isinstance(client, Client)
    return client.sign_in(make_user(session, **fields), session)


def hidden(session: Session) -> Incident:
    """Violence in close relations that a careless import has given a point and a place."""
    incident = make_incident(session, category="nara_relation", summary="Hemlig text", where=where_in("vast"))
    point = f"SRID=4326;POINT({Town.in_west.lon} {Town.in_west.lat})"
    values = {"point": point, "precision": LocationPrecision.POINT, "place_words": "Hemliga gatan 1"}
    session.execute(update(Incident).where(Incident.id == incident.id).values(**values))
    session.expire_all()
    return incident


def where_in(district: str) -> Whereabouts:
    return Whereabouts(precision=LocationPrecision.DISTRICT, district=district)


def test_the_rows_are_those_of_the_filter_in_its_order(client: Client, session: Session, town: Town):
    older = make_incident(session, at=town.in_west, when=Interval(NOON - timedelta(hours=3)))
    newer = make_incident(session, at=town.in_east, when=Interval(NOON), category="trafik")
    make_incident(session, when=Interval(NOON - timedelta(days=90)))
    period = f"from={NOON.date() - timedelta(days=1)}&to={NOON.date()}"
    assert numbers(client, period) == [newer.id, older.id]
    assert numbers(client, f"{period}&sort=oldest") == [older.id, newer.id]
    assert numbers(client, f"{period}&category=trafik") == [newer.id]
    assert numbers(client, f"{period}&district=vast") == [older.id]
    assert numbers(client, f"{period}&hours=0-5") == []


def test_a_row_tells_what_the_page_tells(client: Client, session: Session, town: Town):
    where = Whereabouts("Påhittade gatan", None, town.in_west, LocationPrecision.STREET)
    make_incident(session, where=where, category="trafik", summary="En moped", report=make_report(session))
    (row,) = rows(client)
    assert (row["Från"], row["Till"], row["Tid"]) == ("2026-11-18 12:00", "", "")
    assert (row["Kategori"], row["Kommundel"], row["Plats"]) == ("Trafik och buskörning", "Väst", "Påhittade gatan")
    assert (row["Platsnoggrannhet"], row["Inom meter"]) == ("gata eller väg", "150")
    assert (row["Karta"], row["Källor"], row["Text"]) == ("på kartan", "Polisen", "En moped")
    assert (row["Latitud"], row["Longitud"]) == ("59,51000", "17,65000")


def test_what_has_no_place_says_so_and_has_no_point(client: Client, session: Session, town: Town):
    day = Interval(NOON.replace(hour=0) - timedelta(hours=1), NOON.replace(hour=23))
    make_incident(session, where=where_in("vast"), when=day)
    (row,) = rows(client)
    assert (row["Karta"], row["Platsnoggrannhet"]) == ("utan plats på kartan", "bara kommundelen")
    assert (row["Latitud"], row["Inom meter"], row["Tid"]) == ("", "", "tid okänd")


def test_a_view_takes_those_that_are_drawn_in_it(client: Client, session: Session, town: Town):
    inside = make_incident(session, at=town.in_west)
    make_incident(session, at=town.in_east)
    make_incident(session, where=where_in("vast"))
    hidden(session)
    assert numbers(client, f"{ALL}&{BOX}") == [inside.id]


@pytest.mark.parametrize(
    "box",
    ["1", "a,b,c,d", "18,59,17,60", "17,60,18,59", "17.6,59,17.6,60", "17,59.5,18,59.5", "nan,1,2,3", "100,1,110,2"],
)
def test_a_view_that_is_none_is_refused_rather_than_forgotten(client: Client, town: Town, box: str):
    for file in ("incidents.csv", "map.pdf"):
        assert client.get(f"/export/{file}?{ALL}&bbox={box}").status_code == 400


def test_nothing_in_a_cell_is_run_by_a_spreadsheet(client: Client, session: Session, town: Town):
    make_incident(
        session,
        summary='=HYPERLINK("http://exempel.se")',
        where=Whereabouts("+Torget", precision=LocationPrecision.UNKNOWN),
    )
    (row,) = rows(client)
    assert row["Text"].startswith("'=")
    assert row["Plats"] == "'+Torget"


def test_of_what_is_sensitive_there_is_no_place_and_text_for_the_coordinator_alone(
    client_as: Callable[[Role], Client], session: Session, town: Town
):
    hidden(session)
    for role, text in ((Role.COORDINATOR, "Hemlig text"), (Role.ADMINISTRATOR, "")):
        (row,) = rows(client_as(role))
        assert row["Text"] == text
        assert (row["Plats"], row["Latitud"], row["Longitud"]) == ("", "", "")
        assert row["Platsnoggrannhet"] == "bara kommundelen"


def test_an_area_group_takes_its_own_districts_confirmed_ones(app: Flask, session: Session, town: Town):
    own = make_incident(session, at=town.in_west)
    make_incident(session, at=town.in_west, status=IncidentStatus.DRAFT)
    make_incident(session, at=town.in_east)
    hidden(session)
    member = signed_in(app, session, role=Role.AREA_MEMBER, districts=[town.west])
    told = rows(member, f"{ALL}&bbox=17,59,18,60")
    assert [int(row["Nummer"]) for row in told] == [own.id]
    assert "Hemlig" not in member.get(f"/export/incidents.csv?{ALL}").text
    assert "Väst" in printed(member).pages[0].extract_text()


def test_steering_takes_nothing(client_as: Callable[[Role], Client], visitor: Client, town: Town):
    steering = client_as(Role.STEERING)
    for file in ("incidents.csv", "map.pdf"):
        assert steering.get(f"/export/{file}").status_code == 403
        assert visitor.get(f"/export/{file}").status_code == 302


def test_a_printed_map_says_what_it_shows(client: Client, session: Session, town: Town):
    make_incident(session, at=town.in_west, category="trafik")
    make_incident(session, where=where_in("ost"))
    hidden(session)
    reader = printed(client, "from=2026-11-01&to=2026-11-20&district=vast&district=ost&paper=a4&turn=portrait")
    first, second = (page.extract_text() for page in reader.pages)
    for said in (
        "Händelser 1 november 2026 – 20 november 2026",
        "1 händelse på kartan, 2 utan plats på kartan",
        "Urval: Öst · Väst",
        "Väst: 1",
        "Öst: 1",
        "Skala 1:",
        "Gränser: made up",
        "Trafik och buskörning",
    ):
        assert said in " ".join(first.split()), said
    assert "onsdag 18 november kl. 12.00" in " ".join(second.split())
    assert "Hemlig" not in first + second
    width, height = (float(side) / 72 * 25.4 for side in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)


def test_a_printed_map_says_how_many_are_drafts(client: Client, session: Session, town: Town):
    make_incident(session, at=town.in_west)
    make_incident(session, status=IncidentStatus.DRAFT)
    assert "utkast" not in printed(client).pages[0].extract_text()
    make_incident(session, at=town.in_west, status=IncidentStatus.DRAFT)
    assert "2 händelser på kartan, varav 1 obekräftat utkast, 1 utan" in printed(client).pages[0].extract_text()


def test_a_wide_view_on_a_lying_sheet_has_its_legend_below(client: Client, town: Town):
    """Beside it, the map would have to be smaller: 1 to 90 000."""
    (page,) = printed(client, f"{ALL}&bbox=17.60,59.47,17.90,59.55&paper=a4&turn=landscape").pages
    assert "Skala 1:80 000" in " ".join(page.extract_text().split())


def test_the_legend_tells_of_watched_areas_where_one_is_in_view(client: Client, session: Session, town: Town):
    ring = shapely.box(town.in_west.lon, town.in_west.lat, town.in_west.lon + 0.001, town.in_west.lat + 0.001)
    shape = from_shape(shapely.MultiPolygon([ring]), 4326)
    session.add(WatchedArea(name="Torget", district_id=town.west.id, area=shape, origin="prov"))
    session.flush()
    elsewhere = "bbox=17.70,59.5,17.72,59.52"
    told = [
        "Prickad linje" in printed(client, f"{ALL}&show=watched&{view}").pages[0].extract_text()
        for view in (BOX, elsewhere)
    ]
    assert told == [True, False]


def test_a_map_of_nothing_is_printed_and_says_so(client: Client, town: Town):
    (page,) = printed(client).pages
    assert "0 händelser på kartan" in page.extract_text()


def test_a_reporter_takes_what_the_own_organisation_told(app: Flask, session: Session, town: Town):
    """Merged with what the police told, at another place: neither that nor their words may be taken."""
    by = make_user(session)
    own = make_incident(session, report=make_report(session, organisation=town.guards), summary="Egen text")
    where = Whereabouts("Polisens gata", None, town.in_east, LocationPrecision.POINT)
    told = make_report(session, organisation=town.police)
    other = make_incident(session, report=told, where=where, summary="Polisens text")
    merge(session, own, other, by)
    reporter = signed_in(app, session, role=Role.REPORTER, organisation=town.guards)
    (row,) = rows(reporter)
    assert (row["Text"], row["Plats"], row["Latitud"]) == ("Egen text", "", "")
    assert (row["Källor"], row["Status"]) == ("Väktarna", "bekräftad")
    assert numbers(reporter, f"{ALL}&bbox=17,59,18,60") == []
    sheet = " ".join(page.extract_text() for page in printed(reporter).pages)
    assert "Polisens" not in sheet
    assert "Bara det som Väktarna har rapporterat." in " ".join(sheet.split())


def test_a_merged_one_tells_who_told_of_it(client: Client, session: Session, town: Town):
    """Its sources have moved to the one it is merged with; they are told for both, each once."""
    kept = make_incident(session, report=make_report(session, organisation=town.guards))
    other = make_incident(session, report=make_report(session, organisation=town.police))
    merge(session, kept, other, make_user(session))
    told = {int(row["Nummer"]): row["Källor"] for row in rows(client, f"{ALL}&status=merged&status=confirmed")}
    assert told == {kept.id: "Väktarna, Polisen", other.id: "Polisen"}


def test_a_long_choice_stands_whole_behind_the_map(client: Client, session: Session, town: Town):
    """Above the map there is room for two lines."""
    long = f"q={'ord ' * 40}"
    more = "&".join(f"precision={one}" for one in LocationPrecision)
    first, second = (" ".join(page.extract_text().split()) for page in printed(client, f"{ALL}&{long}&{more}").pages)
    assert "… Hela urvalet står på nästa sida." in first
    assert "ord”." not in first
    assert "okänd plats" in second
    assert "ord”." in second
