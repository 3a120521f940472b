"""The workbook: all that an audience gets as typed tables, hidden numbers as a word, and no text that runs."""

import re
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from reports.picture.audiences.audience import Audience, for_audience
from reports.picture.content.data_sheets import data_sheets
from reports.picture.documents.formats import Format
from reports.picture.documents.sheet import render_sheet
from reports.picture.documents.sheet_names import SheetNames
from reports.picture.record import Cell, Picture
from reports.picture.remarks import Remarks
from reports.picture.storage import remarks_from_json, remarks_to_json
from reports.picture.wording.data_sheets import SHEETS
from tests.unit.full_edition import full_document, full_picture, full_remarks
from tests.unit.office import AUDIENCES, parts, written
from tests.unit.read_back import Sheet, sheets_of

EVIL = ('=HYPERLINK("http://example.invalid")', "+1", "-1+1", "@SUM(A1)", "https://example.invalid", "{=1}", "007")
JUDGED = {"Bedömningar", "Bedömningar över tid"}
EVERY = JUDGED | {"Antal", "Antal per period", "Beslut som önskas", "Känt framåt", "Texter"}
INTERN = EVERY | {"Platser", "Källor", "Källa, kommundel, kategori", "Veckans timmar", "Händelser utan plats"}
HOLDS = {
    Audience.INTERN: INTERN,
    Audience.STYRGRUPP: EVERY | {"Platser", "Källor"},
    Audience.ALLMAN: {"Antal", "Bedömningar", "Källor", "Texter"},
}


def gets(audience: Audience) -> tuple[Picture, Remarks]:
    picture = full_picture()
    return for_audience(picture, full_remarks(picture), audience)


def sheet(audience: Audience, name: str) -> Sheet:
    return sheets_of(written(audience, Format.XLSX))[name]


def about(audience: Audience) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(written(audience, Format.XLSX))).get_sheet_by_name("Om").to_python()


@AUDIENCES
def test_the_first_sheet_says_which_edition_it_is_and_what_each_sheet_holds(audience: Audience) -> None:
    document, (picture, _), rows = full_document(audience), gets(audience), about(audience)
    assert rows[0][0] == f"{document.edition} · {document.municipality}"
    facts = {str(row[0]): row[1] for row in rows[1:9]}
    assert (facts["Första dag"], facts["Sista dag"]) == (picture.period.start, picture.period.last_day)
    assert facts["Uppgifter till och med"] == picture.cutoff.replace(tzinfo=None)
    assert (facts["Läsare"], facts["Kontrolltecken"]) == (document.audience, document.fingerprint)
    found = sheets_of(written(audience, Format.XLSX))
    listed = {str(row[0]): row[2] for row in rows if row[0] in found and row[2] != ""}
    assert listed == {name: len(lines) for name, lines in found.items()}


@AUDIENCES
def test_all_that_an_audience_gets_is_there_and_nothing_else(audience: Audience) -> None:
    assert set(sheets_of(written(audience, Format.XLSX))) == HOLDS[audience]


@AUDIENCES
def test_each_comparison_is_there_with_its_range_test_and_model(audience: Audience) -> None:
    picture, _ = gets(audience)
    cells = (picture.total, *picture.district_totals, *picture.category_totals, *picture.cells)
    rows = [row for row in sheet(audience, "Antal") if row["Kommundel"] != "okänd"]
    assert len(rows) == len(cells)
    assert [row["Antal"] for row in rows] == ["dolt" if cell.is_hidden else cell.now for cell in cells]
    for row, cell in zip(rows, cells, strict=True):
        told = [row[head] for head in ("Väntat från", "Väntat till")]
        assert told == ["" if value is None else value for value in (cell.low, cell.high)]
        kept = "" if cell.p_value is None else pytest.approx(cell.p_value)  # to 15 digits
        assert row.get("p-värde", "") == kept
        assert bool(row.get("Modell")) == (cell.p_value is not None)
        assert (row["Andel"] == "") == (cell.now is None or not _whole(picture, cell))


def test_sources_are_told_by_district_and_category() -> None:
    picture, _ = gets(Audience.INTERN)
    rows = sheet(Audience.INTERN, "Källa, kommundel, kategori")
    assert [(row["Antal"], row["Alla perioder före"]) for row in rows] == [
        (cell.now, cell.before) for cell in picture.source_cells
    ]
    assert picture.source_cells


def test_days_are_days() -> None:
    assert {type(row["Dag"]) for row in sheet(Audience.STYRGRUPP, "Bedömningar")} <= {date, datetime}
    events = sheet(Audience.INTERN, "Känt framåt")
    assert [row["Från"] for row in events] == [date(2026, 11, 28), date(2026, 11, 29), date(2026, 11, 30)]


def test_assessments_over_time_are_a_row_per_edition_with_days_words_and_steps() -> None:
    rows = sheet(Audience.STYRGRUPP, "Bedömningar över tid")
    names = [label.name for label in full_picture().districts]
    assert list(rows[0]) == ["Lägesbild", "Första dag", "Sista dag", *names, *(f"{name}, steg" for name in names)]
    assert [list(row.values()) for row in rows] == [
        ["2026:23", date(2026, 10, 26), date(2026, 11, 8), "Lugnt läge", "Viss oro", "Förhöjd oro", 1, 2, 3],
        ["2026:22", date(2026, 10, 12), date(2026, 10, 25), "Viss oro", "", "", 2, "", ""],
        ["2026:21", date(2026, 9, 28), date(2026, 10, 11), "Förhöjd oro", "", "", 3, "", ""],
    ]


def test_what_was_stored_before_there_were_earlier_assessments_is_the_same_bytes() -> None:
    old = remarks_to_json(replace(Remarks(), public_summary=("Lugnt.",), public_reasons={}))
    assert b"earlier" not in old
    assert remarks_to_json(remarks_from_json(old)) == old
    new = remarks_to_json(full_remarks(full_picture()))
    assert remarks_from_json(new).earlier[0].steps["d0"].label == "Viss oro"
    assert remarks_to_json(remarks_from_json(new)) == new


def test_a_hidden_number_is_a_word_and_tells_no_share() -> None:
    hidden = [row for row in sheet(Audience.ALLMAN, "Antal") if row["Antal"] == "dolt"]
    assert hidden
    assert {(row["Andel"], row["Väntat till"], row.get("p-värde", "")) for row in hidden} == {("", "", "")}


def test_tables_are_named_filtered_printed_and_their_heads_stay() -> None:
    found = parts(written(Audience.INTERN, Format.XLSX))
    tables = [root for name, root in found.items() if name.startswith("xl/tables/")]
    names = [root.get("displayName") for root in tables]
    assert len(names) == len(set(names)) == len(INTERN)
    assert all(root.find("{*}autoFilter") is not None for root in tables)
    sheets = [root for name, root in found.items() if name.startswith("xl/worksheets/sheet")][1:]
    for root in sheets:
        assert root.find(".//{*}pane") is not None
        assert root.find("{*}pageSetup").get("orientation") == "landscape"
        assert root.find(".//{*}pageSetUpPr").get("fitToPage") == "1"


def test_what_somebody_wrote_is_never_run() -> None:
    picture, remarks = gets(Audience.STYRGRUPP)
    content = render_sheet(full_document(Audience.STYRGRUPP), picture, replace(remarks, decisions_wanted=EVIL))
    with ZipFile(BytesIO(content)) as packed:
        assert not any(b"<f>" in packed.read(name) for name in packed.namelist())
        assert not any(
            "hyperlink" in packed.read(name).decode().lower() for name in packed.namelist() if "_rels" in name
        )
    assert [row["Beslut"] for row in sheets_of(content)["Beslut som önskas"]] == list(EVIL)


def test_both_languages_have_the_same_sheets_and_columns() -> None:
    swedish, english = SHEETS["sv"], SHEETS["en"]
    assert set(swedish) == set(english)
    assert set(swedish["words"]) == set(english["words"])
    for key in set(swedish) - {"words"}:
        kinds = [re.findall(r":(\w+)", language[key]["heads"]) for language in (swedish, english)]
        assert kinds[0] == kinds[1]
        assert all(len(language[key]["title"]) <= 31 for language in (swedish, english))


def test_english_editions_are_told_in_english() -> None:
    picture = full_picture(language="en")
    sheets = data_sheets(picture, full_remarks(picture))
    assert sheets[0].title == "Counts"
    assert "clear increase" in {value for row in sheets[0].rows for value in row}


def test_sheets_have_names_that_excel_takes() -> None:
    names = SheetNames()
    made = [names.sheet(title) for title in ("Namn: [udda]/*?", "Namn udda", "history", "a" * 40, "a" * 40, "[]")]
    assert len({name.lower() for name in made}) == len(made)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in made)
    assert made[2] != "history"


@AUDIENCES
def test_the_same_document_gives_the_same_bytes(audience: Audience) -> None:
    assert render_sheet(full_document(audience), *gets(audience)) == written(audience, Format.XLSX)


def _whole(picture: Picture, cell: Cell) -> int | None:
    totals = {None: picture.total, **{total.district: total for total in picture.district_totals}}
    return totals[cell.district if cell.category else None].now
