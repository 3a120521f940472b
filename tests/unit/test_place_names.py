"""What a place is called when it is shown, and places that have no name but how they look."""

import pytest

from reports.incoming.reading import Confidence
from tests.unit.test_guard_reports import places, reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22.10 Klotter på Fjärilsstigens lekplats.", ("Fjärilsstigen", "bro")),
        ("22.10 Klotter vid Ekhammarskolans gymnastiksal.", ("Ekhammarskolan", "kungsangen")),
        ("22.10 Klotter på Blåbärsvägens lekplats i Brunna.", ("Blåbärsvägen", "brunna")),
        ("22.10 Klotter vid Bro centrum.", ("Bro centrum", "bro")),
    ],
)
def test_a_genitive_is_shown_as_the_name(text: str, expected: tuple[str, str]) -> None:
    assert places(reading(text)) == [expected]


def test_a_new_place_is_offered_by_its_name() -> None:
    assert [read.unknown_place for read in reading("22.10 Klotter på Blåbärsvägens lekplats i Brunna.").incidents] == [
        "Blåbärsvägen"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("22.10 Bråk vid Gula kiosken i Bro.", "Gula kiosken"),
        ("21.15 Gula kiosken i Bro, någon har krossat rutan.", "Gula kiosken"),
        ("22.00 Mopeder kör vid röda stugan i Bro.", "röda stugan"),
        ("23.15 Trasig lampa i Gamla tunneln, Bro", "Gamla tunneln"),
    ],
)
def test_what_is_named_by_its_look_is_offered_as_a_new_place(text: str, words: str) -> None:
    (read,) = reading(text).incidents
    assert (read.unknown_place, read.draft.where.words, read.draft.where.district) == (words, words, "bro")
    assert read.where.confidence is Confidence.DOUBTFUL


@pytest.mark.parametrize("text", ["En man i gula byxor slog sönder en ruta i Bro.", "Röda bilar vandaliserades i Bro."])
def test_other_things_with_a_colour_are_no_places(text: str) -> None:
    assert [read.unknown_place for read in reading(text).incidents] == [None]
