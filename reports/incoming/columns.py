"""The header of a table of incidents: what its columns are called and which of ours each of them is."""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from reports.incoming.errors import UnreadableFileError

# Our name for a column, and what it may be called in a file; docs/csv-import.md tells what each holds.
COLUMNS: dict[str, tuple[str, ...]] = {
    "date": ("date", "datum", "datetime", "händelsedatum", "start", "from", "från", "when", "när", "occurred"),
    "time": ("time", "tid", "klockslag", "klockan", "kl", "tidpunkt", "starttid", "start time"),
    "end": ("end", "slut", "till", "to", "until", "sluttid", "slutdatum", "end time"),
    "category": ("category", "kategori", "type", "typ", "händelsetyp", "brottstyp", "primary_type"),
    "place": ("place", "plats", "address", "adress", "location"),
    "lat": ("lat", "latitude", "latitud"),
    "lon": ("lon", "lng", "long", "longitude", "longitud"),
    "district": ("district", "kommundel", "stadsdel"),
    "text": ("text", "beskrivning", "description", "händelse", "summary", "sammanfattning"),
    "source": ("source", "källa", "organisation", "uppgiftslämnare"),
    "certainty": ("certainty", "säkerhet"),
    "quantity": ("quantity", "antal"),
    "id": ("id", "external id", "externt id", "ärendenummer", "referens", "reference"),
}
REQUIRED = ("date", "category")
FAULT_COLUMNS = ("fel", "error")
_DELIMITERS = (";", ",", "\t")


def _fold_name(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


_COLUMN_OF = {_fold_name(name): column for column, names in COLUMNS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of one file. `pick` puts a row's cells, with an empty one added, in the order of COLUMNS."""

    names: tuple[str, ...]
    delimiter: str
    pick: Callable[[list[str]], tuple[str, ...]]

    def without_fault(self, cells: list[str]) -> list[str]:
        """The cells but for those of a column that an earlier reading added."""
        faults = {at for at, name in enumerate(self.names) if _fold_name(name) in FAULT_COLUMNS}
        return [cell for at, cell in enumerate(cells) if at not in faults]


def known_names(names: Sequence[str]) -> int:
    """How many of these are names that a column may have."""
    return sum(_fold_name(name) in _COLUMN_OF for name in names)


def read_header(line: str) -> Header:
    """The header in the first line of a file. Raises UnreadableFileError where it lacks a date or a category."""
    delimiter, names = max(((mark, _split(line, mark)) for mark in _DELIMITERS), key=lambda read: known_names(read[1]))
    places = _places_of(names)
    missing = [column for column in REQUIRED if column not in places]
    if missing:
        code = "column_missing" if places else "no_header"
        wanted = ", ".join(COLUMNS[column][1] for column in (missing if places else REQUIRED))
        raise UnreadableFileError(code, wanted=wanted, found=line.strip()[:200])
    empty = len(names)
    return Header(tuple(names), delimiter, itemgetter(*(places.get(column, empty) for column in COLUMNS)))


def _split(line: str, delimiter: str) -> list[str]:
    return [name.strip() for name in next(csv.reader([line], delimiter=delimiter))]


def _places_of(names: list[str]) -> dict[str, int]:
    """At which place each of our columns stands."""
    places: dict[str, int] = {}
    for at, name in enumerate(names):
        column = _COLUMN_OF.get(_fold_name(name))
        if column in places:
            raise UnreadableFileError("column_twice", first=names[places[column]], second=name)
        if column:
            places[column] = at
    return places
