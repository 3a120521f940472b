"""A text of very many lines is no one event: what plainly tells of one counts, and the work is bounded."""

import time

import pytest

from reports.incoming.passages.cutting import outline
from reports.incoming.reading import LeftOutReason
from tests.unit.test_guard_reports import reading

EVENT = "En man slogs ned på torget i Bro."


@pytest.mark.parametrize(
    "line", ["lorem ipsum dolor sit amet", "x", "Detta är en rad utan mening", "rad 7 av många", "?? a"]
)
@pytest.mark.parametrize("many", [400, 10_000])
def test_lines_empty_of_meaning_are_no_draft(line: str, many: int) -> None:
    found = outline("\n".join([line] * many), 500)
    assert found.told == []
    assert len(found.left_out) <= 1
    assert all(left.reason is LeftOutReason.NO_INCIDENT for left in found.left_out)


def test_what_plainly_tells_of_an_event_is_found_among_them() -> None:
    text = "\n".join([*["utan mening"] * 200, EVENT, *["utan mening"] * 200])
    (read,) = reading(text).incidents
    assert text[slice(*read.draft.passage)] == EVENT
    assert len(reading(text).left_out) == 2


def test_twice_the_lines_are_no_more_work() -> None:
    def took(lines: int) -> float:
        text, begun = "lorem ipsum dolor sit amet\n" * lines, time.process_time()
        outline(text, 500)
        return time.process_time() - begun

    took(2_000)
    assert took(40_000) < 6 * took(2_000)
