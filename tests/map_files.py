"""Makes small files of geographic data by GDAL, in a process apart: beside SpatiaLite it crashes at the end."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import shapely

ROOT = Path(__file__).parents[1]
DRIVERS = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".shp": "ESRI Shapefile", ".pmtiles": "PMTiles"}


@dataclass(frozen=True)
class MapFile:
    """A file whose kind follows from its name; `layer` adds one to a GeoPackage that is there.

    `options` are the GDAL driver's for the file.
    """

    name: str
    shapes: Sequence[shapely.Geometry]
    columns: Mapping[str, Sequence[object]] = field(default_factory=dict)
    crs: str | None = "EPSG:4326"
    layer: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


def write_map_files(folder: Path, *files: MapFile) -> Path:
    """All files in one process; gives the folder."""
    told = [
        {
            "path": str(folder / one.name),
            "driver": DRIVERS[Path(one.name).suffix],
            "crs": one.crs,
            "layer": one.layer,
            "options": dict(one.options),
            "kind": one.shapes[0].geom_type,
            "shapes": [shape.wkb_hex for shape in one.shapes],
            "columns": {name: list(values) for name, values in one.columns.items()},
        }
        for one in files
    ]
    subprocess.run(
        [sys.executable, "-m", "tests.map_files"],
        input=json.dumps(told).encode(),
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return folder


def _write() -> None:
    import numpy as np
    from pyogrio.raw import write

    for told in json.load(sys.stdin):
        layer = {"layer": told["layer"], "append": Path(told["path"]).exists()} if told["layer"] else {}
        options = {"dataset_options": told["options"]} if told["options"] else {}
        write(
            told["path"],
            np.array([bytes.fromhex(shape) for shape in told["shapes"]], dtype=object),
            [
                np.array(values) if values[0] != str(values[0]) else np.array(values, dtype=object)
                for values in told["columns"].values()
            ],
            list(told["columns"]),
            geometry_type=told["kind"],
            crs=told["crs"],
            driver=told["driver"],
            **layer,
            **options,
        )


if __name__ == "__main__":
    _write()
