"""A district that the text says beside a road or in the heading is obeyed, wherever the gazetteer has such a road."""

import pytest

from geo.points import LocationPrecision
from reports.incoming.reading import Confidence
from tests.unit.test_guard_reports import reading


@pytest.mark.parametrize(
    "words",
    [
        "Ringvägen i Bro",
        "Ringvägen, Bro",
        "Ringvägen (Bro)",
        "Bro, Ringvägen",
        "Bro Ringvägen",
        "Ringvägen 12 i Bro",
        "Ringvägen Bro",
    ],
)
def test_a_road_that_is_known_elsewhere_lies_where_the_text_says(words: str) -> None:
    (read,) = reading(f"Kl 22.45 buskörning med moped, {words}").incidents
    where = read.draft.where
    assert (where.district, where.point, where.place_id) == ("bro", None, None)
    assert read.where.confidence is Confidence.DOUBTFUL
    assert where.precision is LocationPrecision.STREET


@pytest.mark.parametrize(
    "words",
    [
        "Kungsängen Enköpingsvägen",
        "Kungsängen, Enköpingsvägen",
        "Enköpingsvägen i Kungsängen",
        "Enköpingsvägen, Kungsängen",
        "Enköpingsvägen Kungsängen",
        "Kungsängen, på Enköpingsvägen",
    ],
)
def test_a_road_through_several_lies_where_the_text_says(words: str) -> None:
    (read,) = reading(f"03:55 rattfylleri, {words}, man i 40-årsåldern.").incidents
    assert (read.draft.where.words, read.draft.where.district) == ("Enköpingsvägen", "kungsangen")


@pytest.mark.parametrize(
    ("words", "district"),
    [
        ("22.10 Bråk på Ringvägen", "kungsangen"),
        ("22.10 Bråk på Ringvägen. Ungdomarna sprang mot Bro.", "kungsangen"),
        ("22.10 Bråk vid Råbyskolan", "bro"),
        ("22.10 Bråk på Ringvägen i Kungsängen", "kungsangen"),
        ("22.10 Klotter på Brunnaskolan, Kungsängen", "brunna"),
        ("22.10 Bråk på Hallonvägen", "kungsangen"),
    ],
)
def test_nothing_else_moves_a_place(words: str, district: str) -> None:
    (read,) = reading(words).incidents
    assert read.draft.where.district == district


@pytest.mark.parametrize(
    "name", ["Pizzeria Bro", "Restaurang Bro", "Apoteket Kungsängen", "Frisör Brunna", "Vårdcentralen Bro", "Café Bro"]
)
def test_a_shop_keeps_the_name_of_its_district(name: str) -> None:
    (read,) = reading(f"21.10 Bråk utanför {name}").incidents
    assert read.draft.where.words == name
