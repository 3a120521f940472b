"""The header of a table of incidents: what its columns are called and which of ours each of them is."""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
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
    "id": ("id", "external id", "externt id", "referens", "reference"),
    "case": ("case number", "ärendenummer", "diarienummer", "k-nummer", "k-nr"),
}
# What a column may be called as well, where no other one goes by a name above: "Dag" beside "Datum" is a weekday.
ALSO: dict[str, tuple[str, ...]] = {
    "date": ("dag", "dag och tid", "datum och tid", "händelsetid", "day"),
    "time": ("larmtid",),
    "category": ("rubrik", "brott", "vad för slags händelse"),
    "place": ("var", "var hände det", "ställe", "platsen", "objekt", "where"),
    "district": ("område",),
    "text": (
        *("vad", "vad hände", "vad har hänt", "vad hände det", "händelsen", "iakttagelse", "notering", "what"),
        *("händelsebeskrivning", "beskrivning av händelse", "beskrivning av händelsen"),
    ),
}
REQUIRED = ("date", "category")
SEVERAL = ("text",)
"""What several columns of a file may hold together: they are joined, so that nothing is thrown away."""
FAULT_COLUMNS = ("fel", "error")
_DELIMITERS = (";", ",", "\t")


def _fold_name(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _by_name(columns: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {_fold_name(name): column for column, names in columns.items() for name in names}


_COLUMN_OF, _COLUMN_ALSO_OF = _by_name(COLUMNS), _by_name(ALSO)


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of one file. `pick` puts a row's cells, with an empty one added, in the order of COLUMNS."""

    names: tuple[str, ...]
    delimiter: str
    pick: Callable[[list[str]], tuple[str, ...]]

    def without_fault(self, cells: list[str]) -> list[str]:
        """The cells but for those of a column that an earlier reading added."""
        faults = {at for at, name in enumerate(self.names) if is_fault_column(name)}
        return [cell for at, cell in enumerate(cells) if at not in faults]


def known_names(names: Sequence[str]) -> int:
    """How many of these are names that a column may have."""
    return sum(column is not None for column in meanings_of(names))


def read_header(line: str, meanings: Mapping[str, str] | None = None) -> Header:
    """The header in the first line of a file. Raises UnreadableFileError where it lacks a date or a category.

    `meanings` tells which of COLUMNS each heading is (as `headings` names them), where somebody has said so; the
    others are left out then.
    """
    delimiter, names = split_header(line, meanings)
    places = _places_of(names, meanings)
    missing = [column for column in REQUIRED if column not in places]
    if meanings is not None and "text" in places:  # somebody has said that the text tells of what sort it is
        missing = [column for column in missing if column != "category"]
    if missing:
        code = "column_missing" if places else "no_header"
        wanted = ", ".join(COLUMNS[column][1] for column in (missing if places else REQUIRED))
        raise UnreadableFileError(code, wanted=wanted, found=line.strip()[:200])
    return Header(tuple(names), delimiter, _picker(places, empty=len(names)))


def _picker(places: Mapping[str, Sequence[int]], empty: int) -> Callable[[list[str]], tuple[str, ...]]:
    """Puts cells in the order of COLUMNS; what stands in several cells becomes one text."""
    first = itemgetter(*(places.get(column, [empty])[0] for column in COLUMNS))
    texts, at = places.get("text", []), [*COLUMNS].index("text")
    if len(texts) < 2:
        return first

    def pick(cells: list[str]) -> tuple[str, ...]:
        found = first(cells)
        return (*found[:at], _joined([cells[place] for place in texts]), *found[at + 1 :])

    return pick


def _joined(texts: Sequence[str]) -> str:
    """Sentences one after the other; what is said twice is said once."""
    told = list(dict.fromkeys(filter(None, map(str.strip, texts))))
    return " ".join([*(text if text[-1] in ".!?:" else f"{text}." for text in told[:-1]), *told[-1:]])


def split_header(line: str, meanings: Mapping[str, str] | None = None) -> tuple[str, list[str]]:
    """The separator of a file, and what its columns are called."""
    read = [(mark, _split(line, mark)) for mark in _DELIMITERS]
    return max(read, key=lambda one: (len({*headings(one[1])} & {*(meanings or ())}), known_names(one[1]), len(one[1])))


def headings(names: Sequence[str]) -> list[str]:
    """A name for each column that no other has: one without a heading is "#3", a second "Tid" is "Tid #4"."""
    seen: set[str] = set()
    found: list[str] = []
    at = 0
    for name in names:
        own = " ".join(name.split())
        at += not is_fault_column(own)  # so that bad rows that were mended have the same headings
        found.append(own if own and own not in seen else f"{own} #{at}".strip())
        seen.add(own)
    return found


def meanings_of(names: Sequence[str]) -> list[str | None]:
    """Which of COLUMNS each heading is, by its name in COLUMNS, else by one in ALSO for which no other stands."""
    found = [_COLUMN_OF.get(_fold_name(name)) for name in names]
    for at, name in enumerate(names):
        column = _COLUMN_ALSO_OF.get(_fold_name(name))
        if column not in found:
            found[at] = found[at] or column
    return found


def one_of_several(name: str) -> str | None:
    """Which of SEVERAL a heading is by a name in ALSO, also where another column is by a better name."""
    column = _COLUMN_ALSO_OF.get(_fold_name(name))
    return column if column in SEVERAL else None


def is_fault_column(name: str) -> bool:
    """Whether an earlier reading added this column, to tell what was wrong."""
    return _fold_name(name) in FAULT_COLUMNS


def _split(line: str, delimiter: str) -> list[str]:
    return [name.strip() for name in next(csv.reader([line], delimiter=delimiter))]


def _places_of(names: list[str], meanings: Mapping[str, str] | None) -> dict[str, list[int]]:
    """At which places each of our columns stands: one, but for those of SEVERAL."""
    places: dict[str, list[int]] = {}
    told = meanings_of(names) if meanings is None else [meanings.get(heading) for heading in headings(names)]
    for at, (name, column) in enumerate(zip(names, told, strict=True)):
        if column in places and column not in SEVERAL:
            raise UnreadableFileError("column_twice", first=names[places[column][0]], second=name)
        if column:
            places.setdefault(column, []).append(at)
    return places
