"""Reports of police and guards read whole: passages, times, labels, places, and what is left out."""

from datetime import datetime
from itertools import pairwise

import pytest

from geo.gazetteer import Gazetteer, Place
from geo.points import LocationPrecision, Point
from reports.incoming.categories.reader import CategoryReader
from reports.incoming.drafts import DraftIncident
from reports.incoming.passages.cutting import outline
from reports.incoming.places.reader import PlaceReader
from reports.incoming.reading import Confidence, LeftOutReason, Reading, Span
from reports.incoming.report_reader import TooManyPassagesError, read_passage, read_report
from reports.incoming.times.local_time import to_utc, to_wall

CATEGORIES = CategoryReader(
    {
        "misshandel": "vald_hot",
        "mord/dråp, försök": "vald_hot",
        "brand": "skadegorelse_brand",
        "ordningsstörning": "ordning",
        "stöld": "stold_ran_inbrott",
    }
)
PLACES = PlaceReader(
    Gazetteer(
        [
            Place(1, "Bro centrum", "centre", districts=("bro",), point=Point(17.6425, 59.5144)),
            Place(2, "Kungsängens station", "station", districts=("kungsangen",), point=Point(17.7525, 59.4779)),
        ]
    ),
    ["Upplands-Bro"],
    {"bro": "Bro", "kungsangen": "Kungsängen"},
)
RECEIVED = to_utc(datetime.fromisoformat("2026-11-20 07:00"))

POLICE = """\
God morgon!
Här kommer nattens rapport, mellan 22.00 och 07.00 ett 70-tal ärenden i länet.

22.12 Misshandel, Bro centrum
En man slår en annan.

Patrull på plats hittar ingen.
02.20 Stöld, Kungsängen
En cykel är borta vid Kungsängens station.

I övrigt lugnt. Vi hörs 07.30.
Med vänlig hälsning
"""
GUARDS = """\
Dygnsrapport
- 22.00 Passet börjar.
- 23.40 Ordningsstörning, Kungsängens station: Ungdomar skriker.
• kl. 01.15 Bro, brand: En soptunna brinner.
- 03.10 Dörr uppbruten i Bro centrum, väktare låser.
Totalt 3 ärenden.
"""


def reading(text: str, received: datetime = RECEIVED) -> Reading:
    return read_report(text, received, PLACES, CATEGORIES)


def read(text: str, received: datetime = RECEIVED) -> list[DraftIncident]:
    return [incident.draft for incident in reading(text, received).incidents]


def top(draft: DraftIncident) -> str:
    return draft.category.partition(".")[0]


def clocks(drafts: list[DraftIncident]) -> list[str]:
    return [to_wall(draft.when.start).strftime("%d %H.%M") for draft in drafts]


def test_a_police_report() -> None:
    beaten, stolen = read(POLICE)
    assert (top(beaten), beaten.where.place_id, beaten.where.district) == ("vald_hot", 1, "bro")
    assert beaten.summary == "En man slår en annan. Patrull på plats hittar ingen."
    assert (top(stolen), stolen.where.place_id) == ("stold_ran_inbrott", 2)
    assert stolen.summary == "En cykel är borta vid Kungsängens station."


def test_the_evening_is_of_the_day_before() -> None:
    assert clocks(read(POLICE)) == ["19 22.12", "20 02.20"]
    assert all(draft.when.end is None for draft in read(POLICE))


def test_passages_are_exact() -> None:
    for text in (POLICE, POLICE.replace("\n", "\r\n")):
        cut = [text[slice(*draft.passage)].split() for draft in read(text)]
        assert [" ".join([*words[:3], *words[-2:]]) for words in cut] == [
            "22.12 Misshandel, Bro hittar ingen.",
            "02.20 Stöld, Kungsängen Kungsängens station.",
        ]


def test_what_is_left_out_of_a_police_report_says_why() -> None:
    left_out = [(stretch.reason, POLICE[stretch.start : stretch.end]) for stretch in reading(POLICE).left_out]
    assert [(reason, words[:12]) for reason, words in left_out] == [
        (LeftOutReason.GREETING, "God morgon!"),
        (LeftOutReason.HEADING, "Här kommer n"),
        (LeftOutReason.NO_INCIDENT, "I övrigt lug"),
        (LeftOutReason.GREETING, "Med vänlig h"),
    ]


def test_a_guard_report() -> None:
    drafts = read(GUARDS)
    assert clocks(drafts) == ["19 23.40", "20 01.15", "20 03.10"]
    assert [top(draft) for draft in drafts[:2]] == ["ordning", "skadegorelse_brand"]
    assert [draft.where.place_id for draft in drafts] == [2, None, 1]
    assert drafts[1].where.precision is LocationPrecision.DISTRICT
    assert [draft.summary for draft in drafts] == [
        "Ungdomar skriker.",
        "En soptunna brinner.",
        "Dörr uppbruten i Bro centrum, väktare låser.",
    ]
    assert GUARDS[slice(*drafts[1].passage)] == "kl. 01.15 Bro, brand: En soptunna brinner."


@pytest.mark.parametrize(
    "heading",
    [
        "22.12 Misshandel, Bro centrum",
        "22:12, Misshandel - Bro centrum",
        "22.12 - Bro centrum, misshandel",
        "22.12 Mord/dråp, försök, Bro centrum",
        "Misshandel, Bro centrum kl. 22.12",
        "Misshandel, Bro centrum\n22.12: En man slår en annan.",
        "19/11, 22.12 Misshandel, Bro centrum",
        "22.12 Bro centrum, misshandelPolis kallas till platsen.",
        "|2026-11-19|22:12|Misshandel|Bro centrum|En man slår en annan|",
        "1;22.12;Bro centrum;Misshandel;En man slår en annan",
    ],
)
def test_headings_of_many_forms(heading: str) -> None:
    (draft,) = read(heading)
    assert (top(draft), draft.where.place_id, *clocks([draft])) == ("vald_hot", 1, "19 22.12")


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        (
            "Det gick bra.Misshandel, Bro22.12. En slår en annan.Brand, Bro23.40. En bod brinner.",
            ["Misshandel, Bro22.12.", "Brand, Bro23.40."],
        ),
        ("Bro22.12.\nBro23.40.", ["Bro22.12.", "Bro23.40."]),
        ("En bil är hel.22.12 Misshandel, BroPolis åker dit. 23.40 Brand, BroEn bod brinner.", ["22.12", "23.40"]),
        ("Bro, 22.12. Misshandel.En man slår en annan Tolvby, 23.40. Brand.En bod.", ["Bro, 22.12.", "Tolvby, 23.40."]),
        (
            "Bro, misshandel.22.12: Två slåss.Bro, brand.23.40: En bod brinner.",
            ["Bro, misshandel.22.12", "Bro, brand.23"],
        ),
        (
            "Misshandel i BroStrax efter 22.12 slåss två. Brand i BroVid 23.40 brinner en bod.",
            ["Misshandel i", "Brand i B"],
        ),
    ],
)
def test_lost_line_breaks(text: str, starts: list[str]) -> None:
    drafts = read(text)
    assert [text[draft.passage[0] :][: len(start)] for draft, start in zip(drafts, starts, strict=True)] == starts
    assert clocks(drafts) == ["19 22.12", "19 23.40"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\u00a0\n",
        "Hej! Natten har varit lugn.",
        "22.00-07.00 hanterades ett 70-tal ärenden.",
        "03:23 - Lugn start på natten, inget att rapportera",
        "06.00 Inga grova brott har anmälts.",
        "06.00 Passet avslutas",
        "Vi ses 22.15.",
        "22.12",
        "Ett urval av nattens händelser 22.00–07.00.\nTre personer har omhändertagits för fylleri.",
    ],
)
def test_what_is_no_incident(text: str) -> None:
    assert read(text) == []


def test_people_who_did_something_are_no_total() -> None:
    [told] = read("- Två unga män har bråkat vid Bro station kl 21.30 och skickades hem.")
    assert (top(told), told.where.words) == ("ordning", "Bro station")


def test_the_night_that_summer_time_begins() -> None:
    spring = to_utc(datetime.fromisoformat("2026-03-29 07:00"))
    assert clocks(read("02.30 Misshandel, Bro", spring)) == ["29 03.30"]


def test_a_time_in_the_prose_is_not_that_of_the_incident() -> None:
    (draft,) = read("01.45 Brand, Bro\nEn bod brinner. Strax efter klockan 02.10 är branden släckt.")
    assert clocks([draft]) == ["20 01.45"]


def test_a_later_word_on_it_belongs_to_the_incident() -> None:
    text = (
        "01.45 Brand, Bro\nEn bod brinner.\nUppdatering 03.10: Branden är släckt.\n02.00 Stöld, Bro\nEn moped är borta."
    )
    fire, theft = read(text)
    assert text[slice(*fire.passage)].endswith("Branden är släckt.")
    assert clocks([fire, theft]) == ["20 01.45", "20 02.00"]


def test_without_a_time_it_is_the_whole_report_s_and_doubtful() -> None:
    (incident,) = reading("Någon har klottrat på en vägg i Bro centrum.").incidents
    assert incident.draft.when.end == RECEIVED
    assert (incident.when.confidence, incident.when.words) == (Confidence.DOUBTFUL, ())


def test_the_words_that_told_the_time_are_kept() -> None:
    text = "Hej!\nKl 01.15 Brand, Bro\nEn bod brinner."
    (incident,) = reading(text).incidents
    assert incident.when.confidence is Confidence.SURE
    assert [text[slice(*span)] for span in incident.when.words] == ["Kl 01.15"]


def test_a_stretch_is_read_as_its_report_says() -> None:
    first, second = read(POLICE)
    again = read_passage(POLICE, *first.passage, RECEIVED, PLACES, CATEGORIES)
    assert again.draft == first
    joined = read_passage(POLICE, first.passage[0], second.passage[1], RECEIVED, PLACES, CATEGORIES)
    assert (joined.draft.when, joined.draft.passage) == (first.when, (first.passage[0], second.passage[1]))


def test_part_of_a_passage_is_read_by_itself() -> None:
    start = POLICE.index("Patrull på plats")
    alone = read_passage(POLICE, start, start + 30, RECEIVED, PLACES, CATEGORIES)
    assert alone.draft.summary == "Patrull på plats hittar ingen."
    assert alone.when.confidence is Confidence.DOUBTFUL


def test_a_text_of_too_much_is_neither_cut_to_its_end_nor_read() -> None:
    text = "- En cykel är stulen vid Provtorget.\n" * 200
    assert 10 < len(outline(text, 10).told) < 15
    assert len(outline(text, 200).told) == len(outline(text).told) == 200
    with pytest.raises(TooManyPassagesError):
        read_report(text, RECEIVED, PLACES, CATEGORIES, most=199)
    assert len(read_report(text, RECEIVED, PLACES, CATEGORIES, most=200).incidents) == 200


def test_incidents_and_what_is_left_out_share_no_letter() -> None:
    for text in (POLICE, GUARDS):
        found = reading(text)
        spans = [Span(*incident.draft.passage) for incident in found.incidents]
        spans += [Span(stretch.start, stretch.end) for stretch in found.left_out]
        assert all(before.end <= after.start for before, after in pairwise(sorted(spans)))
