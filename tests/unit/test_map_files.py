"""Reading files of geographic data: kinds, coordinate systems, and what is said of those that cannot be read."""

import json
import zipfile
from pathlib import Path

import pytest
import shapely
from shapely import Point, box

from geo.areas import to_plane
from geo.files import MapFileError, read_areas, read_rows
from geo.files.apart import MOST_BYTES
from geo.files.kinds import data_file
from tests.map_files import MapFile, write_map_files

WEST, EAST = box(17.6, 59.4, 17.7, 59.6), box(17.7, 59.4, 17.8, 59.6)
NAMES = {"namn": ["Väst", "Öst"]}
AREAS, METRES = [WEST, EAST], [to_plane(WEST), to_plane(EAST)]
TORGET, NUMBERED = Point(17.65, 59.5), {"namn": ["Torget"], "nr": [7]}
WRONG = {"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(to_plane(WEST))}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of files, made at once."""
    folder = write_map_files(
        tmp_path_factory.mktemp("kartfiler"),
        MapFile("areas.gpkg", METRES, NAMES, crs="EPSG:3006"),
        MapFile("areas.geojson", AREAS, NAMES),
        MapFile("areas.shp", AREAS, NAMES),
        MapFile("unsaid.shp", METRES, NAMES, crs=None),
        MapFile("layers.gpkg", [WEST], {"namn": ["gamla"]}, layer="gamla"),
        MapFile("layers.gpkg", [EAST], {"namn": ["nya"]}, layer="nya"),
        MapFile("points.gpkg", [TORGET], NUMBERED),
        MapFile("sweref.gpkg", [to_plane(TORGET)], NUMBERED, crs="EPSG:3006"),
        MapFile("local.gpkg", [Point(150000, 6600000)], NUMBERED, crs="EPSG:3011"),
    )
    (folder / "wrong.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [WRONG]}))
    with zipfile.ZipFile(folder / "areas.zip", "w") as packed:
        for one in sorted(folder.glob("areas.[sdcp]*")):
            packed.write(one, f"gränser/{one.name}")
    return folder


def fault(path: Path, **how: str) -> MapFileError:
    with pytest.raises(MapFileError) as caught:
        read_areas(path, **how)
    return caught.value


def is_west(shape: shapely.Geometry) -> bool:
    """To the millimetre."""
    return bool(shapely.hausdorff_distance(to_plane(shape), METRES[0]) < 0.001)


@pytest.mark.parametrize("name", ["areas.gpkg", "areas.geojson", "areas.shp", "areas.zip"])
def test_every_kind_of_file_is_read_in_degrees(files: Path, name: str):
    read = read_areas(files / name)
    assert [area.columns for area in read.areas] == [{"namn": "Väst"}, {"namn": "Öst"}]
    assert is_west(read.areas[0].shape)
    assert read.crs == ("EPSG:3006" if name == "areas.gpkg" else "EPSG:4326")


def test_a_file_that_does_not_say_its_system_is_refused_until_somebody_does(files: Path):
    assert fault(files / "unsaid.shp").code == "no_crs"
    assert is_west(read_areas(files / "unsaid.shp", crs="EPSG:3006").areas[0].shape)
    assert fault(files / "unsaid.shp", crs="EPSG:999999").code == "unknown_crs"


def test_metres_taken_for_degrees_are_noticed(files: Path):
    assert fault(files / "wrong.geojson").code == "no_crs"
    assert is_west(read_areas(files / "wrong.geojson", crs="EPSG:3006").areas[0].shape)


def test_one_of_several_layers_is_chosen(files: Path):
    assert fault(files / "layers.gpkg").details == {"layers": "gamla, nya"}
    assert fault(files / "layers.gpkg", layer="andra").code == "no_layer"
    assert read_areas(files / "layers.gpkg", layer="nya").areas[0].columns == {"namn": "nya"}


def test_points_are_no_areas(files: Path):
    found = fault(files / "points.gpkg")
    assert (found.code, found.details) == ("wrong_geometry", {"found": "Point"})


def test_a_damaged_file_is_told(files: Path):
    path = files / "damaged.gpkg"
    path.write_bytes((files / "areas.gpkg").read_bytes()[:3000])
    assert fault(path).code == "broken"
    with pytest.raises(MapFileError), read_rows(path) as (_, rows):
        list(rows)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unknown_kind"),
        (b"namn;yta\nBro;1\n", "unknown_kind"),
        (b"PK\x03\x04 and then nothing", "broken"),
        (b"<OGRVRTDataSource><OGRVRTLayer name='passwd'/></OGRVRTDataSource>", "unknown_kind"),
    ],
)
def test_what_is_no_such_file_is_never_opened(tmp_path: Path, content: bytes, code: str):
    path = tmp_path / "file.gpkg"
    path.write_bytes(content)
    with pytest.raises(MapFileError) as caught:
        data_file(path, tmp_path)
    assert caught.value.code == code


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path: Path):
    path = tmp_path / "areas.geojson"
    with path.open("wb") as opened:
        opened.truncate(MOST_BYTES * 2)
    assert (fault(path).code, fault(path).details["size"]) == ("too_large", MOST_BYTES * 2)


def test_a_zip_with_two_files_asks_for_one(tmp_path: Path):
    (tmp_path / "unpacked").mkdir()
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as packed:
        for name in ("../a.geojson", "b.geojson", "läsmig.txt"):
            packed.writestr(name, "{}")
    with pytest.raises(MapFileError) as caught:
        data_file(tmp_path / "both.zip", tmp_path / "unpacked")
    assert caught.value.details == {"files": "a.geojson, b.geojson"}, "and neither got out of the folder"


@pytest.mark.parametrize(
    ("name", "at"), [("points.gpkg", (17.65, 59.5)), ("sweref.gpkg", (17.65, 59.5)), ("local.gpkg", (18.0, 59.505))]
)
def test_rows_come_with_a_point_in_degrees(files: Path, name: str, at: tuple[float, float]):
    with read_rows(files / name) as (head, rows):
        assert list(head) == ["namn", "nr", "lon", "lat"]
        [[place, number, lon, lat]] = rows
    assert (place, number) == ("Torget", "7")
    # The third is on the meridian of SWEREF 99 18 00, whose parallels PROJ alone knows here.
    assert (float(lon), float(lat)) == pytest.approx(at, abs=1e-6 if at[0] < 18 else 0.02)


def test_rows_of_an_area_have_a_point_on_it(files: Path):
    with read_rows(files / "areas.geojson") as (_, rows):
        points = [Point(float(lon), float(lat)) for _name, lon, lat in rows]
    assert [area.contains(point) for area, point in zip(AREAS, points, strict=True)] == [True, True]
