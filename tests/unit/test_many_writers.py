"""What those who write reports have in common, whatever their manner: sections, forms, shifts, no capitals."""

import pytest

from reports.incoming.reading import Doubt, LeftOutReason
from tests.unit.test_guard_reports import places, reading

KINDS = ("Våld", "Trafik", "Stöld/inbrott", "Narkotika och alkohol", "Våld, hot", "Skadegörelse:")


@pytest.mark.parametrize("kind", KINDS)
def test_the_name_of_a_section_is_of_no_incident(kind: str) -> None:
    read = reading(
        f"- Inbrott i källarförråd Korpstigen, fyra förråd uppbrutna.\n{kind}\n"
        "- Misshandel 23.20 Kungsängens station, man slagen av två okända.\n"
    )
    assert [one.draft.summary[-9:] for one in read.incidents] == ["ppbrutna.", "å okända."]
    assert [one.reason for one in read.left_out] == [LeftOutReason.HEADING]


@pytest.mark.parametrize("field", ["Typ av händelse", "Händelse", "Vad har hänt", "Brottstyp"])
def test_a_form_holds_what_it_is_called_and_how_it_went(field: str) -> None:
    (read,) = reading(
        f"Datum: 2026-11-19\nTid: 21:35\nPlats: Brunna\n{field}: Skadegörelse\n"
        "Beskrivning: Okänd har förstört nätet i ett mål.\nÅtgärd: Anmält.\n"
    ).incidents
    assert read.draft.summary == "Skadegörelse. Okänd har förstört nätet i ett mål."
    assert read.draft.category.startswith("skadegorelse_brand")


@pytest.mark.parametrize(
    "shift",
    ["Fredag: startade 20.30.", "Började vid stationen 20.00.", "Lördag: ute 21-00.30.", "Vi rullade från 19 till 23."],
)
def test_when_a_shift_began_is_no_incident(shift: str) -> None:
    read = reading(f"{shift} Vid Brunna centrum bråkade två män. De gick hem.\nKl 22.15 krossad ruta på Effektvägen.\n")
    assert [words for words, _ in places(read)] == ["Brunna centrum", "Effektvägen"]
    assert read.incidents[0].when.words == ()
    assert [one.reason for one in read.left_out] == [LeftOutReason.NO_INCIDENT]


def test_what_is_told_after_the_beginning_of_a_shift_is_not_left_out_with_it() -> None:
    read = reading("to: ute 18-23. två tjejer fulla vid stationen.\nfr: ute 18-01. bråk vid Brunna centrum.\n")
    assert len(read.incidents) == 2


@pytest.mark.parametrize(
    "text",
    [
        "vid 23 tiden brann en papperskorg bakom skolan. mörkt på gångvägen, alla lampor trasiga.",
        "en cykel stulen vid stationen. hela tunneln är nerklottrad.",
        "två mopeder kör fort på gångbanan. ett förråd uppbrutet och verktyg stulna.",
    ],
)
def test_several_things_of_who_writes_no_capitals_are_never_sure(text: str) -> None:
    read = reading(text).incidents
    assert len(read) > 1 or Doubt.SEVERAL in read[0].doubts
