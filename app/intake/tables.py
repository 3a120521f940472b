"""Tables that somebody has uploaded, made ready to be read: spreadsheets as CSV, columns as explained before."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from app.intake.queries.columns import known_meanings
from app.intake.uploads import Choice, Phase, Upload, keep_upload
from reports.incoming.documents import DocumentError, Kind, kind_of, read_table
from reports.incoming.errors import UnreadableFileError
from reports.incoming.tables.table_head import Column, head_hash, read_head, recognises

_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def keep_table_upload(root: Path, choice: Choice, save: Callable[[Path], None]) -> Upload:
    """Take a table in; of a spreadsheet the rows are written beside it. What is wrong with it is noted as FAILED."""
    upload = keep_upload(root, choice, save)
    with upload.file.open("rb") as file:
        is_packed = file.read(4) in _PACKED
    if not is_packed:
        return upload
    try:
        return _with_rows(upload)
    except DocumentError as error:
        upload.note(Phase.FAILED, fault=error.in_words(choice.language))
        return upload


def columns_of(upload: Upload) -> list[Column]:
    """Raises UnreadableFileError."""
    with upload.file.open("rb") as file:
        return read_head(file)


def settle_columns(session: Session, upload: Upload) -> Upload | None:
    """The upload with its columns as they were explained before; None where somebody must explain them."""
    try:
        columns = columns_of(upload)
    except UnreadableFileError:
        return upload  # the check tells what is wrong with it
    meanings = known_meanings(session, upload.choice.source, head_hash(columns))
    if meanings:
        return upload.with_choice(columns=meanings)
    return upload if recognises(columns) else None


def _with_rows(upload: Upload) -> Upload:
    name, content = upload.choice.name, upload.file.read_bytes()
    if kind_of(name, upload.choice.media_type, content) is not Kind.SHEET:
        raise DocumentError("not_a_table", name)
    table = read_table(name, content)
    upload.file.rename(upload.folder / "received")
    upload.file.write_bytes(table.csv)
    return upload.with_choice(remarks=tuple(remark.in_words(upload.choice.language) for remark in table.remarks))
