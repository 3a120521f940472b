"""Uploaded files that wait for a decision: a folder each in the instance folder, found again by a secret token.

What a run has come to stands in a file beside the upload, so any process can show it. A lock that the operating system
drops when its holder dies tells whether somebody works on it: after a crash the upload can be started again.
"""

import fcntl
import re
import secrets
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

import orjson
from sqlalchemy.exc import NoResultFound

from app.intake.rules import check_is_idle
from app.intake.tally import Tally

KEPT_SECONDS = 24 * 3600
_TOKEN = re.compile(r"[\w-]{43}")


class Kind(StrEnum):
    """How the file is to be read."""

    NOTICES = "notices"
    TABLE = "table"


class Phase(StrEnum):
    """How far an upload has come. CHECKING and READING without a worker were broken off."""

    CHECKING = "checking"
    CHECKED = "checked"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person chose: `source` (an organisation's key) reports rows that name nobody.

    `municipality` is "all" for notices from everywhere, empty for those about here. `columns` tells what the headings
    of a table mean, where they do not say so themselves. `remarks` are sentences about what was left out of it.
    """

    owner_id: int
    kind: Kind
    name: str
    language: str
    source: str = ""
    municipality: str = ""
    media_type: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """What a run has come to: `tally` with the first faults of the whole run; `fault` says why it FAILED."""

    phase: Phase = Phase.CHECKING
    fault: str = ""
    tally: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Upload:
    """One uploaded file with what was chosen for it."""

    folder: Path
    choice: Choice

    @property
    def token(self) -> str:
        return self.folder.name

    @property
    def file(self) -> Path:
        """Gone once it has been taken in."""
        return self.folder / "file"

    @property
    def original(self) -> Path:
        """The file as it was received, where `file` was made of it."""
        received = self.folder / "received"
        return received if received.exists() else self.file

    @property
    def bad_rows(self) -> Path:
        """The rows that could not be read, as CSV; not there when there are none."""
        return self.folder / "bad.csv"

    def state(self) -> State:
        fields = orjson.loads((self.folder / "state.json").read_bytes())
        return State(Phase(fields["phase"]), fields["fault"], fields["tally"])

    def note(self, phase: Phase, tally: Tally | None = None, fault: str = "") -> None:
        """Write down how far it is; readers see the old state or the new, never half of one."""
        new = self.folder / "state.new"
        new.write_bytes(orjson.dumps({"phase": phase, "fault": fault, "tally": tally or {}}))
        new.replace(self.folder / "state.json")

    def hold(self) -> IO[str]:
        """Work on it alone, until what is given is closed. Raises BusyError while somebody else does."""
        lock = (self.folder / "lock").open("w")
        if not _locked(lock, fcntl.LOCK_EX):
            lock.close()
            check_is_idle(is_busy=True)
        return lock

    def is_busy(self) -> bool:
        with (self.folder / "lock").open("w") as lock:
            return not _locked(lock, fcntl.LOCK_SH)

    def with_choice(self, **changes: Any) -> "Upload":
        """The same upload with another choice, which is written down."""
        changed = replace(self, choice=replace(self.choice, **changes))
        (self.folder / "choice.json").write_bytes(orjson.dumps(changed.choice))
        return changed

    def forget_file(self) -> None:
        self.original.unlink()
        self.file.unlink(missing_ok=True)

    def discard(self) -> None:
        with self.hold():
            shutil.rmtree(self.folder)


def _locked(lock: IO[str], how: int) -> bool:
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def keep_upload(root: Path, choice: Choice, save: Callable[[Path], None]) -> Upload:
    """Take a file in; `save` writes it to a path. What others have left for a day is thrown away."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    _forget_old(root, time.time() - KEPT_SECONDS)
    upload = Upload(root / secrets.token_urlsafe(32), replace(choice, name=choice.name[:200]))
    upload.folder.mkdir(mode=0o700)
    upload.with_choice()
    upload.note(Phase.CHECKING)
    save(upload.file)
    return upload


def find_upload(root: Path, token: str, owner_id: int) -> Upload:
    """Somebody's own upload. Raises NoResultFound for one that is not there, or not theirs."""
    folder = root / token
    if not _TOKEN.fullmatch(token) or not (folder / "choice.json").exists():
        raise NoResultFound(token)
    fields = orjson.loads((folder / "choice.json").read_bytes())
    choice = Choice(**fields | {"kind": Kind(fields["kind"]), "remarks": tuple(fields.get("remarks", ()))})
    if choice.owner_id != owner_id:
        raise NoResultFound(token)
    return Upload(folder, choice)


def _forget_old(root: Path, before: float) -> None:
    for folder in root.iterdir():
        if folder.stat().st_mtime < before:
            shutil.rmtree(folder, ignore_errors=True)
