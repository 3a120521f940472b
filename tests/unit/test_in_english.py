"""A text in English is cut where it tells a time of its own, and nothing of it is sure."""

import pytest

from reports.incoming.reading import BASES, Confidence
from tests.unit.test_guard_reports import reading, whens


@pytest.mark.parametrize(
    "text",
    [
        "Good morning. Last night at 22:15 two men were fighting outside the station in Bro. At 01.30 a car was"
        " set on"
        " fire at Fjärilsstigen. Regards Anna",
        "Good morning, here is the report of the night. At 22:15 two men were fighting by Bro station. They were"
        " told to"
        " leave at 22:40. At 01.30 a car was set on fire at Fjärilsstigen. The fire was put out at 02.10.",
        "Hello!\n22:15 Two youths were fighting by the station in Bro. One of them had a knife.\n01.30 A car was"
        " on fire"
        " at Fjärilsstigen and the fire brigade was there.\n\nKind regards\nAnna",
        "Around 10.15 p.m. a group of youths was smoking behind the school in Bro. At 1.30 a.m. someone had"
        " broken the"
        " windows of a car at Fjärilsstigen.",
        "Hi all, at 22:15 there was graffiti on the wall by the station in Bro. Nothing else was seen"
        " there.\n\nAt 01:30 a"
        " man was asleep at Fjärilsstigen and was taken care of by police.",
    ],
)
def test_two_times_are_two_drafts(text: str) -> None:
    read = reading(text)
    assert read.is_english
    assert whens(read) == ["19 22.15", "20 01.30"]
    assert read.incidents[0].draft.where.district == "bro"
    assert read.incidents[1].draft.where.words == "Fjärilsstigen"
    doubts = {getattr(incident, name).confidence for incident in read.incidents for name in BASES[:3]}
    assert doubts == {Confidence.DOUBTFUL}


def test_how_it_went_on_is_of_the_same() -> None:
    text = "A man was robbed at Bro station at 22:15. He was hit in the face. The police were called at 22:50."
    assert len(reading(text).incidents) == 1
