"""Incidents from CSV: headers, characters, rows and what is wrong with them."""

import io
import re
import string
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.points import Point
from reports.incoming.drafts import Certainty, Interval
from reports.incoming.errors import UnreadableFileError
from reports.incoming.tables.columns import ALSO, COLUMNS, meanings_of
from reports.incoming.tables.row_errors import RowError
from reports.incoming.tables.rows import Area, ImportRow, Vocabulary, parse_row
from reports.incoming.tables.table import BadRow, Row, read_rows, write_bad_rows
from reports.incoming.times.local_time import whole_day

VOCABULARY = Vocabulary.of(
    {
        "vald_hot": "vald_hot",
        "Våld och hot": "vald_hot",
        "Misshandel": "vald_hot",
        "Ordning": "ordning",
        "Marknad": "evenemang.marknad",
    },
    {"Bro": "bro", "Kungsängen": "kungsangen"},
    now=datetime(2026, 11, 20, 12, tzinfo=UTC),
)
GUIDE = Path(__file__).parents[2] / "docs" / "csv-import.md"


def rows(text: str | bytes) -> list[Row | BadRow]:
    return list(read_rows(io.BytesIO(text.encode() if isinstance(text, str) else text)))


def parsed(header: str, line: str) -> ImportRow:
    (row,) = rows(f"{header}\n{line}\n")
    assert isinstance(row, Row)
    return parse_row(row, VOCABULARY)


def when(day: str, time: str = "", end: str = "") -> Interval:
    return parsed("datum;tid;till;kategori", f"{day};{time};{end};Misshandel").when


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


def test_a_full_row_becomes_an_incident() -> None:
    row = parsed(
        "Datum,Tid,Kategori,Plats,Lat,Lon,Kommundel,Beskrivning,Källa,Säkerhet,Antal,Ärendenummer",
        '2026-11-18,22.15, våld  och HOT ,Bro centrum,"59,5144",17.6425,bro,"Bråk, två skadade",Väktare,Misstänkt,2,A7',
    )
    assert row == ImportRow(
        line=2,
        when=Interval(at("2026-11-18 21:15")),
        category="vald_hot",
        category_words="våld  och HOT",
        place="Bro centrum",
        point=Point(17.6425, 59.5144),
        district="bro",
        text="Bråk, två skadade",
        source="Väktare",
        certainty=Certainty.SUSPECTED,
        quantity=2,
        external_id="A7",
        case_number="A7",
    )


def test_what_is_not_said_is_unknown() -> None:
    row = parsed("date,category", "2026-11-18,Misshandel")
    assert (row.place, row.point, row.district, row.source, row.quantity, row.external_id) == (None,) * 6
    assert row.certainty is Certainty.OBSERVED


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separator_and_characters_are_found_out(delimiter: str, encoding: str) -> None:
    text = "\r\n".join(delimiter.join(cells) for cells in (["Datum", "Kategori", "Källa"], ["2026-11-18", "x", "Åsa"]))
    (row,) = rows(text.encode(encoding))
    assert isinstance(row, Row)
    assert (row.values["source"], row.values["place"]) == ("Åsa", "")


def test_lines_are_counted_as_in_the_file() -> None:
    text = 'sep=;\n\ndatum;kategori;text\n2026-11-18;x;"två\nrader"\n\n;;\n2026-11-19;x;y\n'
    assert [row.line for row in rows(text) if isinstance(row, Row)] == [4, 8]


def test_an_open_quotation_mark_costs_one_line_only() -> None:
    bad, *good = rows('datum,kategori,text\n2026-11-18,x,"öppet\n2026-11-19,x,y\n2026-11-20,x,"z"\n')
    assert isinstance(bad, BadRow)
    assert (bad.error.code, bad.error.line) == ("quotes", 2)
    assert [row.line for row in good if isinstance(row, Row)] == [3, 4]


def test_rows_may_be_shorter_than_the_header_but_not_longer() -> None:
    short, long = rows("datum,kategori,text\n2026-11-18,x\n2026-11-18,x,bråk, två skadade\n")
    assert isinstance(short, Row)
    assert short.values["text"] == ""
    assert isinstance(long, BadRow)
    assert long.error.code == "too_many_cells"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"PK\x03\x04....[Content_Types].xml", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "spreadsheet"),
        (b"PK\x03\x04....notes.txt", "archive"),
        (b"\x1f\x8b\x08\x00", "archive"),
        (b"%PDF-1.7\n\x00\x01", "not_text"),
        (b"hej,du\n1,2\n", "no_header"),
        (b"datum,plats\n2026-11-18,Bro\n", "column_missing"),
        (b"datum,date,kategori\n", "column_twice"),
        ("datum,kategori\n2026-11-18,å\n".encode() + b"2026-11-18,\xe5\n", "bad_characters"),
    ],
)
def test_a_file_that_cannot_be_read_says_how_to_mend_it(content: bytes, code: str) -> None:
    file = io.BytesIO(content)
    with pytest.raises(UnreadableFileError) as caught:
        read_rows(file)
    assert caught.value.code == code
    assert caught.value.in_words("sv") != caught.value.in_words("en")
    assert not file.closed


def test_the_message_names_what_is_missing_and_what_is_there() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        rows("datum;plats\n")
    assert caught.value.in_words() == "Det finns ingen kolumn för kategori. Första raden har: datum;plats."


@pytest.mark.parametrize(
    ("day", "time", "end", "start", "stop"),
    [
        ("2026-11-18", "22:15", "", "2026-11-18 21:15", None),
        ("2026-11-18 22:15", "", "", "2026-11-18 21:15", None),
        ("2026-11-18 22.15", "", "", "2026-11-18 21:15", None),
        ("2026-11-18 1:35:11", "", "", "2026-11-18 00:35:11", None),
        ("2026-11-18T22:15:00+01:00", "", "", "2026-11-18 21:15", None),
        ("2026-11-18T22:15:00Z", "", "", "2026-11-18 22:15", None),
        ("2026-11-18 00:00:00", "22.15", "", "2026-11-18 21:15", None),
        ("2026-11-18 22:15", "22.15", "", "2026-11-18 21:15", None),
        ("18/11/2026", "22:15:30", "", "2026-11-18 21:15:30", None),
        ("2/11/2026 22:15", "", "", "2026-11-02 21:15", None),
        ("2026-07-18", "22:15", "", "2026-07-18 20:15", None),
        ("2026-11-18", "mellan 21 och 04", "", "2026-11-18 20:00", "2026-11-19 03:00"),
        ("2026-11-18", "i natt", "", "2026-11-17 21:00", "2026-11-18 05:00"),
        ("2026-11-18", "", "", "2026-11-17 23:00", "2026-11-18 23:00"),
        ("2026-11-18", "22:15", "01.15", "2026-11-18 21:15", "2026-11-19 00:15"),
        ("2026-11-18", "22:15", "22:15", "2026-11-18 21:15", "2026-11-19 21:15"),
        ("2026-11-18 22:15", "", "2026-11-18 22:15", "2026-11-18 21:15", None),
        ("2026-11-18", "", "2026-11-20", "2026-11-17 23:00", "2026-11-20 23:00"),
        ("2026-03-29", "02:30", "", "2026-03-29 01:30", None),
        ("2026-10-25", "02:30", "", "2026-10-25 00:30", None),
    ],
)
def test_times_of_a_row(day: str, time: str, end: str, start: str, stop: str | None) -> None:
    assert when(day, time, end) == Interval(at(start), at(stop) if stop else None)


@pytest.mark.parametrize(
    ("header", "line", "code"),
    [
        ("datum;kategori", ";Misshandel", "date_missing"),
        ("datum;kategori", "18 nov;Misshandel", "bad_date"),
        ("datum;kategori", "11/18/2026;Misshandel", "bad_date"),
        ("datum;kategori", "11/18/2026 10:15:00 PM;Misshandel", "bad_date"),
        ("datum;kategori", "0202-11-18;Misshandel", "bad_date"),
        ("datum;kategori", "0001-01-01 00:00;Misshandel", "bad_date"),
        ("datum;kategori", "2026-11-31;Misshandel", "bad_date"),
        ("datum;kategori", "2026-11-23;Misshandel", "future"),
        ("datum;tid;kategori", "2026-11-21;13:01;Misshandel", "future"),
        ("datum;kategori", "2028-12-01;Marknad", "future"),
        ("datum;tid;kategori", "2026-11-18;25:10;Misshandel", "bad_time"),
        ("datum;tid;kategori", "2026-11-18;10:15 PM;Misshandel", "bad_time"),
        ("datum;tid;kategori", "2026-11-18 21:00;22:15;Misshandel", "two_times"),
        ("datum;till;kategori", "2026-11-18;snart;Misshandel", "bad_end"),
        ("datum;till;kategori", "2026-11-18 22:15;2026-11-18 21:15;Misshandel", "end_before_start"),
        ("datum;kategori", "2026-11-18;", "category_missing"),
        ("datum;kategori", "2026-11-18;Sjöröveri", "unknown_category"),
        ("datum;kategori;kommundel", "2026-11-18;Misshandel;Solna", "unknown_district"),
        ("datum;kategori;lat;lon", "2026-11-18;Misshandel;59,5;", "half_point"),
        ("datum;kategori;lat;lon", "2026-11-18;Misshandel;nord;17,6", "bad_coordinate"),
        ("datum;kategori;lat;lon", "2026-11-18;Misshandel;17,6;59,5", "swapped"),
        ("datum;kategori;lat;lon", "2026-11-18;Misshandel;41.8;-87.6", "outside"),
        ("datum;kategori;lat;lon", "2026-11-18;Misshandel;nan;17.6", "outside"),
        ("datum;kategori;lat;lon", "2026-11-18;Misshandel;6600000;650000", "not_degrees"),
        ("datum;kategori;säkerhet", "2026-11-18;Misshandel;kanske", "unknown_certainty"),
        ("datum;kategori;antal", "2026-11-18;Misshandel;0", "bad_quantity"),
        ("datum;kategori;antal", "2026-11-18;Misshandel;några", "bad_quantity"),
        ("datum;kategori;antal", "2026-11-18;Misshandel;" + "9" * 5000, "bad_quantity"),
    ],
)
def test_a_bad_row_tells_its_line_and_reason(header: str, line: str, code: str) -> None:
    with pytest.raises(RowError) as caught:
        parsed(header, line)
    assert (caught.value.code, caught.value.line) == (code, 2)
    assert "aden 2" in caught.value.in_words("sv")
    assert "Line 2" in caught.value.in_words("en")


def test_the_reason_is_a_plain_sentence() -> None:
    assert RowError(14, "date_missing").in_words() == "Raden 14 saknar datum."


@pytest.mark.parametrize("error", [RowError, UnreadableFileError])
def test_every_reason_has_two_sentences_with_the_same_details(
    error: type[RowError] | type[UnreadableFileError],
) -> None:
    for swedish, english in error.sentences.values():
        used = [{name for _, name, _, _ in string.Formatter().parse(words) if name} for words in (swedish, english)]
        assert used[0] == used[1]
        assert swedish != english


@pytest.mark.parametrize("line", ["2026-11-21 13:00;Misshandel", "2028-11-18;Marknad"])
def test_tomorrow_and_planned_events_are_no_fault(line: str) -> None:
    assert parsed("datum;kategori", line).line == 2


def test_an_unknown_category_may_be_taken_as_other() -> None:
    (row,) = rows("datum;kategori\n2026-11-18;Sjöröveri\n")
    assert isinstance(row, Row)
    read = parse_row(row, Vocabulary.of({}, {}, other="ovrigt"))
    assert (read.category, read.category_words) == ("ovrigt", "Sjöröveri")


def test_words_that_name_no_category_are_read() -> None:
    asked: list[str] = []
    vocabulary = replace(Vocabulary.of({"Klotter": "klotter"}, {}), reads=lambda words: asked.append(words) or "brand")
    file = "datum;kategori;text\n2026-11-18;Container brinner;Släckt\n2026-11-18;;Bil brann\n2026-11-18;Klotter;Vägg\n"
    codes = [parse_row(row, vocabulary).category for row in rows(file) if isinstance(row, Row)]
    assert codes == ["brand", "brand", "klotter"]
    assert asked == ["Container brinner. Släckt", "Bil brann"]


def test_another_area_may_be_read() -> None:
    (row,) = rows("datum;kategori;lat;lon\n2026-11-18;Ordning;41.8;-87.6\n")
    assert isinstance(row, Row)
    chicago = Area("Chicago", 41.6, -88.0, 42.1, -87.5)
    assert parse_row(row, Vocabulary.of({"ordning": "ordning"}, {}, area=chicago)).point == Point(-87.6, 41.8)


def bad_rows(content: bytes) -> Iterable[BadRow]:
    for row in read_rows(io.BytesIO(content)):
        if isinstance(row, BadRow):
            yield row
            continue
        try:
            parse_row(row, VOCABULARY)
        except RowError as error:
            yield BadRow(row, error)


def test_bad_rows_can_be_mended_and_read_again() -> None:
    content = 'datum;kategori;text\n;Misshandel;"två\nrader"\n2026-11-18;Ordning;bra\n2026-11-19;x;å\n'.encode("cp1252")
    once, twice = io.BytesIO(), io.BytesIO()
    assert write_bad_rows(once, bad_rows(content)) == 2
    assert once.getvalue().decode("utf-8-sig").splitlines()[:2] == [
        "fel;datum;kategori;text",
        'Raden 2 saknar datum.;;Misshandel;"två',
    ]
    assert write_bad_rows(twice, bad_rows(once.getvalue()), "en") == 2
    assert twice.getvalue().count(b"fel") == 1
    mended = once.getvalue().replace(b";;Misshandel", b";2026-11-17;Misshandel").replace(b";x;", b";Ordning;")
    assert list(bad_rows(mended)) == []
    assert [row.when for row in (parse_row(r, VOCABULARY) for r in rows(mended) if isinstance(r, Row))] == [
        whole_day(date(2026, 11, 17)),
        whole_day(date(2026, 11, 19)),
    ]


def test_bad_rows_are_added_batch_by_batch() -> None:
    content = b"datum;kategori\n;Misshandel\n;Ordning\n"
    file = io.BytesIO()
    for bad in bad_rows(content):
        write_bad_rows(file, [bad])
    assert file.getvalue().decode("utf-8-sig").splitlines() == [
        "fel;datum;kategori",
        "Raden 2 saknar datum.;;Misshandel",
        "Raden 3 saknar datum.;;Ordning",
    ]


def test_the_guide_names_every_column_and_all_its_names() -> None:
    guide = GUIDE.read_text("utf-8")
    for pattern, columns in ((r"^\| (\w+) \| ([^|]+) \| ", COLUMNS), (r"^\| (\w+) \| ([^|]+) \|$", ALSO)):
        table = re.findall(pattern, guide, re.MULTILINE)
        assert {column: tuple(names.split(", ")) for column, names in table if column != "column"} == columns


def test_a_name_that_only_may_be_a_columns_gives_way() -> None:
    assert meanings_of(["Dag", "Klockslag", "Var hände det?", "Vad hände?"]) == ["date", "time", "place", "text"]
    assert meanings_of(["Datum", "Dag", "Var", "Plats", "Vad", "Vad hände?"]) == (
        ["date", None, None, "place", "text", None]
    )


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        found = list(bad_rows(b"datum,kategori,text,antal,lat,lon\n" + content))
    except UnreadableFileError:
        return
    lines = content.count(b"\n") + content.count(b"\r") + 1
    assert all(2 <= bad.error.line <= 1 + lines for bad in found)


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5), st.sampled_from(",;\t"))
def test_what_a_spreadsheet_writes_is_read(table: list[list[str]], delimiter: str) -> None:
    def written(cells: list[str]) -> str:
        return delimiter.join('"' + cell.replace('"', '""') + '"' for cell in cells)

    content = "\r\n".join(map(written, [["datum", "kategori", "text"], *table])).encode("utf-8")
    assert [row.cells for row in rows(content) if isinstance(row, Row)] == [cells for cells in table if any(cells)]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("@SUM(1)", "'@SUM(1)"), ("-59,51", "-59,51"), ("+a", "'+a")],
)
def test_a_spreadsheet_runs_nothing_of_a_bad_row(cell: str, kept: str):
    written = io.BytesIO()
    write_bad_rows(written, bad_rows(f"datum;kategori;text\n;Ordning;{cell}\n".encode()))
    assert f";{kept}\r\n" in written.getvalue().decode("utf-8-sig")
