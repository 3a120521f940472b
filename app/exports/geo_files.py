"""Rows as GeoJSON and as GeoPackage, for maps elsewhere: points in WGS 84, none for what has no place."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import orjson
from flask_babel import gettext as _

from app.errors import DomainError
from app.exports.columns import COLUMNS, Tongue, Value
from app.exports.rows import Row
from geo.files import MapFileError
from geo.files.writing import write_points

LAYER = "handelser"
DECIMALS = 6
_FIELDS = [column for column in COLUMNS if column.key not in ("id", "latitud", "longitud")]
"""Where it lies is told by the point, and `id` has a place of its own in GeoJSON."""


class NotWrittenError(DomainError):
    """A file could not be written whole."""


def write_geojson(file: BinaryIO, batches: Iterable[list[Row]], told: Tongue) -> None:
    """RFC 7946; a feature a line. Something without a place has no geometry."""
    file.write(b'{"type":"FeatureCollection","features":[')
    before = b"\n"
    for rows in batches:
        for row in rows:
            file.write(before + orjson.dumps(_feature(row, told)))
            before = b",\n"
    file.write(b"\n]}\n")


def write_geopackage(path: Path, batches: Iterable[list[Row]], told: Tongue) -> None:
    """Opened by any program with GDAL. Raises NotWrittenError where it could not be written whole."""
    fields = [("nummer", "number"), *((column.key, column.kind.value) for column in _FIELDS)]
    try:
        write_points(path, LAYER, fields, _points(batches, told))
    except MapFileError as error:
        raise NotWrittenError(
            _("GeoPackage-filen blev inte färdig. Försök igen om en stund, eller ta GeoJSON. Inget är borta.")
        ) from error


def _points(batches: Iterable[list[Row]], told: Tongue) -> Iterator[Sequence[Any]]:
    for rows in batches:
        for row in rows:
            yield (row.lon, row.lat, row.id, *map(_plain, _properties(row, told).values()))


def _feature(row: Row, told: Tongue) -> dict[str, Any]:
    at = [round(row.lon, DECIMALS), round(row.lat, DECIMALS)] if row.lon is not None and row.lat is not None else None
    geometry = {"type": "Point", "coordinates": at} if at else None
    return {"type": "Feature", "id": row.id, "geometry": geometry, "properties": _properties(row, told)}


def _properties(row: Row, told: Tongue) -> dict[str, Value]:
    return {column.key: column.value(row, told) for column in _FIELDS}


def _plain(value: Value) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
