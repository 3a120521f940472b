"""Watched areas: drawn, changed, removed and taken back by those who coordinate, and told of on the map."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from shapely import box
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Event, Role, WatchedArea
from geo.areas import to_plane
from tests.clients import Client
from tests.factories import Town, make_incident
from tests.map_files import MapFile, write_map_files
from tests.watched_areas import EAST, WEST, changed, stored, undone

FAR = WEST.replace("59.5", "58.5")


def drawn(client: Client, **more: str) -> Any:
    data = {"name": "Kvarteret", "district": "", "corners": WEST} | more
    assert client.post("/map/areas/new", data=data).status_code == 302
    return client.get("/map/overlays.json?show=watched&from=&to=").json["features"][-1]


def test_an_area_is_drawn_and_stands_on_the_map_with_its_number(client: Client, session: Session, town: Town):
    make_incident(session, at=town.in_west)
    make_incident(session, at=town.in_east)
    assert "Inga områden är ritade än." in client.get("/map?show=watched").text
    found = drawn(client, name="  Kvarteret   Väst ")
    assert found["properties"] == {"overlay": "watched", "name": "Kvarteret Väst", "number": 1}
    assert stored(session)[0].district.key == "vast"
    assert "Inga områden är ritade än." not in client.get("/map?show=watched").text
    assert "Kvarteret Väst" in client.get("/map/areas").text


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"corners": "59.5, 17.6\nStorgatan\n59.6, 17.7"}, "Rad 2 går inte att läsa: ”Storgatan”."),
        ({"corners": "59.5, 17.6\n59.6, 17.7"}, "minst 3 olika hörn"),
        ({"corners": FAR}, "Området ligger utanför kommunens kommundelar."),
        ({"district": "ost"}, "Området ligger utanför Öst."),
        ({"district": "ingen"}, ""),
        ({"name": " "}, "Ge området ett namn"),
        ({"name": "n" * 121}, "på högst 120 tecken"),
        ({"name": "Hos 19121212-1212"}, "Ta bort personuppgifterna"),
        ({"name": "Taget"}, "Det finns redan ett område som heter ”Taget”."),
    ],
)
def test_what_cannot_be_saved_is_told_and_what_was_typed_stays(
    client: Client, session: Session, town: Town, told: dict[str, str], words: str
):
    drawn(client, name="Taget")
    answer = client.post("/map/areas/new", data={"name": "Nytt", "district": "", "corners": WEST} | told)
    assert answer.status_code == 200
    assert words in answer.text
    assert "Inget av det du skrev är borta." in answer.text
    assert told.get("corners", WEST).split("\n")[0] in answer.text
    assert [area.name for area in stored(session)] == ["Taget"]


def test_a_change_is_taken_back(client: Client, session: Session, town: Town):
    drawn(client)
    area = stored(session)[0]
    before = area.area.desc
    answer = changed(client, area.id, name="Flyttat", district="", corners=EAST)
    assert "Området ”Flyttat” är ändrat." in answer.text
    assert stored(session)[0].district.key == "ost"
    answer = undone(client, answer)
    found = stored(session)[0]
    assert (found.name, found.district.key, found.area.desc) == ("Kvarteret", "vast", before)
    undone(client, answer)
    assert stored(session)[0].name == "Flyttat"


def test_a_removed_area_comes_back_and_incidents_stay(client: Client, session: Session, town: Town):
    make_incident(session, at=town.in_west)
    before = drawn(client)
    area_id = stored(session)[0].id
    answer = client.post(f"/map/areas/{area_id}/remove")
    assert "bevakas inte längre. Händelserna är kvar." in answer.text
    assert stored(session) == []
    assert client.post(f"/map/areas/{area_id}/remove").status_code == 302
    assert client.get(f"/map/areas/{area_id}").status_code == 404
    assert undone(client, answer).status_code == 302
    assert client.get("/map/overlays.json?show=watched&from=&to=").json["features"][-1] == before
    verbs = session.scalars(select(Event.verb).where(Event.subject == "watched_area").order_by(Event.id))
    assert list(verbs) == ["created", "removed", "created"]


def test_a_name_alone_is_changed_without_a_corner_moved(client: Client, session: Session, town: Town):
    """Corners are shown rounded; what came from a file finer than that stays as it came."""
    area = "SRID=4326;MULTIPOLYGON(((17.64 59.5,17.66 59.5000000412,17.66 59.52,17.64 59.52,17.64 59.5)))"
    session.add(WatchedArea(name="Fint", district_id=town.west.id, area=area, origin="filen", is_approximate=True))
    session.commit()
    found = stored(session)[0]
    before = found.area.desc
    changed(client, found.id, name="Finare")
    found = stored(session)[0]
    assert (found.name, found.area.desc, found.origin, found.is_approximate) == ("Finare", before, "filen", True)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    west, east = box(17.62, 59.5, 17.64, 59.52), box(17.72, 59.5, 17.74, 59.52)
    return write_map_files(
        tmp_path_factory.mktemp("omraden"),
        MapFile("bra.gpkg", [to_plane(west), to_plane(east)], {"namn": ["Ettan", "Tvåan"]}, crs="EPSG:3006"),
        MapFile("taget.geojson", [west, east], {"name": ["Trean", "Kvarteret"]}),
        MapFile("utan.geojson", [west], {"bredd": ["3"]}),
        MapFile("langt.geojson", [box(10, 10, 11, 11)], {"name": ["Fyran"]}),
    )


def sent(client: Client, path: Path, **more: str) -> Any:
    data = {"file": (BytesIO(path.read_bytes()), path.name), **more}
    return client.post("/map/areas/file", data=data, content_type="multipart/form-data")


def test_areas_are_read_from_a_file(client: Client, session: Session, town: Town, files: Path):
    assert sent(client, files / "bra.gpkg").status_code == 302
    assert [(area.name, area.district.key) for area in stored(session)] == [("Ettan", "vast"), ("Tvåan", "ost")]


@pytest.mark.parametrize(
    ("name", "more", "words"),
    [
        ("taget.geojson", {}, "Kvarteret: Det finns redan ett område som heter ”Kvarteret”."),
        ("utan.geojson", {}, "Det syns inte i vilken kolumn områdenas namn står. Filen har: bredd."),
        ("bra.gpkg", {"column": "finns inte"}, "Filen har: namn."),
        ("langt.geojson", {}, "Området ligger utanför"),
        ("bra.gpkg", {"crs": "rakt"}, "Skriv det som EPSG:3006."),
    ],
)
def test_a_file_is_read_whole_or_not_at_all(
    client: Client, session: Session, town: Town, files: Path, name: str, more: dict[str, str], words: str
):
    drawn(client)
    answer = sent(client, files / name, **more)
    assert answer.status_code == 200
    assert words in answer.text
    assert [area.name for area in stored(session)] == ["Kvarteret"]


def test_only_those_who_coordinate_draw(client_as: Callable[[Role], Client], town: Town):
    for role in Role:
        client = client_as(role)
        may = role in (Role.COORDINATOR, Role.ADMINISTRATOR)
        assert client.get("/map/areas").status_code == (200 if may else 403)
        if role in (Role.AREA_MEMBER, Role.REPORTER):
            page = client.get("/map?show=watched").text
            assert "Den som samordnar kan rita dem." in page
            assert "/map/areas" not in page
