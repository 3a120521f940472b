"""A passage with a second time or a second known place is cut where the next event begins, else it is not sure."""

import pytest

from reports.incoming.reading import Confidence, LeftOutReason, ReadIncident
from tests.unit.test_guard_reports import places, reading


def is_sure(read: ReadIncident) -> bool:
    return all(basis.confidence is Confidence.SURE for basis in (read.when, read.where, read.what))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Strax före midnatt bråk på Håtuna kyrka.",
            "Natten till fredag, vid 03-tiden, hördes skott från Finnstaområdet.",
        ),
        ("Bråk vid Bro station 22.10.", "Runt 23.30 krossades rutor på Råbyskolan."),
        ("22.10 Slagsmål utanför Brohuset.", "Kl 23.50 inbrott i ett förråd på Emaljstigen."),
        ("Klotter på Brunnaskolan 21.15.", "Vid 02-tiden körde en moped in i en stolpe vid Bro station."),
        ("21.40 Ett gäng stör i Kungsängens centrum.", "Strax efter midnatt brann en bil på Fjärilsstigen."),
    ],
)
@pytest.mark.parametrize("gap", [" ", "\n"])
def test_another_kind_with_its_own_time_and_place_is_cut_between_the_sentences(
    first: str, second: str, gap: str
) -> None:
    text = first + gap + second
    read = reading(text)
    assert [text[slice(*incident.draft.passage)].strip() for incident in read.incidents] == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "Klotter på Ekhammarskolan i går kväll, och på Lillsjöskolan i morse.",
        "21.00 Rutor krossade på Brunnaskolan samt på Råbyskolan.",
        "22.10 En cykel stals vid Bro station, en annan vid Kungsängens kyrka.",
        "20.15 Två killar klottrade i Brunna centrum. Samma killar klottrade på Finnstaskolan.",
        "Kl 19.30 eldade någon bakom Lillsjöskolan och även vid Bro station.",
    ],
)
def test_a_second_known_place_makes_the_place_doubtful(text: str) -> None:
    assert not any(is_sure(incident) for incident in reading(text).incidents)
    assert reading(text).incidents[0].where.confidence is Confidence.DOUBTFUL


@pytest.mark.parametrize(
    "text",
    [
        "22.10 Klotter vid Bro station. Fönster krossat 23.40.",
        "20.10 Rökutveckling vid Bro station, och en smäll 21.50.",
        "Kl 19 stals en cykel vid Brunnaskolan. Ytterligare en cykel försvann 22.15.",
        "21.15 Någon kastade ägg på Råbyskolan. Nya ägg kastades vid 23-tiden.",
        "Vid 18-tiden bråk på Emaljstigen. Bråk igen 21.30.",
    ],
)
def test_a_second_time_makes_the_time_doubtful(text: str) -> None:
    assert not any(is_sure(incident) for incident in reading(text).incidents)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kl 20.40 stöld på ICA i Bro centrum. Mannen greps vid Kungsängens station kl 21.05.", "Bro centrum"),
        ("22.10 Bråk vid Bro station. Uppdatering 23.15: alla har lämnat platsen.", "Bro station"),
        ("22.10 Rån vid Bro station. Gärningsmannen sprang mot Finnsta.", "Bro station"),
        ("21.20 Misshandel i Kungsängens centrum. En man greps senare på Hallonvägen.", "Kungsängens centrum"),
        ("22.05 Klotter på Råbyskolan. Anmälan kom in 07.40.", "Råbyskolan"),
        ("23.10 Bråk utanför Brohuset, Köpmanvägen.", "Köpmanvägen"),
        ("20.30 Rån vid Bro station. Larmet kom 20.55, patrull på plats 21.10.", "Bro station"),
        ("21.00 Slagsmål på Emaljstigen. Pojken bor på Örnstigen.", "Emaljstigen"),
    ],
)
def test_what_belongs_to_one_event_leaves_it_sure(text: str, place: str) -> None:
    (read,) = reading(text).incidents
    assert is_sure(read)
    assert read.draft.where.words == place


def test_a_walk_without_clock_times_is_cut_at_each_sight() -> None:
    read = reading(
        "Vi började vid Bro station. Lugnt där. Sen träffade vi ett gäng på 5-6 killar bakom affären som rökte hasch."
        " Efter det var det en moped som körde som en galning på Köpmanvägen. Vid skolan låg det glas överallt, någon"
        " hade krossat två rutor. På hemvägen såg vi en tjej som var ledsen."
    )
    tops = [incident.draft.category.partition(".")[0] for incident in read.incidents]
    assert tops == ["narkotika_alkohol", "trafik", "skadegorelse_brand", "ovrigt"]
    assert not any(is_sure(incident) for incident in read.incidents)


@pytest.mark.parametrize(
    "text",
    [
        "Igår hotade en elev en annan med kniv på Ekhammarskolan. I helgen har det också varit inbrott i slöjdsalen.",
        "I måndags slogs två elever på Brunnaskolan. På kvällen klottrades det på fasaden.",
        "I går hotades en lärare på Råbyskolan. Under natten krossades dessutom tre rutor.",
        "I fredags brann en papperskorg vid Finnstaskolan. I helgen stals två cyklar.",
        "Igår på lunchen bråk i matsalen på Lillsjöskolan. I natt har någon tagit sig in och stulit datorer.",
    ],
)
def test_a_note_on_several_days_is_never_one_sure_draft(text: str) -> None:
    incidents = reading(text).incidents
    assert len(incidents) > 1 or not is_sure(incidents[0])


@pytest.mark.parametrize(
    "words", ["Släckt", "Stängd", "Skingrade", "Åtgärdat", "Falsklarm", "Avvisade", "Omhändertagen", "Låst"]
)
def test_how_it_ended_is_no_place(words: str) -> None:
    (read,) = reading(f"Brand kl 22.10. {words}.").incidents
    assert read.unknown_place is None


def test_a_label_after_the_time_is_no_part_of_the_place() -> None:
    assert places(reading("22.10 Bråk Bro station\n23.20 Klotter Brunna centrum")) == [
        ("Bro station", "bro"),
        ("Brunna centrum", "brunna"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Objekt: Rondering kommunens fastigheter",
        "Uppdrag: Tillsyn Brunna",
        "Kund: Kommunen, yttre rondering skolor och förskolor",
        "Avser: nattbevakning",
        "Tjänst: Trygghetsväktare Bro centrum",
        "Objekt : Bevakning kommunala skolor",
    ],
)
def test_the_assignment_of_the_day_is_left_out_as_a_heading(line: str) -> None:
    read = reading(f"{line}\n22.10 Råbyskolan. Fönster öppet. Stängt.")
    assert len(read.incidents) == 1
    assert [left.reason for left in read.left_out] == [LeftOutReason.HEADING]


def test_an_alarm_is_no_assignment() -> None:
    read = reading("Objekt: Rondering, larm inbrott Råbyskolan\n22.10 Bråk på Bro station.")
    assert LeftOutReason.HEADING not in {left.reason for left in read.left_out}
