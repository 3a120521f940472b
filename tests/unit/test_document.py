"""The document: what it says, that it is tagged for screen readers, and that nothing people wrote can run."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reports.picture.build import build_picture
from reports.picture.documents.document_data import MOST_UNPLACED, document_data
from reports.picture.documents.pdf import render_pdf
from reports.picture.documents.printable import LETTERS, MORE_LETTERS
from reports.picture.documents.printable import SIGNS as SIGNS_OF_TEXT
from reports.picture.inputs import UnplacedInput
from reports.picture.periods import Period
from reports.picture.record import Picture
from reports.picture.wording.words import SIGNS, VERDICTS, WORDS, number, period_words
from tests.unit.picture_data import BASELINE, PERIOD, counts, picture_input

FONTS = Path(__file__).parents[2] / "app" / "static" / "vendor" / "fonts-ttf"
EVIL = '#panic("run") *_`$x$` <label> @ref \\ #{[} "quoted" {{x}}'


@pytest.fixture(scope="module")
def picture() -> Picture:
    return build_picture(picture_input(), 2026, 23)


def opened(path: Path, picture: Picture) -> pikepdf.Pdf:
    path.write_bytes(render_pdf(picture, FONTS))
    return pikepdf.open(path)


def elements(node: Any) -> list[pikepdf.Dictionary]:
    """A structure tree as a flat list."""
    if isinstance(node, pikepdf.Array):
        return [element for child in node for element in elements(child)]
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return []
    return [node, *elements(node.get("/K"))]


def test_the_document_is_tagged_for_screen_readers(tmp_path: Path, picture: Picture):
    with opened(tmp_path / "sv.pdf", picture) as pdf:
        assert (pdf.Root.Lang, bool(pdf.Root.MarkInfo.Marked)) == ("sv", True)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Lägesbild 2026:23 · Provköping"
        tree = elements(pdf.Root.StructTreeRoot.K)
        kinds = [str(element.S) for element in tree]
        assert {"/Title", "/H1", "/Table", "/TH", "/Figure"} <= set(kinds)
        alts = [str(element.Alt) for element in tree if element.S == "/Figure"]
        assert len(alts) == 4
        assert "Karta över Norr: 10 av 20\u00a0händelser utritade." in alts[2]
        assert [str(item.title) for item in pdf.open_outline().root[1:4]] == ["Norr", "Söder", "Hela kommunen"]


@pytest.mark.parametrize("words", ["😀", "日本語", "a\x07b\x00c", "Ωмега ẞ", "e\u0301n \u202ebak"])
def test_no_sign_that_somebody_typed_stops_a_document(picture: Picture, words: str):
    row = UnplacedInput(1, "fredag", "trafik", "norr", words)
    place = replace(picture.places[0], name=words)
    odd = replace(picture, unplaced=(row,), unplaced_total=1, places=(place,))
    assert render_pdf(odd, FONTS).startswith(b"%PDF")


def test_every_letter_that_is_let_through_has_a_font(picture: Picture):
    """Those that fonts lack would stop the document, so this finds a gap in what counts as printable."""
    letters = "".join(chr(code) for code in (*LETTERS, *MORE_LETTERS)) + "".join(sorted(SIGNS_OF_TEXT))
    rows = tuple(
        UnplacedInput(1, "fredag", "trafik", "norr", letters[at : at + 60]) for at in range(0, len(letters), 60)
    )
    assert render_pdf(replace(picture, unplaced=rows, unplaced_total=len(rows)), FONTS).startswith(b"%PDF")


def test_the_same_picture_gives_the_same_bytes(picture: Picture):
    assert render_pdf(picture, FONTS) == render_pdf(picture, FONTS)


def test_a_document_is_made_without_the_fonts_and_without_any_data(tmp_path: Path):
    bare = picture_input(
        counts=(), sources=(), places=(), unplaced=(), unplaced_total=0, first_data=None, districts=(), language="en"
    )
    pdf = render_pdf(build_picture(bare, 2026, 1), tmp_path / "nowhere")
    assert pdf.startswith(b"%PDF-1.")


def test_nothing_that_people_wrote_is_run(tmp_path: Path):
    data = picture_input()
    evil = replace(
        data,
        municipality=EVIL,
        districts=tuple(
            replace(district, name=EVIL, place_names=((EVIL, 17.65, 59.52),)) for district in data.districts
        ),
        categories=tuple(replace(category, name=EVIL) for category in data.categories),
        sources=tuple(replace(source, name=EVIL) for source in data.sources),
        places=tuple(replace(place, name=EVIL) for place in data.places),
        unplaced=tuple(replace(incident, when=EVIL, words=EVIL) for incident in data.unplaced),
    )
    picture = replace(build_picture(evil, 2026, 23), summary=(EVIL,))
    with opened(tmp_path / "evil.pdf", picture) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == f"Lägesbild 2026:23 · {EVIL}"


def test_every_verdict_has_a_sign_of_its_own_and_a_word_in_each_language():
    assert len(set(SIGNS.values())) == len(SIGNS)
    assert all(set(words) == set(SIGNS) for words in VERDICTS.values())
    assert WORDS["sv"].keys() == WORDS["en"].keys()


def test_a_row_says_number_range_and_verdict(picture: Picture):
    row = document_data(picture)["districts"][0]["table"]["rows"][0]
    assert (row["name"], row["now"], row["expected"], row["verdict"]["word"]) == (
        "Trafik",
        "20",
        "1–9",
        "tydlig ökning",
    )


def test_a_number_outside_its_range_by_chance_is_explained():
    """8 against a mean of 3 has a p-value of 0.04: outside 0–7, but not enough among six cells."""
    steady = [
        counts(3, 3, district, code) for district in ("norr", "soder") for code in ("trafik", "narkotika", "skada")
    ]
    data = picture_input(counts=sum(steady[1:], counts(8, 3)))
    table = document_data(build_picture(data, 2026, 23))["districts"][0]["table"]
    assert table["rows"][0]["expected"] == "0–7\u00a0*"
    assert table["rows"][0]["verdict"]["word"] == "inom normal variation"
    assert WORDS["sv"]["stray"] in table["notes"]


def test_categories_that_never_had_anything_are_named_in_one_line(picture: Picture):
    table = document_data(picture)["districts"][0]["table"]
    assert [row["name"] for row in table["rows"]] == ["Trafik"]
    assert "Inga händelser nu eller tidigare: Narkotika; Skadegörelse." in table["notes"]


def test_sources_show_what_was_usual_and_who_is_silent(picture: Picture):
    data = document_data(picture)
    assert [(s["name"], s["now"], s["before"]) for s in data["sources"]] == [
        ("Polisen", "14", "14"),
        ("Nattvandrarna", "0", "2"),
    ]
    assert "Nattvandrarna" in data["silent"]


def test_fortnights_without_data_do_not_count_as_silence():
    before = (0,) * 11 + (14, 13)
    source = replace(picture_input().sources[0], before=before)
    data = picture_input(sources=(source,), first_data=BASELINE[-2].start)
    assert document_data(build_picture(data, 2026, 23))["sources"][0]["before"] == "13–14"


def test_a_long_list_without_places_is_cut_and_says_so(picture: Picture):
    many = tuple(UnplacedInput(n, "i går", "trafik", None, None) for n in range(200))
    data = document_data(replace(picture, unplaced=many, unplaced_total=1234))["unplaced"]
    assert len(data["rows"]) == MOST_UNPLACED
    assert data["more"] == f"Ytterligare {number(1234 - MOST_UNPLACED, 'sv')} visas i systemet men inte här."
    assert data["rows"][0]["district"] == "okänd"


@pytest.mark.parametrize(
    ("start", "language", "words"),
    [
        (PERIOD.start, "sv", "26 oktober–8 november 2026, v.\u00a044–45"),
        (PERIOD.start, "en", "26 October–8 November 2026, weeks\u00a044–45"),
        (BASELINE[-2].start, "sv", "28 september–11 oktober 2026, v.\u00a040–41"),
        (PERIOD.start.replace(month=6, day=1), "sv", "1–14 juni 2026, v.\u00a023–24"),
        (PERIOD.start.replace(month=12, day=21), "sv", "21 december 2026–3 januari 2027, v.\u00a052–53"),
    ],
)
def test_periods_are_written_as_people_write_them(start: Any, language: str, words: str):
    assert period_words(Period(start), language) == words


def test_numbers_are_written_as_people_write_them():
    assert (number(12345, "sv"), number(2.46, "sv"), number(12345, "en")) == ("12\u00a0345", "2,5", "12,345")
