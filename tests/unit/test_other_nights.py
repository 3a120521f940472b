"""A sentence that begins with a night of its own, and its time, tells of something else."""

import pytest

from tests.unit.test_guard_reports import reading


@pytest.mark.parametrize(
    "first",
    [
        "Strax före midnatt bråk på Bro station.",
        "Bedrägeri mot en äldre kvinna i Bro, hon ringdes upp av en falsk bankman.",
        "Vid 21-tiden bråkade två killar vid Bro station.",
    ],
)
def test_it_begins_a_passage(first: str) -> None:
    night = "Natten till torsdag, vid 03-tiden, hördes skott vid Finnsta."
    before, shot = reading(f"{first} {night}").incidents
    assert "skott" not in before.draft.summary
    assert shot.draft.summary == night
    assert shot.draft.category.startswith("vapen_sprangning")


def test_under_a_heading_it_is_of_what_the_heading_names() -> None:
    read = reading("22.12 Inbrott, Bro\nNatten till torsdag, vid 03-tiden, hördes glas krossas vid Bro station.")
    assert len(read.incidents) == 1
