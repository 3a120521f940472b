"""Reads a file of places from end to end, many rows at a time; who follows it keeps each batch as it is told."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import events
from app.formatting import local_today
from app.models import Address
from app.place_files.actions import make_streets, put_addresses, put_places
from app.place_files.reading import opened
from app.place_files.rules import (
    Reader,
    Row,
    RowError,
    check_number,
    columns_of,
    is_feed,
    one_of_each,
    reader_of,
    roads_of,
    with_id,
)
from app.places.queries import area_index, districts
from geo.areas import AreaIndex
from geo.points import Point, to_wgs84
from geo.spelling import fold

AT_ONCE = 20_000
MOST_BAD = 100_000
"""Rows that are written for somebody to mend: a file with more is wrong as a whole."""


@dataclass(frozen=True, slots=True)
class How:
    """`source` names where the file is from; `columns` tells what headings mean, where they do not say so."""

    source: str
    columns: Mapping[str, str] = field(default_factory=dict)
    crs: str = ""
    layer: str = ""
    is_kept: bool = True


@dataclass(slots=True)
class Tally:
    """What a file has held so far; `new` and `changed` are of places, `added` and `kept` of addresses.

    `rows` are those that hold something, `line` is the last one with the empty ones.
    """

    rows: int = 0
    line: int = 1
    addresses: int = 0
    kept: int = 0
    places: int = 0
    outside: int = 0
    bad: int = 0
    added: int = 0
    streets: int = 0
    new: int = 0
    changed: int = 0
    first_fault: str = ""


class _Places:
    """The places of a file, until all of it is read: one of a name may come later."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.districts: list[str] = []
        self.names: set[tuple[str, str]] = set()

    def add(self, rows: Sequence[tuple[Row, str]]) -> None:
        """Raises PlaceFileError as soon as there are more than the gazetteer may hold."""
        self.rows += [row for row, _key in rows]
        self.districts += [key for _row, key in rows]
        self.names |= {(fold(row.name), key) for row, key in rows}
        check_number(len(self.names))


def import_places(session: Session, path: Path, how: How, bad_rows: Path, tally: Tally) -> Iterator[Tally]:
    """Read the file, telling how far it has come; what cannot be read is written to `bad_rows`.

    At each step the session may be committed; addresses that are kept so are no more twice when the file is read
    again. Raises PlaceFileError and MapFileError.
    """
    known = districts(session)
    ids = {district.key: district.id for district in known}
    names = {district.key: district.name for district in known}
    areas, before, places = area_index(session, local_today()), _number_of_addresses(session, how.source), _Places()
    yield tally  # reading a file keeps nobody from writing
    with ExitStack() as stack:
        head, cells = stack.enter_context(opened(path, how.crs, how.layer))
        reader = reader_of(columns_of(head, how.columns), roads_of(head), is_feed=is_feed(head))
        faults = _Faults(bad_rows, head, stack)
        while batch := list(islice(cells, AT_ONCE)):
            inside = _inside(_rows_of(batch, reader, tally, faults), areas, tally)
            addresses = [(row, key) for row, key in inside if not row.kind]
            places.add([(row, key) for row, key in inside if row.kind])
            tally.addresses, tally.places = tally.addresses + len(addresses), len(places.names)
            if how.is_kept and addresses:
                put_addresses(session, how.source, [row for row, _ in addresses], [ids[key] for _, key in addresses])
                tally.kept = tally.addresses
            yield tally
    told, keys = one_of_each(places.rows, places.districts, names)
    if how.is_kept:
        _finish(session, how.source, told, [ids[key] for key in keys], tally)
        tally.added = _number_of_addresses(session, how.source) - before
    yield tally


def _finish(session: Session, source: str, rows: Sequence[Row], districts: Sequence[int], tally: Tally) -> None:
    if tally.addresses:
        tally.streets = make_streets(session, source)
    tally.new, tally.changed = put_places(session, source, rows, districts)
    numbers = {"addresses": [0, tally.addresses], "places": [0, tally.new + tally.changed]}
    events.record(session, "imported", "place_file", None, numbers, None)
    session.flush()


def _number_of_addresses(session: Session, source: str) -> int:
    return session.scalar(select(func.count()).where(Address.source == source, ~Address.is_street)) or 0


def _rows_of(batch: Sequence[Sequence[str]], reader: Reader, tally: Tally, faults: "_Faults") -> list[Row]:
    rows = []
    for cells in batch:
        tally.line += 1
        if not any(cells):
            continue
        tally.rows += 1
        try:
            row = reader(cells)
            rows += [row] if row else []
        except RowError as error:
            tally.bad += 1
            tally.first_fault = tally.first_fault or str(_("Rad %(number)s %(fault)s.", number=tally.line, fault=error))
            faults.add(cells, str(error))
    return _placed(rows)


def _placed(rows: list[Row]) -> list[Row]:
    """The same rows, each with its point in degrees."""
    metric = [at for at, row in enumerate(rows) if row.point is None]
    if metric:
        lons, lats = to_wgs84(*np.array([rows[at].metres for at in metric], dtype=float).T)
        for at, lon, lat in zip(metric, lons.tolist(), lats.tolist(), strict=True):
            rows[at] = rows[at]._replace(point=Point(lon, lat))
    return rows


def _inside(rows: Sequence[Row], areas: AreaIndex, tally: Tally) -> list[tuple[Row, str]]:
    """The rows within the municipality, each with its district's key."""
    points = [row.point for row in rows if row.point]
    keys = areas.areas_of(np.array([p.lon for p in points]), np.array([p.lat for p in points])) if points else []
    inside = [(with_id(row, key), key) for row, key in zip(rows, keys, strict=True) if key is not None]
    tally.outside += len(rows) - len(inside)
    return inside


class _Faults:
    """The file of bad rows; it is made when there is one."""

    def __init__(self, path: Path, head: Sequence[str], stack: ExitStack) -> None:
        self.path, self.head, self.stack = path, head, stack
        self.writer: Any = None
        self.number = 0

    def add(self, cells: Sequence[str], why: str) -> None:
        self.number += 1
        if self.number > MOST_BAD:
            return
        if self.writer is None:
            # With the mark by which spreadsheets know UTF-8.
            opened_file = self.stack.enter_context(self.path.open("w", encoding="utf-8-sig", newline=""))
            self.writer = csv.writer(opened_file, delimiter=";")
            self.writer.writerow([*self.head, _("fel")])
        self.writer.writerow([*cells, why])
