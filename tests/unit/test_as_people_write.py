"""Lists and notes as people write them: each line or sentence with a place or a label of its own is one draft."""

import pytest

from reports.incoming.reading import Confidence
from tests.unit.test_guard_reports import places, reading, whens


def tops(text: str) -> list[str]:
    return [incident.draft.category.partition(".")[0] for incident in reading(text).incidents]


def test_a_housing_company_writes_an_address_first() -> None:
    read = reading(
        "Hej, här är veckans från oss.\nFasanstigen 3: någon har eldat i tvättstugan, sotigt tak.\n"
        "Fasanstigen 9: hissen klottrad igen.\nHärnevistigen: två källarförråd uppbrutna, oklart när."
    )
    assert [words for words, _ in places(read)][-3:] == ["Fasanstigen", "Fasanstigen", "Härnevistigen"]


def test_the_police_write_a_label_first() -> None:
    text = (
        "RAPPORT\nStöld: 15.45 butik i Kungsängens centrum, varor för 900 kr.\nOlaga hot: kl 12 elev hotade en"
        " annan i Bro."
        "\nTrafikolycka: Granhammarsvägen 07.50 två bilar, lindriga skador."
    )
    assert tops(text) == ["stold_ran_inbrott", "vald_hot", "trafik"]


@pytest.mark.parametrize(
    "text",
    [
        "Rattfylleri på E18 vid Bro, 01.10. Föraren blåste positivt.",
        "Kvinna slagen av en okänd man i Bro, 22.30. Mannen gripen.",
        "En moped stoppades på väg från Brunna, 23.15. Föraren saknade körkort.",
    ],
)
def test_a_town_after_a_preposition_begins_no_heading(text: str) -> None:
    (read,) = reading(text).incidents
    assert text[slice(*read.draft.passage)] == text


def test_sentences_that_begin_with_a_place() -> None:
    read = reading(
        "Grannstödsbilen rullade 19-23. Norrboda: garageport uppbruten. Sylta: mörkt på gångvägen, fyra lampor trasiga."
        " Lillsjöskolan: ungdomar på taket ca 20.30, de sprang därifrån."
    )
    assert [words for words, _ in places(read)] == ["Norrboda", "Sylta", "Lillsjöskolan"]


@pytest.mark.parametrize("heading", ["Nattvandring fredag", "Fältgruppen 20/11", "Rapport från kvällens runda"])
def test_under_a_heading_that_names_only_the_sender_a_walk_is_cut(heading: str) -> None:
    text = (
        f"{heading}\nVi började i Brunna centrum där ett tiotal ungdomar bråkade. Lite senare såg vi några killar som"
        " sålde knark vid tunneln. På vägen hem gick vi förbi lekplatsen på Keramikstigen, där lamporna var släckta."
    )
    assert len(tops(text)) == 3


def test_nine_o_clock_without_a_part_of_the_day_is_not_sure() -> None:
    assert reading("I fredags klockan nio bråk på Bro station.").incidents[0].when.confidence is Confidence.DOUBTFUL
    assert reading("I onsdags kväll klockan nio bråk på Bro station.").incidents[0].when.confidence is Confidence.SURE


def test_what_only_opens_or_closes_a_list_is_no_draft() -> None:
    text = (
        "Hej,\nLugnt dygn men några saker:\n- Kl 21.40 bråk på Bro stn.\n- Kl 23.10 klotter på Råbyskolan.\n05:00 slut"
    )
    assert whens(reading(text)) == ["19 21.40", "19 23.10"]
    assert places(reading(text))[0] == ("Bro stn", "bro")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("22.40 ungdomar skrek på Korpstgien", "Korpstgien"),
        ("22.40 Klotter på Fjärlisstigen", "Fjärlisstigen"),
        ("22.40 Bråk vid Kungsägnens station", "Kungsägnens station"),
        ("22.40 Bråk på Emaljtsigen", "Emaljtsigen"),
        ("22.40 Klotter på Ekhammarskloan", "Ekhammarskloan"),
    ],
)
def test_letters_that_changed_places_are_a_typing_error(text: str, place: str) -> None:
    (read,) = reading(text).incidents
    assert read.draft.where.words == place
    assert read.draft.where.place_id is not None
    assert read.where.confidence is Confidence.DOUBTFUL


@pytest.mark.parametrize(
    "word", ["skriket", "Stigen", "Centralt", "Korpar", "Skolan", "Rabatten", "Brunnen", "Fjärilar"]
)
def test_an_ordinary_word_is_no_misspelt_place(word: str) -> None:
    assert all(read.draft.where.place_id is None for read in reading(f"22.40 {word} vid sidan av, bråk.").incidents)
