"""What a quiet night's report tells besides: "lugn" excuses only its own sentence."""

import pytest

from tests.unit.test_guard_reports import left_out, places, reading, whens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hej! Natten har varit relativt lugn. Vid 22-tiden slogs två män i Bro centrum."
            " Strax efter midnatt brann en moped på Råbyvägen.",
            ["19 21.30", "20 00.00"],
        ),
        ("Hej, lugn kväll i stort. Kl 22 slagsmål vid Bro centrum, en person till sjukhus.", ["19 22.00"]),
        ("22.10 Allt lugnt i Bro. Kl 23.30 krossades en ruta på Brunnaskolan.", ["19 23.30"]),
        ("Lugn kväll, men en ruta krossades på Brunnaskolan kl 22.", ["19 22.00"]),
        ("20.15 Inbrott på Emaljstigen. Lugnt i övrigt. Kl 23 slogs två män i Bro centrum.", ["19 20.15", "19 23.00"]),
        ("Natten har varit lugn. Vi ses 22.15.", []),
    ],
)
def test_quiet_words_excuse_only_their_own_sentence(text: str, expected: list[str]) -> None:
    assert whens(reading(text)) == expected


def test_paragraphs_after_a_quiet_one() -> None:
    read = reading(
        "Hej!\n\nNatten var lugn.\n\nUngdomar bråkade på torget i Brunna.\n\nNågon klottrade på Bro station."
    )
    assert [words for words, _ in places(read)] == ["Brunna", "Bro station"]


def test_what_ends_a_report_is_no_part_of_its_last_incident() -> None:
    text = "22.10 Klotter på Bro station.\nIngenting mer att rapportera.\nRing Kalle\nHälsn. Vera"
    (incident,) = reading(text).incidents
    assert text[slice(*incident.draft.passage)] == "22.10 Klotter på Bro station."


def test_the_shift_and_a_round_are_no_incidents() -> None:
    text = "Bil 47, väktare 2 st. Pass 18.00-06.00\n20.10 Bråk i Bro centrum.\n22.00; -; Rond"
    assert whens(reading(text)) == ["19 20.10"]
    assert len(left_out(text)) >= 2


def test_a_paragraph_that_brings_in_somebody_new_is_no_part_of_the_one_above() -> None:
    read = reading(
        "22.10 Misshandel, Bro\nEn man slår en annan.\n\nPatrull på plats hittar ingen.\n\n"
        "I Kungsängen påträffades en person berusad.\n\nUnder kvällen kastade ungdomar ägg på bussar."
    )
    assert [incident.draft.summary.split()[0] for incident in read.incidents] == ["En", "I", "Under"]


@pytest.mark.parametrize(
    "line",
    [
        "02.30 Trygghetsrond, Råby\nInget att rapportera",
        "Kl 19.10 Kontrollerade Bro station, lugnt.",
        "08.00 Pass start",
        "Totalt 4 händelser.",
        "Närvarande: kommunen, polisen",
    ],
)
def test_what_tells_of_no_incident(line: str) -> None:
    read = reading(f"22.10 Klotter på Bro station.\n{line}")
    assert whens(read) == ["19 22.10"]
    assert read.incidents[0].draft.summary == "Klotter på Bro station."


@pytest.mark.parametrize(
    "text",
    [
        "Det brinner i en bil i Kungsängen. Inga större händelser i övrigt.",
        "Polisen utreder ett rån i Bro.\nEn man har blivit av med sin dator.\n"
        "Vittnet, som inte fått några allvarliga skador, har hörts.",
        "En lyktstolpe har vält vid Bro station.\nIngen större skada har skett.",
        "Några har rest tält i Brunna.\nDet är lugnt på platsen och polisen pratar med dem.",
        "I natt greps en man i Bro misstänkt för andra brott.",
        "Fyra personer har omhändertagits efter ett bråk på torget i Brunna.",
        "Efter ett slagsmål i Bro har fem personer omhändertagits.",
    ],
)
def test_quiet_words_and_totals_excuse_no_event_of_the_same_notice(text: str) -> None:
    (incident,) = reading(text).incidents
    assert text.startswith(text[slice(*incident.draft.passage)][:20])


@pytest.mark.parametrize(
    "text",
    [
        "Lugn kväll i stort.\nFem personer har omhändertagits.\nDetsamma gäller två förare.\nTidigare år var det en.",
        "Lugn natt.\nSka du köra till Bro i dag? Ta en jacka med dig.",
        "Natten har varit lugn.\nPatrullerna tog hand om några berusade, vilket kan jämföras med nio i fjol.",
    ],
)
def test_totals_and_advice_of_a_quiet_night_are_no_incidents(text: str) -> None:
    assert reading(text).incidents == ()


def test_the_name_of_what_was_attached_tells_of_nothing() -> None:
    text = (
        "Hej!\n\n22.10 Bråk på Bro station.\n\n--- Bilar i natt.docx ---\nVid Brunnaskolan brann en moped under natten."
    )
    assert [words for words, _ in places(reading(text))] == ["Bro station", "Brunnaskolan"]
