"""Tiles of incidents: what they hold, for whom, and that a change is seen at once."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app import create_app
from app.accounts.actions import open_session
from app.config import Settings
from app.db import Database
from app.decisions import withdraw
from app.incidents.rules import WithdrawReason
from app.maps.routes import compare
from app.models import Event, Incident, IncidentStatus, Role, User
from app.tiles import queries
from geo.points import LocationPrecision, Point
from geo.tiles import EXTENT, Tile, mercator_x, mercator_y
from reports.incoming.drafts import Certainty, Interval, Whereabouts
from tests.clients import Client
from tests.factories import NOON, Town, make_incident, make_report, make_town, make_user
from tests.vector_tiles import Read, read_tile

ALL = "from=&to="
FAR, NEAR = 9, 14


def around(at: Point, z: int) -> Tile:
    return Tile(z, int(mercator_x(at.lon) * 2**z), int(mercator_y(at.lat) * 2**z))


def address(tile: Tile, query: str = ALL) -> str:
    return f"/map/tiles/{tile.z}/{tile.x}/{tile.y}.mvt?{query}"


def held(client: FlaskClient, tile: Tile, query: str = ALL) -> list[Read]:
    answer = client.get(address(tile, query))
    assert (answer.status_code, answer.mimetype) == (200, "application/vnd.mapbox-vector-tile")
    return read_tile(answer.data)


def ids(found: list[Read]) -> list[int]:
    assert {read.layer for read in found} <= {"incidents"}
    return [read.id for read in found]


@pytest.fixture
def few_singly(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than two in a tile are many."""
    monkeypatch.setattr(queries, "MOST_SINGLY", 2)


@pytest.mark.parametrize("z", [FAR, NEAR])
def test_few_incidents_are_told_singly_as_the_one_layer_tells_them(
    client: Client, session: Session, town: Town, z: int
):
    incident = make_incident(
        session,
        at=None,
        category="trafik",
        certainty=Certainty.SUSPECTED,
        when=Interval(NOON, NOON + timedelta(hours=3)),
        where=Whereabouts("Storgatan", point=town.in_west, precision=LocationPrecision.STREET),
    )
    [told] = held(client, around(town.in_west, z))
    assert told[:2] == ("incidents", incident.id)
    assert told.told == {
        "kind": incident.category_id,
        "precision": "street",
        "certainty": "suspected",
        "hour": client.get(f"/map/incidents.json?{ALL}").json["first"],
        "touched": 3,
    }
    tile = around(town.in_west, z)
    assert (told.x, told.y) == tile.place(town.in_west.lon, town.in_west.lat)
    assert 0 <= told.x < EXTENT
    assert 0 <= told.y < EXTENT


@pytest.mark.parametrize("z", [FAR, NEAR])
@pytest.mark.usefixtures("few_singly")
def test_many_are_told_in_cells(client: Client, session: Session, town: Town, z: int):
    west = [make_incident(session, at=town.in_west, category=code) for code in ("trafik", "trafik", "ovrigt")]
    beside = Point(town.in_west.lon + 0.0002, town.in_west.lat)
    make_incident(session, at=beside, category="trafik")
    tile = around(town.in_west, z)
    [cell] = held(client, tile)
    mean = Point((3 * town.in_west.lon + beside.lon) / 4, town.in_west.lat)
    assert (cell.layer, cell.x, cell.y) == ("cells", *tile.place(mean.lon, mean.lat))
    spot = around(town.in_west, z + 3)
    kinds = {f"kind-{west[0].category_id}": 3, f"kind-{west[2].category_id}": 1}
    assert cell.told == {"x": spot.x, "y": spot.y, "number": 4} | kinds


def test_each_incident_stands_in_one_tile(client: Client, session: Session, town: Town):
    """Also one on the very edge of several."""
    corner = Tile(NEAR, *(part // 2 * 2 for part in (around(town.in_west, NEAR).x, around(town.in_west, NEAR).y)))
    edge = make_incident(session, at=Point(corner.west, corner.north))
    tiles = [Tile(NEAR, corner.x - east, corner.y - south) for east in (0, 1) for south in (0, 1)]
    assert sorted(ids([read for tile in tiles for read in held(client, tile)])) == [edge.id]


@pytest.mark.usefixtures("few_singly")
def test_cells_of_all_tiles_together_count_every_incident_once(client: Client, session: Session, town: Town):
    for number in range(40):
        make_incident(session, at=Point(17.61 + 0.004 * number, 59.41 + 0.0043 * number))
    for z in (FAR, 11):
        first, last = around(Point(17.6, 59.6), z), around(Point(17.8, 59.4), z)
        tiles = [Tile(z, x, y) for x in range(first.x, last.x + 1) for y in range(first.y, last.y + 1)]
        reads = [read for tile in tiles for read in held(client, tile)]
        assert sum(read.told.get("number", 1) for read in reads) == 40


@pytest.mark.parametrize("many", [False, True])
def test_what_the_map_never_draws_is_in_no_tile(client: Client, session: Session, town: Town, monkeypatch, many: bool):
    if many:
        monkeypatch.setattr(queries, "MOST_SINGLY", -1)
    hidden = [
        make_incident(session, category="nara_relation", summary="Hemligt"),
        make_incident(session, where=Whereabouts(precision=LocationPrecision.DISTRICT, district="vast")),
        make_incident(session, at=town.in_west, status=IncidentStatus.WITHDRAWN),
    ]
    at = f"SRID=4326;POINT({town.in_west.lon} {town.in_west.lat})"
    session.execute(update(Incident).where(Incident.id.in_([one.id for one in hidden])).values(point=at))
    precise = update(Incident).where(Incident.id == hidden[0].id).values(precision=LocationPrecision.POINT)
    session.execute(precise)
    for z in (FAR, NEAR):
        assert held(client, around(town.in_west, z)) == []
        where = around(town.in_west, z + 3)
        listed = client.get(f"/map/tiles/members.json?{ALL}&cell={where.z}/{where.x}/{where.y}").json
        assert (listed["ids"], listed["number"]) == ([], 0)


def test_a_point_at_a_pole_stops_no_map(client: Client, session: Session, town: Town):
    [drawn, lost] = [make_incident(session, at=town.in_west) for _ in range(2)]
    session.execute(update(Incident).where(Incident.id == lost.id).values(point="SRID=4326;POINT(0 -90)"))
    for z in (FAR, NEAR):
        assert ids(held(client, around(town.in_west, z))) == [drawn.id]


def test_list_and_tile_take_the_same_filter(client: Client, session: Session, town: Town):
    traffic = make_incident(session, at=town.in_east, category="trafik")
    make_incident(session, at=town.in_east)
    make_incident(session, at=town.in_east, category="trafik", when=Interval(NOON - timedelta(days=99)))
    tile = around(town.in_east, FAR)
    assert ids(held(client, tile, "from=2026-11-01&to=2026-11-30&category=trafik&district=ost")) == [traffic.id]
    assert held(client, tile, f"{ALL}&district=vast") == []


def member_of(app: Flask, session: Session, *districts) -> Client:
    client = app.test_client()
    assert isinstance(client, Client)
    return client.sign_in(make_user(session, role=Role.AREA_MEMBER, districts=list(districts)), session)


def test_each_role_gets_its_own_tile_of_the_same_address(app: Flask, client: Client, session: Session, town: Town):
    own, others = make_incident(session, at=town.in_west), make_incident(session, at=town.in_east)
    draft = make_incident(session, at=town.in_west, status=IncidentStatus.DRAFT)
    tile = Tile(6, *[part >> 3 for part in (around(town.in_west, FAR).x, around(town.in_west, FAR).y)])
    of_west, of_east = member_of(app, session, town.west), member_of(app, session, town.east)
    for _ in range(2):  # the second time from what is kept
        assert ids(held(client, tile)) == [own.id, others.id, draft.id]
        assert ids(held(of_west, tile)) == [own.id]
        assert ids(held(of_east, tile)) == [others.id]
    seen_by_all = client.get(address(tile)).headers["ETag"]
    assert member_of(app, session, town.west).get(address(tile), headers={"If-None-Match": seen_by_all}).data


@pytest.mark.parametrize("role", [Role.REPORTER, Role.STEERING])
def test_who_sees_incidents_otherwise_or_not_at_all_gets_no_tiles(client_as: Callable[[Role], Client], role: Role):
    for wanted in ("/map/tiles/9/281/150.mvt", "/map/tiles/members.json?cell=12/1/1"):
        assert client_as(role).get(wanted).status_code == 403


@pytest.mark.parametrize("tile", ["99/0/0", "9/512/0", "9/0/512"])
def test_a_tile_that_is_not_there_is_not_found(client: Client, tile: str):
    assert client.get(f"/map/tiles/{tile}.mvt").status_code == 404
    assert client.get(f"/map/tiles/members.json?cell={tile}").status_code == 404


@pytest.mark.parametrize("cell", ["", "cell=", "cell=9/1", "cell=a/b/c", "cell=9/1/-1"])
def test_a_cell_that_is_none_is_not_found(client: Client, cell: str):
    assert client.get(f"/map/tiles/members.json?{cell}").status_code == 404


def test_an_unchanged_tile_is_not_sent_twice_and_no_proxy_keeps_it(client: Client, session: Session, town: Town):
    incident = make_incident(session, at=town.in_west)
    where = address(around(town.in_west, FAR))
    first = client.get(where, headers={"Accept-Encoding": "gzip"})
    assert ids(read_tile(gzip.decompress(first.data))) == [incident.id]
    assert first.headers["Cache-Control"] == "private, no-cache"
    known = {"If-None-Match": first.headers["ETag"]}
    again = client.get(where, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    make_incident(session, at=town.in_west)
    assert client.get(where, headers=known).status_code == 200


def test_a_group_tells_its_newest_and_where_all_are(client: Client, session: Session, town: Town):
    older = make_incident(session, at=town.in_west, when=Interval(NOON - timedelta(days=3)))
    newer = make_incident(session, at=Point(town.in_west.lon + 0.0001, town.in_west.lat))
    make_incident(session, at=town.in_east)
    cell = around(town.in_west, NEAR)
    found = client.get(f"/map/tiles/members.json?{ALL}&cell={cell.z}/{cell.x}/{cell.y}").json
    assert (found["ids"], found["number"]) == ([newer.id, older.id], 2)
    assert found["bounds"] == pytest.approx([17.65, 59.51, 17.6501, 59.51])


def test_the_map_asks_for_tiles_where_there_are_many_and_a_reporter_never(
    app: Flask, client: Client, session: Session, town: Town, monkeypatch: pytest.MonkeyPatch
):
    for number in range(2):
        make_incident(session, at=town.in_west, report=make_report(session, organisation=town.guards))
        has_tiles = ["data-tiles" in each.get(f"/map?{ALL}").text for each in (client, reporter_of(app, session, town))]
        assert has_tiles == [number > 0, False]
        monkeypatch.setattr(compare, "MOST_IN_ONE_LAYER", 1)
    assert "data-layer" in client.get(f"/map?{ALL}").text
    monkeypatch.setattr(compare, "MOST_AT_ONCE", 1)
    assert "data-layer" not in client.get(f"/map?{ALL}").text


def reporter_of(app: Flask, session: Session, town: Town) -> Client:
    client = app.test_client()
    assert isinstance(client, Client)
    return client.sign_in(make_user(session, role=Role.REPORTER, organisation=town.guards), session)


def test_what_one_process_changes_another_shows_at_once(own_database: Database, tmp_path: Path):
    """Two instances of the app on the same database, each keeping tiles of its own."""
    with own_database.writing() as session:
        town = make_town(session)
        first = make_incident(session, at=town.in_west)
        user = make_user(session)
    settings = settings_of(own_database, tmp_path)
    clients = [signed_in(create_app(settings), user, own_database) for _ in range(2)]
    tile = around(town.in_west, FAR)
    assert [ids(held(client, tile)) for client in clients] == [[first.id]] * 2
    with own_database.writing() as session:
        second = make_incident(session, at=town.in_west)
    assert [ids(held(client, tile)) for client in clients] == [[first.id, second.id]] * 2
    with own_database.writing() as session:
        withdraw(session, session.get_one(Incident, first.id), WithdrawReason.MISTAKE, user)
    assert [ids(held(client, tile)) for client in clients] == [[second.id]] * 2
    for client in clients:
        client.application.extensions["database"].engine.dispose()


def test_what_took_long_to_write_is_shown_when_it_is_there(own_database: Database, tmp_path: Path):
    """Its event has a lower number than that of the tile's state. On SQLite there is one writer at a time."""
    if own_database.engine.dialect.name == "sqlite":
        return
    with own_database.writing() as session:
        town, user = make_town(session), make_user(session)
    client = signed_in(create_app(settings_of(own_database, tmp_path)), user, own_database)
    tile = around(town.in_west, FAR)
    with own_database.session(may_write=True) as slow:
        first = make_incident(slow, at=town.in_west)
        slow.flush()
        with own_database.writing() as session:
            second = make_incident(session, at=town.in_west)
        assert ids(held(client, tile)) == [second.id]
        slow.commit()
    assert ids(held(client, tile)) == [first.id, second.id]
    client.application.extensions["database"].engine.dispose()


def settings_of(database: Database, folder: Path) -> Settings:
    url = database.engine.url.render_as_string(hide_password=False).replace("+psycopg", "")
    return Settings(instance_dir=folder, database_url=url, secret_key="only for tests")


def test_a_change_that_is_told_late_is_noticed(session: Session, town: Town):
    """The event of a long transaction has a lower number than those that were written meanwhile."""
    make_incident(session, at=town.in_west)
    session.flush()
    newest = session.scalar(select(func.max(Event.id))) or 0
    session.add(Event(id=newest + 50, at=NOON, verb="changed", subject="incident"))
    session.flush()
    before = queries.data_version(session)
    session.add(Event(id=newest + 20, at=NOON, verb="changed", subject="incident"))
    session.flush()
    assert queries.data_version(session) != before


def signed_in(app: Flask, user: User, database: Database) -> FlaskClient:
    client = app.test_client()
    with database.writing() as session:
        token = open_session(session, user, browser="", hours=1, now=datetime.now(UTC))
    with client.session_transaction() as cookie:
        cookie["token"] = token
    return client
