"""Pages of the PDF are filled: what is little stands together, and what nearly shares a page does."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cache

import pytest

from reports.picture.audiences.audience import Audience, for_audience
from reports.picture.build import count_picture
from reports.picture.content.blocks import Cards, Document, Figure, SectionKind
from reports.picture.content.compose import compose
from reports.picture.documents.pdf import render_pdf
from reports.picture.drawings.worth import district_history
from reports.picture.inputs import CountInput
from reports.picture.record import Picture
from tests.unit.full_edition import FORTNIGHTS, full_document, full_input, full_remarks
from tests.unit.test_district_slides import drawn
from tests.unit.test_pdf import FONTS, words_of
from tests.unit.test_slides import frames

NORTH = "Norra Påhittsby med omnejd"
WHITE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 500" width="800" height="500"/>'

CHART = WHITE.replace("800", "640").replace("500", "402")
"""As large as the charts of 13 categories."""


@cache
def half_calm(districts: int) -> Picture:
    """Nothing has happened in every second district, neither now nor before; all maps are white."""
    data = full_input(districts)
    calm = {area.key for area in data.districts[1::2]}
    counts = tuple(count for count in data.counts if count.district not in calm)
    return replace(
        count_picture(replace(data, counts=counts), 2026, 23), maps={area.key: WHITE for area in data.districts}
    )


@cache
def emptied(districts: int) -> Picture:
    """The same, but for one of those in which nothing has happened: so little of each category happened before that
    no category has changed, and so much of all together that its sum surely has.
    """
    data, calm = full_input(districts), half_calm(districts)
    labels = [label.code for label in data.categories]
    before = tuple(
        CountInput(period.start, "d1", code, 1)
        for at, period in enumerate(FORTNIGHTS[:-1])
        for n, code in enumerate(labels)
        if (at + n) % 4
    )
    others = tuple(count for count in data.counts if count.district not in {area.key for area in data.districts[1::2]})
    return replace(count_picture(replace(data, counts=(*others, *before)), 2026, 23), maps=calm.maps)


def written(
    districts: int, audience: Audience, disagreeing: Collection[str] = (), of: Callable[[int], Picture] = half_calm
) -> Document:
    picture = of(districts)
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


def test_a_district_in_which_nothing_happens_any_more_stands_alone_on_paper_and_on_slides():
    (cell,) = [cell for cell in emptied(8).district_totals if cell.district == "d1"]
    assert (cell.now, cell.is_change) == (0, True)
    assert not any(cell.is_change for cell in emptied(8).cells_of("d1"))
    document = written(8, Audience.INTERN, of=emptied)
    assert [name for name, is_drawn in with_map(document).items() if not is_drawn] == ["Del 4", "Del 6", "Del 8"]
    (alone,) = [page for page in pages(document) if "Del 2 0 händelser: tydlig minskning" in page]
    assert "Del 4" not in alone
    slides = drawn(document)
    shared = "\n".join(frame.text for frame in frames(slides["Inga händelser"]))
    assert ("Del 2. " in shared, "Del 4. " in shared) == (False, True)
    assert any("tydlig minskning" in frame.text for frame in frames(slides["Del 2"]))


def test_districts_where_nothing_happened_share_pages():
    told = pages(written(12, Audience.INTERN))
    alone = [page for page in told if "Alla kategorier 0" in page]
    assert sum(page.count("Alla kategorier 0") for page in alone) == 6
    assert len(alone) <= 2
    assert any("Kommundelarna jämförda" in page for page in alone)


def test_the_first_page_of_charts_has_two_of_six_districts():
    picture = count_picture(full_input(6), 2026, 23)
    charts = dict.fromkeys(("history", *(district_history(label.key) for label in picture.districts)), CHART)
    told = pages(full_document(Audience.INTERN, replace(picture, charts=charts)))
    (first,) = [page for page in told if "Så har det gått i kommundelarna" in page]
    assert f"{NORTH}: antal per tvåveckorsperiod" in first
    assert "Del 2: antal per tvåveckorsperiod" in first


def test_public_districts_share_pages():
    told = pages(full_document(Audience.ALLMAN, count_picture(full_input(12), 2026, 23)))
    assert len(told) <= 12
