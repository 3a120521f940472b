"""What the columns of a file of places mean, and what a row of it is."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from math import isfinite
from typing import NamedTuple

from flask_babel import gettext as _

from app.errors import DomainError
from app.privacy import check_text
from geo.files.columns import FIELD_WORDS, KINDS, Field
from geo.points import Point
from geo.spelling import fold

LONGEST = 200
MOST_PLACES = 5_000
"""The whole gazetteer is held in memory and looked for in every text; addresses are not."""
METRES = 200.0
"""A coordinate beyond that is in metres: no degree is."""


OTHER = "building"
STOP, STATION, STREET = "stop", "station", "street"
_DIGITS = re.compile(r"\d{6}")


class PlaceFileError(DomainError):
    """The file cannot be used as it is; no place of it is read, and no more addresses."""


class RowError(ValueError):
    """A row cannot be used; the text says why."""


class Row(NamedTuple):
    """A place or an address of a file; `kind` is empty for an address, `id` where the file has none."""

    id: str
    name: str
    kind: str
    point: Point | None
    metres: tuple[float, float] | None = None
    """East and north in SWEREF 99 TM, where the file has those; they become a point many at a time."""


Reader = Callable[[Sequence[str]], Row | None]


def columns_of(head: Sequence[str], told: Mapping[str, str]) -> dict[Field, list[int]]:
    """Which columns hold what; `told` maps a field's word to the column's heading, as somebody has said it.

    Raises PlaceFileError when the places' names or points are nowhere.
    """
    plain = {_plain(name): at for at, name in reversed(list(enumerate(head)))}
    found = {field: [plain[word] for word in words if word in plain] for field, words in FIELD_WORDS.items()}
    for word, heading in told.items():
        if word not in set(Field) or heading not in head:
            raise PlaceFileError(_unknown_column(word, heading, head))
        found[Field(word)] = [head.index(heading)]
    if {"lon", "lat"} <= set(head) and not {"lon", "lat"} & set(told):
        found[Field.LON], found[Field.LAT] = [[_last(head, name)] for name in ("lon", "lat")]
    has_name = found[Field.NAME] or found[Field.ADDRESS] or found[Field.STREET]
    has_point = (found[Field.LON] and found[Field.LAT]) or (found[Field.EAST] and found[Field.NORTH])
    if not (has_name and has_point):
        raise PlaceFileError(_missing(head, has_name=bool(has_name)))
    return {field: at for field, at in found.items() if at}


def reader_of(columns: Mapping[Field, Sequence[int]], roads: Collection[int] = (), *, is_feed: bool = False) -> Reader:
    """What makes a row of cells a Row: None for what is neither place nor address. It raises RowError.

    `roads` are the columns whose kinds, where they are no other, are those of streets; of a feed of public transport,
    what is not said to be else is a stop.
    """
    first = {field: _cell(columns.get(field, ())) for field in Field}
    address_cells = [first[field] for field in (Field.ADDRESS, Field.STREET, Field.NUMBER, Field.LETTER)]
    degree_cells, metre_cells = (
        [first[field] for field in pair] for pair in ((Field.LON, Field.LAT), (Field.EAST, Field.NORTH))
    )
    road = _cell([at for at in columns.get(Field.KIND, ()) if at in roads])

    def read(cells: Sequence[str]) -> Row | None:
        address = _address(*(cell(cells) for cell in address_cells))
        name, location_type = first[Field.NAME](cells), first[Field.LOCATION_TYPE](cells)
        if not (name or address):
            raise RowError(_("saknar namn"))
        if _holds_person(name) or _holds_person(address):
            raise RowError(_("har personuppgifter i namnet"))
        if is_no_place(location_type):
            return None
        kind = _kind(first[Field.KIND](cells), location_type or "0" * is_feed, is_road=bool(road(cells)))
        is_place = bool(name) and not (address and kind == OTHER)
        told = (first[Field.ID](cells), (name if is_place else address or name)[:LONGEST], kind if is_place else "")
        return _placed(
            *told, [_number(cell(cells)) for cell in degree_cells], [_number(cell(cells)) for cell in metre_cells]
        )

    return read


def _holds_person(name: str) -> bool:
    """A personal number or the like. Only names with so many digits are looked through: there may be millions."""
    return bool(_DIGITS.search(name)) and bool(check_text(name))


def roads_of(head: Sequence[str]) -> frozenset[int]:
    """The columns in which OpenStreetMap says what kind of road something is."""
    return frozenset(at for at, name in enumerate(head) if _plain(name) == "highway")


def _cell(columns: Sequence[int]) -> Callable[[Sequence[str]], str]:
    """The first text in these columns of a row, with single spaces."""
    if not columns:
        return lambda cells: ""

    def first(cells: Sequence[str]) -> str:
        for at in columns:
            if at < len(cells) and (words := " ".join(cells[at].split())):
                return words
        return ""

    return first


def check_number(places: int) -> None:
    """Raises PlaceFileError for more places than the gazetteer may get."""
    if places > MOST_PLACES:
        raise PlaceFileError(
            _(
                "Filen har fler än %(most)s platser i kommunen. Välj ut de slag av platser som behövs. "
                "Adresser får vara hur många som helst.",
                most=MOST_PLACES,
            )
        )


def one_of_each(rows: Sequence[Row], districts: Sequence[str], names: Mapping[str, str]) -> tuple[list[Row], list[str]]:
    """Places with names of their own: the platforms of a stop are one, stops of one name get their districts' names.

    `districts` are the keys of the rows', `names` what districts are called.
    """
    best: dict[tuple[str, str], Row] = {}
    for row, district in zip(rows, districts, strict=True):
        named = (fold(row.name), district)
        if named not in best or (row.kind == STATION and best[named].kind != STATION):
            best[named] = row
    several = Counter(name for name, _district in best)
    told = [
        row._replace(name=f"{row.name} ({names[district]})"[:LONGEST]) if several[name] > 1 else row
        for (name, district), row in best.items()
    ]
    return told, [district for _name, district in best]


def is_feed(head: Sequence[str]) -> bool:
    """Whether these are the columns of GTFS's stops, in which the kind may be left out."""
    return {"stopid", "stopname"} <= {_plain(name) for name in head}


def with_id(row: Row, district: str) -> Row:
    """The row; one without an id is known by its name in its district, as one name may be in several."""
    return row if row.id else row._replace(id=f"{district}|{row.name}"[:LONGEST])


def is_no_place(location_type: str) -> bool:
    """GTFS: entrances, nodes and boarding areas of a station."""
    return location_type in ("2", "3", "4")


def _placed(id_: str, name: str, kind: str, degrees: Sequence[float | None], metres: Sequence[float | None]) -> Row:
    lon, lat = degrees
    if lon is not None and lat is not None and abs(lon) <= 180 and abs(lat) <= 90:
        return Row(id_, name, kind, Point(lon, lat))
    east, north = metres if None not in metres else degrees
    if east is None or north is None:
        raise RowError(_("saknar läge"))
    if east < METRES or north < METRES:
        raise RowError(_("har ett läge som inte går att förstå"))
    # In Swedish tables x may be the northing: of the two it is the larger, everywhere in Sweden.
    return Row(id_, name, kind, None, (min(east, north), max(east, north)))


def _address(address: str, street: str, number: str, letter: str) -> str:
    if address and re.search(r"\d", address):
        return address
    # A number of several parts, "12 A", comes as it is; the letter may stand in a column of its own.
    return (
        f"{street} {number}{letter if letter.isalpha() and letter not in number else ''}".strip()
        if street and number
        else ""
    )


def _kind(words: str, location_type: str, *, is_road: bool) -> str:
    if location_type:
        return STATION if location_type == "1" else STOP
    return KINDS.get(fold(words), STREET if is_road else OTHER)


def _number(words: str) -> float | None:
    try:
        found = float(words.replace(",", ".").replace(" ", "").replace("\u00a0", ""))
    except ValueError:
        return None
    return found if isfinite(found) else None


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", fold(name))


def _last(head: Sequence[str], name: str) -> int:
    """A map file's own points stand last."""
    return len(head) - 1 - list(reversed(head)).index(name)


def _missing(head: Sequence[str], *, has_name: bool) -> str:
    what = _("läge (lon och lat, eller e och n i SWEREF 99 TM)") if has_name else _("namn eller adress")
    return str(
        _(
            "Det syns inte i vilka kolumner %(what)s står. Filen har: %(columns)s. Säg det med --column, till exempel "
            "--column street=GATA.",
            what=what,
            columns=", ".join(head) or "–",
        )
    )


def _unknown_column(word: str, heading: str, head: Sequence[str]) -> str:
    if word not in set(Field):
        return str(
            _("”%(word)s” är inget som en kolumn kan hålla. Välj bland: %(words)s.", word=word, words=", ".join(Field))
        )
    return str(_("Filen har ingen kolumn ”%(wanted)s”. Den har: %(columns)s.", wanted=heading, columns=", ".join(head)))
