"""Reads files of geographic data by a process of its own, with limits of time and memory.

GDAL brings a PROJ and an SQLite of its own: in one process with SpatiaLite it crashes at the end (see ADR 7). And the
files come from outside.
"""

import csv
import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import shapely
from shapely import MultiPolygon, Polygon

from geo.apart import followed_apart, run_apart
from geo.files.faults import MapFileError

MOST_BYTES = 100_000_000
"""Size of a file of areas: three districts to the metre are less than one megabyte."""
MOST_SECONDS = 60


@dataclass(frozen=True, slots=True)
class FileArea:
    """One area of a file: its columns as text, and its shape in WGS 84 degrees, perhaps invalid."""

    columns: dict[str, str]
    shape: Polygon | MultiPolygon


@dataclass(frozen=True, slots=True)
class AreaFile:
    """What a file of areas holds; `crs` names the system its coordinates were in."""

    crs: str
    columns: tuple[str, ...]
    areas: tuple[FileArea, ...]


def read_areas(path: Path, crs: str = "", layer: str = "") -> AreaFile:
    """The polygons of a GeoPackage, GeoJSON, Shapefile or a ZIP with one of them, in WGS 84 degrees.

    `crs` (such as "EPSG:3006") replaces what the file says of its coordinates; `layer` names one of several. Takes at
    most MOST_BYTES and MOST_SECONDS. Raises MapFileError.
    """
    if path.stat().st_size > MOST_BYTES:
        raise MapFileError("too_large", size=path.stat().st_size, most=MOST_BYTES)
    try:
        read = json.loads(run_apart("geo.files", *_arguments("areas", path, crs, layer), seconds=MOST_SECONDS))
    except (subprocess.TimeoutExpired, ValueError):
        raise MapFileError("too_demanding") from None
    _raise_fault(read)
    shapes = shapely.from_wkb([bytes.fromhex(wkb) for wkb in read["shapes"]])
    areas = [FileArea(columns, shape) for columns, shape in zip(read["rows"], shapes, strict=True)]
    return AreaFile(read["crs"], tuple(read["columns"]), tuple(areas))


@contextmanager
def read_rows(path: Path, crs: str = "", layer: str = "") -> Iterator[tuple[Sequence[str], Iterator[Sequence[str]]]]:
    """The head and the rows of a file of any size: its columns as text, then lon and lat (WGS 84 degrees).

    A line or area is told by a point on it; a row without a geometry has two empty texts. The rows come while the file
    is read. Raises MapFileError, also while rows are read.
    """
    with followed_apart("geo.files", *_arguments("rows", path, crs, layer)) as process:
        assert process.stdout is not None
        rows = csv.reader(process.stdout)
        yield _head(rows, process), _followed(rows, process)


def _head(rows: Iterator[list[str]], process: "subprocess.Popen[str]") -> Sequence[str]:
    head = next(rows, None)
    if head is None:
        process.wait()
        raise MapFileError("too_demanding")
    _raise_fault_row(head)
    return head


def _followed(rows: Iterator[list[str]], process: "subprocess.Popen[str]") -> Iterator[Sequence[str]]:
    """The rows; a process that ends before it has said so has broken off."""
    for row in rows:
        if not row:
            return
        _raise_fault_row(row)
        yield row
    process.wait()
    raise MapFileError("too_demanding")


def _raise_fault_row(row: Sequence[str]) -> None:
    if len(row) == 2 and row[0] == "\0fault":
        _raise_fault(json.loads(row[1]))


def _raise_fault(read: Any) -> None:
    if "fault" in read:
        raise MapFileError(read["fault"], **read["details"])


def _arguments(what: str, path: Path, crs: str, layer: str) -> tuple[str, ...]:
    return what, str(path.resolve()), crs, layer


def write_fault_row(out: IO[str], error: MapFileError) -> None:
    """What the process says instead of a row when it cannot go on."""
    csv.writer(out).writerow(["\0fault", json.dumps({"fault": error.code, "details": error.details})])
