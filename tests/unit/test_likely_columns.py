"""What the columns of a table are taken for, and what becomes of several that hold text."""

import io

import pytest

from reports.incoming.errors import UnreadableFileError
from reports.incoming.tables.table import Row, read_rows
from reports.incoming.tables.table_head import likely_meanings, read_head

LABELS = {"klotter", "brand", "ordning"}


def likely(text: str) -> dict[str, str]:
    return likely_meanings(read_head(io.BytesIO(text.encode())), lambda words: words.casefold() in LABELS)


def first(text: str, meanings: dict[str, str] | None = None) -> dict[str, str]:
    row = next(read_rows(io.BytesIO(text.encode()), meanings))
    assert isinstance(row, Row)
    return {name: value for name, value in row.values.items() if value}


def test_a_column_of_labels_is_the_category_and_the_description_stays():
    text = "Datum;Tid;Plats;Händelse;Beskrivning\n2026-11-18;22:15;Provtorget;Klotter;Färg på en vägg\n"
    meant = {"Datum": "date", "Tid": "time", "Plats": "place", "Händelse": "category", "Beskrivning": "text"}
    assert likely(text) == meant
    assert first(text, meant)["text"] == "Färg på en vägg"


def test_two_columns_of_text_are_both_kept_and_joined():
    text = "Datum;Typ;Händelse;Beskrivning\n2026-11-18;brand;Rök ur en container;Släckt av vakten.\n"
    assert [*likely(text).values()] == ["date", "category", "text", "text"]
    assert first(text, likely(text))["text"] == "Rök ur en container. Släckt av vakten."
    assert first(text)["text"] == "Rök ur en container. Släckt av vakten."


def test_what_is_said_twice_or_not_at_all_is_no_sentence():
    text = "Datum;Typ;Händelse;Beskrivning\n2026-11-18;brand;Rök.;Rök.\n"
    assert first(text)["text"] == "Rök."
    assert first(text.replace("Rök.", "", 1))["text"] == "Rök."


def test_a_guard_company_s_own_headings_are_known_and_the_text_tells_of_what_sort_it_is():
    text = "Nr;Händelsetid;Objekt;Beskrivning av händelse\n1;2026-11-18 22:15;Provskolan;Klotter på en vägg\n"
    meant = {"Händelsetid": "date", "Objekt": "place", "Beskrivning av händelse": "text"}
    assert likely(text) == meant
    assert first(text, meant) == {"date": "2026-11-18 22:15", "place": "Provskolan", "text": "Klotter på en vägg"}


def test_a_column_whose_cells_name_no_category_is_not_taken_for_one():
    assert "category" not in likely("Datum;Händelse\n2026-11-18;Rök\n2026-11-18;Klotter\n").values()
    assert "category" not in likely("Datum;Något\n").values()


def test_other_columns_are_one_of_a_kind():
    assert likely("Datum;Plats;Address\n2026-11-18;Här;Där\n") == {"Datum": "date", "Plats": "place"}
    with pytest.raises(UnreadableFileError):
        first("Datum;Typ;Plats;Adress\n2026-11-18;brand;Här;Där\n")
