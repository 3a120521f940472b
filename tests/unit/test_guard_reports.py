"""Reports of guards and others in the layouts that they choose: tables, bullets, days, places above, plain notes."""

from datetime import datetime

import pytest

from app.intake import file_readers
from reports.incoming.reading import Confidence, LeftOutReason, ReadIncident, Reading
from reports.incoming.report_reader import read_report
from reports.incoming.times.local_time import to_utc, to_wall
from tests.unit.upplands_bro import SEED, place_reader

RECEIVED = to_utc(datetime.fromisoformat("2026-11-20 08:00"))  # a Friday
PLACES, CATEGORIES = place_reader(), file_readers.categories()

TABLE = """\
VÄKTARRAPPORT Upplands-Bro 2026-11-19 – 2026-11-20
Väktare: A. Provsson / B. Testberg

Tid\tPlats\tHändelse\tÅtgärd
20:30\tKungsängens centrum\tUngdomar stör\tEtt tiotal ungdomar spelar hög musik, avvisade
21.05\tBro station\tNedskräpning\tSällskap med öl på perrongen
22:00\tBrunnaskolan\tRond\tUtan anmärkning
00:50\tFinnsta\tBelysning\tTre lyktor släckta längs gångvägen
"""
UNDER_PLACES = """\
Hej!
Här kommer nattens rapport från oss.

Bro centrum:
- Kl 21.10 två killar på moped kör fort på torget.
- Kl 23.45 Klotter på väggen vid biblioteket, ca 3 kvm.

Kungsängen:
- Ett fönster krossat på Ekhammarskolan, upptäckt vid rond.
- Oklart larm kl 02.15 vid Lillsjöskolan, dörr hittad öppen.

Trevlig helg!
/Prov Testsson, Exempelbevakning AB
"""
UNDER_DAYS = """\
Fredag 13 november
18.40-19.15 Ordningsstörning Råby. Gäng om 8 personer slänger snöboll på bussar.
23.10 Berusad man sover i trapphus, Fjärilsstigen. Polis tar hand om honom.
01.20 Skadegörelse: Busskur krossad vid Härnevi.
Lördag 14 november
19.00 Inget att rapportera.
22.30 Slagsmål utanför restaurang i Kungsängens centrum. Två skadade, ambulans på plats.
"""
NUMBERED = """\
1. Bråk mellan två sällskap utanför pizzerian i Brunna kl. 22
2. Öppen port till förråd på Emaljstigen, stängd av väktare
3. I natt har någon satt eld på en papperskorg vid Bro station
Övrigt: lugnt pass.
"""
NOTE = """\
I går kväll vid 21-tiden brann en container vid Bro station. Räddningstjänsten släckte.

I natt har någon krossat två rutor på Brunnaskolan.

Hälsningar
Nattvandrarna
"""


def reading(text: str) -> Reading:
    return read_report(text, RECEIVED, PLACES, CATEGORIES)


def whens(read: Reading) -> list[str]:
    return [to_wall(incident.draft.when.start).strftime("%d %H.%M") for incident in read.incidents]


def places(read: Reading) -> list[tuple[str | None, str | None]]:
    return [(incident.draft.where.words, incident.draft.where.district) for incident in read.incidents]


def left_out(text: str) -> list[tuple[LeftOutReason, str]]:
    return [(stretch.reason, text[stretch.start : stretch.end][:12]) for stretch in reading(text).left_out]


def quantity(incident: ReadIncident) -> tuple[int | None, Confidence]:
    return incident.draft.quantity, incident.quantity.confidence


def test_a_table() -> None:
    read = reading(TABLE)
    assert whens(read) == ["19 20.30", "19 21.05", "20 00.50"]
    assert places(read) == [("Kungsängens centrum", "kungsangen"), ("Bro station", "bro"), ("Finnsta", "bro")]
    assert read.incidents[1].draft.summary == "Sällskap med öl på perrongen"
    assert [quantity(incident) for incident in read.incidents] == [
        (10, Confidence.DOUBTFUL),
        (None, Confidence.SURE),
        (3, Confidence.SURE),
    ]
    assert (LeftOutReason.NO_INCIDENT, "22:00\tBrunna") in left_out(TABLE)
    assert (LeftOutReason.HEADING, "Tid\tPlats\tHä") in left_out(TABLE)


def test_rows_with_other_separators() -> None:
    rows = "2026-11-19;22:10;Bro station;Klotter;Stor tagg\n| 23.15 | Bro centrum | Bråk | Två män slåss |\n"
    read = reading(rows)
    assert whens(read) == ["19 22.10", "19 23.15"]
    assert [incident.draft.summary for incident in read.incidents] == ["Stor tagg", "Två män slåss"]


def test_bullets_under_places() -> None:
    read = reading(UNDER_PLACES)
    assert whens(read) == ["19 21.10", "19 23.45", "19 08.00", "20 02.15"]
    assert places(read)[0] == ("Bro centrum", "bro")
    assert [words for words, _ in places(read)[2:]] == ["Ekhammarskolan", "Lillsjöskolan"]
    assert [incident.when.confidence for incident in read.incidents].index(Confidence.DOUBTFUL) == 2
    assert left_out(UNDER_PLACES) == [
        (LeftOutReason.GREETING, "Hej!"),
        (LeftOutReason.HEADING, "Här kommer n"),
        (LeftOutReason.HEADING, "Bro centrum:"),
        (LeftOutReason.HEADING, "Kungsängen:"),
        (LeftOutReason.GREETING, "Trevlig helg"),
        (LeftOutReason.GREETING, "/Prov Testss"),
    ]


def test_times_under_days() -> None:
    read = reading(UNDER_DAYS)
    assert whens(read) == ["13 18.40", "13 23.10", "14 01.20", "14 22.30"]
    end = read.incidents[0].draft.when.end
    assert end is not None
    assert to_wall(end).strftime("%H.%M") == "19.15"
    words = [UNDER_DAYS[slice(*span)] for span in read.incidents[3].when.words]
    assert words == ["Lördag 14 november", "22.30"]
    assert [quantity(incident)[0] for incident in read.incidents] == [8, None, None, None]


def test_numbered_lines() -> None:
    read = reading(NUMBERED)
    assert whens(read) == ["19 22.00", "19 08.00", "19 22.00"]
    assert [words for words, _ in places(read)] == ["Brunna", "Emaljstigen", "Bro station"]
    assert left_out(NUMBERED) == [(LeftOutReason.NO_INCIDENT, "lugnt pass.")]


def test_forms() -> None:
    forms = (
        "Väktare: A. Provsson\n\nTid: 22.10\nPlats: Bro centrum\nHändelse: Bråk mellan två män\nDe går sedan.\n\n"
        "Händelse: Brand i soptunna\nDatum: 2026-11-18\nKlockslag: 23.40\nPlats: Finnsta\n"
    )
    read = reading(forms)
    assert whens(read) == ["19 22.10", "18 23.40"]
    assert [words for words, _ in places(read)] == ["Bro centrum", "Finnsta"]
    assert [incident.draft.summary for incident in read.incidents] == [
        "Bråk mellan två män De går sedan.",
        "Brand i soptunna",
    ]


def test_paragraphs_with_a_time_each_are_events_of_their_own() -> None:
    read = reading(NOTE)
    assert whens(read) == ["19 20.30", "19 22.00"]
    assert [words for words, _ in places(read)] == ["Bro station", "Brunnaskolan"]
    assert [reason for reason, _ in left_out(NOTE)] == [LeftOutReason.GREETING, LeftOutReason.GREETING]


def test_paragraphs_about_one_event_stay_together() -> None:
    story = (
        "En bil har kört i diket på Granhammarsvägen.\nPolis och räddningstjänst är på väg.\n"
        "18:43 Räddningstjänsten är på plats.\n18:51 Föraren förs till sjukhus.\nUppdatering 19.20\nVägen är öppen."
    )
    (incident,) = reading(story).incidents
    assert incident.draft.passage == (0, len(story))


def test_a_day_told_beside_the_time() -> None:
    assert whens(reading("Den 12 november kl 21.30 krossades en ruta på Brunnaskolan.")) == ["12 21.30"]
    assert whens(reading("I tisdags kväll vid 21.30 krossades en ruta på Brunnaskolan.")) == ["17 21.30"]
    assert whens(reading("I förrgår krossades en ruta på Brunnaskolan.")) == ["18 00.00"]


def test_a_count_of_accidents_that_names_the_roads() -> None:
    text = (
        "Ett urval av nattens arbete.\nTvå viltolyckor har rapporterats, på E18 vid Bro och på länsväg 269 vid Håtuna."
    )
    read = reading(text)
    assert [text[slice(*incident.draft.passage)][:12] for incident in read.incidents] == [
        "Två viltolyc",
        "länsväg 269 ",
    ]
    assert {incident.draft.category.partition(".")[0] for incident in read.incidents} == {"trafik"}
    bare = "Ett urval av nattens arbete.\nTvå viltolyckor har rapporterats."
    assert reading(bare).incidents == ()


def test_how_the_reporter_knows() -> None:
    def certainty(text: str) -> tuple[str, Confidence]:
        (incident,) = reading(text).incidents
        return incident.draft.certainty.value, incident.certainty.confidence

    assert certainty("22.10 Klotter på Brunnaskolan.") == ("observed", Confidence.SURE)
    assert certainty("22.10 Väktare ser en man klottra i Bro.") == ("observed", Confidence.SURE)
    assert certainty("22.10 Enligt vittne slogs två män i Bro.") == ("second_hand", Confidence.SURE)
    assert certainty("22.10 Misstänkt langning i Bro.") == ("suspected", Confidence.SURE)
    assert certainty("22.10 Larm om bråk i Bro. Patrullen ser två män slåss.") == ("second_hand", Confidence.DOUBTFUL)
    assert certainty("22.10 Rutan krossad i Bro. Ingen misstänkt.") == ("observed", Confidence.SURE)


def test_ages_and_times_are_no_quantities() -> None:
    (incident,) = reading("22.10 En man i 20-årsåldern stoppas kl 22.15 i Bro, 3 km från E18.").incidents
    assert quantity(incident) == (None, Confidence.SURE)


def test_a_time_alone_on_its_line() -> None:
    text = (
        "19 november\n\n22.10\nBråk i Bro\nTvå slåss.\n\n23.10\nBrand i Finnsta\nEn bod brinner.\n\n23.50\nAllt lugnt."
    )
    read = reading(text)
    assert whens(read) == ["19 22.10", "19 23.10"]
    assert [incident.draft.summary for incident in read.incidents] == ["Två slåss.", "En bod brinner."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vid 23-tiden Bråk, Bro\nTvå slåss.", ["19 22.30"]),
        ("Strax före midnatt: Bråk vid Bro station", ["19 23.45"]),
        ("Mellan 21 och 04: Inbrott i förråd på Emaljstigen", ["19 21.00"]),
        ("Kl 22 Bråk i Bro centrum\nkl 2 Brand i Finnsta", ["19 22.00", "20 02.00"]),
        ("2215 Bråk i Bro\n2340 Brand i Finnsta", ["19 22.15", "19 23.40"]),
        ("1. 2215 Bråk i Bro\n2. 2340 Brand i Finnsta", ["19 22.15", "19 23.40"]),
        ("20.15 Bråk i Bro\n22 två mopeder i Finnsta\n00.30 Brand i Bro", ["19 20.15", "19 22.00", "20 00.30"]),
        ("Kl 20 bråk i Bro\n- 22 två mopeder i Finnsta\n- 01 en brand i Bro", ["19 20.00", "19 22.00", "20 01.00"]),
        ("21.10 Bråk i Bro.\n22 ungdomar och\n12 mopeder syns", ["19 21.10"]),
        ("21.10 Bråk i Bro.\n22 november är det loppis i Bro.\n", ["19 21.10"]),
        ("Natten mot tisdag\n22.10 Bråk i Bro\n01.30 Brand i Bro", ["16 22.10", "17 01.30"]),
        ("Natten mot torsdag larmades polis om bråk i Bro.", ["18 22.00"]),
        ("Klockan 24.00 Bråk i Bro", ["20 00.00"]),
        ("Lördag 22.10 Bråk i Bro", ["14 22.10"]),
        ("20 november 2026\n22.10 Bråk i Bro\n01.30 Brand i Bro", ["19 22.10", "20 01.30"]),
        ("1) 22.10 Bråk\n2) 23.10 Brand", ["19 22.10", "19 23.10"]),
        ("Misshandel – Bro – 22.10\nEn man slås.\nBrand – Bro – 23.10\nEn bod brinner.", ["19 22.10", "19 23.10"]),
    ],
)
def test_times_of_many_forms(text: str, expected: list[str]) -> None:
    assert whens(reading(text)) == expected


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("polisrapport.txt", ["19 22.12", "19 23.40", "20 01.15", "20 07.50"]),
        ("vaktarrapport.txt", ["19 20.30", "19 21.05", "19 23.40", "20 00.50"]),
    ],
)
def test_the_reports_of_the_demo(file: str, expected: list[str]) -> None:
    read = reading((SEED / "demo" / file).read_text())
    assert whens(read) == expected
    assert all(words for words, _ in places(read))
    assert all(incident.what.confidence is Confidence.SURE for incident in read.incidents)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "20.10 Provskolan, ungdomar spelar hög musik på gården. Kille med väska tillsagd.",
            "ungdomar spelar hög musik på gården. Kille med väska tillsagd.",
        ),
        ("22.12 Misshandel, Provskolan\nEn slår en annan.", "En slår en annan."),
        ("22.12 Misshandel, grov, Bro centrum\nEn slår en annan.", "En slår en annan."),
        ("22.10\tStöld av cykel\tBro centrum", "Stöld av cykel"),
        ("22.12 Misshandel, Bro centrum", "Misshandel, Bro centrum"),
    ],
)
def test_of_a_heading_only_time_label_and_place_are_dropped(text: str, told: str) -> None:
    [read] = reading(text).incidents
    assert read.draft.summary == told
