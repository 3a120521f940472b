"""Each number in each format of an edition against a direct count of what it was built from."""

import pytest

from reports.picture.audiences.audience import Audience
from reports.picture.documents.formats import Format
from tests.unit.document_sums import made, random_input, wrong_numbers


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("audience", Audience)
def test_every_number_of_every_format_is_a_direct_count(audience: Audience, seed: int) -> None:
    data = random_input(seed)
    assert wrong_numbers(data, *made(data, audience)) == []


def test_a_wrong_number_is_found_in_each_format() -> None:
    found = wrong_numbers(random_input(1), *made(random_input(2), Audience.INTERN))
    assert {fault.split(":")[0] for fault in found} == {Format.DOCX, Format.PPTX, Format.XLSX, Format.JSON}


def test_a_table_that_is_left_out_is_found() -> None:
    data = random_input(1)
    _, contents = made(data, Audience.ALLMAN)
    document, _ = made(data, Audience.INTERN)
    assert any(fault.startswith("xlsx: tables are") for fault in wrong_numbers(data, document, contents))
