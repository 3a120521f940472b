"""The workbook: typed cells, named tables, hidden numbers as a word, and no text that runs."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from reports.picture.audiences.audience import Audience
from reports.picture.content.blocks import Column, Row, Section, SectionKind, Side, Table, Value
from reports.picture.documents.formats import Format
from reports.picture.documents.sheet import render_sheet
from tests.unit.document_sums import tables_in
from tests.unit.full_edition import full_document
from tests.unit.office import AUDIENCES, parts, written
from tests.unit.read_back import tables_of_sheet

EVIL = ('=HYPERLINK("http://example.invalid")', "+1", "-1+1", "@SUM(A1)", "https://example.invalid", "{=1}", "007")


def with_table(table: Table) -> bytes:
    section = Section(SectionKind.PLACES, "odd", "Namn: [udda]/*?", (table,))
    return render_sheet(replace(full_document(Audience.ALLMAN), sections=(section,)))


@AUDIENCES
def test_each_table_has_a_sheet_and_the_first_says_what_it_is(audience: Audience) -> None:
    document, content = full_document(audience), written(audience, Format.XLSX)
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    assert book.sheet_names[0] == "Om"
    about = [row[0] for row in book.get_sheet_by_name("Om").to_python()]
    assert about[0] == f"{document.edition} · {document.municipality}"
    assert {document.period, document.audience, f"{document.cutoff} · {document.fingerprint}"} <= set(about)
    assert set(tables_of_sheet(content)) == {table.caption for table in tables_in(document)}
    assert all(len(name) <= 31 for name in book.sheet_names)


def test_numbers_are_numbers_and_days_are_days() -> None:
    cells = tables_of_sheet(written(Audience.INTERN, Format.XLSX))
    assert all(isinstance(value, float) for (_, head), value in cells["Hela kommunen"].items() if head == "Antal")
    book = CalamineWorkbook.from_filelike(BytesIO(written(Audience.INTERN, Format.XLSX)))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    days = [row[0] for rows in sheets if "tvåveckorsperiod" in rows[0][0] for row in rows[3:]]
    assert len(days) > 26
    assert all(isinstance(day, date | datetime) for day in days)


def test_a_hidden_number_is_a_word() -> None:
    cells = tables_of_sheet(written(Audience.ALLMAN, Format.XLSX))
    hidden = [
        value for cell in cells.values() for (_, head), value in cell.items() if head == "Antal" and value == "dolt"
    ]
    assert hidden


def test_tables_are_named_filtered_and_their_heads_stay() -> None:
    content = written(Audience.INTERN, Format.XLSX)
    found = parts(content)
    tables = [root for name, root in found.items() if name.startswith("xl/tables/")]
    names = [root.get("displayName") for root in tables]
    assert len(names) == len(set(names)) == len(list(tables_in(full_document(Audience.INTERN))))
    assert all(root.find("{*}autoFilter") is not None for root in tables)
    sheets = [root for name, root in found.items() if name.startswith("xl/worksheets/sheet")]
    assert sum(root.find(".//{*}pane") is not None for root in sheets) == len(tables)


def test_what_somebody_wrote_is_never_run() -> None:
    rows = tuple(Row((Value(words), Value(words, 3))) for words in EVIL)
    content = with_table(Table("odd", "=1+1", (Column("=A"), Column("=A", Side.RIGHT)), rows))
    with ZipFile(BytesIO(content)) as packed:
        assert not any(b"<f>" in packed.read(name) for name in packed.namelist())
        assert not any(
            "hyperlink" in packed.read(name).decode().lower() for name in packed.namelist() if "_rels" in name
        )
    cells = tables_of_sheet(content)["=1+1"]
    assert [name for name, _ in cells] == list(EVIL)


def test_a_table_without_rows_is_a_sheet_all_the_same() -> None:
    assert set(tables_of_sheet(with_table(Table("none", "Inget", (Column("A"), Column("B")), ())))) == {"Inget"}


@AUDIENCES
def test_the_same_document_gives_the_same_bytes(audience: Audience) -> None:
    assert render_sheet(full_document(audience)) == written(audience, Format.XLSX)
