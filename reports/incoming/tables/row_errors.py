"""What can be wrong with one row of a table."""

from collections.abc import Mapping
from typing import ClassVar

from reports.incoming.errors import ReadingError


class RowError(ReadingError):
    """A row that cannot become an incident. `line` is its first line in the file, the header being 1."""

    def __init__(self, line: int, code: str, **details: object) -> None:
        super().__init__(code, line=line, **details)
        self.line = line

    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "date_missing": ("Raden {line} saknar datum.", "Line {line} has no date."),
        "bad_date": (
            "Raden {line}: datumet ”{value}” går inte att tyda. Skriv det som 2026-11-18.",
            "Line {line}: the date “{value}” cannot be read. Write it as 2026-11-18.",
        ),
        "bad_time": (
            "Raden {line}: tiden ”{value}” går inte att tyda. Skriv den som 22:15.",
            "Line {line}: the time “{value}” cannot be read. Write it as 22:15.",
        ),
        "two_times": (
            "Raden {line} har två olika tider: {first} i datumet och {second}.",
            "Line {line} has two different times: {first} in the date and {second}.",
        ),
        "bad_end": (
            "Raden {line}: slutet ”{value}” går inte att tyda. Skriv det som 2026-11-18 23:30 eller 23:30.",
            "Line {line}: the end “{value}” cannot be read. Write it as 2026-11-18 23:30 or 23:30.",
        ),
        "end_before_start": (
            "Raden {line}: slutet ”{value}” ligger före början.",
            "Line {line}: the end “{value}” is before the start.",
        ),
        "future": (
            "Raden {line}: ”{value}” har inte hänt än. Kontrollera datumet; bara evenemang får ligga framåt, "
            "högst två år.",
            "Line {line}: “{value}” has not happened yet. Check the date; only events may lie ahead, "
            "two years at most.",
        ),
        "category_missing": ("Raden {line} saknar kategori.", "Line {line} has no category."),
        "unknown_category": (
            "Raden {line}: kategorin ”{value}” finns inte.",
            "Line {line}: there is no category “{value}”.",
        ),
        "unknown_district": (
            "Raden {line}: kommundelen ”{value}” finns inte.",
            "Line {line}: there is no district “{value}”.",
        ),
        "half_point": (
            "Raden {line} har bara en av lat och lon. Fyll i båda eller ingen.",
            "Line {line} has only one of lat and lon. Fill in both or neither.",
        ),
        "bad_coordinate": (
            "Raden {line}: ”{value}” är ingen koordinat. Skriv grader som 59,5144.",
            "Line {line}: “{value}” is no coordinate. Write degrees such as 59.5144.",
        ),
        "not_degrees": (
            "Raden {line}: {lat}, {lon} är inte grader. Räkna om koordinaterna till WGS 84 (lat 59,5144, lon 17,6425).",
            "Line {line}: {lat}, {lon} are not degrees. Convert the coordinates to WGS 84 (lat 59.5144, lon 17.6425).",
        ),
        "swapped": (
            "Raden {line}: lat {lat} och lon {lon} har bytt plats.",
            "Line {line}: lat {lat} and lon {lon} are swapped.",
        ),
        "outside": (
            "Raden {line}: punkten lat {lat}, lon {lon} ligger inte i {area}.",
            "Line {line}: the point lat {lat}, lon {lon} is not in {area}.",
        ),
        "unknown_certainty": (
            "Raden {line}: säkerheten ”{value}” finns inte. Skriv iakttagen, misstänkt eller andrahand.",
            "Line {line}: there is no certainty “{value}”. Write observed, suspected or second_hand.",
        ),
        "bad_quantity": (
            "Raden {line}: antalet ”{value}” är inget heltal från 1 till {most}.",
            "Line {line}: the quantity “{value}” is no whole number from 1 to {most}.",
        ),
        "source_missing": (
            "Raden {line} saknar källa. Välj vem som lämnar de rader som inte säger det.",
            "Line {line} has no source. Choose who reports the rows that do not say.",
        ),
        "unknown_source": (
            "Raden {line}: källan ”{value}” finns inte bland organisationerna.",
            "Line {line}: there is no organisation “{value}”.",
        ),
        "too_many_cells": (
            "Raden {line} har {found} fält men rubriken {wanted}. Sätt citattecken om text som innehåller {delimiter}",
            "Line {line} has {found} fields but the header {wanted}. Put quotes around text that holds {delimiter}",
        ),
        "quotes": (
            'Raden {line}: citattecknen går inte ihop. Skriv citattecken inne i en text dubbelt ("").',
            'Line {line}: the quotation marks do not match. Write quotation marks inside a text twice ("").',
        ),
        "too_long": ("Raden {line} har ett fält som är för långt.", "Line {line} has a field that is too long."),
    }
