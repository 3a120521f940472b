"""The process that one file is read in: `python -m geo.files areas|rows PATH CRS LAYER`.

It holds itself to limits, so that a file made to exhaust a machine only exhausts this process, and knows no driver of
GDAL that reads by the net or follows a file to another.
"""

import csv
import json
import os
import resource
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from geo.files.apart import write_fault_row
from geo.files.faults import MapFileError

MOST_MEMORY = 3 * 1024 * 1024 * 1024
MOST_CPU_SECONDS = {"areas": 60, "rows": 1800}
SKIPPED = (
    "HTTP,OAPIF,WFS,CSW,Elasticsearch,Carto,AmigoCloud,NGW,PLSCENES,EEDA,OGCAPI,GDALG,ADBC,PGDUMP,MVT,PMTiles,"
    "ESRIJSON,TopoJSON,MBTiles,LIBKML,KML,GeoRSS,GPSBabel,OSM,XLSX,ODS,CSV,GTFS"
)


def main() -> None:
    what, path, crs, layer = sys.argv[1:5]
    limits = ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_CPU_SECONDS[what]))
    for limit, most in limits:
        with suppress(ValueError, OSError):  # a system that has no such limit, or a lower one
            resource.setrlimit(limit, (most, most))
    os.environ.update(GDAL_SKIP=SKIPPED, OGR_SKIP=SKIPPED, GDAL_HTTP_TIMEOUT="1", CPL_LOG="/dev/null")
    with tempfile.TemporaryDirectory(prefix="laget-map-file-") as folder:
        (_tell_areas if what == "areas" else _tell_rows)(Path(path), Path(folder), crs, layer)


def _tell_areas(path: Path, folder: Path, crs: str, layer: str) -> None:
    from geo.files.reader import areas  # GDAL looks at the environment when it is loaded

    try:
        told = areas(path, folder, crs, layer)
    except MapFileError as error:
        told = {"fault": error.code, "details": error.details}
    except MemoryError:
        told = {"fault": "too_demanding", "details": {}}
    sys.stdout.write(json.dumps(told))


def _tell_rows(path: Path, folder: Path, crs: str, layer: str) -> None:
    from geo.files.reader import rows

    writer = csv.writer(sys.stdout)
    try:
        writer.writerows(rows(path, folder, crs, layer))
        writer.writerow([])
    except MapFileError as error:
        write_fault_row(sys.stdout, error)
    except MemoryError:
        write_fault_row(sys.stdout, MapFileError("too_demanding"))


if __name__ == "__main__":
    main()
