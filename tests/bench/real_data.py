"""Where real data for measuring lies; it is no part of the project."""

from pathlib import Path

FOLDER = Path(__file__).parents[3] / "shared" / "data"


def real_file(name: str) -> Path | None:
    """A file of real data, or None with a line that says what is missing."""
    path = FOLDER / name
    if path.exists():
        return path
    print(f"skipped: {path} is not there")
    return None
