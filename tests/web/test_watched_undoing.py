"""Watched areas come back as they were stored, and nobody overwrites what they have not seen."""

import json
from io import BytesIO
from typing import Any

import pytest
from geoalchemy2.shape import from_shape
from shapely import MultiPolygon, Point, Polygon, box
from shapely.geometry import mapping
from sqlalchemy.orm import Session

from app.models import WatchedArea
from geo.corners import MOST
from tests.clients import Client
from tests.factories import Town
from tests.watched_areas import EAST, changed, stored, typed, undone

ROUND = MultiPolygon([Point(17.65, 59.51).buffer(0.01, quad_segs=600)])
"""More corners than may be written."""
TOUCHING = MultiPolygon([box(17.64, 59.50, 17.65, 59.51), box(17.65, 59.51, 17.66, 59.52)])
NEAR = MultiPolygon(
    [
        box(17.64, 59.50, 17.65, 59.51),
        Polygon([(17.65, 59.505), (17.66, 59.50), (17.66, 59.51), (17.6500000003, 59.506)]),
    ]
)
"""Whose parts are nearer to each other than corners are written."""


@pytest.fixture(params=[ROUND, TOUCHING, NEAR], ids=["many corners", "touching", "near"])
def area(request: pytest.FixtureRequest, session: Session, town: Town) -> WatchedArea:
    """What a file or the seed may bring."""
    assert request.param.is_valid
    kept = WatchedArea(name="Kvarteret", district_id=town.west.id, area=from_shape(request.param, srid=4326))
    kept.is_approximate, kept.origin = True, "Polisens karta"
    session.add(kept)
    session.commit()
    return kept


def told(area: WatchedArea) -> tuple[Any, ...]:
    return area.name, area.district.key, area.area.desc, area.is_approximate, area.origin


def test_what_a_file_may_bring_is_more_than_may_be_written():
    assert ROUND.geoms[0].exterior.coords[MOST:]


def test_a_removed_area_comes_back_as_it_was(client: Client, session: Session, area: WatchedArea):
    before = told(stored(session)[0])
    answer = client.post(f"/map/areas/{area.id}/remove")
    assert stored(session) == []
    assert undone(client, answer).status_code == 302
    assert [told(one) for one in stored(session)] == [before]


def test_a_moved_area_goes_back_to_where_it_was(client: Client, session: Session, area: WatchedArea):
    before = told(stored(session)[0])
    answer = changed(client, area.id, corners=EAST, district="ost")
    moved = told(stored(session)[0])
    assert moved[1:] == ("ost", moved[2], False, "")
    answer = undone(client, answer)
    assert told(stored(session)[0]) == before
    undone(client, answer)
    assert told(stored(session)[0]) == moved


def test_a_name_is_changed_whatever_the_shape(client: Client, session: Session, area: WatchedArea):
    before = told(stored(session)[0])
    assert "är ändrat" in changed(client, area.id, name="Nya namnet").text
    assert told(stored(session)[0]) == ("Nya namnet", *before[1:])


def test_what_somebody_else_has_changed_is_not_overwritten_unseen(client: Client, session: Session, area: WatchedArea):
    first = typed(client.get(f"/map/areas/{area.id}").text)
    changed(client, area.id, name="Den andras")
    answer = client.post(f"/map/areas/{area.id}", data=first | {"name": "Den enas"})
    assert "Någon annan har ändrat området sedan du öppnade det" in answer.text
    assert typed(answer.text)["name"] == "Den enas"
    assert stored(session)[0].name == "Den andras"
    assert "är ändrat" in client.post(f"/map/areas/{area.id}", data=typed(answer.text)).text
    assert stored(session)[0].name == "Den enas"


def test_undoing_leaves_what_somebody_else_has_done_since(client: Client, session: Session, area: WatchedArea):
    answer = changed(client, area.id, name="Det första")
    changed(client, area.id, name="Den andras")
    refused = undone(client, answer)
    assert "Någon annan har ändrat eller tagit bort området efter dig" in refused.text
    assert "Ångra</button>" not in refused.text
    assert stored(session)[0].name == "Den andras"
    client.post(f"/map/areas/{area.id}/remove")
    assert "Någon annan har ändrat eller tagit bort" in undone(client, answer).text
    assert stored(session) == []


def test_undoing_can_be_tried_again_where_the_name_was_taken(client: Client, session: Session, area: WatchedArea):
    before, area_id = told(stored(session)[0]), area.id
    answer = client.post(f"/map/areas/{area_id}/remove")
    client.post("/map/areas/new", data={"name": "Kvarteret", "district": "", "corners": EAST})
    refused = undone(client, answer)
    assert "Det finns redan ett område som heter ”Kvarteret”" in refused.text
    assert "Inget är borta" in refused.text
    changed(client, stored(session)[0].id, name="Ett annat")
    undone(client, refused)
    assert [told(one) for one in stored(session)][1:] == [before]


def test_what_is_not_of_the_page_undoes_nothing(client: Client, session: Session, area: WatchedArea):
    before = told(stored(session)[0])
    for text in ("", "x", "WyJLdmFydGVyZXQiXQ.aaaa"):
        assert "Det går inte att ångra här." in client.post("/map/areas/undo", data={"undo": text}).text
    assert [told(one) for one in stored(session)] == [before]


def test_a_border_finer_than_a_page_can_hold_is_refused(client: Client, session: Session, town: Town):
    shape = Point(17.65, 59.51).buffer(0.01, quad_segs=12_501)
    feature = {"type": "Feature", "properties": {"namn": "Runt"}, "geometry": mapping(shape)}
    file = BytesIO(json.dumps({"type": "FeatureCollection", "features": [feature]}).encode())
    answer = client.post("/map/areas/file", data={"file": (file, "runt.geojson")}, content_type="multipart/form-data")
    assert "Runt: Området har 50005 hörn, och får ha högst 50000." in answer.text
    assert stored(session) == []
