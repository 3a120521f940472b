"""Pages of the PDF are filled: what is little stands together, and what nearly shares a page does."""

from collections.abc import Collection
from dataclasses import replace
from functools import cache

import pytest

from reports.picture.audiences.audience import Audience, for_audience
from reports.picture.build import count_picture
from reports.picture.content.blocks import Cards, Document, Figure, SectionKind
from reports.picture.content.compose import compose
from reports.picture.documents.pdf import render_pdf
from reports.picture.record import Picture
from tests.unit.full_edition import full_document, full_input, full_remarks
from tests.unit.test_pdf import FONTS, words_of

NORTH = "Norra Påhittsby med omnejd"
WHITE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 500" width="800" height="500"/>'


@cache
def half_calm(districts: int) -> Picture:
    """Nothing has happened in every second district, neither now nor before; all maps are white."""
    data = full_input(districts)
    calm = {area.key for area in data.districts[1::2]}
    counts = tuple(count for count in data.counts if count.district not in calm)
    return replace(
        count_picture(replace(data, counts=counts), 2026, 23), maps={area.key: WHITE for area in data.districts}
    )


def written(districts: int, audience: Audience, disagreeing: Collection[str] = ()) -> Document:
    picture = half_calm(districts)
    said = full_remarks(picture)
    assessed = tuple(replace(one, disagrees=one.district in disagreeing) for one in said.assessments)
    return compose(*for_audience(picture, replace(said, assessments=assessed), audience), audience)


def with_map(document: Document) -> dict[str, bool]:
    """The districts' sections in their order: whether each has a map."""
    return {
        section.title: any(isinstance(block, Figure) for block in section.blocks)
        for section in document.sections
        if section.kind is SectionKind.DISTRICT
    }


def pages(document: Document) -> tuple[str, ...]:
    return words_of(render_pdf(document, FONTS))


def test_districts_where_nothing_happened_stand_together_before_the_others():
    found = with_map(written(8, Audience.INTERN))
    assert list(found) == ["Del 2", "Del 4", "Del 6", "Del 8", NORTH, "Del 3", "Del 5", "Del 7"]
    assert list(found.values()) == [False] * 4 + [True] * 4
    cards = next(block for block in written(8, Audience.INTERN).sections[0].blocks if isinstance(block, Cards))
    assert [card.title for card in cards.cards] == [NORTH, *(f"Del {n}" for n in range(2, 9))]


@pytest.mark.parametrize("districts", [3, 6])
def test_each_of_few_districts_has_its_place_and_its_map(districts: int):
    found = with_map(written(districts, Audience.INTERN))
    assert list(found) == [label.name for label in half_calm(districts).districts]
    assert all(found.values())


def test_a_district_that_is_judged_otherwise_than_its_numbers_keeps_its_map():
    assert with_map(written(8, Audience.INTERN, disagreeing=("d3",)))["Del 4"]


def test_districts_where_nothing_happened_share_pages():
    told = pages(written(12, Audience.INTERN))
    alone = [page for page in told if "Alla kategorier 0" in page]
    assert sum(page.count("Alla kategorier 0") for page in alone) == 6
    assert len(alone) <= 2
    assert any("Kommundelarna jämförda" in page for page in alone)


def test_public_districts_share_pages():
    told = pages(full_document(Audience.ALLMAN, count_picture(full_input(12), 2026, 23)))
    assert len(told) <= 12
