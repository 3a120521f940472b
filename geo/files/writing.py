"""Writes points with their columns as a GeoPackage, by GDAL in a process of its own (see `geo.files.apart`)."""

import json
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from geo.apart import run_apart
from geo.files.faults import MapFileError

MOST_SECONDS = 600
"""A million points take a minute."""
_turns = BoundedSemaphore(2)
"""Of their own: large files that are written must not keep received ones from being read."""


def write_points(path: Path, layer: str, fields: Sequence[tuple[str, str]], rows: Iterable[Sequence[Any]]) -> None:
    """Write `path`, a GeoPackage in WGS 84 that is not there before.

    `fields` are (name, kind): "text", "number" (whole), "degrees" or "moment" (a text as 2026-11-20T22:15:00, local
    time). Each row is lon and lat (degrees; both None: no place), and a value for each field, None where there is none.
    Takes as little memory for many rows as for few, and as much disk again meanwhile. Raises MapFileError.
    """
    lines = path.with_suffix(".rows")
    try:
        with lines.open("w", encoding="utf-8") as file:
            json.dump({"layer": layer, "fields": list(fields)}, file)
            for row in rows:
                file.write("\n" + json.dumps(row, ensure_ascii=False))
        said = run_apart("geo.files.written", str(lines), str(path), seconds=MOST_SECONDS, turns=_turns)
    except subprocess.TimeoutExpired:
        raise MapFileError("too_demanding") from None
    finally:
        lines.unlink(missing_ok=True)
    if said.strip() != b"whole":
        raise MapFileError("broken")
