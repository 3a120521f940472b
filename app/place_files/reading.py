"""Opens a file of places, whatever it is, as a head and rows: a table, a feed of public transport, a map file."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from flask_babel import gettext as _

from app.place_files.rules import PlaceFileError
from geo.files import read_rows

TABLES = (".csv", ".txt", ".tsv")
STOPS = "stops.txt"
SAMPLE = 1 << 20
DELIMITERS = ";\t,|"

Table = tuple[Sequence[str], Iterator[Sequence[str]]]


@contextmanager
def opened(path: Path, crs: str = "", layer: str = "") -> Iterator[Table]:
    """The head and the rows, read as they are asked for. Raises PlaceFileError, MapFileError."""
    if path.suffix.lower() in TABLES:
        with path.open("rb") as file:
            yield _table(file)
    elif _is_feed(path):
        with zipfile.ZipFile(path) as packed, packed.open(_stops(packed)) as file:
            yield _table(file)
    else:
        with read_rows(path, crs, layer) as (head, rows):
            yield head, rows


def _is_feed(path: Path) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as packed:
        return bool(_stops(packed))


def _stops(packed: zipfile.ZipFile) -> str:
    return next((name for name in packed.namelist() if Path(name).name == STOPS), "")


def _table(file: IO[bytes]) -> Table:
    """A table in UTF-8 or the encoding of old Windows, parted by whatever its head has most of."""
    sample = file.read(SAMPLE)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=_encoding(sample), errors="replace", newline="")
    first = text.readline()
    delimiter = max(DELIMITERS, key=first.count)
    head = next(csv.reader([first], delimiter=delimiter), [])
    if len(head) < 2:
        raise PlaceFileError(_("Filen har ingen rad med kolumnernas namn. Spara den som CSV med en sådan rad överst."))
    return head, csv.reader(text, delimiter=delimiter)


def _encoding(sample: bytes) -> str:
    # The sample may end in the middle of a letter.
    for cut in range(4):
        try:
            sample[: len(sample) - cut].decode("utf-8")
            return "utf-8-sig"
        except UnicodeDecodeError:
            continue
    return "cp1252"
