"""Reads files of geographic data with GDAL; only in the process of `geo.files`, never beside SpatiaLite."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import numpy as np
import pyogrio
import shapely
from pyogrio.errors import CRSError, DataLayerError, DataSourceError, GeometryError
from pyogrio.raw import read

from geo.files.faults import MapFileError
from geo.files.kinds import data_file
from geo.points import to_wgs84

DRIVERS = frozenset({"GPKG", "GeoJSON", "GeoJSONSeq", "ESRI Shapefile"})
MOST_AREAS = 2_000
MOST_CORNERS = 1_000_000
"""Of all areas together: the borders of all of Sweden's municipalities to the metre have fewer."""
AT_ONCE = 100_000
DEGREES, SWEREF = ("EPSG:4326", "OGC:CRS84"), "EPSG:3006"
WARPED = """<OGRVRTDataSource><OGRVRTWarpedLayer><OGRVRTLayer name="{layer}">
<SrcDataSource relativeToVRT="0">{path}</SrcDataSource><SrcLayer>{layer}</SrcLayer><LayerSRS>{crs}</LayerSRS>
</OGRVRTLayer><TargetSRS>OGC:CRS84</TargetSRS></OGRVRTWarpedLayer></OGRVRTDataSource>"""
_FAULTS = (DataSourceError, DataLayerError, GeometryError, RuntimeError, UnicodeError, OSError)


class Source(NamedTuple):
    """What is read: a file with its layer, the number of its features, and what its coordinates are in."""

    path: Path
    layer: str
    number: int
    columns: list[str]
    crs: str


def areas(path: Path, folder: Path, crs: str, layer: str) -> dict[str, Any]:
    """Polygons in WGS 84 as hex of WKB, with their columns as text. Raises MapFileError."""
    source = _source(path, folder, crs, layer)
    if source.number > MOST_AREAS:
        raise MapFileError("too_many", number=source.number, most=MOST_AREAS)
    shapes, columns = _read(_in_degrees(source, folder))
    kinds = {shape.geom_type for shape in shapes if shape is not None} - {"Polygon", "MultiPolygon"}
    if kinds:
        raise MapFileError("wrong_geometry", found=sorted(kinds)[0])
    kept = [number for number, shape in enumerate(shapes) if shape is not None and not shape.is_empty]
    if not kept:
        raise MapFileError("empty")
    corners = int(shapely.get_num_coordinates(shapes[kept]).sum())
    if corners > MOST_CORNERS:
        raise MapFileError("too_detailed", number=corners, most=MOST_CORNERS)
    _check_degrees(shapely.total_bounds(shapes[kept]), source)
    told = [dict(zip(source.columns, map(_text, values), strict=True)) for values in zip(*columns, strict=True)]
    return {
        "crs": source.crs,
        "columns": source.columns,
        "rows": [told[number] if told else {} for number in kept],
        "shapes": [shapely.to_wkb(shapes[number], hex=True) for number in kept],
    }


def rows(path: Path, folder: Path, crs: str, layer: str) -> Iterator[list[Any]]:
    """The head, then the rows, with a point of each in WGS 84 degrees. Raises MapFileError."""
    source = _source(path, folder, crs, layer)
    if not source.number:
        raise MapFileError("empty")
    if source.crs != SWEREF:
        source = _in_degrees(source, folder)
    yield [*source.columns, "lon", "lat"]
    for start in range(0, source.number, AT_ONCE):
        shapes, columns = _read(source, start)
        points = shapely.point_on_surface(shapes)
        lons, lats = shapely.get_x(points), shapely.get_y(points)
        if source.crs == SWEREF:
            lons, lats = to_wgs84(lons, lats)
        places = [np.char.mod("%.7f", np.nan_to_num(values, nan=999)).tolist() for values in (lons, lats)]
        for *values, lon, lat in zip(*(column.tolist() for column in columns), *places, strict=True):
            yield [*map(_text, values), *(("", "") if lon.startswith("999") else (lon, lat))]


def _text(value: Any) -> str:
    """A value of a column; whole numbers that a column of decimals holds are told whole."""
    if value is None or value != value:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _source(path: Path, folder: Path, crs: str, layer: str) -> Source:
    path = data_file(path, folder)
    try:
        layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
        chosen = _chosen_layer(layers, layer)
        info = pyogrio.read_info(path, layer=chosen, force_feature_count=True)
    except _FAULTS:
        raise MapFileError("broken") from None
    if info["driver"] not in DRIVERS:
        raise MapFileError("unknown_kind")
    if not (crs or info["crs"]):
        raise MapFileError("no_crs")
    source = Source(path, chosen, info["features"], [str(name) for name in info["fields"]], crs or info["crs"])
    if not crs:
        _check_degrees(info["total_bounds"] or (0, 0, 0, 0), source)
    return source


def _chosen_layer(layers: list[str], wanted: str) -> str:
    if not layers:
        raise MapFileError("empty")
    if wanted and wanted not in layers:
        raise MapFileError("no_layer", wanted=wanted, layers=", ".join(layers))
    if not wanted and len(layers) > 1:
        raise MapFileError("several_layers", layers=", ".join(layers))
    return wanted or layers[0]


def _check_degrees(bounds: Any, source: Source) -> None:
    """A GeoJSON in metres that does not say so is taken for degrees."""
    west, south, east, north = bounds
    if source.crs in DEGREES and not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise MapFileError("no_crs")


def _in_degrees(source: Source, folder: Path) -> Source:
    """The same read through GDAL's reprojection, where it is in another system."""
    if source.crs in DEGREES:
        return source
    warped = folder / "warped.vrt"
    facts = {"path": str(source.path), "layer": source.layer, "crs": source.crs}
    warped.write_text(WARPED.format(**{name: escape(value, {'"': "&quot;"}) for name, value in facts.items()}))
    try:
        pyogrio.read_info(warped)
    except (*_FAULTS, CRSError, LookupError):  # a source whose system is unknown has no layers
        raise MapFileError("unknown_crs", crs=source.crs) from None
    return source._replace(path=warped)


def _read(source: Source, start: int = 0) -> tuple[Any, list[Any]]:
    try:
        _, _, shapes, columns = read(
            source.path,
            layer=source.layer,
            force_2d=True,
            skip_features=start,
            max_features=AT_ONCE,
            datetime_as_string=True,
        )
        return shapely.from_wkb(shapes), columns
    except (*_FAULTS, shapely.errors.ShapelyError):
        raise MapFileError("broken") from None
