"""A place where nothing was, and the name under a report, are no incidents."""

import pytest

from tests.unit.test_guard_reports import reading

CLUTTER = "22.10 Klotter på Broskolan."


@pytest.mark.parametrize(
    "quiet",
    [
        "22.30 Provskolan lugnt",
        "22.30 Råby, inget bråk",
        "22.30 Ingen avvikelse Härnevi skola",
        "\nMvh\nVera Provsson, kommunpolis",
    ],
)
def test_it_is_left_out(quiet: str) -> None:
    read = reading(f"{CLUTTER}\n{quiet}")
    assert len(read.incidents) == 1
    assert read.left_out


@pytest.mark.parametrize(
    "told",
    ["22.30 Ungdomar på Provskolan, lugnt till en fönsterruta krossades", "22.30 Ingen avvikelse men en ruta krossad"],
)
def test_what_tells_more_is_not(told: str) -> None:
    assert len(reading(f"{CLUTTER}\n{told}").incidents) == 2
