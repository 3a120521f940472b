"""What forms and addresses may hold: any text but NUL, which no database takes and nobody types."""

import string
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote_from_bytes

from flask import Flask, Request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict


class WithoutNul(ImmutableMultiDict[str, Any]):
    """The values of a form or of an address; NUL is left out of them and of the names of files."""

    def __init__(self, mapping: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None) -> None:
        pairs = ImmutableMultiDict(mapping).items(multi=True)
        super().__init__([(name, _without_nul(value)) for name, value in pairs])


class CleanRequest(Request):
    parameter_storage_class = WithoutNul

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Bytes that no browser sends would be an error wherever an argument is read.
        self.query_string = quote_from_bytes(self.query_string, safe=string.printable).encode()


def init_app(app: Flask) -> None:
    app.request_class = CleanRequest


def _without_nul(value: Any) -> Any:
    if isinstance(value, FileStorage):
        value.filename = value.filename and value.filename.replace("\0", "")
        return value
    return value.replace("\0", "") if isinstance(value, str) else value
