"""What is drawn ahead of Word and slides is what they show: one drawing too many is time lost, one too few as well."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from reports.picture.audiences.audience import Audience
from reports.picture.documents.ahead import drawings_of
from reports.picture.documents.formats import Format
from reports.picture.documents.images import PRINTED, image
from tests.unit.full_edition import full_document
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


def test_other_formats_ask_for_no_pixels():
    assert {drawings_of(full_document(Audience.INTERN), format_) for format_ in Format} - {()} == {
        drawings_of(full_document(Audience.INTERN), Format.DOCX),
        drawings_of(full_document(Audience.INTERN), Format.PPTX),
    }
