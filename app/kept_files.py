"""Our own files have addresses that name what is in them, so that browsers keep each until there is another.

What is in all of them is a part of the path: what a script imports and what a style sheet shows is then of the same
version as itself. A page that was opened before a change asks for files by their older addresses and gets those of now.
"""

import re
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, current_app, send_from_directory
from werkzeug.wrappers import Response

LONG = timedelta(days=365)
_VERSION = re.compile(r"^([0-9a-f]{12})/")


def init_app(app: Flask) -> None:
    folder = Path(app.static_folder or "")
    # Whoever works on a file wants to see it as it is now.
    app.config["KEPT_FILES_FOR"] = None if app.debug else LONG

    @app.url_defaults
    def name_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            values["filename"] = f"{version_of(folder)}/{values['filename']}"

    app.view_functions["static"] = _file


def _file(filename: str) -> Response:
    folder = Path(current_app.static_folder or "")
    version = _VERSION.match(filename)
    is_kept = bool(version and version[1] == version_of(folder) and current_app.config["KEPT_FILES_FOR"])
    kept_for = current_app.config["KEPT_FILES_FOR"] if is_kept else None
    answer = send_from_directory(folder, _VERSION.sub("", filename), max_age=kept_for and kept_for.total_seconds())
    if is_kept:
        answer.cache_control.immutable = True
    return answer


@lru_cache
def version_of(folder: Path) -> str:
    """Twelve signs that change when a file in a folder does. Read once: a process names what was there at its start."""
    found = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        found.update(f"{path.relative_to(folder)} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()[:12]
