"""What young people do is told by what they do: smoking is disorder, hash is drugs, thrown fireworks are dangerous."""

import pytest

from tests.unit.test_guard_reports import reading


def category(text: str) -> str:
    (read,) = reading(text).incidents
    return read.draft.category


@pytest.mark.parametrize(
    "text",
    [
        "21.20 Ungdomar röker hasch på Bro station.",
        "21.20 Ungdomar röker cannabis vid Råbyskolan.",
        "22.20 Några killar röker joint på Bro torg",
        "23.20 Gäng ungdomar luktar hasch, Fjärilsstigen",
        "20.10 Två tjejer som rökte marijuana i trappan på Örnstigen.",
    ],
)
def test_drugs_are_drugs_whoever_has_them(text: str) -> None:
    assert category(text) == "narkotika_alkohol.narkotika_bruk"


@pytest.mark.parametrize(
    "text",
    [
        "21.40 Ett gäng röker bakom affären i Brunna",
        "21.50 5-6 killar röker bakom butiken",
        "22.00 Ungdomar som röker på baksidan av skolan",
        "22.05 Några ungdomar röker utanför Brunnaskolan, avvisas",
        "18.15 Tre tjejer stod och rökte vid Bro station",
    ],
)
def test_smoking_is_disorder(text: str) -> None:
    assert category(text).partition(".")[0] == "ordning"


@pytest.mark.parametrize(
    "text",
    [
        "22.00 Raketer skjuts mot folk på Bro torg.",
        "22.10 Ungdomar kastar smällare på människor vid Bro station",
        "22.20 Någon sköt fyrverkerier mot hus på Emaljstigen",
        "22.30 Bengaler kastas mot balkonger på Örnstigen",
        "22.35 Ungdomar stör, fyrverkerier avfyras mellan husen i Finnsta",
        "22.36 Ungdomar stör på Bro torg. De skjuter fyrverkeripjäser mot varandra.",
        "22.37 Ordningsstörning, Råby. Ungdomar slänger smällare in i trapphus",
        "22.38 Smällare inkastad i brevinkast på Fjärilsstigen",
    ],
)
def test_fireworks_that_are_thrown_or_fired_are_dangerous(text: str) -> None:
    assert category(text) == "skadegorelse_brand.fyrverkeri"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "23.10 Skottlossning, Bro. Någon avlossade flera skott, det kan ha varit smällare.",
            "vapen_sprangning.skjutning",
        ),
        ("22.10 Lägenhetsbrand, Finnsta. En raket sköts in genom ett fönster.", "skadegorelse_brand.brand_byggnad"),
        ("22.10 Snöboll kastas mot folk på Bro torg av ungdomar.", "ordning"),
    ],
)
def test_other_things_keep_their_category(text: str, code: str) -> None:
    assert category(text).startswith(code)
