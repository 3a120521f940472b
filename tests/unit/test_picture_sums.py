"""What holds of every edition, whatever was counted: sums agree, order is nothing, nothing is hidden, all is kept."""

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.picture.build import count_picture
from reports.picture.inputs import BASELINE_LENGTH, CountInput, PictureInput, PlaceInput, SourceInput
from reports.picture.periods import Period
from reports.picture.record import Comparison, Picture
from reports.picture.storage import from_json, to_json
from tests.unit.picture_data import CATEGORIES, PERIOD, picture_input
from tests.unit.test_hours import drawn

YEAR = PERIOD.before(BASELINE_LENGTH)
PERIODS = (*YEAR[::5], PERIOD, PERIOD, PERIOD)
TELLERS = ((), ("polis",), ("vakt",), ("polis", "vakt"))


def made(seed: int) -> PictureInput:
    """An edition's input drawn at random: from empty to many hundred incidents, with more or less of a past."""
    chance = np.random.default_rng(seed)

    def one_of(options: tuple[Any, ...]) -> Any:
        return options[chance.integers(len(options))]

    def history(most: int) -> tuple[int, ...]:
        return tuple(chance.integers(0, most + 1, BASELINE_LENGTH).tolist())

    districts = one_of(((), picture_input().districts, picture_input().districts))
    keys = (None, *(district.key for district in districts))
    counts = (
        (one_of(PERIODS).start, one_of(keys), one_of(CATEGORIES).code, int(chance.integers(1, 30)), one_of(TELLERS))
        for _ in range(chance.integers(0, 60))
    )
    return picture_input(
        districts=districts,
        counts=tuple(CountInput(*count) for count in counts),
        sources=tuple(SourceInput(k, k, "police", int(chance.integers(0, 40)), history(40)) for k in ("polis", "vakt")),
        places=tuple(
            PlaceInput(f"Plats {n}", one_of(keys), int(chance.integers(0, 9)), history(9))
            for n in range(chance.integers(0, 25))
        ),
        spans=drawn(seed),
        first_data=one_of((None, YEAR[0].start, YEAR[9].start, PERIOD.start)),
    )


@settings(max_examples=150)
@given(st.integers(0, 2**32 - 1))
def test_every_edition_adds_up_and_is_the_same_in_any_order(seed: int):
    data = made(seed)
    picture = count_picture(data, 2026, 23)
    check_sums(picture, data)
    assert not any(comparison.is_hidden or comparison.verdict is None for comparison in comparisons(picture))
    assert from_json(to_json(picture)) == picture
    mixed = replace(data, counts=data.counts[::-1], places=data.places[::-1], spans=data.spans[::-1])
    assert to_json(count_picture(mixed, 2026, 23)) == to_json(picture)


def comparisons(picture: Picture) -> list[Comparison]:
    cells = (picture.total, *picture.district_totals, *picture.category_totals, *picture.cells)
    others = [source.reports for source in picture.sources] + [place.comparison for place in picture.places]
    return [*(cell.comparison for cell in cells), *(cell.last_year for cell in cells if cell.last_year), *others]


def check_sums(picture: Picture, data: PictureInput) -> None:
    """All against a direct count of the input."""
    baseline = YEAR[BASELINE_LENGTH - picture.fortnights :]
    for cell in (picture.total, *picture.district_totals, *picture.category_totals, *picture.cells):
        assert cell.now == direct(data, PERIOD, cell.district, cell.category)
        assert list(cell.history) == [direct(data, period, cell.district, cell.category) for period in baseline]
        assert (cell.last_year is None) == (picture.fortnights < BASELINE_LENGTH)
        if cell.last_year:
            assert cell.last_year.history == (direct(data, YEAR[0], cell.district, cell.category),)
    assert sum(cell.counted for cell in picture.district_totals) + (picture.without_district or 0) == picture.total.now
    told: Counter[str] = Counter()
    for row in picture.source_cells:
        told[row.source] += row.now
    assert {source.key: source.incidents_now for source in picture.sources} == {k: told[k] for k in ("polis", "vakt")}


def direct(data: PictureInput, period: Period, district: str | None = None, category: str | None = None) -> int:
    return sum(
        count.number
        for count in data.counts
        if count.period_start == period.start
        and district in (None, count.district)
        and category in (None, count.category)
    )
