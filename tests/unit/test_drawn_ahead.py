"""What is drawn ahead of Word and slides is what they show: one drawing too many is time lost, one too few as well."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from reports.picture.audiences.audience import Audience
from reports.picture.build import build_picture
from reports.picture.documents import images
from reports.picture.documents.ahead import drawings_of
from reports.picture.documents.formats import Format
from reports.picture.documents.images import PRINTED, Image, draw_ahead, image
from reports.picture.remarks import Remarks
from reports.picture.storage import remarks_to_json, to_json
from tests.unit.full_edition import full_document, full_input
from tests.unit.office import FONTS, written

WIDTH = slice(16, 20)
"""Where a PNG says how many pixels it is wide."""


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("format_", [Format.DOCX, Format.PPTX])
def test_all_drawings_as_wide_as_the_page_are_drawn_ahead(audience: Audience, format_: Format):
    with ZipFile(BytesIO(written(audience, format_))) as package:
        pictures = {package.read(name) for name in package.namelist() if name.endswith(".png")}
    shown = {png for png in pictures if int.from_bytes(png[WIDTH]) == PRINTED}
    assert {image(svg, FONTS, PRINTED).png for svg in drawings_of(full_document(audience), format_)} == shown


def test_whoever_builds_an_edition_is_told_of_all_drawings_that_documents_show():
    told: list[str] = []
    picture = build_picture(full_input(), 2026, 23, drawn=told.append)
    assert sorted(told) == sorted([*picture.maps.values(), *picture.small_maps.values(), *picture.charts.values()])
    shown = {svg for to in Audience for kind in Format for svg in drawings_of(full_document(to, picture), kind)}
    assert len(shown) > 10
    assert shown <= set(told)


def test_other_formats_ask_for_no_pixels():
    assert {drawings_of(full_document(Audience.INTERN), format_) for format_ in Format} - {()} == {
        drawings_of(full_document(Audience.INTERN), Format.DOCX),
        drawings_of(full_document(Audience.INTERN), Format.PPTX),
    }


def drawing(width: int, words: str) -> Image:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="10">'
    return image(f'{head}<text y="9" font-size="9">{words}</text></svg>', FONTS, 80)


def test_drawings_are_the_same_whether_they_are_drawn_together_or_alone():
    both = drawing(40, "Ett"), drawing(60, "Två")
    draw_ahead(both)
    together = [one.png for one in both]
    images._FOUND.clear()
    assert [one.png for one in both] == together
    assert together[0] != together[1]


def test_what_cannot_be_drawn_keeps_nobody_waiting_and_is_tried_anew():
    broken = drawing(40, "<")
    draw_ahead([broken])
    for _ in range(2):
        with pytest.raises(RuntimeError):
            broken.png  # noqa: B018


def test_a_drawing_has_a_size():
    with pytest.raises(ValueError, match="width"):
        image("<svg></svg>", FONTS, 80)


AT_ONCE = """
import sys, time
from pathlib import Path
from reports.picture.audiences.audience import Audience
from reports.picture.documents.drawing import draw_documents, drawing_ahead
from reports.picture.documents.formats import Format

folder, fonts, wait = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
record, remarks = ((folder / name).read_bytes() for name in ("record", "remarks"))
with drawing_ahead(fonts):
    time.sleep(wait)
    draw_documents(record, remarks, fonts, [(Audience.INTERN, Format.PPTX)])
"""


@pytest.mark.parametrize("wait", ["0", "0.05"])
def test_documents_are_drawn_though_what_draws_is_still_being_loaded(tmp_path: Path, wait: str) -> None:
    """In a new process: two threads that load the parts of one package would find it half made."""
    (tmp_path / "record").write_bytes(to_json(build_picture(full_input(), 2026, 23)))
    (tmp_path / "remarks").write_bytes(remarks_to_json(Remarks()))
    subprocess.run([sys.executable, "-c", AT_ONCE, str(tmp_path), str(FONTS), wait], check=True)
