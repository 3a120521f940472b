"""Passages that tell of several things: cut where the next begins, never sure where nobody can say."""

import pytest

from reports.incoming.reading import Confidence, Reading
from tests.unit.test_guard_reports import places, reading, whens


def told(read: Reading) -> list[str]:
    """The category of each incident; "?" after one that a person has to look at."""
    return [
        incident.draft.category.partition(".")[0] + "?" * (incident.what.confidence is Confidence.DOUBTFUL)
        for incident in read.incidents
    ]


def test_a_paragraph_of_another_kind_begins_a_passage() -> None:
    read = reading(
        "23.15 Misshandel, Bro centrum\nEn man slog en annan.\n\nMannen fördes till sjukhus.\n\n"
        "Cykelstöld vid Bro station, okänd tid.\n\nKlotter på Brunnaskolans fasad.\n\nBilbrand på Fjärilsstigen."
    )
    assert told(read) == ["vald_hot", "stold_ran_inbrott", "skadegorelse_brand", "skadegorelse_brand"]
    assert [words for words, _ in places(read)][1:] == ["Bro station", "Brunnaskolan", "Fjärilsstigen"]


def test_a_paragraph_that_may_be_of_another_event_makes_its_passage_doubtful() -> None:
    first = "22.10 Klotter, Bro station\nNågon har klottrat."
    assert told(reading(f"{first}\n\nKlotter på Brunnaskolan.")) == ["skadegorelse_brand?"]
    assert told(reading(f"{first}\n\nBrottsplatsen spärrades av.")) == ["skadegorelse_brand"]
    assert told(reading(f"{first}\nSamma kväll stals en cykel vid Brunnaskolan.")) == ["skadegorelse_brand?"]


@pytest.mark.parametrize(
    "text",
    [
        "22.10 Rattfylleri, Bro centrum\nEn bilist stoppas. Föraren, en man, misstänks för stöld och narkotikabrott.",
        "21.00 Misshandel, Bro station. Två män slogs.\n\nMannen hade narkotika på sig och fördes till Kungsängen.",
        "20.00 Bråk vid Bro station. En man visade en kniv. Han omhändertogs berusad.",
    ],
)
def test_the_course_of_one_event_is_one(text: str) -> None:
    read = reading(text)
    assert len(read.incidents) == 1
    assert read.incidents[0].what.confidence is Confidence.SURE


def test_a_list_of_sights_is_cut_at_each_kind() -> None:
    text = "Vi gick i Brunna mellan 21 och 23. Trasig lampa vid tunneln, klotter på väggen, en kille med hasch."
    read = reading(text)
    assert [code.rstrip("?") for code in told(read)] == ["otrygg_plats", "skadegorelse_brand", "narkotika_alkohol"]
    assert {incident.draft.when for incident in read.incidents} == {read.incidents[0].draft.when}
    assert {district for _, district in places(read)} == {"brunna"}
    for incident in read.incidents[1:]:
        assert Confidence.SURE not in (incident.when.confidence, incident.where.confidence)
        start, end = incident.draft.passage
        assert text[start:end].split()[0] in ("klotter", "en")


def test_what_a_list_tells_that_nobody_understands_is_not_sure() -> None:
    read = reading("Trasig lampa vid tunneln, brummande mackapär på väggen, en kille med hasch.")
    assert told(read) == ["otrygg_plats?", "narkotika_alkohol"]


def test_a_case_lists_suspicions_not_sights() -> None:
    text = (
        "En anmälan om drograttfylleri, ringa narkotikabrott (eget bruk), grov stöld och brott mot knivlagen upprättas."
    )
    assert len(reading(f"En bilist stoppades i Bro. {text}").incidents) == 1


def test_who_walks_tells_of_one_thing_after_the_other() -> None:
    read = reading(
        "Vi gick i Brunna i går kväll. Först träffade vi några killar som rökte hasch bakom skolan. Senare var det bråk"
        " vid macken. Vid skolan hade någon krossat en ruta."
    )
    assert [code.rstrip("?") for code in told(read)] == ["narkotika_alkohol", "ordning", "skadegorelse_brand"]
    assert {district for _, district in places(read)} == {"brunna"}


def test_running_text_with_other_kinds_at_other_places_is_not_sure() -> None:
    read = reading("Klotter på Bro station. Två killar på moped körde buskörning på Fjärilsstigen.")
    assert all(code.endswith("?") for code in told(read))


def test_next_with_its_own_place_is_cut() -> None:
    read = reading("Först var det bråk i kön vid macken. Senare krossades en ruta på Brunnaskolan.")
    assert [words for words, _ in places(read)][1:] == ["Brunnaskolan"]


def test_paragraphs_that_begin_with_a_place() -> None:
    read = reading(
        "Fältgruppen, fredag\nBro: Vi mötte ungdomar i Bro centrum, några berusade.\n\n"
        "Kungsängen: Lugnt på stationen. Vid Ekhammarskolan hade någon klottrat.\n\nBrunna: Två killar bråkade."
    )
    assert [district for _, district in places(read)] == ["bro", "kungsangen", "brunna"]


def test_sentences_that_begin_with_a_clock_time() -> None:
    read = reading("Kvällspass i Bro, gick en runda. 20.30 larm om bråk vid macken. 23.15 klotter på Bro station. Hem.")
    assert whens(read)[-1] == "19 23.15"
    assert told(read)[-1] == "skadegorelse_brand"


def test_dates_before_the_times_of_one_line() -> None:
    text = (
        "2026-11-19 22:10 Bråk på Bro station. 2026-11-19 23:55 Inbrott i Bro centrum. 2026-11-20 01:30 Klotter i Råby."
    )
    assert whens(reading(text)) == ["19 22.10", "19 23.55", "20 01.30"]


def test_labels_in_capitals_above_their_passages() -> None:
    read = reading(
        "Dygnet\n\nSTÖLD\nBro centrum. Kl 16.20. En man tog varor.\n\nBRAND\nRåby, kl 22.45. En container brann."
    )
    assert told(read) == ["stold_ran_inbrott", "skadegorelse_brand"]


def test_a_patrol_that_searches_is_of_the_same_event() -> None:
    text = "22.00 Rån, Bro station\nTvå okända rånade en pojke.\n\nEn patrull sökte i området."
    assert len(reading(text).incidents) == 1


@pytest.mark.parametrize(
    "first",
    [
        "I går kväll brann en container vid Bro station. Räddningstjänsten släckte.",
        "22.10 Brand, Bro\nEn container brann vid Bro station.",
    ],
)
def test_what_happened_as_well_somewhere_else_is_an_incident_of_its_own(first: str) -> None:
    read = reading(f"{first}\n\nDet brann även i en bil på Råbyvägen.")
    assert [words for words, _ in places(read)] == ["Bro station", "Råbyvägen"]
    assert len(reading(f"{first}\n\nDet är oklart hur en brand kunde börja vid Bro station.").incidents) == 1


@pytest.mark.parametrize("follow_up", ["Förhör hålls och en anmälan om misshandel upprättas.", "Mannen hade en kniv."])
def test_a_paragraph_on_what_was_done_is_no_incident_of_its_own(follow_up: str) -> None:
    read = reading(f"22.10 Misshandel, Bro\nEn man slår en annan vid Bro station.\n\n{follow_up}")
    assert told(read) == ["vald_hot"]
    assert read.incidents[0].draft.summary.endswith(follow_up)
