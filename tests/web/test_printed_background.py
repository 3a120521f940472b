"""Printed maps on a file of map tiles: who made it is named, and nothing else is drawn of a background."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from flask import Flask
from pypdf import PdfReader

from geo.drawing.basemap import EARTH
from geo.drawing.caption import captioned
from geo.drawing.ground import LAND, WATER
from tests.clients import Client
from tests.factories import Town
from tests.made_tiles import spoil, write_basemap, write_images
from tests.pages import parse
from tests.pages import words as page_words

ASKED = "from=&to=&bbox=17.66,59.44,17.8,59.5"
MAP_HEIGHT = 340
BROKEN = "Bakgrundskartan gick inte att läsa och är inte med."
PLACE = "at=59.45,17.74&from=2026-10-01&to=2026-11-20"


@pytest.fixture(scope="module")
def basemap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_basemap(tmp_path_factory.mktemp("tiles") / "prov.pmtiles", told={"attribution": "© Provkartan"})


@pytest.fixture
def install(app: Flask, tmp_path: Path) -> Callable[[Path], Path]:
    def lay(file: Path) -> Path:
        app.extensions["settings"] = replace(app.extensions["settings"], instance_dir=tmp_path)
        return Path(copyfile(file, tmp_path / "background.pmtiles"))

    return lay


def foot(client: Client) -> str:
    return words(client, f"/export/map.pdf?{ASKED}")


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(PdfReader(io.BytesIO(answer.data)).pages[0].extract_text().split())


def test_pdf_and_pictures_have_the_background_and_name_its_source(
    client: Client, town: Town, install: Callable[[Path], Path], basemap: Path
):
    assert "Bakgrund" not in foot(client)
    install(basemap)
    assert "Bakgrund: © Provkartan" in foot(client)
    svg = client.get(f"/export/map.svg?{ASKED}").text
    assert f'fill="{WATER}"' in svg
    assert "data:" not in svg
    assert client.get(f"/export/map.png?{ASKED}").data.startswith(b"\x89PNG")


def test_images_and_services_elsewhere_are_not_printed(
    app: Flask, client: Client, town: Town, install: Callable[[Path], Path], tmp_path: Path
):
    images = tmp_path / "images"
    images.mkdir()
    install(write_images(images / "images.pmtiles"))
    assert "Bakgrund" not in foot(client)
    url = "https://kartor.example/{z}/{x}/{y}.png"
    app.extensions["settings"] = replace(app.extensions["settings"], background_url=url)
    assert "Bakgrund" not in foot(client)


def test_a_dossiers_map_has_it_on_page_and_paper(
    client: Client, town: Town, install: Callable[[Path], Path], basemap: Path
):
    own = client.get(f"/dossiers/place/map.svg?{PLACE}").text
    assert EARTH not in own
    assert "Bakgrund" not in client.get(f"/dossiers/place?{PLACE}").text
    install(basemap)
    drawn = client.get(f"/dossiers/place/map.svg?{PLACE}").text
    assert f'fill="{EARTH}"' in drawn
    assert f'fill="{WATER}"' in drawn
    assert below(drawn) == ""
    assert credit(client) == "Bakgrund: © Provkartan"
    for more in ("", "&for=sharing"):
        assert "Bakgrund: © Provkartan" in words(client, f"/dossiers/place.pdf?{PLACE}{more}")


def test_a_file_that_cannot_be_used_is_told_of(
    client: Client, town: Town, install: Callable[[Path], Path], basemap: Path
):
    own = client.get(f"/dossiers/place/map.svg?{PLACE}").text
    install(basemap).write_bytes(b"PMTiles\x03 and no more")
    assert client.get(f"/dossiers/place/map.svg?{PLACE}").text == own
    assert credit(client) == BROKEN
    assert "Bakgrundskartan gick inte att läsa" in foot(client)
    assert f'fill="{LAND}"' in client.get(f"/export/map.svg?{ASKED}").text


def test_a_file_that_breaks_when_it_is_drawn_leaves_the_maps_own_ground(
    client: Client, town: Town, install: Callable[[Path], Path], basemap: Path
):
    own = client.get(f"/dossiers/place/map.svg?{PLACE}").text
    path = install(basemap)
    whole = client.get(f"/dossiers/place/map.svg?{PLACE}")
    assert (whole.text != own, whole.headers.get("Map-Background")) == (True, None)
    spoil(path)
    paper = words(client, f"/dossiers/place.pdf?{PLACE}")
    assert ("Bakgrundskartan gick inte att läsa" in paper, "Provkartan" in paper) == (True, False)
    picture = client.get(f"/dossiers/place/map.svg?{PLACE}")
    assert (picture.text, below(picture.text)) == (captioned(own, BROKEN), BROKEN)
    assert unquote(picture.headers["Map-Background"]) == BROKEN
    assert "Bakgrundskartan gick inte att läsa" in foot(client)


def credit(client: Client) -> str:
    """What a dossier's page says of the background of its map."""
    root = parse(client.get(f"/dossiers/place?{PLACE}").text)
    return " ".join(page_words(found) for found in root.findall(".//figcaption/span[@aria-live='polite']"))


def below(picture: str) -> str:
    """What is told under a dossier's map."""
    root = ElementTree.fromstring(picture)
    texts = root.iter("{http://www.w3.org/2000/svg}text")
    return " ".join(text.text or "" for text in texts if float(text.get("y", 0)) > MAP_HEIGHT)
