"""Spreadsheets and tables: read as rows, with columns that are known or that somebody has explained."""

import io
from datetime import date, datetime, time

import pytest
import xlsxwriter

from reports.incoming.documents import DocumentError, Kind, read_document, read_table
from reports.incoming.errors import UnreadableFileError
from reports.incoming.tables.row_errors import RowError
from reports.incoming.tables.table import BadRow, Row, read_rows, write_bad_rows
from reports.incoming.tables.table_head import head_hash, is_table, read_head, recognises
from tests.unit.made_files import book, zipped

HEAD = ["Datum", "Tid", "Kategori", "Beskrivning"]
ROW = [date(2026, 11, 18), time(22, 15), "trafik", "Moped på Ågatan;\nfort"]
STRANGE = "När det hände;Sort;Vad\n2026-11-18;trafik;Moped\n2026-11-19;trafik;Buss\n"
MEANINGS = {"När det hände": "date", "Sort": "category", "Vad": "text"}


def rows_of(csv: bytes, meanings: dict[str, str] | None = None) -> list[Row | BadRow]:
    return list(read_rows(io.BytesIO(csv), meanings))


def values(row: Row | BadRow) -> dict[str, str]:
    assert isinstance(row, Row)
    return {name: value for name, value in row.values.items() if value}


def test_a_spreadsheet_becomes_rows_with_its_dates_and_times_written_out():
    [row] = rows_of(read_table("natt.xlsx", book(Blad=[HEAD, ROW])).csv)
    assert values(row) == {
        "date": "2026-11-18",
        "time": "22:15",
        "category": "trafik",
        "text": "Moped på Ågatan; fort",
    }


def test_moments_numbers_and_empty_cells_are_written_as_people_do():
    rows = [
        ["Datum", "Kategori", "Antal"],
        [datetime.fromisoformat("2026-11-18T22:14:59.900"), "trafik", 3.0],
        ["", "ö", 2.5],
    ]
    first, second = rows_of(read_table("natt.xlsx", book(Blad=rows)).csv)
    assert values(first) == {"date": "2026-11-18 22:15", "category": "trafik", "quantity": "3"}
    assert values(second) == {"category": "ö", "quantity": "2.5"}


def test_a_row_has_the_line_of_its_row_in_the_sheet():
    rows = [["Väktarnas rapport"], [], HEAD, ROW, [], ROW]
    assert [row.line for row in rows_of(read_table("natt.xlsx", book(Blad=rows)).csv)] == [4, 6]


def test_the_sheet_with_known_headings_is_read_and_the_others_are_named():
    read = read_table("natt.xlsx", book(Framsida=[["Hej"]], Rader=[HEAD, ROW], Mer=[["a"]]))
    assert len(rows_of(read.csv)) == 1
    assert [remark.name for remark in read.remarks] == ["Framsida", "Mer"]


def test_an_open_document_spreadsheet_is_read():
    cells = (
        '<table:table-cell office:value-type="{}" office:{}="{}"><text:p>x</text:p></table:table-cell>'.format(*cell)
        for cell in (("date", "date-value", "2026-11-18"), ("string", "string-value", "trafik"))
    )
    names = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        for name in ("datum", "kategori")
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="Blad">'
        f"<table:table-row>{names}</table:table-row><table:table-row>{''.join(cells)}</table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    packed = zipped(
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest.encode()),
        ("content.xml", content.encode()),
    )
    [row] = rows_of(read_table("natt.ods", packed).csv)
    assert values(row)["date"] == "2026-11-18"


def test_a_spreadsheet_among_attachments_is_read_as_text():
    read = read_document("natt.xlsx", "", book(Blad=[HEAD, ROW]))
    assert read.kind is Kind.SHEET
    first, second, *_ = read.text.splitlines()
    assert [first, second] == [
        "Datum\tTid\tKategori\tBeskrivning",
        "2026-11-18\t22:15\ttrafik\tMoped på Ågatan; fort",
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [(book(Blad=[]), "no_text"), (book(Blad=[HEAD])[:900], "broken"), (zipped(("xl/workbook.xml", b"<a")), "broken")],
)
def test_a_spreadsheet_that_cannot_be_read_says_why(content, code):
    with pytest.raises(DocumentError) as caught:
        read_table("natt.xlsx", content)
    assert caught.value.code == code


def test_one_cell_at_the_end_of_a_sheet_exhausts_nothing():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet()
        sheet.write(0, 0, "datum")
        sheet.write(1_048_575, 16_383, "långt bort")
    with pytest.raises(DocumentError) as caught:
        read_table("gles.xlsx", out.getvalue())
    assert caught.value.code == "too_demanding"


def test_columns_are_shown_with_their_first_values():
    first, second, third = read_head(io.BytesIO(STRANGE.encode()))
    assert (first.heading, first.samples, first.meaning) == ("När det hände", ("2026-11-18", "2026-11-19"), None)
    assert (second.samples, third.heading) == (("trafik",), "Vad")
    assert not recognises([first, second, third])
    assert recognises(read_head(io.BytesIO(b"datum,kategori,eget\n")))


def test_headings_that_are_missing_or_alike_are_told_apart():
    assert [one.heading for one in read_head(io.BytesIO(b"Tid;;Tid\n1;2;3\n"))] == ["Tid", "#2", "Tid #3"]


def test_explained_columns_are_read():
    first, _second = rows_of(STRANGE.encode(), MEANINGS)
    assert values(first) == {"date": "2026-11-18", "category": "trafik", "text": "Moped"}
    with pytest.raises(UnreadableFileError):
        rows_of(STRANGE.encode(), {"När det hände": "date"})


def test_what_somebody_has_said_goes_before_the_heading():
    [row] = rows_of(b"datum,kategori,typ\n2026-11-18,a,b\n", {"datum": "date", "typ": "category"})
    assert values(row)["category"] == "b"


def test_mended_bad_rows_are_recognised_as_the_same_kind_of_file():
    out = io.BytesIO()
    rows = rows_of(STRANGE.encode(), MEANINGS)
    write_bad_rows(out, [BadRow(row, error) for row in rows if isinstance(row, Row) for error in [_fault(row)]])
    out.seek(0)
    assert head_hash(read_head(out)) == head_hash(read_head(io.BytesIO(STRANGE.encode())))
    assert len(rows_of(out.getvalue(), MEANINGS)) == 2


def _fault(row: Row) -> RowError:
    return RowError(row.line, "date_missing")


def test_cells_copied_from_a_spreadsheet_are_a_table_and_a_report_is_not():
    assert is_table("Datum\tKategori\tText\n2026-11-18\ttrafik\tMoped\n")
    assert not is_table("Datum\tKategori\tText")
    assert not is_table("God morgon!\n\n22.12 Klotter, Provtorget\n")
