"""Made-up files to read in, and the running of an import to its end."""

import io
from collections.abc import Iterable
from typing import Any

import orjson

from app.db import Database
from app.intake.runs import How, import_notices, import_rows
from app.intake.tally import Tally
from app.models import User

KEEP = How(keep=True)
TELL = How()


def notice(number: int = 1, **fields: Any) -> dict[str, Any]:
    """A made-up notice in the police's own format; its coordinates are the feed's, the centre of the municipality."""
    return {
        "id": number,
        "datetime": "2026-11-18 6:10:29 +01:00",
        "name": "18 november 05.56, Trafikolycka, Provstad",
        "summary": "En bil har kört mot ett räcke vid Provtorget.",
        "url": "/aktuellt/handelser/1/",
        "type": "Trafikolycka",
        "location": {"name": "Provstad", "gps": "59.5,17.69"},
        **fields,
    }


def as_lines(*rows: Any) -> bytes:
    return b"\n".join(row if isinstance(row, bytes) else orjson.dumps(row) for row in rows)


def read_notices_in(database: Database, *rows: Any, how: How = KEEP, municipality: str = "") -> Tally:
    return last(import_notices(database, io.BytesIO(as_lines(*rows)), how, municipality))


def read_rows_in(database: Database, text: str | bytes, how: How = KEEP, source: str = "polisen", **more: Any) -> Tally:
    content = text if isinstance(text, bytes) else text.encode()
    return last(import_rows(database, io.BytesIO(content), "rader.csv", how, source, **more))


def by(user: User) -> How:
    return How(keep=True, by=user)


def last(run: Iterable[Tally]) -> Tally:
    return list(run)[-1]
