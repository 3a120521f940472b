"""The other files that are taken away (Excel, GeoJSON, GeoPackage, pictures), read by what people open them with."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from app.exports import queries, routes
from app.exports.columns import COLUMNS
from app.models import Role
from geo.points import LocationPrecision
from reports.incoming.drafts import Interval, Whereabouts
from tests.clients import Client
from tests.factories import NOON, Town, make_incident
from tests.web.test_exports import ALL, BOX, hidden, where_in

READ = """
import json, sys
from pyogrio.raw import read
from pyogrio import read_info
import shapely
info = read_info(sys.argv[1])
meta, _, geometry, values = read(sys.argv[1])
points = [None if wkb is None else list(shapely.from_wkb(wkb).coords[0]) for wkb in geometry]
print(json.dumps({
    "driver": info["driver"], "crs": meta["crs"], "kind": meta["geometry_type"], "layer": info["layer_name"],
    "fields": dict(zip(meta["fields"].tolist(), map(str, meta["dtypes"]))), "points": points,
    "rows": [dict(zip(meta["fields"].tolist(), map(str, row))) for row in zip(*values)],
}))
"""


def taken(client: Client, ending: str, query: str = ALL) -> bytes:
    answer = client.get(f"/export/incidents.{ending}?{query}")
    assert answer.status_code == 200
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert f".{ending}" in answer.headers["Content-Disposition"]
    return bytes(answer.data)


def by_gdal(content: bytes, ending: str, folder: Path) -> Any:
    """As GDAL reads it, in a process of its own, since it cannot live beside SpatiaLite."""
    path = folder / f"file.{ending}"
    path.write_bytes(content)
    done = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, check=True)
    return json.loads(done.stdout)


def two_incidents(session: Session, town: Town) -> None:
    where = Whereabouts("Påhittade gatan", None, town.in_west, LocationPrecision.STREET)
    make_incident(session, where=where, category="trafik", summary="=1+1 åäö", quantity=2)
    make_incident(session, where=where_in("ost"), when=Interval(NOON - timedelta(days=1)))


def test_a_workbook_has_its_types_and_says_what_was_taken(client: Client, session: Session, town: Town):
    two_incidents(session, town)
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken(client, "xlsx", f"{ALL}&sort=newest")))
    about, rows = (book.get_sheet_by_name(name).to_python() for name in ("Om", "Händelser"))
    told = "\n".join(str(line[0]) for line in about)
    assert "Händelser hela tiden" in told
    assert "Urval: alla händelser." in told
    heads, first, second = rows
    assert heads == [str(column.head) for column in COLUMNS]
    row = dict(zip(heads, first, strict=True))
    assert row["Från"].isoformat() == "2026-11-18T12:00:00"
    assert (row["Latitud"], row["Antal"], row["Text"]) == (pytest.approx(59.51), 2, "=1+1 åäö")
    assert dict(zip(heads, second, strict=True))["Karta"] == "utan plats på kartan"


def test_geojson_has_points_and_something_without_a_place_has_none(client: Client, session: Session, town: Town):
    two_incidents(session, town)
    hidden(session)
    features = json.loads(taken(client, "geojson", f"{ALL}&sort=newest"))["features"]
    placed = [feature for feature in features if feature["geometry"]]
    assert [feature["geometry"] for feature in placed] == [{"type": "Point", "coordinates": [17.65, 59.51]}]
    assert placed[0]["properties"]["inom_meter"] == 150
    assert placed[0]["properties"]["fran"] == "2026-11-18T12:00:00"
    assert len(features) == 3


def test_a_geopackage_is_opened_by_gdal(client: Client, session: Session, town: Town, tmp_path: Path):
    two_incidents(session, town)
    hidden(session)
    read = by_gdal(taken(client, "gpkg", f"{ALL}&sort=oldest"), "gpkg", tmp_path)
    assert (read["driver"], read["crs"], read["kind"], read["layer"]) == ("GPKG", "EPSG:4326", "Point", "handelser")
    assert sorted(point for point in read["points"] if point) == [[17.65, 59.51]]
    assert read["fields"]["fran"].startswith("datetime64")
    row = next(row for row in read["rows"] if row["plats"] == "Påhittade gatan")
    assert (row["text"], float(row["antal"]), row["kategori"]) == ("=1+1 åäö", 2, "Trafik och buskörning")
    assert row["fran"].startswith("2026-11-18T12:00:00")


def test_files_without_rows_are_whole_too(client: Client, town: Town, tmp_path: Path):
    assert json.loads(taken(client, "geojson"))["features"] == []
    assert by_gdal(taken(client, "gpkg"), "gpkg", tmp_path)["rows"] == []
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(taken(client, "xlsx"))).get_sheet_by_index(1).to_python()) == 1


def test_the_same_incidents_stand_in_every_file(
    client_as: Callable[[Role], Client], session: Session, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Batch by batch: a seam neither loses nor doubles any."""
    monkeypatch.setattr(queries, "BATCH", 3)
    known = {make_incident(session, at=town.in_west).id for _ in range(8)}
    make_incident(session, at=town.in_east)
    client, query = client_as(Role.ADMINISTRATOR), f"{ALL}&{BOX}"
    rows = taken(client, "csv", query).decode("utf-8-sig").splitlines()[1:]
    assert sorted(int(row.partition(";")[0]) for row in rows) == sorted(known)
    features = json.loads(taken(client, "geojson", query))["features"]
    assert {feature["id"] for feature in features} == known
    read = by_gdal(taken(client, "gpkg", query), "gpkg", tmp_path)
    assert {int(row["nummer"]) for row in read["rows"]} == known
    assert len(read["rows"]) == len(features) == len(rows) == len(known)


def test_a_file_that_breaks_off_is_not_sent(
    client: Client, session: Session, town: Town, monkeypatch: pytest.MonkeyPatch
):
    make_incident(session)

    def broken(*_args: object) -> Any:
        yield from ()
        raise OSError("the disk is full")

    monkeypatch.setattr(routes, "batches", broken)
    for ending in ("csv", "xlsx", "geojson", "gpkg"):
        with pytest.raises(AssertionError, match=f"{ending} crashed"):
            client.get(f"/export/incidents.{ending}?{ALL}")


def test_pictures_of_the_sheet(client: Client, session: Session, town: Town):
    two_incidents(session, town)
    png = client.get(f"/export/map.png?{ALL}&paper=a4")
    assert png.data.startswith(b"\x89PNG")
    svg = client.get(f"/export/map.svg?{ALL}&paper=a4").text
    root = ElementTree.fromstring(svg)
    assert root.get("width", "").startswith("841.8")  # A4, lying, in points
    assert "data:" not in svg
    assert "<script" not in svg
