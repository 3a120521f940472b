"""Our own files have addresses that name what is in them, so that browsers keep each until there is another.

What is in all of them is a part of the path: what a script imports and what a style sheet shows is then of the same
version as itself. A page that was opened before a change asks for files by their older addresses and gets those of now.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, current_app, send_from_directory
from werkzeug.wrappers import Response

LONG = timedelta(days=365)
_VERSION = re.compile(r"^([0-9a-f]{12})/")


@dataclass(frozen=True, slots=True)
class Files:
    """A folder as it was when the process began: twelve signs for all that was in it, and each file's time and size."""

    version: str
    marks: Mapping[str, tuple[int, int]]

    def still_has(self, folder: Path, name: str) -> bool:
        """A file that was changed under a running process is not kept by the name of the old one."""
        path = folder / name
        return path.is_file() and self.marks.get(name) == _mark(path)


def init_app(app: Flask) -> None:
    files = files_in(Path(app.static_folder or ""))
    # Whoever works on a file wants to see it as it is now.
    app.config["KEPT_FILES_FOR"] = None if app.debug else LONG

    @app.url_defaults
    def name_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            values["filename"] = f"{files.version}/{values['filename']}"

    app.view_functions["static"] = _file


def _file(filename: str) -> Response:
    folder = Path(current_app.static_folder or "")
    files, version, name = files_in(folder), _VERSION.match(filename), _VERSION.sub("", filename)
    is_kept = bool(version and version[1] == files.version and files.still_has(folder, name))
    kept_for: timedelta | None = current_app.config["KEPT_FILES_FOR"] if is_kept else None
    answer = send_from_directory(folder, name, max_age=kept_for and kept_for.total_seconds())
    if kept_for:
        answer.cache_control.immutable = True
    return answer


@lru_cache
def files_in(folder: Path) -> Files:
    """Of a folder that is read once a process."""
    marks, found = {}, sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, content = path.relative_to(folder).as_posix(), path.read_bytes()
        marks[name] = _mark(path)
        found.update(f"{name} {len(content)}\n".encode())
        found.update(content)
    return Files(found.hexdigest()[:12], marks)


def _mark(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size
