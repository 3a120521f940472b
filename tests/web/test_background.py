"""The map's background: what is served of a file, who gets it, what is installed, and what is told of it."""

import os
import resource
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from werkzeug.test import TestResponse

from app.models import Role
from tests.clients import Client
from tests.made_tiles import write_basemap, write_images

# It is a file beside the database, and no test here changes what that holds.
pytestmark = pytest.mark.parametrize("backend", ["spatialite"], indirect=True)
ADDRESS = "/map/background.pmtiles"
ELSEWHERE = (12.0, 57.0, 12.5, 57.5)


@pytest.fixture(scope="module")
def basemap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_basemap(tmp_path_factory.mktemp("tiles") / "prov.pmtiles", told={"attribution": "© Provkartan"})


@pytest.fixture
def set_up(app: Flask, tmp_path: Path) -> Callable[..., Path]:
    """`set_up(background_url=…)` changes the settings of this app; gives its own instance folder."""

    def change(**settings: str) -> Path:
        app.extensions["settings"] = replace(app.extensions["settings"], instance_dir=tmp_path, **settings)
        return tmp_path

    change()
    return change


@pytest.fixture
def installed(app: Flask, set_up: Callable[..., Path], basemap: Path, town: object) -> Path:
    result = run(app, basemap)
    assert result.exit_code == 0, result.output
    return set_up() / "background.pmtiles"


def run(app: Flask, *arguments: object, command: str = "install-background") -> Result:
    return app.test_cli_runner().invoke(args=[command, *(str(argument) for argument in arguments)])


def part(client: Client, asked: str, **headers: str) -> TestResponse:
    return client.get(ADDRESS, headers={"Range": asked, **headers})


def test_a_range_is_a_part_and_all_parts_are_the_file(client: Client, installed: Path):
    whole = installed.read_bytes()
    first = part(client, "bytes=0-99")
    assert first.status_code == 206
    assert first.data == whole[:100]
    assert first.headers["Content-Range"] == f"bytes 0-99/{len(whole)}"
    assert first.headers["Content-Length"] == "100"
    assert first.mimetype == "application/vnd.pmtiles"
    assert "Content-Encoding" not in first.headers
    assert part(client, "bytes=100-").data == whole[100:]
    assert part(client, "bytes=-7").data == whole[-7:]
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer.data, answer.headers["Accept-Ranges"]) == (200, whole, "bytes")


def test_a_range_beyond_the_end_tells_how_long_the_file_is(client: Client, installed: Path):
    answer = part(client, "bytes=99999999-")
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{installed.stat().st_size}"


def test_head_tells_without_sending_and_knows_no_ranges(client: Client, installed: Path):
    for headers in ({}, {"Range": "bytes=0-9"}):
        answer = client.head(ADDRESS, headers=headers)
        assert (answer.status_code, answer.data) == (200, b"")
        assert answer.headers["Content-Length"] == str(installed.stat().st_size)
        assert answer.headers["Accept-Ranges"] == "bytes"


def test_what_is_unchanged_is_not_sent_again(client: Client, installed: Path):
    tag = client.head(ADDRESS).headers["ETag"]
    assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 304
    assert part(client, "bytes=0-9", **{"If-Range": tag}).status_code == 206
    copy = installed.with_name("copy")
    copy.write_bytes(installed.read_bytes())
    copy.replace(installed)
    assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 200
    other = part(client, "bytes=0-9", **{"If-Range": tag})
    assert (other.status_code, other.data) == (200, installed.read_bytes())
    assert other.headers["ETag"] != tag


def test_browsers_keep_the_file_they_were_told_of_and_no_other(client: Client, installed: Path):
    tag = client.head(ADDRESS).headers["ETag"].strip('"')
    kept = client.head(f"{ADDRESS}?v={tag}").headers["Cache-Control"]
    assert "private" in kept
    assert "max-age=86400" in kept
    assert "no-cache" in client.head(f"{ADDRESS}?v=another").headers["Cache-Control"]


@pytest.mark.parametrize("role", list(Role))
def test_everybody_signed_in_gets_it(client_as: Callable[[Role], Client], installed: Path, role: Role):
    assert part(client_as(role), "bytes=0-6").data == b"PMTiles"


def test_nobody_else_does(visitor: Client, installed: Path):
    answer = part(visitor, "bytes=0-6")
    assert answer.status_code == 302
    assert b"PMTiles" not in answer.data


def test_only_parts_of_the_file_are_read(client: Client, installed: Path):
    """Of one that is far larger than memory: it has a hole at its end."""
    os.truncate(installed, 1 << 40)
    answer = part(client, "bytes=0-6")
    assert answer.data == b"PMTiles"
    assert answer.headers["Content-Range"] == f"bytes 0-6/{1 << 40}"


def test_the_map_is_told_of_the_file(client: Client, installed: Path):
    page = client.get("/map").text
    assert 'id="map-background"' in page
    assert "Provkartan" in page
    told = client.get("/settings/background").text
    assert "En egen fil: background.pmtiles" in told
    assert "© Provkartan" in told


def test_without_a_file_nothing_is_served_or_told(client: Client, set_up: Callable[..., Path], app: Flask):
    assert client.get(ADDRESS).status_code == 404
    assert 'id="map-background"' not in client.get("/map").text
    assert "Ingen: strand, kommundelar och platsnamn" in client.get("/settings/background").text
    assert "Ingen: strand" in run(app, command="background").output


@pytest.mark.parametrize("kept", [0.5, 0.02])
def test_a_file_that_is_cut_off_is_not_shown_and_the_settings_say_why(client: Client, installed: Path, kept: float):
    os.truncate(installed, int(installed.stat().st_size * kept))
    assert client.get(ADDRESS).status_code == 404
    assert 'id="map-background"' not in client.get("/map").text
    told = client.get("/settings/background").text
    assert "Filen background.pmtiles går inte att använda" in told
    assert "Filen är avhuggen" in told
    assert " 0 MB" not in told


def test_a_named_file_that_is_not_there_is_told(client: Client, set_up: Callable[..., Path], app: Flask):
    set_up(background_file="nowhere.pmtiles")
    assert 'id="map-background"' not in client.get("/map").text
    assert "nowhere.pmtiles finns inte" in client.get("/settings/background").text
    assert "går inte att använda" in run(app, command="background").output


def test_installing_tells_what_the_file_holds(app: Flask, set_up: Callable[..., Path], basemap: Path, town: object):
    tried = run(app, basemap, "--dry-run")
    assert "zoomnivå 7–12" in tried.output
    assert "Lager: earth, landuse, water, roads, places" in tried.output
    assert "Inget är ändrat" in tried.output
    assert not (set_up() / "background.pmtiles").exists()
    result = run(app, basemap)
    assert "små gator saknas" in result.output
    assert (set_up() / "background.pmtiles").read_bytes() == basemap.read_bytes()
    assert [one.name for one in set_up().iterdir() if "pmtiles" in one.name] == ["background.pmtiles"]
    assert "Formerna" not in result.output
    told = run(app, command="background").output
    assert "På kartan står: © Provkartan" in told


def test_images_can_be_installed(app: Flask, client: Client, set_up: Callable[..., Path], town: object):
    result = run(app, write_images(set_up() / "bilder"))
    assert "Bilder (PNG)" in result.output
    assert '"kind": "images"' in client.get("/map").text.replace("&#34;", '"')


def refused(app: Flask, path: Path, target: Path) -> str:
    result = run(app, path)
    assert result.exit_code == 1
    assert "Inget är ändrat." in result.output
    assert not target.exists()
    return result.output


def test_what_could_not_lie_under_the_map_is_refused(app: Flask, set_up: Callable[..., Path], town: object):
    folder = set_up()
    target = folder / "background.pmtiles"
    other = folder / "a.pmtiles"
    other.write_text("hej")
    assert "ingen PMTiles-fil" in refused(app, other, target)
    few = write_basemap(folder / "few.pmtiles", layers=("earth", "roads"))
    assert "water saknas" in refused(app, few, target)
    assert "täcker 0 % av kommunen" in refused(app, write_images(folder / "far", ELSEWHERE), target)
    half = write_images(folder / "half", (17.7, 59.3, 17.9, 59.7))
    assert "täcker 50 % av kommunen" in refused(app, half, target)


def test_a_file_that_claims_more_than_it_holds_is_refused(app: Flask, set_up: Callable[..., Path], town: object):
    """Its bounds cover the municipality; its tiles lie elsewhere."""
    folder = set_up()
    path = write_images(folder / "claims", ELSEWHERE)
    honest = write_images(folder / "honest")
    bounds = slice(102, 118)
    content = bytearray(path.read_bytes())
    content[bounds] = honest.read_bytes()[bounds]
    path.write_bytes(content)
    assert "inga kartrutor där kommunen är" in refused(app, path, folder / "background.pmtiles")


def test_a_disk_without_room_keeps_the_file_that_is_there(app: Flask, installed: Path, basemap: Path):
    before = installed.read_bytes()
    large = installed.with_name("large.pmtiles")
    large.write_bytes(basemap.read_bytes())
    os.truncate(large, 1 << 43)
    result = run(app, large)
    assert result.exit_code == 1
    assert "MB ledigt" in result.output
    assert "Gör plats och kör igen" in result.output
    assert installed.read_bytes() == before
    assert not list(installed.parent.glob("background.pmtiles.*"))


def test_a_disk_that_fills_up_meanwhile_keeps_the_file_that_is_there(app: Flask, installed: Path, basemap: Path):
    """As a quota does it: no file may grow beyond a few thousand bytes."""
    before = installed.read_bytes()
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) // 2, most[1]))
    try:
        result = run(app, basemap)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
    assert result.exit_code == 1
    assert "Disken blev full" in result.output
    assert "Inget är ändrat." in result.output
    assert installed.read_bytes() == before
    assert not list(installed.parent.glob("background.pmtiles.*"))


def test_a_folder_that_cannot_be_written_is_told(app: Flask, set_up: Callable[..., Path], basemap: Path, town: object):
    set_up(background_file="/proc/nowhere/a.pmtiles")
    result = run(app, basemap)
    assert result.exit_code == 1
    assert "/proc/nowhere finns inte" in result.output
    assert "Inget är ändrat." in result.output


def test_a_service_elsewhere_opens_the_map_alone_to_it_and_its_leak_is_told(
    app: Flask, client: Client, set_up: Callable[..., Path]
):
    set_up(background_url="https://kartor.example/{z}/{x}/{y}.png?nyckel=apa77", background_attribution="© Kartor")
    policies = {where: client.get(where).headers["Content-Security-Policy"] for where in ("/map", "/incidents")}
    assert "img-src 'self' data: https://kartor.example;" in policies["/map"]
    assert "kartor.example" not in policies["/incidents"]
    assert policies["/map"].count("kartor.example") == 1
    for told in (client.get("/settings/background").text, run(app, command="background").output):
        assert "kartor.example" in told
        assert "får veta vilka platser" in told
        assert "apa77" not in told
    settings = client.get("/settings").text
    assert "En tjänst utanför kommunen: kartor.example" in settings
    assert "apa77" not in settings
    assert "kartor.example" not in client.get("/settings/background").headers["Content-Security-Policy"]
