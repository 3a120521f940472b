"""What happened stays in the text of an incident: only its time goes, and at its head its label and its place."""

import re
from datetime import datetime
from itertools import product

import pytest

from reports.incoming.categories.reader import CategoryReader
from reports.incoming.reading import Reading
from reports.incoming.report_reader import read_report
from reports.incoming.times.local_time import to_utc
from tests.unit.upplands_bro import place_reader

CATEGORIES = CategoryReader({"Misshandel": "vald_hot", "Brand": "skadegorelse_brand", "Stöld": "stold_ran_inbrott"})
PLACES = place_reader()
RECEIVED = to_utc(datetime.fromisoformat("2026-11-21 07:30"))

SHAPES = (
    "{time} {place}, {told}. {end}",
    "{time} {place}. {Told}. {end}",
    "{time} {place}: {told}. {end}",
    "{time} {label}, {place}. {Told}. {end}",
    "{time} {label}, {place}\n{Told}. {end}",
    "{label}, {place} {time}. {Told}. {end}",
    "{label}, {place}{time}.{Told}. {end}",
    "{Told} vid {place} kl {time}. {end}",
    "Kl {time} {told} vid {place}. {end}",
    "Vid {place}, {told}, kl. {time}. {end}",
    "{time} | {place} | {Told} | {end}",
    "{time} | {place} | {label} | {Told}, {end}",
    "{time}\t{place}\t{Told}\t{end}",
    "{time}\t{label}\t{place}\t{Told}. {end}",
    "{time};{place};{Told};{end}",
    "- {time} {place}, {told}, {end}",
    "• kl. {time} {place} – {told}. {end}",
    "{time} - {told} - {place} - {end}",
)
TOLD = (
    "ungdomar på taket",
    "eldning i papperskorg",
    "inslagen bilruta",
    "kontroll, 2 fönster öppna",
    "kvinna misshandlad av sin sambo",
    "tre killar kastar stenar mot en buss",
    "larm, dörr uppbruten i källaren",
    "stulen båtmotor",
    "en moped kör fort på gångvägen",
    "högljudda gäster på uteplatsen",
)
ENDS = ("Släckt", "Foto", "Stängda", "Mannen gripen", "Lämnar platsen vid tillsägelse", "Dörren lagad av vaktmästaren")
PLACE, LABEL, TIME = "Bro station", "Stöld", "21.45"


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", text.casefold()))


def reading(text: str) -> Reading:
    return read_report(text, RECEIVED, PLACES, CATEGORIES)


def kept(text: str) -> set[str]:
    """The words that stand in some draft's text, or in what was shown as left out."""
    read = reading(text)
    told = [one.draft.summary for one in read.incidents] + [text[one.start : one.end] for one in read.left_out]
    return words(" ".join(told))


@pytest.mark.parametrize("shape", SHAPES)
def test_every_word_but_time_label_and_place_is_kept(shape: str) -> None:
    lost = {}
    for told, end in product(TOLD, ENDS):
        line = shape.format(
            time=TIME, place=PLACE, label=LABEL, told=told, Told=told[0].upper() + told[1:], end=f"{end}."
        )
        for text in (line, f"Hej!\n{line}\n23.50 Bråk, Bro centrum. Två män slår varandra.\nMvh\n"):
            if missing := words(f"{told} {end}") - kept(text):
                lost[text] = missing
    assert lost == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("21.45 Provskolan, ungdomar på taket. De går hem.", "ungdomar på taket. De går hem."),
        ("18:40 Broskolan. Kontroll, 2 dörrar öppna. Stängda.", "Kontroll, 2 dörrar öppna. Stängda."),
        ("01:12 | Bro station | Eldning i soptunna | Släckt", "Eldning i soptunna. Släckt"),
        ("02:10 | Bro station | Inslagen bilruta | Foto", "Inslagen bilruta. Foto"),
        ("22.10 Brand, Bro station. Släckt.", "Brand. Släckt."),
        ("22.10 Misshandel, Bro station. En man slog en annan.", "En man slog en annan."),
        ("Man slagen vid Bro station kl 20.30. Mannen gripen.", "Man slagen vid Bro station kl 20.30. Mannen gripen."),
        ("Stöld av kanot, Bro station kl. 03.00. Ägaren anmäler.", "Stöld av kanot. Ägaren anmäler."),
        ("Kl. 23.10. kallas väktare till Bro station.", "kallas väktare till Bro station."),
    ],
)
def test_the_text_of_an_incident(text: str, told: str) -> None:
    (read,) = reading(text).incidents
    assert read.draft.summary == told


SEVERAL = (
    "{time} {label} vid {place}. {Told} 23.40.",
    "{time} {label} på {place}. {Told} strax före 23.40.",
    "{time} {label}, {place}. {Told} kl 23.40.",
    "{time} {label}, {place}\n{Told} 23.40.",
    "{label} vid {place} {time}. {Told} vid 23.40.",
    "Kl {time} {label} utanför {place}. {Told} 23.40.",
    "- {time} {label} vid {place}. {Told} 23.40.",
)
LABELS = ("Klotter", "Stöld", "Misshandel", "Inbrott", "Skadegörelse", "Brand")


@pytest.mark.parametrize("shape", SEVERAL)
def test_a_label_that_is_one_event_of_several_is_kept(shape: str) -> None:
    lost = {}
    for label, told in product(LABELS, TOLD):
        text = shape.format(time=TIME, place=PLACE, label=label, Told=told[0].upper() + told[1:])
        drafts = " ".join(one.draft.summary for one in reading(text).incidents)
        is_timed = "23.40" in drafts or len(reading(text).incidents) > 1
        if missing := words(f"{label} {told}") - words(drafts):
            lost[text] = missing
        elif not is_timed:
            lost[text] = {"23.40"}
    assert lost == {}
