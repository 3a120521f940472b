"""The printed map on a file of map tiles: who made it is named, and nothing else is drawn of a background."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import pytest
from flask import Flask
from pypdf import PdfReader

from geo.drawing.ground import WATER
from tests.clients import Client
from tests.factories import Town
from tests.made_tiles import write_basemap, write_images

ASKED = "from=&to=&bbox=17.66,59.44,17.8,59.5"


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
    answer = client.get(f"/export/map.pdf?{ASKED}")
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
