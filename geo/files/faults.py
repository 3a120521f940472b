"""What may be wrong with a file of geographic data."""

from typing import Any

CODES = frozenset(
    {
        "broken",
        "empty",
        "no_crs",
        "no_layer",
        "several_files",
        "several_layers",
        "too_demanding",
        "too_detailed",
        "too_large",
        "too_many",
        "unknown_crs",
        "unknown_kind",
        "wrong_geometry",
    }
)


class MapFileError(Exception):
    """A file that cannot be read; `code` is one of CODES, `details` what belongs in a sentence about it."""

    def __init__(self, code: str, **details: Any) -> None:
        assert code in CODES
        super().__init__(code)
        self.code = code
        self.details = details
