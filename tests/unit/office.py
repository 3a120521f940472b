"""LibreOffice, which opens what Word and PowerPoint shall open; and what no file for them may lack."""

import os
import shutil
import subprocess
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from lxml import etree
from pypdf import PdfReader

from reports.picture.audiences.audience import Audience, for_audience
from reports.picture.documents.formats import Format
from reports.picture.documents.sheet import render_sheet
from reports.picture.documents.slides import render_slides
from reports.picture.documents.word import render_word
from tests.unit.full_edition import full_document, full_picture, full_remarks

FONTS = Path(__file__).parents[2] / "app" / "static" / "vendor" / "fonts-ttf"
ON_A_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
OPENED = (Format.DOCX, Format.PPTX)
AUDIENCES = pytest.mark.parametrize("audience", Audience)


@cache
def written(audience: Audience, format_: Format) -> bytes:
    document, picture = full_document(audience), full_picture()
    if format_ is Format.XLSX:
        return render_sheet(document, *for_audience(picture, full_remarks(picture), audience))
    return render_word(document, FONTS) if format_ is Format.DOCX else render_slides(document, FONTS)


def printed(audience: Audience, format_: Format) -> PdfReader:
    """The file as LibreOffice prints it. Skips where there is none, except in CI."""
    return PdfReader(BytesIO(_all_printed(_office())[audience, format_]))


def _office() -> str:
    office = shutil.which("soffice") or (ON_A_MAC if Path(ON_A_MAC).exists() else None)
    if office is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is missing: scripts/test-systems.sh installs it")
        pytest.skip("LibreOffice is missing: scripts/test-systems.sh installs it")
    return office


@cache
def _all_printed(office: str) -> dict[tuple[Audience, Format], bytes]:
    """All in one run, as LibreOffice takes longer to start than to print."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = {(who, kind): folder / f"{who}-{kind}.{kind}" for who, kind in product(Audience, OPENED)}
        for part, file in files.items():
            file.write_bytes(written(*part))
        own = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, own, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files.values())]
        told = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
        assert "Error" not in told.stdout + told.stderr
        return {part: file.with_suffix(".pdf").read_bytes() for part, file in files.items()}


def parts(content: bytes) -> dict[str, etree._Element]:
    """The XML of a file, by the names of its parts."""
    with ZipFile(BytesIO(content)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: etree.fromstring(packed.read(name)) for name in packed.namelist() if name.endswith(".xml")}


def alternatives(content: bytes) -> list[str]:
    """What is said of each picture, table and drawing; nothing for those marked as decoration."""
    found = []
    for root in parts(content).values():
        for tag in ("docPr", "cNvPr"):
            for element in root.iter(f"{{*}}{tag}"):
                if element.get("descr") is not None:
                    is_decoration = element.find(".//{*}decorative") is not None
                    assert is_decoration or element.get("descr"), "a picture says nothing"
                    found.append(element.get("descr"))
    return [words for words in found if words]
