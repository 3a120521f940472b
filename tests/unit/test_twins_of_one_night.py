"""One night in one town: what happens at the same few places in the same hours is seldom the same."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import NamedTuple

import pytest

from geo.points import LocationPrecision, Point
from reports.incoming.drafts import Interval, Whereabouts
from reports.incoming.twins.finder import Aspect, Seen, is_likely_twin, match
from reports.incoming.twins.quiet_rounds import is_quiet_round
from reports.incoming.twins.word_likeness import Rarity

EVENING = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
POLICE, GUARDS = 1, 2


class Spot(NamedTuple):
    """A made-up place of one made-up district."""

    id: int
    name: str
    at: Point
    precision: LocationPrecision


STATION = Spot(1, "Provstads station", Point(17.7525, 59.4779), LocationPrecision.POINT)
CENTRE = Spot(2, "Provstads centrum", Point(17.7480, 59.4810), LocationPrecision.PLACE)
STREET = Spot(3, "Kastanjevägen", Point(17.7271, 59.4876), LocationPrecision.STREET)
NIGHT = (
    (0, POLICE, STATION, "skadegorelse_brand.klotter", "Klotter på väntkuren vid Provstads station"),
    (20, GUARDS, STATION, "ordning.storning", "Sällskap drack öl på perrongen, Provstads station"),
    (35, GUARDS, CENTRE, "ordning", "Bevakning Provstads C, lugnt"),
    (50, POLICE, CENTRE, "ordning.ungdomar", "Ungdomar stör i Provstads centrum"),
    (60, POLICE, CENTRE, "ordning.brak", "Bråk mellan två män, Provstads centrum"),
    (70, POLICE, STREET, "vald_hot.misshandel", "Misshandel på Kastanjevägen, Provstad"),
    (85, GUARDS, CENTRE, "stold_ran_inbrott.butik", "Snatteri i livsmedelsaffären, Provstads centrum"),
    (100, POLICE, STATION, "stold_ran_inbrott.ran", "Rån vid Provstads station, mobil tagen"),
    (120, POLICE, STREET, "trafik.rattfylleri", "Rattfylleri, Provstad Kastanjevägen"),
    (140, GUARDS, CENTRE, "ordning.intrang", "Obehörig i garaget, Provstads centrum"),
    (150, GUARDS, STATION, "ordning", "Rondering Provstads station u.a."),
    (165, GUARDS, STATION, "vald_hot.hot", "Muntligt hot mot vakt, Provstads station"),
    (175, GUARDS, STATION, "narkotika_alkohol.lob", "LOB:ad man Provstads station"),
    (190, POLICE, CENTRE, "narkotika_alkohol.narkotika_bruk", "Ringa narkotikabrott, Provstads centrum"),
    (205, GUARDS, CENTRE, "skadegorelse_brand.skadegorelse", "Krossat skyltfönster, Provstads centrum"),
    (220, POLICE, STREET, "skadegorelse_brand.skadegorelse", "Skadegörelse, Kastanjevägen"),
    (240, GUARDS, STATION, "skadegorelse_brand.skadegorelse", "Skadegörelse på hissen, Provstads station"),
    (255, POLICE, CENTRE, "trafik.buskorning", "Buskörning med moped genom Provstads centrum"),
    (270, GUARDS, STREET, "otrygg_plats.belysning", "Belysningen trasig längs Kastanjevägen"),
    (285, POLICE, STATION, "ordning.brak", "Bråk på perrongen vid Provstads station"),
)
TRUE = (
    (72, GUARDS, STREET, "ordning.brak", "Man slagen i ansiktet på Kastanjevägen av tre maskerade, blödde från näsan"),
    (
        70,
        POLICE,
        STREET,
        "vald_hot.misshandel",
        "Misshandel Kastanjevägen. Tre maskerade slog en man, blödde från näsan",
    ),
    (10, GUARDS, STATION, "skadegorelse_brand", "Nytt klotter på väntkuren, grön färg"),
    (0, POLICE, STATION, "skadegorelse_brand.klotter", "Klotter med grön färg på väntkuren"),
)
RARITY = Rarity([text for *_rest, text in NIGHT] * 20)


def seen(number: int, told: tuple[int, int, Spot, str, str]) -> Seen:
    minutes, by, spot, category, text = told
    return Seen(
        id=number,
        when=Interval(EVENING + timedelta(minutes=minutes)),
        where=Whereabouts(spot.name, spot.id, spot.at, spot.precision, "provstad"),
        category=category,
        text=f"{text} {spot.name}",
        reports=frozenset({by}),
        organisations=frozenset({by}),
        area="Provstad",
        spot=spot.name,
    )


def test_at_most_one_of_twenty_is_taken_for_another():
    told = [seen(number, one) for number, one in enumerate(NIGHT)]
    found = [pair for pair in combinations(told, 2) if is_likely_twin(match(*pair, RARITY))]
    assert len(found) <= len(NIGHT) / 20, [(one.text, other.text) for one, other in found]


@pytest.mark.parametrize("at", [0, 2])
def test_what_two_saw_is_found_among_them(at: int):
    assert is_likely_twin(match(seen(90, TRUE[at]), seen(91, TRUE[at + 1]), RARITY))


def test_names_of_the_same_place_are_no_likeness_of_words():
    one, other = (seen(number, NIGHT[number]) for number in (1, 12))
    assert Aspect.WORDS not in match(one, other, RARITY).reasons


def test_the_words_for_a_place_that_nobody_knows_are_all_there_is_of_it():
    text = "Rattfylleri, Kastanjevägen i höjd med macken"
    placed = seen(1, (0, POLICE, STREET, "trafik.rattfylleri", text))
    lost = seen(2, (20, GUARDS, STREET, "trafik.rattfylleri", text))._replace(spot="", where=Whereabouts())
    assert is_likely_twin(match(placed, lost, RARITY))


@pytest.mark.parametrize(
    ("text", "is_quiet"),
    [
        ("22:30-23:15 Bevakning Provstads C, lugnt", True),
        ("Rondering station, inget att rapportera Provstads station", True),
        ("Tillsyn skolan u.a.", True),
        ("Rondering i centrum, lugnt men en ruta krossad", False),
        ("Rondering, lugnt. Senare slogs två män vid kiosken och en fördes till sjukhus", False),
        ("Bråk vid station, lugnt på platsen när vi kom", False),
        ("Brand i container, lugnt nu", False),
    ],
)
def test_a_round_on_which_nothing_happened(text: str, is_quiet: bool):
    assert is_quiet_round(text) is is_quiet
