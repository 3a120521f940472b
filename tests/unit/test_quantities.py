"""How many are counted in a passage: spans, and people who are told of without a noun."""

import pytest

from reports.incoming.facts.quantities import read_quantity
from reports.incoming.reading import Confidence, Passage


@pytest.mark.parametrize(
    ("text", "number", "is_sure"),
    [
        ("Tre cyklar borta.", 3, True),
        ("5-6 killar röker bakom butiken.", 5, False),
        ("8–10 ungdomar på torget.", 8, False),
        ("Två till tre mopeder.", 2, False),
        ("Tre berusade vid stationen.", 3, True),
        ("Två maskerade sprang från platsen.", 2, True),
        ("15 åriga flickor på torget.", None, True),
        ("Mellan 21-22 på torget.", None, True),
        ("Halv nio bråkade två killar.", 2, True),
        ("Kvart över elva satt tre tjejer vid stationen.", 3, True),
        ("Ett tiotal ungdomar.", 10, False),
    ],
)
def test_how_many(text: str, number: int | None, is_sure: bool) -> None:
    found, basis = read_quantity(Passage(text, 0, 0, len(text)))
    assert found == number
    assert (basis.confidence is Confidence.SURE) is is_sure


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tre cyklar stulna av två män.", 2),
        ("Två mopeder och ett tiotal ungdomar på torget.", 10),
        ("Fyra rutor krossades av tre killar.", 3),
        ("fem ungdomar kastade sten på två bilar", 5),
        ("En säng, två bänkar och tre tjejer i tunneln", 3),
        ("Sex elever slog sönder två lampor", 6),
    ],
)
def test_people_and_things_are_not_one_number(text: str, number: int) -> None:
    found, basis = read_quantity(Passage(text, 0, 0, len(text)))
    assert found == number
    assert basis.confidence is Confidence.DOUBTFUL


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Runt tolv körde två mopeder race.", 2),
        ("vid elva satt tre killar vid kiosken", 3),
        ("Kring tio slogs fyra ungdomar.", 4),
        ("runt ett var det sex personer kvar", 6),
        ("omkring nio kom två bilar", 2),
        ("Efter tio stod fem tjejer där", 5),
    ],
)
def test_an_hour_is_no_number(text: str, number: int) -> None:
    assert read_quantity(Passage(text, 0, 0, len(text)))[0] == number
