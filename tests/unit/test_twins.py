"""Which incidents may be one: by time, place, category and words, each weighed by how much it tells."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.points import LocationPrecision, Point
from reports.incoming.categories.kinship import Kinship, kinship
from reports.incoming.drafts import Certainty, Interval, Whereabouts
from reports.incoming.twins.finder import LIKELY, SURE, Aspect, Seen, find_twins, likeness, match
from reports.incoming.twins.joining import better_place, better_time, larger, stronger
from reports.incoming.twins.word_likeness import Rarity, common_words
from tests.availability import unavailable
from tests.bench.twin_pairs import make_year
from tests.bench.twin_score import score

NOTICES = Path(__file__).parents[3] / "shared/data/polisen/events_to_2025-06.jsonl.gz"
EVENING = datetime(2026, 11, 18, 21, 15, tzinfo=UTC)
SQUARE = Point(17.65, 59.51)
LP = LocationPrecision
AT_SQUARE = Whereabouts("Rävtorget", None, SQUARE, LP.POINT, "vast")
BROADLY = Whereabouts(precision=LP.DISTRICT, district="vast")
RARITY = Rarity(
    [
        "Man stoppad i bil, misstänkt rattfylleri på Ekvägen",
        "Flera ungdomar bråkar vid skolan",
        "Inbrott i källarförråd, cykel stulen",
        "Brand i container bakom affären",
        "Trafikolycka mellan två bilar på motorvägen, ingen skadad",
    ]
    * 8
)


def seen(**fields: Any) -> Seen:
    defaults = {
        "id": 1,
        "when": Interval(EVENING),
        "where": AT_SQUARE,
        "category": "skadegorelse_brand",
        "text": "Container brinner bakom den röda kiosken",
        "organisations": frozenset({1}),
    }
    return Seen(**{**defaults, **fields})


def again(**fields: Any) -> Seen:
    defaults = {"id": 2, "text": "Eld i container, kiosken rökskadad", "organisations": frozenset({2})}
    return seen(**{**defaults, **fields})


def later(**fields: float) -> Interval:
    return Interval(EVENING + timedelta(**fields))


@pytest.mark.parametrize(
    ("other", "is_twin"),
    [
        (again(), True),
        (again(when=later(minutes=25)), True),
        (again(when=later(minutes=-25)), True),
        (again(when=later(hours=2), text="Klotter på en busskur"), False),
        (again(when=later(hours=3.5)), False),
        (again(when=Interval(EVENING - timedelta(hours=3), EVENING + timedelta(hours=4))), True),
        (again(when=later(days=1)), False),
        (again(where=BROADLY), True),
        (again(where=Whereabouts()), True),
        (again(where=BROADLY._replace(district="ost")), True),
        (again(where=BROADLY._replace(district="ost"), text="Klotter på en busskur"), False),
        (again(where=AT_SQUARE._replace(point=Point(17.654, 59.512), precision=LP.PLACE)), True),
        (again(where=AT_SQUARE._replace(point=Point(17.67, 59.51))), False),
        (again(category="skadegorelse_brand.brand_ute"), True),
        (again(category="ovrigt"), True),
        (again(category="bedrageri", text="Äldre man lurad på pengar"), False),
        (again(text="Väktare såg två män slåss", category="vald_hot"), False),
        (again(text=""), True),
        (again(text="Moped utan ljus körde fort", where=BROADLY), False),
    ],
)
def test_what_speaks_for_and_against(other: Seen, is_twin: bool):
    assert (likeness(seen(), other, RARITY) >= LIKELY) is is_twin


def test_the_likeliest_comes_first_with_its_reasons():
    near, vague = again(id=3, when=later(minutes=5)), again(id=2, where=BROADLY, when=later(minutes=40))
    found = find_twins(seen(), [vague, near, seen()], RARITY)
    assert [twin.id for twin in found] == [3, 2]
    assert set(found[0].reasons) == {Aspect.WORDS, Aspect.PLACE, Aspect.TIME, Aspect.CATEGORY}
    assert found[0].reasons[0] in (Aspect.WORDS, Aspect.PLACE, Aspect.TIME)


def test_a_case_number_settles_it_however_it_is_spaced():
    other = again(case_number="5000-k12-26", when=later(days=9), category="trafik", text="")
    assert likeness(seen(case_number=" 5000-K12-26"), other) == SURE
    assert likeness(seen(case_number=""), other._replace(case_number=None)) < LIKELY


def test_one_report_does_not_tell_the_same_twice_unless_in_the_same_words():
    one, other = seen(reports=frozenset({7})), again(reports=frozenset({7, 8}))
    assert likeness(one, other, RARITY) == 0
    assert likeness(one, other._replace(text=one.text, organisations=frozenset()), RARITY) >= LIKELY


def test_an_organisation_seldom_tells_the_same_twice():
    assert likeness(seen(), again(organisations=frozenset({1})), RARITY) < likeness(seen(), again(), RARITY)


def test_a_span_that_holds_everything_tells_less_than_a_moment():
    night = Interval(EVENING - timedelta(hours=12), EVENING + timedelta(hours=12))
    assert likeness(seen(), again(when=night), RARITY) < likeness(seen(), again(), RARITY)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("trafik", "trafik", Kinship.SAME),
        ("trafik.olycka", "trafik", Kinship.PARENT),
        ("trafik.olycka", "trafik.rattfylleri", Kinship.SIBLINGS),
        ("vald_hot.misshandel", "ordning.brak", Kinship.KIN),
        ("ovrigt.annat", "trafik", Kinship.UNSPECIFIC),
        ("ovrigt", "ovrigt", Kinship.UNSPECIFIC),
        ("bedrageri", "trafik", Kinship.STRANGERS),
    ],
)
def test_how_categories_stand_to_each_other(one: str, other: str, expected: Kinship):
    assert (kinship(one, other), kinship(other, one)) == (expected, expected)


def test_rare_words_tell_more_than_common_ones():
    one = "Trafikolycka vid Pepparkaksgränd"
    assert (
        RARITY.likeness(one, "Två bilar, Pepparkaksgränd").share > RARITY.likeness(one, "Två bilar, trafikolycka").share
    )
    assert RARITY.likeness("Polis på plats", "Polis larmas").weight == 0


def test_endings_and_slips_of_the_keys_leave_words_alike():
    assert RARITY.likeness("Fjäderstigens lekplats", "Fjäderstgien, lekplatsen").share > 0.5


def test_common_words_are_found_where_they_stand():
    text = "Mopeden körde på en cyklist vid Rävtorget."
    spans = common_words(text, "Moped mot cykel, rävtorgets norra sida")
    assert [text[start:end] for start, end in spans] == ["Mopeden", "Rävtorget"]


MOMENTS = st.builds(
    lambda minutes, length: Interval(
        EVENING + timedelta(minutes=minutes), EVENING + timedelta(minutes=minutes + length) if length else None
    ),
    st.integers(-5000, 5000),
    st.integers(0, 3000),
)
PLACES = st.builds(
    lambda lon, precision, district: Whereabouts(
        point=Point(lon, 59.5) if precision.is_drawable and lon else None, precision=precision, district=district
    ),
    st.floats(17.5, 17.9) | st.just(0.0),
    st.sampled_from(LP),
    st.sampled_from([None, "vast", "ost"]),
)
ANY = st.builds(
    Seen,
    id=st.just(1),
    when=MOMENTS,
    where=PLACES,
    category=st.sampled_from(["trafik", "trafik.olycka", "ordning", "ovrigt", "nara_relation"]),
    text=st.text(max_size=60),
    quantity=st.none() | st.integers(1, 9),
    case_number=st.none() | st.text(max_size=3),
    reports=st.frozensets(st.integers(1, 3)),
)


@given(ANY, ANY)
def test_likeness_is_a_probability_and_the_same_from_either_side(one: Seen, other: Seen):
    found = likeness(one, other, RARITY)
    assert 0 <= found <= 1
    assert found == pytest.approx(likeness(other, one, RARITY))
    assert match(one, other, RARITY).id == other.id


@pytest.mark.parametrize(
    ("kept", "other", "better"),
    [
        (Interval(EVENING - timedelta(hours=2), EVENING + timedelta(hours=2)), Interval(EVENING), Interval(EVENING)),
        (Interval(EVENING), later(minutes=5), Interval(EVENING)),
        (
            Interval(EVENING, EVENING + timedelta(hours=1)),
            later(hours=5),
            Interval(EVENING, EVENING + timedelta(hours=1)),
        ),
    ],
)
def test_the_better_time(kept: Interval, other: Interval, better: Interval):
    assert better_time(kept, other) == better


def test_the_better_place_and_whose_words_it_has():
    own_words = BROADLY._replace(words="borta vid kiosken")
    assert better_place(own_words, AT_SQUARE) == AT_SQUARE._replace(words="borta vid kiosken")
    assert better_place(own_words, AT_SQUARE._replace(place_id=4)).words == "Rävtorget"
    assert better_place(AT_SQUARE, AT_SQUARE._replace(words="annat")) == AT_SQUARE
    street = Whereabouts("Ekvägen", precision=LP.STREET, district="vast")
    assert better_place(street, AT_SQUARE._replace(precision=LP.PLACE)).point == SQUARE
    assert better_place(Whereabouts(), street) == street


def test_the_stronger_word_and_the_larger_number():
    assert stronger(Certainty.SECOND_HAND, Certainty.SUSPECTED) is Certainty.SUSPECTED
    assert stronger(Certainty.OBSERVED, Certainty.SUSPECTED) is Certainty.OBSERVED
    assert (larger(2, 5), larger(None, 1), larger(None, None)) == (5, 1, None)


def test_reworded_notices_are_found_among_others():
    """The same among 10,000 over a year: `make bench`."""
    if not NOTICES.exists():
        unavailable(f"{NOTICES.name} is not there", "shared data")
    found = score(make_year(NOTICES, others=2_500, pairs=300, days=91))
    assert found.recall >= 0.95
    assert found.false <= 0.05
