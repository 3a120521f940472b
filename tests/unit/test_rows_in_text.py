"""Tables within a report: their columns are understood by their headings, in whatever order they stand."""

import pytest

from reports.incoming.documents import read_document
from reports.incoming.passages.rows_in_text import names_columns, tables_in
from reports.incoming.reading import Confidence, LeftOutReason
from tests.unit.made_files import book
from tests.unit.test_documents_in_mail import mail
from tests.unit.test_guard_reports import left_out, places, reading, whens

ROWS = {
    "tabs": "Tid\tVad\tVar\n22.10\tTrasig ruta\tBro centrum\n01.40\tKlotter på en vägg\tBrunnaskolan",
    "semicolons": "Kl; Plats; Vad\n22.10; Bro centrum; Trasig ruta\n0140; Brunnaskolan; Klotter på en vägg",
    "bars": "Datum | Tid | Händelse | Plats\n19/11 | 22.10 | Trasig ruta | Bro centrum\n"
    "20/11 | 01.40 | Klotter på en vägg | Brunnaskolan",
    "frame": "| Var | Tid | Vad |\n|-----|:---:|-----|\n| Bro centrum | 22:10 | Trasig ruta |\n"
    "| Brunnaskolan | 01:40 | Klotter på en vägg |",
    "spaces": "Tid     Vad                  Var\n22.10   Trasig ruta          Bro centrum\n"
    "01.40   Klotter på en vägg   Brunnaskolan",
    "last": "Vad\tVar\tNär\nTrasig ruta\tBro centrum\t22.10\nKlotter på en vägg\tBrunnaskolan\t01.40",
    "asking": "Dag;Klockslag;Var hände det?;Vad hände?\ntorsdag;22.10;Bro centrum;Trasig ruta\n"
    "fredag;01.40;Brunnaskolan;Klotter på en vägg",
}


@pytest.mark.parametrize("table", ROWS.values(), ids=ROWS.keys())
def test_columns_are_understood_in_whatever_order_they_stand(table: str) -> None:
    read = reading(f"Hej! Här kommer nattens händelser.\n\n{table}\n\nMvh Vera")
    assert whens(read) == ["19 22.10", "20 01.40"]
    assert places(read) == [("Bro centrum", "bro"), ("Brunnaskolan", "brunna")]
    assert [incident.draft.summary for incident in read.incidents] == ["Trasig ruta", "Klotter på en vägg"]
    assert {incident.where.confidence for incident in read.incidents} == {Confidence.SURE}
    assert {incident.town for incident in read.incidents} == {None}
    assert [reason for reason, _ in left_out(f"{table}\n\nMvh Vera")] == [
        LeftOutReason.HEADING,
        LeftOutReason.GREETING,
    ]


def test_what_nobody_knows_in_the_cell_for_the_place_may_become_a_new_one() -> None:
    (read,) = reading("Tid;Vad;Plats\n22.10;Trasig ruta;gula kiosken").incidents
    assert (read.unknown_place, read.draft.where.words) == ("gula kiosken", "gula kiosken")
    assert read.where.confidence is Confidence.DOUBTFUL


def test_a_district_in_its_own_column_is_the_places() -> None:
    (read,) = reading("Tid;Vad;Plats;Kommundel\n22.10;Trasig ruta;Gula kiosken;Brunna").incidents
    assert (read.draft.where.words, read.draft.where.district) == ("Gula kiosken", "brunna")


def test_a_row_without_a_place_may_tell_it_elsewhere() -> None:
    read = reading("Tid;Vad;Var\n22.10;Trasig ruta vid Bro station;-\n23.10;Klotter;okänt")
    assert places(read)[0] == ("Bro station", "bro")
    assert read.incidents[1].unknown_place is None


def test_cells_aligned_by_spaces_stand_below_their_headings() -> None:
    text = "Tid     Vad                  Var\n22.10                        Bro centrum\n23.10   Trasig ruta\n"
    (table,) = tables_in(text)
    assert [text[slice(*told.cells.texts[0])] for told in table.outline.told if told.cells] == ["Trasig ruta"]


def test_rows_without_an_incident_are_left_out() -> None:
    text = "Tid;Plats;Händelse\n22.10;Brunnaskolan;Rond\n23.10;Bro station;Inget att rapportera\n23.50;Bro centrum;Bråk"
    assert whens(reading(text)) == ["19 23.50"]
    assert [reason for reason, _ in left_out(text)] == [LeftOutReason.HEADING, *[LeftOutReason.NO_INCIDENT] * 2]


def test_the_day_above_a_table_is_that_of_its_rows() -> None:
    assert whens(reading("Tisdag 17 november\n\nTid;Vad;Var\n22.10;Trasig ruta;Bro centrum")) == ["17 22.10"]


@pytest.mark.parametrize(
    "text", ["Var: Bro; vad: bråk\nTid; plats", "Vad är det; var är det\nVi vet inte; ännu", "Tid;Vad"]
)
def test_sentences_are_no_headings(text: str) -> None:
    assert tables_in(text) == []


def test_a_spreadsheet_in_a_mail_is_read_as_the_table_that_it_is() -> None:
    message = mail("Här är natten.")
    rows: list[list[object]] = [
        ["Väktarna i Exempelstad", "", ""],
        ["Vad hände?", "Var", "Klockslag"],
        ["Trasig ruta\nmot gatan", "Bro centrum", "22:10"],
    ]
    message.add_attachment(book(Blad=rows), maintype="application", subtype="octet-stream", filename="natt.xlsx")
    read = reading(read_document("natt.eml", "", message.as_bytes()).text)
    assert (whens(read), places(read)) == (["19 22.10"], [("Bro centrum", "bro")])
    assert read.incidents[0].draft.summary == "Trasig ruta mot gatan"


def test_the_headings_of_a_table_are_known_by_themselves() -> None:
    assert names_columns("Vad\tVar\tNär")
    assert not names_columns("Klotter\tBro centrum\t22.10")
