"""The process that one GeoPackage is written in: `python -m geo.files.written LINES PATH`.

LINES holds JSON: what the layer is called and its fields, then a row a line; see `geo.files.writing`.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any

import numpy as np
import shapely
from pyogrio.raw import write

BATCH = 20_000
TYPES: dict[str, Any] = {"text": object, "number": np.int64, "degrees": np.float64, "moment": "datetime64[ms]"}
EMPTY: dict[str, Any] = {"text": None, "number": 0, "degrees": np.nan, "moment": "NaT"}


def main() -> None:
    lines, path = map(Path, sys.argv[1:3])
    with lines.open(encoding="utf-8") as file:
        head = json.loads(file.readline())
        fields = [(name, kind) for name, kind in head["fields"]]
        for number, rows in enumerate(_batches(file)):
            _write(path, head["layer"], fields, rows, is_first=number == 0)
    print("whole")  # noqa: T201 - what the process says to the one that started it


def _batches(file: IO[str]) -> Iterator[list[Sequence[Any]]]:
    """At least one, so that a file without rows has its columns too."""
    rows = map(json.loads, file)
    yield list(islice(rows, BATCH))
    while batch := list(islice(rows, BATCH)):
        yield batch


def _write(path: Path, layer: str, fields: list[tuple[str, str]], rows: list[Sequence[Any]], *, is_first: bool) -> None:
    columns = list(zip(*rows, strict=True)) or [()] * (2 + len(fields))
    known = [_column(kind, values) for (_, kind), values in zip(fields, columns[2:], strict=True)]
    write(
        path,
        geometry=_points(columns[0], columns[1]),
        field_data=[values for values, _ in known],
        field_mask=[is_empty for _, is_empty in known],
        fields=[name for name, _ in fields],
        layer=layer,
        driver="GPKG",
        geometry_type="Point",
        crs="EPSG:4326",
        append=not is_first,
    )


def _column(kind: str, values: Sequence[Any]) -> tuple[Any, Any]:
    """The values of a field, and where there is none."""
    filled = [EMPTY[kind] if value is None else value for value in values]
    return np.array(filled, dtype=TYPES[kind]), np.array([value is None for value in values], dtype=bool)


def _points(lons: Sequence[float | None], lats: Sequence[float | None]) -> Any:
    """As WKB, None for what has no place."""
    at = np.array([lons, lats], dtype=np.float64).T.reshape(-1, 2)
    wkb = shapely.to_wkb(shapely.points(at))
    wkb[np.isnan(at).any(axis=1)] = None
    return wkb


if __name__ == "__main__":
    main()
