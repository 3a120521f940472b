"""What slides are made of: blocks of hours, and the part of a district's map where most incidents lie."""

from collections import Counter

import pytest

from app.meeting_mode.rules import SHADES, Box, Spot, blocks, nearer
from app.tiles.rules import Counted, cell_key

WHOLE = Box(17.5, 59.4, 17.9, 59.6)


def test_hours_are_gathered_by_four_and_shaded_by_the_weeks_most():
    hours = [0.0] * 168
    hours[4 * 24 + 20 : 4 * 24 + 24] = [1.0, 2.0, 3.0, 4.0]
    hours[0] = 1.0
    days = blocks(hours)
    assert [len(day) for day in days] == [6] * 7
    friday_night, monday_night = days[4][5], days[0][0]
    assert (friday_night.day, friday_night.start, friday_night.end, friday_night.weight) == (4, 20, 24, 10.0)
    assert (friday_night.shade, monday_night.shade, days[1][0].shade) == (SHADES, 1, 0)


def test_a_week_without_incidents_has_no_shade():
    assert {block.shade for day in blocks([0.0] * 168) for block in day} == {0}


def test_nearer_is_where_the_middle_eight_tenths_lie():
    spots = [Spot(17.70 + 0.002 * at, 59.50 + 0.001 * at, {1: 1}) for at in range(9)]
    far = Spot(17.52, 59.41, {2: 1})
    box = nearer([*spots, far], WHOLE)
    assert box is not None
    assert all(box.holds(spot) for spot in spots[:8])
    assert not box.holds(far)
    assert box.kinds_of([*spots, far])[2] == 0
    assert box.east - box.west < 0.03


def test_many_at_one_spot_are_shown_with_what_lies_around_it():
    box = nearer([Spot(17.7, 59.5, {1: 40})], WHOLE)
    assert box is not None
    assert box.north - box.south == pytest.approx(960 / 111_400, rel=0.01)  # 800 metres and a tenth at each end
    assert box.kinds_of([Spot(17.7, 59.5, {1: 40})]) == {1: 40}


@pytest.mark.parametrize(
    "spots",
    [
        [],
        [Spot(17.7, 59.5, {1: 2})],
        [Spot(17.55, 59.45, {1: 20}), Spot(17.85, 59.55, {1: 20})],
    ],
)
def test_few_and_what_lies_everywhere_are_shown_no_nearer(spots: list[Spot]):
    assert nearer(spots, WHOLE) is None


@pytest.mark.parametrize(("most", "numbers"), [(4, [1, 2, 3, 4]), (3, [1, 9]), (1, [10])])
def test_cells_are_as_fine_as_their_number_allows(most: int, numbers: list[int]):
    """Three beside each other, which are one further out, and one on the other side of the world."""
    places = [(4, 4), (4, 5), (5, 4), (90_000, 90_000)]
    columns = [[cell_key(x, y, 7, 17) for x, y in places], [2, 3, 4, 1], [1, 2, 3, 4], [34.0] * 4, [118.0] * 4]
    found = Counted(17, columns, [(7, 1)]).cells(most)
    assert sorted(cell.number for cell in found) == numbers
    assert sum((Counter(cell.kinds) for cell in found), Counter()) == {1: 10}
